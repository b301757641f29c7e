// Figures over time, computed from the run. Times in microseconds, latencies in milliseconds.

import {byValue} from "./exact.js";
import {CLIENT} from "./messages.js";

/**
 * About sixty windows that cover the view, of one round width: {begins, middles (places),
 * lengths (microseconds, which differ where time is folded), at(time): which one, or -1}.
 */
export function windows(view, wanted = 60) {
  const least = view.span / wanted, power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((n) => n * power).find((each) => each >= least);
  const first = Math.floor(view.p0 / step), count = Math.ceil(view.p1 / step) - first;
  const bounds = Array.from({length: count + 1}, (_, i) => view.time((first + i) * step));
  const at = (time) => {
    const i = Math.floor(view.place(time) / step) - first;
    return i < count ? Math.max(-1, i) : -1;
  };
  return {
    at, begins: bounds.slice(0, count), middles: bounds.slice(1).map((_, i) => (first + i + 0.5) * step),
    lengths: bounds.slice(1).map((end, i) => end - bounds[i]), starts: bounds.slice(1).map((_, i) => (first + i) * step),
  };
}

export function functionsOf(run) {
  return [...new Set(run.ops.map((op) => op.f))].filter((f) => f !== "crash").sort();
}

/** Operations ended a second, by window: {x, lines: [{name, y}]}; those that did not end well apart. */
export function rates(run, functions, {at, middles, lengths}) {
  const lines = functions.map((name) => ({name, y: middles.map(() => 0)}));
  const bad = {name: "not ok", y: middles.map(() => 0), bad: true};
  for (const op of run.ops) {
    const i = at(op.t1), line = functions.indexOf(op.f);
    if (i < 0 || line < 0) continue;
    (op.type === "ok" ? lines[line] : bad).y[i] += 1e6 / lengths[i];
  }
  return {x: middles, lines: [...lines, bad]};
}

/** Quantiles of latency by window; null where no operation ended well. */
export function quantiles(run, functions, {at, middles}, shares = [0.5, 0.95, 0.99]) {
  const buckets = functions.map(() => middles.map(() => []));
  for (const op of run.ops) {
    const i = at(op.t0), line = functions.indexOf(op.f);
    if (op.type === "ok" && i >= 0 && line >= 0) buckets[line][i].push((op.t1 - op.t0) / 1000);
  }
  const lines = [];
  buckets.forEach((perWindow, f) => {
    for (const each of perWindow) each.sort((a, b) => a - b);
    for (const share of shares)
      lines.push({name: functions[f] + " " + 100 * share + " %", f, share,
        y: perWindow.map((each) => (each.length === 0 ? null : Math.max(1e-3, each[Math.min(each.length - 1, Math.floor(share * each.length))])))});
  });
  return {x: middles, lines};
}

/** By window, without the clients' messages: how many are on their way on average; and, where there are operations, messages an operation. */
export function inFlight(run, {at, begins, starts, lengths}) {
  const m = run.messages, flown = new Float64Array(begins.length), sent = new Float64Array(begins.length), asked = new Float64Array(begins.length);
  const last = begins.length - 1, end = begins[last] + lengths[last];
  for (let row = 0; row < m.count; ++row) {
    if (m.group[row] === CLIENT) continue;
    const t0 = m.t0[row], t1 = Math.min(end, m.t1[row]), i = at(t0);
    if (t1 < begins[0] || t0 >= end) continue;
    for (let window = Math.max(0, i); window < begins.length && begins[window] < t1; ++window)
      flown[window] += Math.min(t1, begins[window] + lengths[window]) - Math.max(t0, begins[window]);
    if (i >= 0 && m.copy[row] === 0) ++sent[i];
  }
  for (const op of run.ops) {
    const i = at(op.t0);
    if (i >= 0) ++asked[i];
  }
  return {x: starts, flying: begins.map((_, i) => flown[i] / lengths[i]), perOp: begins.map((_, i) => (asked[i] > 0 ? sent[i] / asked[i] : null))};
}

/** For each acknowledged value how long some read missed it: [{t, ms, op}]. */
export function stableLatencies(run) {
  const reads = run.ops.filter((op) => op.shape === "values" && op.type === "ok" && Array.isArray(op.answered)).sort((a, b) => b.t0 - a.t0);
  const sets = reads.map((read) => (read.part ? null : new Set(read.answered)));
  const places = run.lists.map(firstPlaces);
  const points = [];
  for (const op of run.ops) {
    if (op.shape !== "value" || op.type !== "ok") continue;
    const place = places.map((each) => each.get(op.asked) ?? Infinity);
    const holds = (read, i) => (read.part ? place[read.part.list] < read.part.first : sets[i].has(op.asked));
    const missed = reads.findIndex((read, i) => read.t0 > op.t1 && !holds(read, i));
    points.push({t: op.t1, value: missed < 0 ? 0 : (reads[missed].t0 - op.t1) / 1000, op});
  }
  return points;
}

/** Where each value stands first in the list. */
function firstPlaces(list) {
  const places = new Map();
  list.forEach((value, i) => { if (!places.has(value)) places.set(value, i); });
  return places;
}

/** The messages of logs: by key, the acknowledged [offset, value, send] in the order of offsets. */
export function sendsByKey(run) {
  const keys = new Map();
  for (const op of run.ops)
    if (op.shape === "log" && op.type === "ok" && Array.isArray(op.answered))
      for (const [f, key, sent] of op.answered) {
        if (f !== "send" || !Array.isArray(sent)) continue;
        if (!keys.has(key)) keys.set(key, []);
        keys.get(key).push({offset: sent[0], value: sent[1], op});
      }
  for (const sends of keys.values()) sends.sort((a, b) => byValue(a.offset, b.offset));
  return keys;
}

/**
 * For each poll and key how old the oldest acknowledged message is that lies beyond what it returned:
 * [{t, value (ms), op, key}].
 */
export function lags(run) {
  const points = [], behind = new Map();
  for (const [key, sends] of sendsByKey(run)) {  // earliest acknowledgement from each offset on
    const earliest = new Float64Array(sends.length + 1).fill(Infinity);
    for (let i = sends.length - 1; i >= 0; --i) earliest[i] = Math.min(earliest[i + 1], sends[i].op.t1);
    behind.set(key, {offsets: sends.map((send) => send.offset), earliest});
  }
  for (const op of run.ops) {
    for (const polled of pollsOf(op))
      for (const [key, pairs] of Object.entries(polled)) {
        const sends = behind.get(key);
        if (!sends || pairs.length === 0) continue;
        const seen = pairs[pairs.length - 1][0], next = firstAbove(sends.offsets, seen);
        const lag = op.t0 - sends.earliest[next];
        points.push({t: op.t0, value: Math.max(0, lag) / 1000, op, key});
      }
  }
  return points;
}

/** What the operation's polls returned: {key: [[offset, value], ...]} each. */
export function pollsOf(op) {
  if (op.shape !== "log" || op.type !== "ok" || !Array.isArray(op.answered)) return [];
  return op.answered.filter(([f, polled]) => f === "poll" && polled).map(([, polled]) => polled);
}

function firstAbove(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1; else high = middle;
  }
  return low;
}
