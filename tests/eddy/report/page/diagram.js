// The space-time diagram: a canvas, and what mouse, fingers and keys do on it.

import {Arrows} from "./arrows.js";
import {layOut, scaleOf, GUTTER, RIGHT, AXIS} from "./layout.js";
import {paintGround, paintFaults, paintLives, paintOps, paintHolders, paintFolds, paintFrame, forgetPatterns} from "./lanes.js";
import {lastAtOrBefore} from "./messages.js";
import {colours, onThemeChange} from "./theme.js";

export class Diagram {
  /** `hints`: {onHover(item, x, y), onChosen(item, twice), onDrawn(chosen)}; an item is {op: id}, {row}, {lane}, {fault} or null. */
  constructor(canvas, scene, hints) {
    Object.assign(this, {canvas, scene, hints, context: canvas.getContext("2d", {alpha: false}), arrows: new Arrows(scene.run), pending: false, frames: []});
    this.resize();
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    scene.view.onChange(() => this.redraw());
    scene.onChange(() => this.redraw());
    onThemeChange(() => { forgetPatterns(); this.redraw(); });
    listenToPointer(this);
    listenToWheel(this);
  }

  resize() {
    const width = this.canvas.parentElement.clientWidth, ratio = window.devicePixelRatio || 1;
    if (width === 0) return;
    this.layout = layOut(this.scene.run, width);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(this.layout.height * ratio);
    this.canvas.style.height = this.layout.height + "px";
    this.ratio = ratio;
    this.redraw();
  }

  redraw() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.paint();
    });
  }

  paint() {
    const began = performance.now();
    const {context, scene, layout} = this, scale = scaleOf(scene.view, layout), palette = colours();
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    paintGround(context, scene, scale, layout, palette);
    context.save();
    context.beginPath();
    context.rect(GUTTER, 0, layout.width - GUTTER - RIGHT, layout.height);
    context.clip();
    paintFaults(context, scene, scale, layout, palette);
    paintLives(context, scene, scale, layout, palette);
    paintHolders(context, scene, scale, layout, palette);
    const chosen = this.arrows.choose(scene, scale);
    const layers = [() => paintOps(context, scene, scale, layout, palette), () => this.arrows.paint(context, chosen, scene, scale, layout, palette)];
    for (const paint of this.arrows.isDense(chosen) ? layers.reverse() : layers) paint();
    paintFolds(context, scene, scale, layout, palette);
    this.paintFocus(context, scale, palette);
    this.paintMark(context, scale, palette);
    context.restore();
    paintFrame(context, scene, scale, layout, palette);
    this.frames.push(performance.now() - began);
    if (this.frames.length > 600) this.frames.shift();
    this.hints.onDrawn(chosen);
  }

  /** The time at which the run differs from another. */
  paintMark(context, scale, palette) {
    const {mark} = this.scene, x = Math.round(scale.x(mark)) + 0.5;
    if (mark === null) return;
    context.strokeStyle = palette.lit;
    context.lineWidth = 2;
    context.setLineDash([6, 3]);
    context.beginPath();
    context.moveTo(x, AXIS);
    context.lineTo(x, this.layout.height);
    context.stroke();
    context.setLineDash([]);
  }

  /** The hovered and the selected message stand out. */
  paintFocus(context, scale, palette) {
    const {selected, hovered} = this.scene;
    for (const [item, width] of [[hovered, 2.5], [selected, 3.5]]) {
      if (!item || item.row === undefined) continue;
      const places = this.layout.lanes, m = this.scene.run.messages;
      context.strokeStyle = palette.focus;
      context.lineWidth = width;
      context.beginPath();
      const x0 = scale.x(m.t0[item.row]), y0 = places[m.src[item.row]].middle;
      context.moveTo(x0, y0);
      context.lineTo(scale.x(m.t1[item.row]), places[m.dest[item.row]].middle);
      context.stroke();
      context.beginPath();
      context.arc(x0, y0, 4, 0, 7);
      context.fillStyle = palette.focus;
      context.fill();
    }
  }

  /** What is at that point of the canvas: an operation or a message, a lane's name, a fault's bar, or null. */
  itemAt(x, y, reach = 6) {
    const {run, view} = this.scene, {layout} = this, scale = scaleOf(view, layout);
    const lane = layout.lanes.findIndex((place) => y >= place.top && y < place.top + place.height);
    if (x < GUTTER) return lane >= 0 ? {lane} : null;
    if (y < layout.top) {
      const kind = layout.rows[Math.floor((y - AXIS) / 16)];
      const fault = run.faults.find((each) => each.kind === kind && scale.time(x) >= each.t0 && scale.time(x) <= each.t1);
      return fault ? {fault} : null;
    }
    const op = lane >= 0 && run.lanes[lane].kind === "client" ? this.opAt(lane, x, y, scale) : null;
    if (op) return {op: op.id};
    const row = this.arrows.nearest(this.scene, scale, layout, x, y, reach);
    if (row >= 0) return {row};
    return null;
  }

  opAt(lane, x, y, scale) {
    const {run} = this.scene, place = this.layout.lanes[lane];
    if (Math.abs(y - place.middle) > Math.max(4, Math.min(10, 0.31 * place.height))) return null;
    const thread = Number(run.lanes[lane].names.find((name) => name.startsWith("thread ")).slice(7));
    const ops = run.opsByThread[thread];
    for (let i = lastAtOrBefore(ops, scale.time(x + 2)); i >= 0; --i) {
      if (scale.x(ops[i].t1) < x - 3 && scale.x(ops[i].t0) < x - 3) break;
      if (this.scene.opShown(ops[i])) return ops[i];
    }
    return null;
  }

  pan(pixels) { this.scene.view.pan(pixels / scaleOf(this.scene.view, this.layout).factor); }

  zoomAt(factor, x) {
    const {view} = this.scene;
    view.zoom(factor, view.place(scaleOf(view, this.layout).time(x)));
  }
}

