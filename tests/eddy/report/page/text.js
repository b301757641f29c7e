// How values, times and operations are told in few words.

import {jsonText} from "./exact.js";

export function shortJson(value, most = 60) {
  const text = jsonText(value) ?? "";
  return text.length > most ? text.slice(0, most - 1) + "\u2026" : text;
}

export function momentText(us) {
  return (us / 1e6).toFixed(4) + " s";
}

export function durationText(us) {
  if (us >= 1e6) return (us / 1e6).toFixed(2) + " s";
  if (us >= 1e3) return (us / 1e3).toFixed(us >= 1e5 ? 0 : 1) + " ms";
  return us.toFixed(0) + " \u00b5s";
}

function nil(value) {
  return value === null || value === undefined ? "nil" : shortJson(value, 12);
}

function polled(messages) {
  const keys = Object.keys(messages || {});
  if (keys.length === 0) return "nothing";
  return keys.map((key) => {
    const pairs = messages[key];
    return key + ":" + (pairs.length === 0 ? "-" : pairs.length === 1 ? "@" + pairs[0][0]
        : "@" + pairs[0][0] + ".." + pairs[pairs.length - 1][0]);
  }).join(" ");
}

function txnText(txn) {
  return (txn || []).map(([f, key, value]) => f === "append" || f === "w" ? "w " + nil(key) + "=" + nil(value)
      : "r " + nil(key) + (value === null || value === undefined ? "" : "=" + nil(value))).join("  ");
}

/** Of a shape "log": [["send", key, ...]] or plain values, by the operation. */
function logText(op) {
  const value = op.type === "ok" ? op.answered : op.asked;
  if (!Array.isArray(value)) return op.f + " " + shortJson(value, 40);
  return value.map((micro) => {
    const [f, a, b] = micro;
    if (f === "send") return Array.isArray(b) ? "send " + nil(a) + ": " + nil(b[1]) + " \u2192 @" + nil(b[0]) : "send " + nil(a) + ": " + nil(b);
    if (f === "poll") return "poll \u2192 " + polled(a);
    return shortJson(micro, 30);
  }).join("  ");
}

/** Of a shape "register": "read 3 -> 17", "write 3 = 17", "cas 3: 17 -> 18". */
function registerText(op, ok) {
  const [key, value] = Array.isArray(op.asked) ? op.asked : [op.asked];
  if (Array.isArray(value)) return op.f + " " + nil(key) + ": " + nil(value[0]) + " \u2192 " + nil(value[1]);
  if (value !== null && value !== undefined) return op.f + " " + nil(key) + " = " + nil(value);
  return op.f + " " + nil(key) + (ok ? " \u2192 " + nil(op.answered[1]) : "");
}

/** "add 17", "read -> 12 values", ... */
export function opText(op) {
  const ok = op.type === "ok";
  if (op.shape === "txn") return op.f + " " + txnText(ok ? op.answered : op.asked);
  if (op.shape === "log") return logText(op);
  if (op.shape === "register") return registerText(op, ok);
  const asked = op.asked === null || op.asked === undefined ? "" : " " + shortJson(op.asked, 30);
  if (!ok) return op.f + asked;
  if (op.shape === "values" && Array.isArray(op.answered)) return op.f + " \u2192 " + op.answered.length + " values";
  const answered = op.answered;
  if (answered === null || answered === undefined || jsonText(answered) === jsonText(op.asked)) return op.f + asked;
  return op.f + asked + " \u2192 " + shortJson(answered, 30);
}

export function outcomeText(op) {
  if (op.type === "ok") return "ok";
  if (op.type === "fail") return "failed";
  return op.open ? "never answered" : "unknown outcome";
}

export function plural(count, word) {
  return count.toLocaleString("en") + " " + word + (count === 1 ? "" : "s");
}
