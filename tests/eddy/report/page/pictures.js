// A finding as a picture: a cycle as a graph, a log as a strip of offsets, a value as the nodes that
// had it over time, operations that have no order (orders.js).

import {jsonText, byValue} from "./exact.js";
import {h, svg} from "./html.js";
import {operationsIn} from "./findings.js";
import {orderOf, orderChart} from "./orders.js";
import {sendsByKey, pollsOf} from "./series.js";
import {momentText, opText} from "./text.js";

export function findingPictures(element, scene, finding, actions) {
  const {run} = scene;
  element.replaceChildren();
  element.hidden = true;
  if (!finding) return;
  const show = (title, picture) => {
    if (!picture) return;
    element.hidden = false;
    element.append(h("figure", {}, h("figcaption", {}, h("b", {}, title)), h("div", {class: "picture"}, picture)));
  };
  if (finding.cycle) show("The cycle: each arrow leads from what came first", cycleGraph(run, finding.cycle, actions));
  const {followed} = scene, term = followed && followed.term;
  if (run.page.pictures.includes("log")) {
    const key = term ? term.key : finding.values.key;
    if (key !== undefined) show("The log of key " + key + ": who saw which offset", offsetStrip(run, key, term && term.value, actions));
  }
  if (run.page.pictures.includes("holders") && term) show("Who had the value " + jsonText(term.value), holderChart(run, followed));
  const order = run.page.pictures.includes("order") && orderOf(run, operationsIn(run, finding));
  if (!order) return;
  show(order.title, orderChart(run, order, actions));
  element.lastChild.lastChild.scrollLeft = element.scrollWidth;  // to the one that is stuck
}

const line_height = 16, box_padding = 8;

function microText(micro) {
  if (!Array.isArray(micro)) return jsonText(micro);
  const [f, key, value] = micro;
  return f + " " + jsonText(key) + (f === "poll" ? "" : " = " + (value === null ? "nil" : jsonText(value)));
}

function wrapWords(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== "" && (last + " " + word).length > most) lines.push(word); else lines[lines.length - 1] = last === "" ? word : last + " " + word;
  }
  return lines;
}