function pointIn(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return {x: event.clientX - box.left, y: event.clientY - box.top};
}

/** Drag: pan. Two fingers: zoom and pan. Click or tap: choose. Shift and drag: zoom to what is marked. */
function listenToPointer(diagram) {
  const {canvas, scene, hints} = diagram, pointers = new Map();
  let moved = 0, marking = null;
  canvas.addEventListener("pointerdown", (event) => {
    const point = pointIn(canvas, event);
    pointers.set(event.pointerId, point);
    moved = 0;
    marking = event.shiftKey ? point.x : null;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const point = pointIn(canvas, event), last = pointers.get(event.pointerId);
    if (!last) return hover(diagram, point, event.pointerType);
    moved += Math.abs(point.x - last.x) + Math.abs(point.y - last.y);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const before = Math.abs(last.x - other.x), after = Math.abs(point.x - other.x);
      if (before > 8 && after > 8) diagram.zoomAt(before / after, (point.x + other.x) / 2);
    } else if (marking === null && moved > 4) {
      diagram.pan(last.x - point.x);
    }
    pointers.set(event.pointerId, point);
  });
  const release = (event) => {
    const point = pointIn(canvas, event);
    if (!pointers.delete(event.pointerId) || pointers.size > 0 || event.type !== "pointerup") return;
    if (marking !== null && Math.abs(point.x - marking) > 8) {
      const scale = scaleOf(scene.view, diagram.layout);
      scene.view.set(scale.time(Math.min(point.x, marking)), scale.time(Math.max(point.x, marking)));
    } else if (moved <= 4) {
      hints.onChosen(diagram.itemAt(point.x, point.y, event.pointerType === "touch" ? 16 : 7));
    }
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { if (pointers.size === 0) hover(diagram, null); });
  canvas.addEventListener("dblclick", (event) => diagram.zoomAt(0.25, pointIn(canvas, event).x));
}

function hover(diagram, point, kind) {
  if (kind === "touch") return;
  const item = point ? diagram.itemAt(point.x, point.y) : null;
  const {scene, canvas} = diagram, before = scene.hovered;
  canvas.style.cursor = item ? "pointer" : "grab";
  scene.hovered = item;
  if (JSON.stringify(before && [before.op, before.row]) !== JSON.stringify(item && [item.op, item.row])) diagram.redraw();
  diagram.hints.onHover(item, point);
}

/** Ctrl and wheel (a pinch on a touchpad): zoom. Sideways: pan. Else the page scrolls. */
function listenToWheel(diagram) {
  diagram.canvas.addEventListener("wheel", (event) => {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    if (event.ctrlKey || event.metaKey) diagram.zoomAt(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006), pointIn(diagram.canvas, event).x);
    else if (sideways !== 0) diagram.pan(sideways);
    else return diagram.hints.onPlainWheel();
    event.preventDefault();
  }, {passive: false});
}
