// The keyboard: all that the mouse can do.

import {firstSentFrom} from "./messages.js";
import {termsOf} from "./follow.js";

export function listenToKeys(canvas, scene, actions, diagram) {
  const {view} = scene;
  const move = (share) => view.pan(share * view.span);
  const anywhere = {
    w: () => view.zoom(0.6), s: () => view.zoom(1 / 0.6), a: () => move(-0.15), d: () => move(0.15),
    "+": () => view.zoom(0.6), "=": () => view.zoom(0.6), "-": () => view.zoom(1 / 0.6), 0: () => view.showAll(),
    f: () => actions.reveal(), t: () => { if (view.canFold) view.toggleFold(); }, n: () => actions.stepFinding(1), p: () => actions.stepFinding(-1),
    Escape: () => actions.clear(), "/": () => document.getElementById("search").focus(),
  };
  const onDiagram = {
    ArrowLeft: () => move(-0.15), ArrowRight: () => move(0.15), ArrowUp: () => actions.step(-1), ArrowDown: () => actions.step(1),
    Home: () => view.showAll(),
    Enter: () => { if (scene.selected) actions.follow(termsOf(scene.run, scene.selected)[0]); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (typing && event.key === "Escape") return event.target.blur();
    if (typing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = (event.target === canvas && onDiagram[key]) || anywhere[key];
    if (!action) return;
    action();
    event.preventDefault();
  });
}

/** Selects the next event in time (by 1), or the one before (-1), among those shown and lit. */
export function stepEvent(scene, actions, by) {
  const {run, view, shown, lit, followed} = scene, m = run.messages;
  const timeOf = (item) => (item.op !== undefined ? run.ops[item.op].t0 : m.t0[item.row]);
  const rank = (item) => (item.op !== undefined ? item.op - run.ops.length : item.row);  // operations first
  const now = scene.selected ? [timeOf(scene.selected), rank(scene.selected)] : [by > 0 ? view.t0 : view.t1, by > 0 ? -Infinity : Infinity];
  const later = (item) => {
    const away = timeOf(item) - now[0] || rank(item) - now[1];
    return by > 0 ? away > 0 : away < 0;
  };
  let best = null;
  const offer = (item) => {
    if (!later(item)) return;
    const closer = best === null || by * (timeOf(item) - timeOf(best) || rank(item) - rank(best)) < 0;
    if (closer) best = item;
  };
  for (const op of run.ops) if (scene.opShown(op) && (!followed || followed.ops.has(op.id) || followed.saw.has(op.id))) offer({op: op.id});
  const wanted = (row) => shown[row] && (!lit || lit[row]);
  const start = Math.min(m.count, firstSentFrom(m, now[0]));
  if (by > 0) { for (let row = start, left = 3; row < m.count && left > 0; ++row) if (wanted(row)) { offer({row}); if (best && best.row !== undefined) --left; } }
  else for (let row = Math.min(m.count - 1, firstSentFrom(m, now[0] + 1)), left = 3; row >= 0 && left > 0; --row) if (wanted(row)) { offer({row}); if (best && best.row !== undefined) --left; }
  if (best) actions.show(best);
}
