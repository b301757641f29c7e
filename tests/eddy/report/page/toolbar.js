// Above the diagram: search, filters, zoom.

import {h} from "./html.js";
import {parseTerm, termText} from "./follow.js";
import {durationText} from "./text.js";

export function toolbar(scene, actions) {
  const {run, view} = scene;
  const search = h("input", {type: "search", id: "search", placeholder: "Follow " + run.page.search, "aria-label": "Follow a value, key or text"});
  const form = h("form", {class: "search", onsubmit: (event) => {
    event.preventDefault();
    if (search.value.trim() !== "") actions.follow(parseTerm(run, search.value));
  }}, search, h("button", {type: "submit"}, "Follow"));
  const zoom = h("div", {class: "zoom", role: "group", "aria-label": "Zoom"},
      h("button", {type: "button", title: "zoom in (W)", "aria-label": "Zoom in", onclick: () => view.zoom(0.5)}, "+"),
      h("button", {type: "button", title: "zoom out (S)", "aria-label": "Zoom out", onclick: () => view.zoom(2)}, "\u2212"),
      h("button", {type: "button", title: "the whole run (0)", onclick: () => view.showAll()}, "Whole run"));
  const fold = view.canFold ? h("button", {type: "button", class: "fold", title: "draw stretches in which nothing happens as short as others, or as long as they are (T)", onclick: () => view.toggleFold()}) : null;
  const span = h("span", {class: "span"});
  const tellSpan = () => {
    span.textContent = durationText(view.t1 - view.t0) + " in view";
    if (fold) fold.textContent = view.isFolded ? "True time" : "Folded time";
  };
  view.onChange(tellSpan);
  tellSpan();
  const state = h("div", {class: "following", "aria-live": "polite"});
  scene.onChange(() => tellState(state, scene, actions));
  return h("div", {class: "toolbar"}, form, ...[filters(scene), zoom, fold, span, state].filter(Boolean));
}

function tellState(element, scene, actions) {
  const {followed, cause} = scene, parts = [];
  if (followed) {
    const name = cause ? cause.title : termText(scene.run, followed.term);
    const count = followed.ops.size + followed.rows.size;
    parts.push(h("span", {}, "Following ", h("b", {}, name), count === 0 ? ": nothing found" : ""),
        h("button", {type: "button", onclick: () => actions.clear()}, "End (Esc)"));
  }
  if (scene.filtered) parts.push(h("button", {type: "button", onclick: () => scene.resetFilters()}, "Show all lanes and types"));
  element.replaceChildren(...parts);
}

function filters(scene) {
  const {run} = scene;
  const box = (set, name, label) => h("label", {}, h("input", {type: "checkbox", checked: true, "data-name": name, onchange: () => scene.toggle(set, name)}), label);
  const functions = [...new Set(run.ops.map((op) => op.f))].sort(), types = [...run.messages.types].sort();
  const nodes = h("div", {class: "lanes"}, run.lanes.map((lane, i) => lane.kind === "node" || lane.kind === "service" ?
    h("button", {type: "button", "aria-pressed": "false", "data-lane": i, onclick: () => scene.toggleLane(i)}, lane.label) : null));
  const menu = h("details", {class: "filters"}, h("summary", {}, "Filter"),
      h("div", {class: "menu"}, h("fieldset", {}, h("legend", {}, "Operations"), functions.map((f) => box(scene.functionsOff, f, f))),
          h("fieldset", {}, h("legend", {}, "Messages"), types.map((type) => box(scene.typesOff, type, type))),
          h("fieldset", {}, h("legend", {}, "Only these lanes"), nodes)));
  scene.onChange(() => {
    for (const button of nodes.querySelectorAll("button")) button.setAttribute("aria-pressed", String(scene.onlyLanes.has(Number(button.dataset.lane))));
    for (const input of menu.querySelectorAll("input")) input.checked = !scene.functionsOff.has(input.dataset.name) && !scene.typesOff.has(input.dataset.name);
  });
  return menu;
}
