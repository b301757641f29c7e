// Beside the diagram: what is selected, as JSON and in words, and the course of what is followed.

import {jsonText} from "./exact.js";
import {h, prettyJson} from "./html.js";
import {termsOf, termText} from "./follow.js";
import {messageAt, ARRIVED, LOST} from "./messages.js";
import {opText, outcomeText, momentText, durationText, plural} from "./text.js";

const most_terms = 24, most_steps = 150;

export class Panel {
  constructor(element, scene, actions) {
    Object.assign(this, {element, scene, actions});
    scene.onChange(() => this.refresh());
    this.refresh();
  }

  refresh() {
    const {scene} = this, state = jsonText([scene.selected, scene.followed && [scene.followed.term, scene.followed.t0, scene.followed.t1]]);
    if (state === this.state) return;
    this.state = state;
    this.element.replaceChildren(...[scene.selected ? this.selection() : null, scene.followed ? this.course() : null,
      !scene.selected && !scene.followed ? help() : null].filter(Boolean));
  }

  selection() {
    const {run} = this.scene, item = this.scene.selected;
    const body = item.op !== undefined ? operationBody(run, run.ops[item.op]) : messageBody(run, item.row);
    const terms = termsOf(run, item).slice(0, most_terms);
    return h("section", {class: "selection"}, body,
        h("div", {class: "terms"}, h("span", {}, "Follow: "), terms.map((term) =>
          h("button", {type: "button", class: "term", onclick: () => this.actions.follow(term)}, termText(run, term)))));
  }

  /** What is followed, step by step in time. */
  course() {
    const {run, followed, cause} = this.scene;
    const steps = stepsOf(run, followed);
    const title = cause ? cause.title : termText(run, followed.term);
    return h("section", {class: "course"},
        h("h3", {}, title, h("button", {type: "button", class: "close", "aria-label": "Stop following", onclick: () => this.actions.clear()}, "\u2715")),
        cause ? h("p", {}, cause.text) : null,
        followed.holders.length > 0 ? holdersText(run, followed) : null,
        h("ol", {class: "steps"}, steps.slice(0, most_steps).map((step) =>
          h("li", {}, h("button", {type: "button", onclick: () => this.actions.show(step.item)}, h("time", {}, momentText(step.time)), " ", step.text)))),
        steps.length > most_steps ? h("p", {class: "note"}, "and " + plural(steps.length - most_steps, "more step")) : null);
  }
}

function fact(name, value) {
  return [h("dt", {}, name), h("dd", {}, value)];
}

function operationBody(run, op) {
  const lane = run.lanes[op.lane], node = run.nodes[op.thread % run.nodeCount];
  return h("div", {}, h("h3", {}, opText(op)),
      h("dl", {class: "facts"}, fact("outcome", outcomeText(op)), fact("process", op.process + " (client " + lane.label + ", asks " + node + ")"),
          fact("began", momentText(op.t0)), fact("took", op.open ? "never ended" : durationText(op.t1 - op.t0)),
          op.error ? fact("error", prettyJson(op.error)) : []),
      h("p", {}, "asked"), h("pre", {}, prettyJson(op.asked)),
      op.type === "ok" ? [h("p", {}, "answered"), h("pre", {}, prettyJson(op.answered))] : []);
}

function fateText(m, row) {
  if (m.state[row] === ARRIVED) return "arrived after " + durationText(m.t1[row] - m.t0[row]) + (m.copy[row] ? ", a second time" : "");
  return m.state[row] === LOST ? "LOST" : "still on its way at the end";
}

function messageBody(run, row) {
  const m = run.messages, message = messageAt(run, row);
  return h("div", {}, h("h3", {}, message.body.type + ": " + message.src + " \u2192 " + message.dest),
      h("dl", {class: "facts"}, fact("sent", momentText(m.t0[row])), fact("then", fateText(m, row)), fact("number", "#" + m.message[row])),
      h("pre", {}, prettyJson(message)));
}

/** Who had the value from when on, and who never. */
function holdersText(run, followed) {
  const nodes = run.lanes.filter((lane) => lane.kind === "node").map((lane) => lane.label);
  const held = followed.holders.filter((holder) => nodes.includes(holder.node));
  const never = nodes.filter((node) => !held.some((holder) => holder.node === node));
  return h("p", {class: "holders"}, held.length + " of " + plural(nodes.length, "node") + " had it: ",
      held.map((holder) => holder.node + " from " + momentText(holder.t0)).join(", ") + ".",
      never.length > 0 ? h("strong", {}, " Never: " + never.join(" ") + ".") : null);
}

function stepsOf(run, followed) {
  const m = run.messages, steps = [];
  for (const row of followed.rows) {
    const src = run.lanes[m.src[row]].label, dest = run.lanes[m.dest[row]].label;
    const fate = m.state[row] === ARRIVED ? "" : m.state[row] === LOST ? " LOST" : " (under way)";
    steps.push({time: m.t0[row], item: {row}, text: src + " \u2192 " + dest + "  " + m.types[m.type[row]] + fate + (m.copy[row] ? " (second copy)" : "")});
  }
  const ops = new Set([...followed.ops, ...followed.saw.keys()]);
  for (const id of ops) {
    const op = run.ops[id], saw = followed.saw.get(id);
    steps.push({time: op.t0, item: {op: id}, text: run.lanes[op.lane].label + ": " + opText(op) + (op.type === "ok" ? "" : " (" + outcomeText(op) + ")") +
      (saw === undefined ? "" : saw ? " \u25cf saw it" : " \u2297 missed it")});
  }
  return steps.sort((a, b) => a.time - b.time);
}

function help() {
  const row = (keys, text) => h("tr", {}, h("td", {}, keys.map((key) => h("kbd", {}, key))), h("td", {}, text));
  return h("section", {class: "help"}, h("h3", {}, "How to read this"),
      h("p", {}, "Time runs to the right. A line for each node; below it its clients, with their operations as bars; arrows are messages."),
      h("p", {}, "Point at anything to see it. Click it to follow it through the cluster."),
      h("table", {}, row(["drag", "\u2190", "\u2192", "A", "D"], "move"), row(["Ctrl+wheel", "W", "S", "+", "\u2212"], "zoom"),
          row(["Shift+drag"], "zoom to a stretch"), row(["\u2191", "\u2193"], "step from event to event"), row(["Enter"], "follow the selected"),
          row(["0"], "the whole run"), row(["F"], "zoom to what is followed"), row(["T"], "folded or true time"), row(["/"], "search"), row(["N", "P"], "next, previous finding"), row(["Esc"], "end of following")));
}
