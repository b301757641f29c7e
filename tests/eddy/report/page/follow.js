// What can be followed through the cluster (a value, a key, a log, an operation), and where it
// shows: operations, messages, and the nodes that hold it from when on.

import {jsonText, integer} from "./exact.js";
import {messageAt, ARRIVED, SERVICE, firstSentFrom} from "./messages.js";
import {opText, shortJson} from "./text.js";

// Terms: {kind: "value", value} | {kind: "entry", key, value} | {kind: "key", key} |
// {kind: "log", log} | {kind: "op", op: id} | {kind: "message", row} | {kind: "text", text}.

export function termText(run, term) {
  switch (term.kind) {
    case "value": return "value " + shortJson(term.value, 30);
    case "entry": return (run.page.entry || "value") + " " + shortJson(term.value, 20) + " of key " + term.key;
    case "key": return "key " + term.key;
    case "log": return "log of " + term.log;
    case "op": return "operation " + opText(run.ops[term.op]);
    case "message": return "message #" + run.messages.message[term.row];
  }
  return "\u201c" + term.text + "\u201d";
}

// Fields that count, time or name things: no values of the workload.
const bookkeeping = new Set(["msg_id", "in_reply_to", "tag", "to", "ts", "have", "age", "beat", "alarm",
  "rows", "ask", "digest", "offset", "offsets", "counter", "stamp", "type", "start", "code"]);

function isBookkeeping(name, body) {
  return bookkeeping.has(name) || (name === "echo" && body.type === "replicate");
}

/** Whether the body carries the value, outside of its bookkeeping. */
export function holdsValue(body, value) {
  const wanted = jsonText(value);
  const search = (node, name) => {
    if (node === null || typeof node !== "object") return node === value;
    if (jsonText(node) === wanted) return true;
    // Of a log: its start, then its entries.
    if (Array.isArray(node)) return node.some((each, i) => !(name === "logs" && i === 0) && search(each, ""));
    return Object.entries(node).some(([field, each]) => !isBookkeeping(field, body) &&
        search(each, name === "logs" || field === "logs" ? "logs" : field));
  };
  return search(body, "");
}

/** Whether the body carries this value of this key: below the key, or beside it and after it. */
export function holdsEntry(body, key, value) {
  const isKey = (each) => String(each) === String(key) && (each === null || typeof each !== "object");
  const search = (node, below) => {
    if (node === null || typeof node !== "object") return false;
    if (Array.isArray(node)) {
      const at = node.findIndex(isKey);
      if (at >= 0 && node.slice(at + 1).some((each) => each === value)) return true;
      // Below a key: pairs of an offset and a value, or the value itself.
      if (below && (node.length === 2 ? node[1] === value : node.includes(value))) return true;
      return node.some((each) => search(each, below));
    }
    const names = Object.keys(node);
    if (names.some((name) => name !== "type" && isKey(node[name])) &&
        names.some((name) => !isBookkeeping(name, body) && name !== "key" && node[name] === value)) return true;
    return names.some((name) => {
      if (isBookkeeping(name, body)) return false;
      return name === String(key) ? node[name] === value || search(node[name], true) : search(node[name], below);
    });
  };
  return search(body, false);
}

export function holdsKey(body, key) {
  const isKey = (each) => String(each) === String(key);
  const search = (node) => {
    if (node === null || typeof node !== "object") return false;
    if (Array.isArray(node)) return ((node[0] === "r" || node[0] === "w" || node[0] === "send") && isKey(node[1])) || node.some(search);
    return Object.entries(node).some(([name, each]) => name === String(key) || (name === "key" && isKey(each)) ||
        (name === "keys" && Array.isArray(each) && each.some(isKey)) ||
        (name === "writes" && Array.isArray(each) && each.some((write) => Array.isArray(write) && isKey(write[0]))) || search(each));
  };
  return search(body);
}

/** How a term is looked for: {text: what the line must contain, test(body)}. */
function matcher(term) {
  switch (term.kind) {
    case "value": return {text: scalarText(term.value), test: (body) => holdsValue(body, term.value)};
    case "entry": return {text: scalarText(term.value), test: (body) => holdsEntry(body, term.key, term.value)};
    case "key": return {text: String(term.key), test: (body) => holdsKey(body, term.key)};
    case "log": return {text: jsonText(term.log), test: (body) => term.log in (body.logs || {})};
    case "text": return {text: term.text, test: () => true};
  }
  return null;
}

function scalarText(value) {
  return jsonText(value);
}

/**
 * Where the term shows: {ops: Set, rows: Set, saw: Map(op id -> whether the read saw it),
 * holders: [{node, lane, t0, t1, row}], t0, t1}. `holders` only for values and entries.
 */