/** Transactions on a circle with their micro-operations; the reason on each edge. */
function cycleGraph(run, {steps, edges}, actions) {
  const boxes = steps.map((step, i) => {
    const micros = (Array.isArray(step.value) ? step.value : [step.value]).map(microText).map((text) => (text.length > 34 ? text.slice(0, 33) + "\u2026" : text));
    const lines = ["T" + (i + 1) + "  process " + step.process + ", " + momentText(step.time), ...micros];
    return {lines, step, width: 20 + 7.3 * Math.max(...lines.map((text) => text.length)), height: lines.length * line_height + 2 * box_padding};
  });
  const widest = Math.max(...boxes.map((box) => box.width)), tallest = Math.max(...boxes.map((box) => box.height));
  const two = boxes.length === 2, apart = two ? widest + 330 : Math.max(widest + 220, 150 * boxes.length / 2);
  const down = two ? 0 : Math.max(tallest + 110, 80 * boxes.length / 2);
  const width = apart + widest + 20, height = two ? Math.max(tallest + 20, 190) : down + tallest + 40;
  boxes.forEach((box, i) => {
    const angle = two ? Math.PI * (1 - i) : -Math.PI / 2 + 2 * Math.PI * i / boxes.length;
    box.x = width / 2 + Math.cos(angle) * apart / 2;
    box.y = height / 2 + (two ? 0 : Math.sin(angle) * down / 2);
  });
  const picture = svg("svg", {viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": "Cycle of " + boxes.length + " transactions"});
  picture.append(svg("defs", {}, svg("marker", {id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto"}, svg("path", {d: "M0 0 L8 4 L0 8 z", class: "tip"}))));
  boxes.forEach((box, i) => picture.append(edge(box, boxes[(i + 1) % boxes.length], edges[i], two)));
  for (const box of boxes) picture.append(transaction(run, box, actions));
  return picture;
}

function transaction(run, box, actions) {
  const op = run.ops.find((each) => each.index === box.step.index || each.endIndex === box.step.index);
  const left = box.x - box.width / 2, top = box.y - box.height / 2;
  const group = svg("g", {class: "txn", tabindex: 0, role: "button"}, svg("rect", {x: left, y: top, width: box.width, height: box.height, rx: 6}),
      box.lines.map((text, i) => svg("text", {x: left + box_padding + 2, y: top + box_padding + line_height * (i + 0.75), class: i === 0 ? "name" : "micro"}, text)));
  const choose = () => { if (op) actions.show({op: op.id}); };
  group.addEventListener("click", choose);
  group.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(); });
  return group;
}

/** A bent arrow from border to border, with its reason beside its middle. */
function edge(from, to, reason, two) {
  const bend = two ? 46 : 18, dx = to.x - from.x, dy = to.y - from.y, length = Math.hypot(dx, dy) || 1;
  const nx = -dy / length, ny = dx / length;
  const middle = {x: (from.x + to.x) / 2 - nx * bend, y: (from.y + to.y) / 2 - ny * bend};
  const begin = border(from, middle), end = border(to, middle), words = wrapWords(reason, 36);
  const top = middle.y + (two ? (ny > 0 ? -6 - 14 * words.length : 8) : -7 * words.length);
  return svg("g", {class: "edge"}, svg("path", {d: "M" + begin.x + " " + begin.y + " Q" + middle.x + " " + middle.y + " " + end.x + " " + end.y, "marker-end": "url(#tip)"}),
      words.map((text, i) => svg("text", {x: middle.x, y: top + 14 * (i + 0.8), "text-anchor": "middle"}, text)));
}

function border(box, towards) {
  const dx = towards.x - box.x, dy = towards.y - box.y;
  const share = Math.min(Math.abs(dx) < 1 ? Infinity : (box.width / 2 + 3) / Math.abs(dx), Math.abs(dy) < 1 ? Infinity : (box.height / 2 + 3) / Math.abs(dy));
  return {x: box.x + dx * share, y: box.y + dy * share};
}

const most_offsets = 26;

/** Offsets from left to right; who sent what there, and for each client what its polls returned. */
function offsetStrip(run, key, value, actions) {
  const sends = sendsByKey(run).get(String(key)) || [], seen = new Map(), values = new Map();
  const note = (offset, each) => {
    if (!values.has(offset)) values.set(offset, new Set());
    values.get(offset).add(each);
  };
  for (const send of sends) note(send.offset, send.value);
  for (const op of run.ops) {
    for (const polled of pollsOf(op))
      for (const [offset, each] of polled[key] || []) {
        if (!seen.has(op.thread)) seen.set(op.thread, new Map());
        if (!seen.get(op.thread).has(offset)) seen.get(op.thread).set(offset, {value: each, op});
        note(offset, each);
      }
  }
  const offsets = [...values.keys()].sort(byValue);
  if (offsets.length === 0) return null;
  const at = offsets.findIndex((offset) => values.get(offset).has(value));
  const from = Math.max(0, Math.min(offsets.length - most_offsets, (at < 0 ? 0 : at) - most_offsets / 2)), shown = offsets.slice(from, from + most_offsets);
  const choose = (op, each) => {
    actions.show({op: op.id});
    actions.follow({kind: "entry", key, value: each});
  };
  const cell = (mark, look, op, each) => h("td", {class: look}, op ? h("button", {type: "button", title: opText(op) + ", " + momentText(op.t0), onclick: () => choose(op, each)}, mark) : mark);
  const sentRow = h("tr", {}, h("th", {scope: "row"}, "acknowledged"), shown.map((offset) => {
    const here = sends.filter((send) => send.offset === offset);
    const wanted = here.some((send) => send.value === value);
    return here.length === 0 ? cell("", "gap") : h("td", {class: (here.length > 1 ? "clash " : "") + (wanted ? "wanted" : "")}, here.map((send) =>
      h("button", {type: "button", title: "sent by c" + (send.op.thread + 1) + ", " + momentText(send.op.t1), onclick: () => choose(send.op, send.value)}, String(send.value))));
  }));
  const rows = [...seen.entries()].sort((a, b) => a[0] - b[0]).map(([thread, polls]) => {
    const highest = [...polls.keys()].sort(byValue).pop();
    return h("tr", {}, h("th", {scope: "row"}, "c" + (thread + 1) + " (" + run.nodes[thread % run.nodeCount] + ")"), shown.map((offset) => {
      const poll = polls.get(offset);
      if (poll) return cell(String(poll.value), "saw" + (poll.value === value ? " wanted" : ""), poll.op, poll.value);
      return offset < highest ? cell("\u2715", "missed") : cell("", "ahead");
    }));
  });
  return h("div", {class: "strip"}, h("table", {}, h("thead", {}, h("tr", {}, h("th", {}, "offset"), shown.map((offset) => h("th", {}, String(offset))))), h("tbody", {}, sentRow, rows)),
      h("p", {class: "note"}, "In each field the message: choose one to follow it. \u2715: later offsets were seen, this one never." + (shown.length < offsets.length ? " " + shown.length + " of " + offsets.length + " offsets." : "")));
}

/** A bar for each node from when it had the value. */
function holderChart(run, followed) {
  const nodes = run.lanes.filter((lane) => lane.kind === "node").map((lane) => lane.label);
  const begin = Math.min(followed.t0, ...followed.holders.map((holder) => holder.t0)), end = run.end, row = 18, left = 60, width = 700;
  const x = (time) => left + (time - begin) / Math.max(1, end - begin) * (width - left - 130);
  const height = nodes.length * row + 24;
  const picture = svg("svg", {viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": "Nodes that had the value over time"});
  nodes.forEach((node, i) => {
    const holder = followed.holders.find((each) => each.node === node), y = i * row + 4;
    picture.append(svg("text", {x: left - 8, y: y + 11, "text-anchor": "end", class: "name"}, node), svg("line", {x1: left, x2: x(end), y1: y + 7, y2: y + 7, class: "rail"}));
    if (holder) picture.append(svg("rect", {x: x(holder.t0), y: y + 1, width: Math.max(2, x(holder.t1) - x(holder.t0)), height: 12, class: "held"}));
    picture.append(svg("text", {x: x(end) + 8, y: y + 11, class: holder ? "micro" : "never"}, holder ? "from " + momentText(holder.t0) : "\u2715 never"));
  });
  const y = nodes.length * row + 16;
  picture.append(svg("text", {x: left, y, class: "micro"}, momentText(begin)), svg("text", {x: x(end), y, "text-anchor": "end", class: "micro"}, momentText(end)));
  return picture;
}
