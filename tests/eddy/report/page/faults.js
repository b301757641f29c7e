// When which fault was on, and which lanes it hit.

const ends = {pause: "resume", kill: "start"};
const names = {
  "one-way": "one-way cut", loss: "loss", duplicate: "duplicates", reorder: "reorder",
  slow: "slow links", skew: "skewed clocks",
};

/**
 * [{kind, name, t0, t1, detail, nodes: Map(node -> what befell it), sides: Map(node -> 0, 1, ...)}]
 */
export function faultIntervals(history, run) {
  const faults = [];
  const open = new Map();
  for (const event of history) {
    if (event.process !== "nemesis") continue;
    const time = event.time / 1000;
    const kind = event.f.replace(/^start-/, "");
    const end = ends[event.f] || "stop-" + kind;
    if (event.f.startsWith("start-") || event.f in ends) {
      if (open.has(end)) continue;  // Maelstrom tells it twice: begun, and what it hit
      const fault = {kind, t0: time, t1: run.end, value: event.value, ...describe(kind, event.value, run)};
      open.set(end, fault);
      faults.push(fault);
    } else if (open.has(event.f)) {
      open.get(event.f).t1 = time;
      open.delete(event.f);
    }
  }
  return faults;
}

function allNodes(run) {
  return run.nodes;
}

function describe(kind, value, run) {
  const everybody = allNodes(run);
  const all = (text) => new Map(everybody.map((node) => [node, text]));
  if (kind === "partition" || kind === "one-way") return describeCut(kind, (value || {}).cut || [], (value || {}).shape, run);
  if (kind === "pause" || kind === "kill") {
    const nodes = Array.isArray(value) ? value : Object.keys(value || {});
    const word = kind === "pause" ? "paused" : "killed";
    return {name: word + " " + nodes.join(" "), nodes: new Map(nodes.map((node) => [node, word])), sides: new Map()};
  }
  if (kind === "slow") {
    const nodes = [].concat(value);
    const name = nodes.length === 1 ? "slow " + nodes[0] : "slow " + nodes.join("\u2192");
    return {name, nodes: new Map(nodes.map((node) => [node, "slow"])), sides: new Map()};
  }
  if (kind === "services") return {name: value + " services", nodes: new Map(), sides: new Map()};
  const share = typeof value === "number" ? " " + Math.round(100 * value) + " %" : "";
  return {name: (names[kind] || kind) + share, nodes: all(names[kind] || kind), sides: new Map()};
}

/** Who cannot reach whom; nodes that still reach each other both ways are on one side. */
function describeCut(kind, cut, shape, run) {
  const everybody = allNodes(run);
  const cutLinks = new Set(cut.map(([from, to]) => from + " " + to));
  const apart = (a, b) => cutLinks.has(a + " " + b) || cutLinks.has(b + " " + a);
  const sides = new Map();
  let side = 0;
  for (const first of everybody) {
    if (sides.has(first)) continue;
    const queue = [first];
    sides.set(first, side);
    while (queue.length > 0) {
      const node = queue.pop();
      for (const other of everybody)
        if (!sides.has(other) && !apart(node, other)) {
          sides.set(other, side);
          queue.push(other);
        }
    }
    ++side;
  }
  const nodes = new Map();
  for (const node of everybody) {
    const deaf = everybody.filter((other) => cutLinks.has(other + " " + node));
    const mute = everybody.filter((other) => cutLinks.has(node + " " + other));
    if (deaf.length === 0 && mute.length === 0) continue;
    nodes.set(node, deaf.join() === mute.join() ? "cut off from " + deaf.join(" ")
        : [deaf.length ? "does not hear " + deaf.join(" ") : "", mute.length ? "is not heard by " + mute.join(" ") : ""]
            .filter(Boolean).join(", "));
  }
  return {name: sideNames(kind, sides, side, shape), nodes, sides: side > 1 ? sides : new Map()};
}

function sideNames(kind, sides, count, shape) {
  if (kind === "one-way") return "one-way cut";
  if (count < 2) return "partition (" + (shape || "ring") + ")";
  const groups = Array.from({length: count}, () => []);
  for (const [node, side] of sides) groups[side].push(node);
  const text = groups.map((group) => group.join(" ")).join(" | ");
  return text.length < 60 ? "partition " + text : "partition " + groups.map((g) => g.length).join(" | ") + " nodes";
}
