// Puts the page together.

import {loadRun} from "./data.js";
import {buildRun} from "./model.js";
import {Scene} from "./scene.js";
import {comparison, viewOf} from "./compare.js";
import {Diagram} from "./diagram.js";
import {Minimap} from "./minimap.js";
import {Panel} from "./panel.js";
import {toolbar} from "./toolbar.js";
import {verdictHead} from "./verdict.js";
import {findingsOf, placeOf} from "./findings.js";
import {causeList} from "./causes.js";
import {listenToKeys, stepEvent} from "./keys.js";
import {hoverCard} from "./hover.js";
import {termsOf} from "./follow.js";
import {plots} from "./plots.js";
import {findingPictures} from "./pictures.js";
import {operationTable} from "./table.js";
import {readPlace, keepPlace} from "./place.js";
import {h, prettyJson} from "./html.js";
import {plural} from "./text.js";

async function start() {
  const main = document.querySelector("main");
  if (typeof DecompressionStream === "undefined") {
    main.textContent = "This browser is too old to open the report: it lacks DecompressionStream.";
    return;
  }
  const run = buildRun(await loadRun()), other = await loadRun("other-");
  const beside = other ? comparison(run, buildRun(other)) : null;
  const findings = findingsOf(run);
  document.title = (run.results.valid === true ? "\u2713 " : "\u2717 ") + run.workload + " \u2013 eddy";
  const view = viewOf(run);
  const scene = new Scene(run, view);
  const actions = makeActions(run, scene, view, findings);

  const canvas = h("canvas", {id: "diagram", tabindex: "0", role: "img", "aria-label": diagramText(run)});
  const small = h("canvas", {id: "minimap", "aria-hidden": "true"});
  const note = h("p", {class: "density", "aria-live": "off"}), panel = h("aside", {id: "panel", "aria-label": "Details"});
  const pictures = h("section", {id: "pictures", hidden: true});
  const stage = h("div", {class: "stage"}, h("div", {class: "work"}, h("div", {class: "canvases"}, h("div", {class: "mini"}, small), h("div", {class: "drawing"}, canvas), note), plots(scene, actions)), panel);
  main.replaceChildren(...[verdictHead(run, findings), causeList(findings, actions), pictures, beside && beside.element,
    h("section", {"aria-label": "Diagram"}, h("h2", {}, "What happened"), toolbar(scene, actions), legend(run), stage)].filter(Boolean));
  const diagram = new Diagram(canvas, scene, {
    onHover: hoverCard(scene, canvas), onChosen: (item) => actions.choose(item),
    onDrawn: (chosen) => { note.textContent = densityText(run, chosen); },
    onPlainWheel: () => { hint(note); },
  });
  const sides = beside ? beside.show() : [];
  const minimap = new Minimap(small, scene);
  new Panel(panel, scene, actions);
  main.append(operationTable(scene, actions), rawResults(run));
  actions.onFinding = (finding) => findingPictures(pictures, scene, finding, actions);
  listenToKeys(canvas, scene, actions, diagram);
  readPlace(scene, actions);
  keepPlace(scene);
  window.eddyReport = {run, scene, view, diagram, minimap, findings, actions, sides, difference: beside && beside.difference};  // for tests
  document.documentElement.dataset.ready = "yes";
}

/** What a person can do, from whatever part of the page. */
function makeActions(run, scene, view, findings) {
  const reveal = () => { if (scene.followed && Number.isFinite(scene.followed.t0)) view.frame(scene.followed.t0, scene.followed.t1); };
  const actions = {
    finding: -1,
    onFinding: () => {},
    follow(term) {
      scene.follow(term);
      const {followed} = scene;
      if (followed.t1 < view.t0 || followed.t0 > view.t1) reveal();
    },
    reveal,
    clear() { scene.clear(); actions.onFinding(null); },
    choose(item) {
      if (item === null) return scene.selected || scene.followed ? actions.clear() : undefined;
      if (item.lane !== undefined) return scene.toggleLane(item.lane);
      if (item.fault) return view.frame(item.fault.t0, item.fault.t1);
      scene.select(item);
      actions.follow(termsOf(run, item)[0]);
    },
    /** Selects it and brings it into view. */
    show(item) {
      scene.select(item);
      const [t0, t1] = item.op !== undefined ? [run.ops[item.op].t0, run.ops[item.op].t1] : [run.messages.t0[item.row], run.messages.t1[item.row]];
      if (t0 >= view.t0 && t1 <= view.t1) return;
      const p0 = view.place(t0), p1 = view.place(t1), span = Math.min(view.span, Math.max(20 * (p1 - p0), 2000));
      view.setPlaces((p0 + p1 - span) / 2, (p0 + p1 + span) / 2);
    },
    showFinding(number) {
      const finding = findings[number];
      actions.finding = number;
      for (const button of document.querySelectorAll(".cause")) button.setAttribute("aria-current", String(Number(button.dataset.finding) === number));
      const place = placeOf(run, finding);
      scene.selected = null;
      scene.light(place, place && finding);
      actions.onFinding(finding);
      if (!place) return;
      view.frame(place.t0, place.t1);
      document.querySelector(".toolbar").scrollIntoView({block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"});
    },
    stepFinding(by) {
      if (findings.length > 0) actions.showFinding((actions.finding + by + findings.length) % findings.length);
    },
    step(by) { stepEvent(scene, actions, by); },
  };
  return actions;
}

function diagramText(run) {
  return "Space-time diagram of " + plural(run.ops.length, "operation") + " and " + plural(run.messageText.length, "message") + "; the tables below tell the same in words";
}

function densityText(run, chosen) {
  const drawn = chosen.count + chosen.lit.length;
  const leftOut = run.leftOut > 0 ? "; the last " + plural(run.leftOut, "message") + " of the run " + (run.leftOut === 1 ? "was" : "were") + " not recorded" : "";
  if (chosen.visible === 0) return run.messages.count === 0 ? "The messages of this run were not recorded." : "No message in view" + leftOut + ".";
  return plural(chosen.visible, "message") + " in view" + (drawn < chosen.visible ? ", " + drawn.toLocaleString("en") + " lines drawn: zoom in to tell them apart" : "") + leftOut;
}

function hint(note) {
  note.textContent = "Hold Ctrl and turn the wheel to zoom; drag to move.";
}

function legend(run) {
  const m = run.messages, has = (test) => { for (let row = 0; row < m.count; ++row) if (test(row)) return true; return false; };
  const sign = (look, text) => h("li", {}, h("i", {class: "sign " + look, "aria-hidden": "true"}), text);
  return h("ul", {class: "legend"}, sign("ok", "operation, ok"), sign("fail", "failed"), sign("info", "unknown outcome"),
      sign("client", "client\u2019s message"), sign("node", "between nodes"), has((row) => m.group[row] === 2) ? sign("service", "to and from services") : null,
      has((row) => m.state[row] === 1) ? sign("lost", "lost") : null, has((row) => m.copy[row] === 1) ? sign("copy", "came twice") : null,
      run.faults.length > 0 ? sign("fault", "fault") : null);
}

function rawResults(run) {
  return h("details", {class: "raw"}, h("summary", {}, "results.json"), h("pre", {}, prettyJson(run.results)));
}

start().catch((error) => {
  document.querySelector("main").textContent = "The report cannot be shown: " + error.message;
  throw error;
});
