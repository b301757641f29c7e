// The run as the views need it: lanes, operations, arrows, faults. Times are microseconds
// from the first operation on; what happened in the set-up is before 0.

import {parseJson} from "./exact.js";
import {faultIntervals} from "./faults.js";
import {messageTable, withFields} from "./messages.js";

export function buildRun({results, history, lists, messageLines}) {
  const options = results.options || {};
  const run = {results, options, history, lists, workload: options.workload || "", page: withDefaults(results.page || {})};
  run.nodeCount = options["node-count"] || 1;
  run.nodes = options.nodes || Array.from({length: run.nodeCount}, (_, i) => "n" + i);
  run.concurrency = options.concurrency || run.nodeCount;
  run.ops = operations(history, lists, run);
  const lines = messageLines.map((line) => parseJson(line));
  for (const line of lines) if (line.message) line.message = withFields(line.message);
  const last = lines[lines.length - 1];
  run.leftOut = last && last.left_out !== undefined ? lines.pop().left_out : 0;
  run.lanes = makeLanes(run, lines);
  run.laneOf = new Map();
  run.lanes.forEach((lane, i) => lane.names.forEach((name) => run.laneOf.set(name, i)));
  run.opsByThread = groupByThread(run.ops, run.concurrency);
  run.ops.forEach((op) => { op.lane = run.laneOf.get("thread " + op.thread); });
  run.messageText = messageLines;
  run.messages = messageTable(run, lines);
  run.end = Math.max(1000, ...lastOf(run.ops.map((op) => op.t1)));
  run.faults = faultIntervals(history, run);
  const m = run.messages;
  run.begin = Math.min(0, m.count > 0 ? m.t0[0] : 0);
  run.lastEvent = m.count > 0 ? Math.max(run.end, m.t1.reduce((a, b) => Math.max(a, b))) : run.end;
  return run;
}

/** What the workload says of itself (README.md, "What a workload tells the page"). */
function withDefaults(page) {
  return {search: "any text", entry: "", operations: {}, plots: [], pictures: [], ...page};
}

function lastOf(times) {
  let last = 0;
  for (const time of times) if (time > last) last = time;
  return [last];
}

/**
 * Each invocation with its completion. One still open at the end has the type "info". A read
 * that told a part of a long list has it as `part`, and as `answered` a copy made when asked for.
 */
function operations(history, lists, {concurrency, page}) {
  const ops = [];
  const open = new Map();
  for (const event of history) {
    if (event.process === "nemesis") continue;
    if (event.type === "invoke") {
      const op = {
        id: ops.length, index: event.index, process: event.process,
        thread: event.process % concurrency, f: event.f, shape: page.operations[event.f] || "", asked: event.value, answered: null,
        t0: event.time / 1000, t1: event.time / 1000, type: "info", final: !!event.final,
        seek: !!event["seek-to-beginning"], error: null, endIndex: null, open: true, part: null,
      };
      open.set(event.process, op);
      ops.push(op);
    } else {
      const op = open.get(event.process);
      if (!op) continue;
      open.delete(event.process);
      Object.assign(op, {
        t1: event.time / 1000, type: event.type, answered: event.value, error: event.error ?? null,
        committed: event.committed, endIndex: event.index, open: false,
      });
      if (event.f === "read" && event.value !== null && event.value.first !== undefined) {
        const part = op.part = event.value;
        Object.defineProperty(op, "answered", {enumerable: true, get: () => lists[part.list].slice(0, part.first)});
      }
    }
  }
  const end = history.length > 0 ? history[history.length - 1].time / 1000 : 0;
  for (const op of open.values()) op.t1 = Math.max(end, op.t0);
  return ops;
}

const serviceNames = new Set(["seq-kv", "lin-kv", "lww-kv", "lin-tso"]);

function groupByThread(ops, concurrency) {
  const threads = Array.from({length: concurrency}, () => []);
  for (const op of ops) threads[op.thread].push(op);
  return threads;
}

/**
 * The lines of the diagram from top to bottom: each node, and below it the clients that talk to
 * it (a lane for a thread of the test, whatever client it is at present), then the services.
 */
function makeLanes(run, lines) {
  const lanes = [];
  const numbers = new Map();  // thread -> its clients' ids
  const services = new Set();
  const bench = new Set();  // who asks for the bench itself: init, and in the end whether nodes agree
  for (const {message} of lines)
    for (const name of [message.src, message.dest]) {
      const client = /^c(\d+)$/.exec(name);
      if (client && name !== "c0") {
        const thread = (Number(client[1]) - 1) % run.concurrency;
        if (!numbers.has(thread)) numbers.set(thread, new Set());
        numbers.get(thread).add(name);
      } else if (serviceNames.has(name)) services.add(name);
      else if (!run.nodes.includes(name)) bench.add(name);
    }
  for (let node = 0; node < run.nodeCount; ++node) {
    lanes.push({kind: "node", label: run.nodes[node], names: [run.nodes[node]], group: node});
    for (let thread = node; thread < run.concurrency; thread += run.nodeCount) {
      const ids = [...(numbers.get(thread) || [])];
      const label = ids.length > 1 ? "c" + (thread + 1) + "\u2026" : "c" + (thread + 1);
      lanes.push({kind: "client", label, names: [...ids, "thread " + thread], group: node});
    }
  }
  for (const name of [...services].sort())
    lanes.push({kind: "service", label: name, names: [name], group: -1});
  if (bench.size > 0) lanes.push({kind: "bench", label: "bench", names: [...bench], group: -2});
  return lanes;
}
