// The operations in view as a table: the diagram in words.

import {h} from "./html.js";
import {opText, outcomeText, momentText, durationText, plural} from "./text.js";

const most_rows = 100;

export function operationTable(scene, actions) {
  const body = h("tbody"), count = h("p", {class: "note"});
  const details = h("details", {class: "operations"}, h("summary", {}, "Operations in view"), count,
      h("table", {}, h("thead", {}, h("tr", {}, ["time", "took", "client", "node", "operation", "outcome"].map((name) => h("th", {}, name)))), body));
  let timer = 0;
  const refresh = () => {
    if (!details.open) return;
    clearTimeout(timer);
    timer = setTimeout(() => fill(scene, actions, body, count), 150);
  };
  details.addEventListener("toggle", refresh);
  scene.view.onChange(refresh);
  scene.onChange(refresh);
  return details;
}

function fill(scene, actions, body, count) {
  const {run, view, followed} = scene;
  const ops = run.ops.filter((op) => op.t1 >= view.t0 && op.t0 <= view.t1 && scene.opShown(op) && (!followed || followed.ops.has(op.id) || followed.saw.has(op.id)));
  count.textContent = plural(ops.length, "operation") + (ops.length > most_rows ? ", the first " + most_rows + " here" : "");
  body.replaceChildren(...ops.slice(0, most_rows).map((op) => h("tr", {class: op.type},
      h("td", {}, h("button", {type: "button", onclick: () => actions.choose({op: op.id})}, momentText(op.t0))),
      h("td", {}, op.open ? "-" : durationText(op.t1 - op.t0)), h("td", {}, run.lanes[op.lane].label), h("td", {}, run.nodes[op.thread % run.nodeCount]),
      h("td", {}, opText(op)), h("td", {}, outcomeText(op)))));
}
