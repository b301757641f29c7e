// The messages as columns: one row an arrow. A message that came twice has two rows.

import {parseJson} from "./exact.js";

export const ARRIVED = 0, LOST = 1, UNDER_WAY = 2;
export const CLIENT = 0, NODE = 1, SERVICE = 2;

/**
 * {count, t0, t1, src, dest (lanes), state, group (client, node or service), copy (1: a second
 * arrival), message (row of the file), type (index into types), types, op (id or -1), longest}
 */
export function messageTable(run, lines) {
  const rows = [];
  lines.forEach((line, i) => {
    const took = line.took_us || [], lost = line.lost_us || [];
    took.forEach((us, copy) => rows.push([i, us, ARRIVED, copy]));
    lost.forEach((us) => rows.push([i, us, LOST, took.length > 0 ? 1 : 0]));
    if (took.length + lost.length === 0) rows.push([i, 0, UNDER_WAY, 0]);
  });
  const count = rows.length;
  const table = {
    count, t0: new Float64Array(count), t1: new Float64Array(count), src: new Uint16Array(count),
    dest: new Uint16Array(count), state: new Uint8Array(count), group: new Uint8Array(count),
    copy: new Uint8Array(count), message: new Uint32Array(count), type: new Uint16Array(count),
    op: new Int32Array(count).fill(-1), types: [], longest: 0,
  };
  const typeNumbers = new Map();
  const requests = new Map();  // "client msg_id" -> operation
  rows.forEach(([i, us, state, copy], row) => {
    const line = lines[i], {src, dest, body} = line.message;
    table.t0[row] = line.sent_us;
    table.t1[row] = line.sent_us + us;
    table.longest = Math.max(table.longest, us);
    table.src[row] = run.laneOf.get(src);
    table.dest[row] = run.laneOf.get(dest);
    table.state[row] = state;
    table.copy[row] = copy;
    table.message[row] = i;
    table.type[row] = numberOf(typeNumbers, table.types, body.type);
    const kinds = [run.lanes[table.src[row]].kind, run.lanes[table.dest[row]].kind];
    const client = kinds.includes("client") || kinds.includes("bench");
    table.group[row] = client ? CLIENT : kinds.includes("service") ? SERVICE : NODE;
    if (client) table.op[row] = operationOf(run, line, requests);
  });
  return table;
}

function numberOf(numbers, names, name) {
  if (!numbers.has(name)) {
    numbers.set(name, names.length);
    names.push(name);
  }
  return numbers.get(name);
}

/** The operation that a client's message belongs to: a request by its time, a reply by its request. */
function operationOf(run, line, requests) {
  const {src, dest, body} = line.message;
  if (/^c\d/.test(dest)) return requests.get(dest + " " + body.in_reply_to) ?? -1;
  if (!/^c[1-9]/.test(src)) return -1;
  const ops = run.opsByThread[(Number(src.slice(1)) - 1) % run.concurrency];
  const op = ops[lastAtOrBefore(ops, line.sent_us + 1)];
  const id = op && line.sent_us <= op.t1 + 1 ? op.id : -1;
  requests.set(src + " " + body.msg_id, id);
  return id;
}

/** The last operation that began by then; -1 if none did. */
export function lastAtOrBefore(ops, time) {
  let low = 0, high = ops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ops[middle].t0 <= time) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** The first row sent at or after that time. */
export function firstSentFrom(table, time) {
  let low = 0, high = table.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table.t0[middle] < time) low = middle + 1; else high = middle;
  }
  return low;
}

/** The message of a row, parsed: {src, dest, body}. */
/** The message; a body that is no object, which the network takes as well, as a field of one. */
export function withFields(message) {
  const {body} = message;
  return typeof body === "object" && body !== null ? message : {...message, body: {body}};
}

export function messageAt(run, row) {
  return withFields(parseJson(run.messageText[run.messages.message[row]]).message);
}