export function follow(run, term) {
  const found = {term, ops: new Set(), rows: new Set(), saw: new Map(), holders: []};
  if (term.kind === "op") followOp(run, term.op, found);
  else if (term.kind === "message") followMessage(run, term.row, found);
  else followMatches(run, term, found);
  const times = [...found.ops].flatMap((id) => [run.ops[id].t0, run.ops[id].t1])
      .concat([...found.rows].flatMap((row) => [run.messages.t0[row], run.messages.t1[row]]));
  found.t0 = times.reduce((a, b) => Math.min(a, b), Infinity);
  found.t1 = times.reduce((a, b) => Math.max(a, b), -Infinity);
  return found;
}

function followMatches(run, term, found) {
  const m = run.messages, {text, test} = matcher(term);
  const byMessage = new Map();
  for (let row = 0; row < m.count; ++row) {
    const message = m.message[row];
    if (!byMessage.has(message))
      byMessage.set(message, run.messageText[message].includes(text) && test(messageAt(run, row).body));
    if (!byMessage.get(message)) continue;
    found.rows.add(row);
    if (m.op[row] >= 0) found.ops.add(m.op[row]);
  }
  for (const op of run.ops) if (opHolds(run, op, term)) found.ops.add(op.id);
  if (term.kind === "value" || term.kind === "entry") {
    markReads(run, term, found);
    found.holders = holdersOf(run, found.rows);
  }
  for (let row = 0; row < m.count; ++row)  // an operation's other messages
    if (m.op[row] >= 0 && found.ops.has(m.op[row]) && isWriteOrFirst(run, run.ops[m.op[row]], found)) found.rows.add(row);
}

function isWriteOrFirst(run, op, found) {
  return !found.saw.has(op.id);
}

function opHolds(run, op, term) {
  if (term.kind === "value") return jsonText(op.asked) === jsonText(term.value);
  const body = {asked: op.asked, answered: op.answered, type: op.f};
  if (term.kind === "entry") return holdsEntry({asked: op.asked}, term.key, term.value) || holdsEntry({answered: op.answered}, term.key, term.value);
  if (term.kind === "key") return holdsKey(body, term.key) || [].concat(op.asked || []).some((each) => String(each) === String(term.key) && op.shape === "keys");
  if (term.kind === "text") return jsonText([op.f, op.asked, op.answered]).includes(term.text);
  return false;
}

/** Of the reads that ended well after it was asked for: who saw it, who did not. */
function markReads(run, term, found) {
  const written = run.ops.find((op) => op.shape === "value" && op.asked === term.value);
  for (const op of run.ops) {
    if (op.type !== "ok") continue;
    if (term.kind === "value" && op.shape === "values" && Array.isArray(op.answered)) {
      const saw = op.answered.includes(term.value);
      if (written && op.t0 >= written.t0) found.saw.set(op.id, saw);
      if (!saw) found.ops.delete(op.id);
    } else if (term.kind === "entry" && ["log", "txn", "register"].includes(op.shape) && found.ops.has(op.id) && !writes(op, term)) found.saw.set(op.id, true);
  }
}

/** Whether what the operation asked puts the value there; else it can only have seen it. */
function writes(op, {key, value}) {
  const isIt = (itsKey, itsValue) => String(itsKey) === String(key) && itsValue === value;
  const steps = [].concat(op.asked || []);
  if (op.shape === "log") return steps.some((step) => Array.isArray(step) && step[0] === "send" && isIt(step[1], step[2]));
  if (op.shape === "txn") return steps.some(([f, itsKey, itsValue]) => f !== "r" && isIt(itsKey, itsValue));
  return op.shape === "register" && isIt(steps[0], Array.isArray(steps[1]) ? steps[1][1] : steps[1]);
}

/** From when each node had what these messages carry: their first arrival, or the sending by itself. */
export function holdersOf(run, rows) {
  const m = run.messages, first = new Map();
  const had = (lane, time, row) => {
    if (run.lanes[lane].kind !== "node" && run.lanes[lane].kind !== "service") return;
    if (!first.has(lane) || time < first.get(lane).t0) first.set(lane, {lane, node: run.lanes[lane].label, t0: time, row});
  };
  for (const row of rows) {
    if (m.state[row] === ARRIVED) had(m.dest[row], m.t1[row], row);
    had(m.src[row], m.t0[row], row);
  }
  return [...first.values()].map((holder) => ({...holder, t1: endOfMemory(run, holder)})).sort((a, b) => a.t0 - b.t0);
}

/** A node that is killed forgets. */
function endOfMemory(run, holder) {
  const kills = run.faults.filter((fault) => fault.kind === "kill" && fault.nodes.has(holder.node) && fault.t0 >= holder.t0);
  return kills.reduce((end, fault) => Math.min(end, fault.t0), run.end);
}

/** An operation, its messages, and what its node asked of services while it served it. */
function followOp(run, id, found) {
  const m = run.messages, op = run.ops[id];
  found.ops.add(id);
  const node = run.lanes.findIndex((lane) => lane.kind === "node" && lane.group === run.lanes[op.lane].group);
  for (let row = firstSentFrom(m, op.t0 - m.longest); row < m.count && m.t0[row] <= op.t1; ++row) {
    const served = m.group[row] === SERVICE && m.t0[row] >= op.t0 && (m.src[row] === node || m.dest[row] === node);
    if (m.op[row] === id || served) found.rows.add(row);
  }
}

