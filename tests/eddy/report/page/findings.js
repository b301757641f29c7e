// What the checkers found, and where in the run it is: the sentences of results.json with the
// operations, values and times that they name.

import {parseJson, jsonText, integer} from "./exact.js";
import {follow} from "./follow.js";
import {inPlainWords} from "./plain.js";

/**
 * All that makes the run not valid, and what was found beyond Maelstrom's verdict:
 * [{part, kind, text, counts (false for `beyond`), cycle: {steps, edges} or null, term (what it is
 * about), plain: what plain.js says of it}].
 */
export function findingsOf(run) {
  const findings = [];
  const {results} = run;
  if (results.error) findings.push({part: "error", kind: "node failure", text: results.error, counts: true});
  for (const told of results.explanations || []) findings.push(findingOf(told));
  if (!results.explanations) for (const [part, result] of Object.entries(results)) {
    if (!result || typeof result !== "object" || result.valid === undefined || result.valid === true) continue;
    const sentences = result.explanations || [];
    for (const sentence of sentences) findings.push({part, ...splitKind(sentence), counts: true});
    if (sentences.length === 0) findings.push({part, kind: part, text: causeOf(part, result), counts: true});
  }
  if (!results.strict && results.workload && results.workload.beyond && !(results.options || {}).strict)
    for (const [kind, finding] of Object.entries(results.workload.beyond))
      if (!findings.some((told) => told.named === kind)) for (const example of finding.examples || []) findings.push({part: "beyond", kind, text: example, counts: false});
  attachCycles(run, findings);
  for (const finding of findings) finding.term = termIn(run, finding.text);
  for (const finding of findings.slice(0, most_in_words)) finding.plain = inPlainWords(run, finding);
  return findings;
}

const most_in_words = 8;  // each takes a look at all messages

/** Of an entry of `explanations` in results.json: alike ones with their count, with the faults that were on. */
function findingOf({part, kind, text, count, more, circumstances, ops, example}) {
  const alike = count > 1 ? " (" + count + " alike)" : "";
  return {part, kind: kind + alike, text: [text, circumstances, more && "And " + more + " more."].filter(Boolean).join(" "), named: kind, ops, example, counts: true};
}

function splitKind(sentence) {
  const match = /^([\w-]+(?: [\w-]+)?): (.*)$/s.exec(sentence);
  return match ? {kind: match[1], text: match[2]} : {kind: "", text: sentence};
}

function causeOf(part, result) {
  if (part === "availability") return "Too few operations ended well: " + Number((100 * result["ok-fraction"]).toPrecision(6)) + " % of all.";
  if (part === "stats") return "Of some kind of operation none ended well.";
  if (part === "liveness")
    return result.silent ? "Nodes held different values 60 s after the last operation." : "Nodes and services were still talking 60 s after the last operation.";
  if (part === "exceptions") return result.count + " exceptions: " + (result.kinds || []).map((each) => each.first).join("; ");
  return "The verdict is " + jsonText(result.valid) + (result.error ? ": " + jsonText(result.error) : "") + ".";
}

/** The cycles that results.json holds as data, by kind and order, go with the sentences of that kind. */
function attachCycles(run, findings) {
  const anomalies = {...(run.results.workload || {}).anomalies, ...(run.results.workload || {}).errors};
  const taken = new Map();
  for (const finding of findings) {
    const kind = finding.named || finding.kind, errs = (anomalies[kind] || {}).errs;
    if (!errs) continue;
    const i = finding.example !== undefined ? finding.example : taken.get(kind) || 0;
    taken.set(kind, i + 1);
    finding.data = errs[i];
    if (finding.data && finding.data.cycle) finding.cycle = cycleOf(finding);
  }
}

/** {steps: [op of the history], edges: [reason]}: edge i leads from step i to the next. */
function cycleOf(finding) {
  const steps = [...finding.data.cycle];
  if (steps.length > 1 && steps[0].index === steps[steps.length - 1].index) steps.pop();
  const edges = steps.map((_, i) => {
    const from = "T" + (i + 1), to = "T" + ((i + 1) % steps.length + 1);
    const clause = finding.text.split("; ").find((each) => new RegExp("so " + from + " precedes " + to + "\\b").test(each));
    return clause ? clause.replace(/, so T\d+ precedes T\d+.*/, "") : "";
  });
  return {steps, edges};
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
  for (const node of nodeFailureIn(finding)) {
    const lane = run.laneOf.get(node), m = run.messages;
    let last = -1;
    for (let row = 0; row < m.count; ++row) if (m.src[row] === lane || m.dest[row] === lane) last = row;
    if (last >= 0) add(follow(run, {kind: "message", row: last}));
  }
  if (found.ops.size + found.rows.size === 0) return null;
  return {...found, ...stretchOf(run, core.size > 0 ? core : found.ops, found)};
}

function nodeFailureIn(finding) {
  const match = finding.part === "error" ? /\bn\d+\b/.exec(finding.text) : null;
  return match ? [match[0]] : [];
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

/** The operations that a sentence names ("process 3, at 1.204 s"), or its data by their index. */
export function operationsIn(run, finding) {
  const ops = new Set();
  const byIndex = [...(finding.ops || []), ...(finding.cycle ? finding.cycle.steps.map((step) => step.index) : [])];
  for (const index of byIndex) {
    const op = run.ops.find((each) => each.index === index || each.endIndex === index);
    if (op) ops.add(op);
  }
  if (finding.ops) return ops;
  const named = /process (\d+)[^;]{0,80}?\bat (-?[\d.]+) s/g;
  for (let match = named.exec(finding.text); match; match = named.exec(finding.text)) {
    const op = operationNear(run, Number(match[1]), Number(match[2]) * 1e6);
    if (op) ops.add(op);
  }
  return ops;
}

/** The process's operation that began or ended at that time, given to the millisecond. */
function operationNear(run, process, time) {
  let best = null, least = 1500;
  for (const op of run.opsByThread[process % run.concurrency]) {
    if (op.process !== process) continue;
    const away = Math.min(Math.abs(op.t0 - time), Math.abs(op.t1 - time));
    if (away < least) {
      least = away;
      best = op;
    }
  }
  return best;
}

function number(text) {
  return /^-?\d+$/.test(text) ? integer(text) : text;
}

/** The value, message or key that a sentence is about. */
function termIn(run, text) {
  if (run.workload === "broadcast") {
    const match = /(?:broadcast acknowledged of|acknowledged|value|broadcast(?: of)?) (-?\d+)\b/.exec(text);
    return match ? {kind: "value", value: integer(match[1])} : null;
  }
  if (run.workload === "unique-ids") {
    const match = /got the id ("[^"]*"|-?[\d.]+)/.exec(text);
    return match ? {kind: "value", value: parseJson(match[1])} : null;
  }
  if (run.workload === "kafka") {
    const entry = /message (-?\d+) of key (\w+)/.exec(text), other = /key (\w+) has the messages \[(-?\d+)/.exec(text);
    if (entry) return {kind: "entry", key: entry[2], value: integer(entry[1])};
    if (other) return {kind: "entry", key: other[1], value: integer(other[2])};
    const key = /\bkey (\w+)/.exec(text);
    return key ? {kind: "key", key: key[1]} : null;
  }
  if (run.workload === "txn-rw-register") {
    const read = /read (-?\d+) from key (-?\w+)/.exec(text), wrote = /wrote (-?\d+) to key (-?\w+)/.exec(text), match = read || wrote;
    return match ? {kind: "entry", key: number(match[2]), value: integer(match[1])} : null;
  }
  return null;
}
