// Two runs side by side, and the first event in which they differ.

import {jsonText, byValue} from "./exact.js";
import {h} from "./html.js";
import {View} from "./view.js";
import {foldOf} from "./fold.js";
import {Scene} from "./scene.js";
import {Diagram} from "./diagram.js";
import {hoverCard} from "./hover.js";
import {messageAt, ARRIVED, LOST} from "./messages.js";
import {opText, outcomeText, momentText, plural} from "./text.js";

/** {first: [of a, of b] (an event or null each: that run has nothing left), same: how many events before}; null if the runs are alike. */
export function firstDifference(a, b) {
  const [as, bs] = [eventsOf(a), eventsOf(b)];
  let i = 0;
  while (i < as.length && i < bs.length && as[i].key === bs[i].key) ++i;
  return i === as.length && i === bs.length ? null : {first: [as[i] || null, bs[i] || null], same: i};
}

/** All that happened from the first operation on, in the order of time: [{time, key (equal for what is the same, at whatever time), text, item}]. */
function eventsOf(run) {
  const events = [], m = run.messages;
  const add = (time, text, item, more) => events.push({time, text, item, key: jsonText([text, more])});
  for (const op of run.ops) {
    const client = run.lanes[op.lane].label + " of " + run.nodes[op.thread % run.nodeCount];
    add(op.t0, client + " asks for " + opText({...op, type: "invoke"}), {op: op.id}, op.asked);
    if (!op.open) add(op.t1, client + " has of " + opText(op) + ": " + outcomeText(op), {op: op.id}, op.answered);
  }
  for (let row = 0; row < m.count; ++row) {
    const {src, dest, body} = messageAt(run, row);
    const fate = m.state[row] === ARRIVED ? "which arrives" : m.state[row] === LOST ? "which is lost" : "which is on its way at the end";
    add(m.t0[row], src + " sends " + body.type + " to " + dest + ", " + fate, {row}, body);
  }
  for (const fault of run.faults) add(fault.t0, "the fault " + fault.name + " begins", null, null);
  return events.filter((event) => event.time >= 0).sort((a, b) => a.time - b.time || byValue(a.key, b.key));
}

/** The section of the page, once `show()` has been called, which needs it to be in the page. */
export function comparison(a, b) {
  const difference = firstDifference(a, b), charts = [];
  const sides = [[a, "this run"], [b, "the other run"]].map(([run, name], i) => {
    const canvas = h("canvas", {tabindex: "0", role: "img", "aria-label": "Space-time diagram of " + name});
    const event = difference && difference.first[i];
    charts.push(() => chartOf(run, canvas, difference, event));
    return h("figure", {}, h("figcaption", {}, h("b", {}, verdictOf(run)), " " + name, event ? h("p", {class: "differs"}, momentText(event.time) + ": " + event.text) : difference ? h("p", {class: "differs"}, "Nothing happens any more.") : null),
        h("div", {class: "canvases"}, canvas));
  });
  const told = difference === null ? "In both the same happened." : difference.same === 0 ? "They differ from the first event on." : "Alike, but for their times: the first " + plural(difference.same, "event") + ". The first difference is marked.";
  const element = h("section", {class: "comparison", "aria-label": "Comparison"}, h("h2", {}, "Beside another run"), h("p", {}, differentOptions(a, b)), h("p", {}, told), h("div", {class: "sides"}, sides));
  return {element, difference, show: () => charts.map((make) => make())};
}

/** What the one was told otherwise than the other. */
function differentOptions(a, b) {
  const names = [...new Set([...Object.keys(a.options), ...Object.keys(b.options)])].filter((name) => jsonText(a.options[name]) !== jsonText(b.options[name]));
  const value = (run, name) => jsonText(run.options[name]) ?? "nothing";
  return names.length === 0 ? "Both have the same options." : "The other run has " + names.map((name) => name + " " + value(b, name) + " instead of " + value(a, name)).join(", ") + ".";
}

function verdictOf(run) {
  return run.results.valid === true ? "\u2713 valid" : run.results.valid === false ? "\u2717 invalid" : "? unknown";
}

function chartOf(run, canvas, difference, event) {
  const view = viewOf(run), scene = new Scene(run, view);
  if (difference) scene.mark = event ? event.time : run.end;
  if (event && event.item) scene.selected = event.item;
  listenToArrows(canvas, view);
  return new Diagram(canvas, scene, {onHover: hoverCard(scene, canvas), onChosen: (item) => {
    if (item === null || item.op !== undefined || item.row !== undefined) scene.select(item);
  }, onDrawn: () => {}, onPlainWheel: () => {}});
}

/** The keys of the large diagram, for the one that has the focus. */
function listenToArrows(canvas, view) {
  const actions = {
    ArrowLeft: () => view.pan(-0.15 * view.span), ArrowRight: () => view.pan(0.15 * view.span), "+": () => view.zoom(0.6), "=": () => view.zoom(0.6),
    "-": () => view.zoom(1 / 0.6), 0: () => view.showAll(), t: () => { if (view.canFold) view.toggleFold(); },
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    actions[event.key]();
    event.preventDefault();
    event.stopPropagation();
  });
}

/** The whole run; long after its end only what keeps a run from being valid is of interest. */
export function viewOf(run) {
  const silent = !run.results.liveness || run.results.liveness.valid === true;
  const fold = foldOf(run), begin = Math.min(run.begin, 0), end = silent ? run.end : run.lastEvent;
  const room = 0.02 * (fold.place(run.end) - fold.place(begin));
  return new View(begin - room / 4, end + room, Math.max(begin, 0) - room / 4, run.end + room, fold);
}