/** A message, its request or reply, and the operation that it belongs to. */
function followMessage(run, row, found) {
  const m = run.messages, {src, dest, body} = messageAt(run, row);
  found.rows.add(row);
  if (m.op[row] >= 0) return followOp(run, m.op[row], found);
  for (let other = 0; other < m.count; ++other) {
    if (m.message[other] === m.message[row]) found.rows.add(other);
    if (m.src[other] !== m.dest[row] || m.dest[other] !== m.src[row]) continue;
    const text = run.messageText[m.message[other]];
    const reply = body.msg_id !== undefined && text.includes('"in_reply_to":' + body.msg_id + ",");
    const request = body.in_reply_to !== undefined && text.includes('"msg_id":' + body.in_reply_to + ",");
    if (!reply && !request) continue;
    const message = messageAt(run, other);
    if (message.src === dest && message.dest === src &&
        (reply ? message.body.in_reply_to === body.msg_id : message.body.msg_id === body.in_reply_to)) found.rows.add(other);
  }
}

/** What a message or an operation offers to follow, the most telling first. */
export function termsOf(run, item) {
  return item.op !== undefined ? termsOfOp(run, run.ops[item.op]) : termsOfMessage(run, item.row);
}

function termsOfOp(run, op) {
  const terms = [], isNumber = (value) => ["number", "bigint"].includes(typeof value), own = {kind: "op", op: op.id};
  const value = op.type === "ok" ? op.answered : op.asked;
  let writesFirst = false;  // then what it wrote tells more than the operation itself
  if (op.shape === "value") terms.push({kind: "value", value: op.asked});
  if (op.shape === "new-value" && op.answered !== null) terms.push({kind: "value", value: op.answered});
  if (op.shape === "keys") for (const key of op.asked || []) terms.push({kind: "key", key});
  if (op.shape === "log") for (const step of [].concat(value)) {
    if (!Array.isArray(step)) continue;
    const [f, key, sent] = step;
    if (f === "send") terms.push({kind: "entry", key, value: Array.isArray(sent) ? sent[1] : sent}, {kind: "key", key});
    if (f === "poll") for (const polled of Object.keys(key || {})) terms.push({kind: "key", key: polled});
    writesFirst = writesFirst || f === "send";
  }
  if (op.shape === "txn") for (const [, key, its] of value || []) {
    if (isNumber(its)) terms.push({kind: "entry", key, value: its});
    terms.push({kind: "key", key});
  }
  if (op.shape === "register" && Array.isArray(value)) {
    const its = Array.isArray(value[1]) ? value[1][1] : value[1];
    if (isNumber(its)) terms.push({kind: "entry", key: value[0], value: its});
    terms.push({kind: "key", key: value[0]});
  }
  writesFirst = writesFirst || op.shape === "value" || op.shape === "new-value";
  return distinct(writesFirst ? [...terms, own] : [own, ...terms]);
}

function termsOfMessage(run, row) {
  const {body} = messageAt(run, row), op = run.messages.op[row];
  const terms = op >= 0 ? termsOfOp(run, run.ops[op]) : [];
  terms.push({kind: "message", row});
  for (const [log, entries] of Object.entries(body.logs || {})) {
    for (const entry of Array.isArray(entries) ? entries.slice(1) : []) terms.push(...termsOfEntry(run, entry));
    terms.push({kind: "log", log});
  }
  if (body.key !== undefined && run.page.entry && op < 0) terms.push({kind: "key", key: body.key});
  return distinct(terms);
}

function termsOfEntry(run, entry) {
  if (entry === null || typeof entry !== "object") return hasValues(run) ? [{kind: "value", value: entry}] : [];
  if (entry.key !== undefined && entry.msg !== undefined) return [{kind: "entry", key: entry.key, value: entry.msg}];
  if (Array.isArray(entry.writes)) return entry.writes.map(([key, value]) => ({kind: "entry", key, value}));
  return [];
}

/** Whether its operations give nodes values to hold. */
function hasValues(run) {
  return Object.values(run.page.operations).includes("value");
}

function distinct(terms) {
  const seen = new Set();
  return terms.filter((term) => {
    const text = jsonText(term);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** What somebody typed: "17", "key 3", "3/17" or "3=17", or any text. */
export function parseTerm(run, text) {
  text = text.trim();
  const key = /^key\s+(.+)$/i.exec(text);
  if (key) return {kind: "key", key: key[1]};
  const entry = /^([\w-]+)\s*[/=:]\s*(-?\d+)$/.exec(text);
  if (entry && run.page.entry)
    return {kind: "entry", key: entry[1], value: integer(entry[2])};
  const value = /^(?:value\s+)?(-?\d+)$/.exec(text);
  if (value && hasValues(run)) return {kind: "value", value: integer(value[1])};
  if (/^n\d+\.\w+$/.test(text)) return {kind: "log", log: text};
  return {kind: "text", text};
}
