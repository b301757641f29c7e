// What went wrong in the words of a person: who lacks what, who had it, and the message that never came.

import {jsonText} from "./exact.js";
import {follow} from "./follow.js";
import {messageAt, LOST, UNDER_WAY} from "./messages.js";
import {momentText, shortJson} from "./text.js";

/** {line, evidence: [text]} for a finding, from the run's messages; null where they do not tell it. */
export function inPlainWords(run, finding) {
  if (run.messages.count === 0 || run.leftOut > 0) return null;
  if (finding.part === "liveness" && run.results.liveness.silent) return differencesInWords(run);
  if (finding.kind === "lost" && finding.term && finding.term.kind === "value") return lostInWords(run, finding.term.value);
  return null;
}

function nodesOf(run) {
  return run.lanes.filter((lane) => lane.kind === "node").map((lane) => lane.label);
}

function lostInWords(run, value) {
  const place = follow(run, {kind: "value", value}), written = run.ops.find((op) => op.shape === "value" && op.asked === value);
  const never = nodesOf(run).filter((node) => !place.holders.some((holder) => holder.node === node));
  if (!written || never.length === 0) return null;
  const writer = run.nodes[written.thread % run.nodeCount], ways = never.map((node) => wayTo(run, node, place.rows));
  return {
    line: never.join(", ") + " never got " + shortJson(value, 30) + ", which " + writer + " acknowledged at " + momentText(written.t1) + ": " + ways[0] + ".",
    evidence: [...never.slice(1).map((node, i) => node + ": " + ways[i + 1] + "."),
      ...place.holders.filter((holder) => nodesOf(run).includes(holder.node)).map((holder) => holder.node + " had it from " + momentText(holder.t0) + " on.")],
  };
}

/** Why none of these messages brought it to the node. */
function wayTo(run, node, rows) {
  const m = run.messages, lane = run.laneOf.get(node);
  const sent = [...rows].filter((row) => m.dest[row] === lane && m.group[row] !== 0).sort((a, b) => m.t0[a] - m.t0[b]);
  const last = sent[sent.length - 1];
  if (last === undefined) return "nobody sent it to " + node;
  const message = messageAt(run, last), from = "the " + (sent.length > 1 ? "last of " + sent.length + " messages" : "message") + " with it, " + message.body.type + " of " + message.src + " at " + momentText(m.t0[last]);
  if (m.state[last] === LOST) return from + ", was lost" + faultsAt(run, m.t0[last], [message.src, node]) + ", and nobody sent it again";
  if (m.state[last] === UNDER_WAY) return from + ", was still on its way at the end";
  return from + ", came at " + momentText(m.t1[last]) + ", but " + node + " does not hold it";
}

function faultsAt(run, time, nodes) {
  const on = run.faults.filter((fault) => fault.t0 <= time && time <= fault.t1 && nodes.some((node) => fault.nodes.has(node)));
  return on.length > 0 ? " (" + on.map((fault) => fault.name).join(", ") + ")" : "";
}

const most_told = 5;

/** Nodes that the bench asked in the end, and that answered differently: which key, who holds what, who wrote it. */
function differencesInWords(run) {
  const held = finalAnswers(run), names = nodesOf(run).filter((node) => held.has(node));
  const keys = new Set([...held.values()].flatMap((answers) => [...answers.keys()]));
  const lines = [], evidence = [];
  for (const key of keys) {
    const values = names.map((node) => held.get(node).get(key));
    if (new Set(values.map((value) => jsonText(value))).size < 2) continue;
    lines.push(key + ": " + names.map((node, i) => node + " holds " + (values[i] === undefined ? "nothing" : shortJson(values[i], 40))).join(", "));
    if (lines.length <= most_told) evidence.push(...whoWrote(run, key, names, values));
  }
  const silent = nodesOf(run).filter((node) => !held.has(node)).map((node) => node + " did not answer when asked for all that it holds");
  lines.push(...silent);
  if (lines.length === 0) return null;
  return {line: "Long after the last operation the nodes differ. " + lines[0] + (lines.length > 1 ? " (and " + (lines.length - 1) + " more)" : "") + ".",
    evidence: [...evidence, ...lines.slice(1, most_told).map((line) => line + ".")]};
}

/** By node: what it answered to the bench's last questions, by "key 3" or "the committed offset of key 3". */
function finalAnswers(run) {
  const m = run.messages, held = new Map();
  for (let row = 0; row < m.count; ++row) {
    if (run.lanes[m.dest[row]].kind !== "bench" || m.t0[row] < run.end || m.copy[row] || m.state[row] !== 0) continue;
    const {src, dest, body} = messageAt(run, row);
    if (dest !== "convergence-of-" + src) continue;
    if (!held.has(src)) held.set(src, new Map());
    const answers = held.get(src);
    for (const [, key, value] of body.txn || []) answers.set("key " + key, value);
    for (const [key, pairs] of Object.entries(body.msgs || {})) answers.set("key " + key, pairs.map((pair) => pair[1]));
    for (const [key, offset] of Object.entries(body.offsets || {})) answers.set("the committed offset of key " + key, offset);
  }
  return held;
}

/** Of a key that differs: each value that not all hold, who wrote it, and why it did not come to who lacks it. */
function whoWrote(run, name, nodes, values) {
  if (!name.startsWith("key ")) return [];
  const key = name.slice(4), lists = values.map((value) => (Array.isArray(value) ? value : [value]));
  const told = [];
  for (const value of new Set(lists.flat())) {
    const lacking = nodes.filter((_, i) => !lists[i].includes(value));
    if (value === null || value === undefined || lacking.length === 0 || told.length >= most_told) continue;
    const place = follow(run, {kind: "entry", key, value}), writer = run.ops.find((op) => place.ops.has(op.id) && !place.saw.has(op.id));
    const by = writer ? "written at " + run.nodes[writer.thread % run.nodeCount] + " by " + run.lanes[writer.lane].label + " at " + momentText(writer.t0) : "by no operation that is known";
    told.push(shortJson(value, 30) + " of " + name + " was " + by + "; " + lacking.map((node) => node + " does not hold it: " + wayTo(run, node, place.rows)).join("; ") + ".");
  }
  return told;
}
