// What the checkers found, and where in the run it is: the findings of results.json with the
// operations, nodes and values that they hold. Their text is only shown.

import {jsonText} from "./exact.js";
import {follow} from "./follow.js";
import {inPlainWords} from "./plain.js";

/**
 * All that makes the run not valid, and what was found beyond Maelstrom's verdict:
 * [{part, kind, operations, nodes, values, text, title (kind and count), counts (false for `beyond`),
 * cycle: {steps, edges} or null, term (what it is about), plain: what plain.js says of it}].
 */
export function findingsOf(run) {
  const {results} = run, findings = (results.explanations || []).map(findingOf);
  if (results.error && !results.explanations) findings.push({part: "error", kind: "error", title: "error", operations: [], nodes: [], values: {}, text: results.error, counts: true});
  if (!results.strict && results.workload && results.workload.beyond && !(results.options || {}).strict)
    for (const [kind, found] of Object.entries(results.workload.beyond))
      if (!findings.some((told) => told.kind === kind))
        for (const example of found.examples) findings.push({...example, part: "beyond", title: kind, counts: false});
  for (const finding of findings) {
    finding.cycle = finding.values.steps ? cycleOf(run, finding) : null;
    finding.term = termOf(run, finding.cycle ? finding.values.steps[0] : finding.values);
  }
  for (const finding of findings.slice(0, most_in_words)) finding.plain = inPlainWords(run, finding);
  return findings;
}

const most_in_words = 8;  // each takes a look at all messages

/** Of an entry of `explanations` in results.json: alike ones with their count, with the faults that were on. */
function findingOf(told) {
  const {kind, text, count, more, circumstances} = told;
  return {...told, title: kind + (count > 1 ? " (" + count + " alike)" : ""), counts: true,
    text: [text, circumstances, more && "And " + more + " more."].filter(Boolean).join(" ")};
}

/** {steps: [{index, process, time, value}], edges: [reason]}: edge i leads from step i to the next. */
function cycleOf(run, {operations, values}) {
  const ops = operations.map((index) => operationAt(run, index));
  const steps = ops.map((op) => ({index: op.index, process: op.process, time: op.t0, value: op.answered ?? op.asked}));
  const edges = values.steps.map((step, i) => reasonText(ops[i], step, "T" + (i + 1), "T" + ((i + 1) % steps.length + 1)));
  return {steps, edges};
}

/** Why the one precedes the other. */
function reasonText(op, step, from, to) {
  const [key, value, next] = [step.key, step.value, step["value'"]].map((each) => jsonText(each ?? null));
  if (step.type === "process") return from + " ran before " + to + " in the same process";
  if (step.type === "realtime") return from + " had ended before " + to + " began";
  if (op.shape === "log") return from + " sent " + value + " to key " + step.key + ", which " + to + " polled";
  const lists = [].concat(op.asked).some(([f]) => f === "append"), wrote = lists ? " appended " : " wrote ";
  if (step.type === "wr") return from + wrote + value + " to key " + key + ", which " + to + " read" + (lists ? " as the last element" : "");
  const replaced = lists ? to + " appended " + next + " after it" : to + " replaced it by " + next;
  if (step.type === "ww") return from + wrote + value + " to key " + key + ", and " + replaced;
  return from + " read " + (step.value === null ? "nothing" : value) + " from key " + key + ", and " + replaced;
}

/** The place of a finding: what follow() gives, of all that it names together; null if it names nothing. */
export function placeOf(run, finding) {
  const found = {term: null, ops: new Set(), rows: new Set(), saw: new Map(), holders: []};
  const core = new Set();
  const add = (more) => {
    more.ops.forEach((id) => found.ops.add(id));
    more.rows.forEach((row) => found.rows.add(row));
    more.saw.forEach((saw, id) => found.saw.set(id, saw));
    if (more.holders.length > 0) found.holders = more.holders;
  };
  for (const op of operationsIn(run, finding)) {
    add(follow(run, {kind: "op", op: op.id}));
    core.add(op.id);
  }
  const {term} = finding;
  if (term) {
    const more = follow(run, term);
    add(more);
    found.term = term;
    if (core.size === 0) more.ops.forEach((id) => core.add(id));
  }
  for (const node of finding.part === "error" ? finding.nodes : []) {
    const lane = run.laneOf.get(node), m = run.messages;
    let last = -1;
    for (let row = 0; row < m.count; ++row) if (m.src[row] === lane || m.dest[row] === lane) last = row;
    if (last >= 0) add(follow(run, {kind: "message", row: last}));
  }
  if (found.ops.size + found.rows.size === 0) return null;
  return {...found, ...stretchOf(run, core.size > 0 ? core : found.ops, found)};
}

function stretchOf(run, ops, found) {
  let t0 = Infinity, t1 = -Infinity;
  for (const id of ops) {
    t0 = Math.min(t0, run.ops[id].t0);
    t1 = Math.max(t1, run.ops[id].t1);
  }
  if (ops.size === 0)
    for (const row of found.rows) {
      t0 = Math.min(t0, run.messages.t0[row]);
      t1 = Math.max(t1, run.messages.t1[row]);
    }
  return {t0, t1};
}

function operationAt(run, index) {
  return run.ops.find((op) => op.index === index || op.endIndex === index);
}

/** The operations that it names. */
export function operationsIn(run, finding) {
  return new Set(finding.operations.map((index) => operationAt(run, index)).filter(Boolean));
}

/** The value, message or key that these values are about. */
function termOf(run, {key, value, id, values}) {
  const one = value ?? id ?? (values ? values[values.length - 1] : undefined);
  const hasValues = Object.values(run.page.operations).some((shape) => shape === "value" || shape === "new-value");
  if (key === undefined) return one !== undefined && hasValues ? {kind: "value", value: one} : null;
  return one === undefined ? {kind: "key", key} : {kind: "entry", key, value: one};
}
