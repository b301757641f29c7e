// Operations on a register that have no order: each as a bar from its beginning to its end, with the
// moment at which it takes effect in one order of all that ended before, and the one that has no place.

import {svg} from "./html.js";
import {jsonText} from "./exact.js";
import {momentText, opText, outcomeText} from "./text.js";

const most_ordered = 14, row_height = 34, bar_height = 14, label_width = 60, event_width = 14, point_width = 46, sign_width = 7.3;

/** {title, stuck: op, steps: [{op, held}]} of the key that one of the operations spoils; null if none does. */
export function orderOf(run, ops) {
  const keys = (run.results.workload || {}).keys;
  if (!Array.isArray(keys)) return null;
  for (const stuck of ops) {
    const entry = keys.find((each) => each.order && each.op === stuck.endIndex);
    if (!entry) continue;
    const byIndex = new Map(run.ops.map((op) => [op.index, op]));
    const steps = entry.order.slice(-most_ordered).map(([index, held]) => ({op: byIndex.get(index), held}));
    return {title: "Key " + jsonText(entry.key) + ": one order of what ended before, and the operation that has no place after it", stuck, steps};
  }
  return null;
}

export function orderChart(run, {stuck, steps}, actions) {
  const ops = [...new Set([...steps.map(({op}) => op), stuck])].sort((a, b) => a.index - b.index);
  const {xOf, points, width} = places(ops, steps, stuck);
  const processes = [...new Set(ops.map((op) => op.process))].sort((a, b) => a - b), height = (processes.length + 1) * row_height + 10;
  const top = (op) => processes.indexOf(op.process) * row_height + 18;
  const picture = svg("svg", {class: "order", viewBox: "0 0 " + width + " " + height, width, height, role: "img",
    "aria-label": "Order of " + steps.length + " operations, and one that has none"});
  processes.forEach((process) => {
    const {lane} = ops.find((op) => op.process === process);
    picture.append(svg("text", {x: 4, y: processes.indexOf(process) * row_height + 29, class: "name"}, run.lanes[lane].label));
  });
  for (const op of ops) picture.append(bar(op, xOf, top(op), width, op === stuck, actions));
  picture.append(svg("path", {class: "way", d: steps.map(({op}, i) => (i === 0 ? "M" : "L") + points[i] + " " + (top(op) + bar_height / 2)).join(" ")}));
  const bottom = height - 14;
  picture.append(svg("text", {x: 4, y: bottom, class: "micro"}, "value"));
  steps.forEach(({op, held}, i) => picture.append(svg("circle", {cx: points[i], cy: top(op) + bar_height / 2, r: 5, class: "point"}),
      svg("text", {x: points[i], y: bottom, "text-anchor": "middle", class: "held-value"}, jsonText(held))));
  return picture;
}

/**
 * From left to right: each beginning and end in the order of the history, and behind the latest beginning
 * so far the moment of each step. What never ended has no end here; what is stuck has room for its sign.
 */
function places(ops, steps, stuck) {
  const events = ops.flatMap((op) => (op.type === "ok" ? [op.index, op.endIndex] : [op.index])).filter((index) => index <= stuck.endIndex).sort((a, b) => a - b);
  const after = new Map();  // a beginning -> how many steps come behind it
  let latest = -1;
  const behind = steps.map(({op}) => { latest = Math.max(latest, op.index); after.set(latest, (after.get(latest) || 0) + 1); return latest; });
  const xOf = new Map();
  let x = label_width;
  for (const index of events) {
    xOf.set(index, x += event_width);
    x += point_width * ((after.get(index) || 0) + (index === stuck.index ? 1 : 0));
  }
  const taken = new Map();
  const points = behind.map((index) => {
    taken.set(index, (taken.get(index) || 0) + 1);
    return xOf.get(index) + point_width * (taken.get(index) - 0.5);
  });
  return {xOf, points, width: x + 2 * event_width};
}

/** Without the key, which is the same for all. */
function deedText(op) {
  const value = op.type === "ok" ? op.answered[1] : op.asked[1];
  return Array.isArray(value) ? value.map((each) => jsonText(each)).join("\u2192") : op.f + " " + jsonText(value);
}

function bar(op, xOf, top, width, isStuck, actions) {
  const left = xOf.get(op.index), right = xOf.get(op.endIndex) || width, text = deedText(op), most = Math.floor((right - left) / sign_width);
  const look = "bar " + (isStuck ? "stuck" : op.type) + (right === width ? " endless" : "");
  const group = svg("g", {class: look, tabindex: 0, role: "button"}, svg("title", {}, opText(op) + ", " + outcomeText(op) + ", from " + momentText(op.t0) + " to " + momentText(op.t1)),
      svg("rect", {x: left, y: top, width: right - left, height: bar_height, rx: 3}),
      svg("text", {x: left, y: top - 4, class: "micro"}, text.length > most ? text.slice(0, Math.max(1, most - 1)) + "\u2026" : text),
      isStuck ? svg("text", {x: (left + right) / 2, y: top + bar_height - 3, "text-anchor": "middle", class: "never"}, "\u2715") : null);
  const choose = () => actions.show({op: op.id});
  group.addEventListener("click", choose);
  group.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(); });
  return group;
}
