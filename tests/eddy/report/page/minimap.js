// The whole run in small: how many messages when, faults, what was lost; a frame around what
// the diagram shows. Drag the frame, or click where it should go.

import {GUTTER, RIGHT} from "./layout.js";
import {LOST} from "./messages.js";
import {colours, onThemeChange} from "./theme.js";

const HEIGHT = 46;

export class Minimap {
  constructor(canvas, scene) {
    Object.assign(this, {canvas, scene, context: canvas.getContext("2d"), ground: null, pending: false});
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    this.resize();
    scene.view.onChange(() => this.redraw());
    scene.onChange(() => { this.ground = null; this.redraw(); });
    onThemeChange(() => { this.ground = null; this.redraw(); });
    this.listen();
  }

  resize() {
    const width = this.canvas.parentElement.clientWidth, ratio = window.devicePixelRatio || 1;
    if (width === 0) return;
    Object.assign(this, {width, ratio, ground: null});
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(HEIGHT * ratio);
    this.canvas.style.height = HEIGHT + "px";
    this.redraw();
  }

  x(time) { return GUTTER + (this.scene.view.place(time) - this.begin) / this.room * (this.width - GUTTER - RIGHT); }

  place(x) { return this.begin + (x - GUTTER) / (this.width - GUTTER - RIGHT) * this.room; }

  get begin() { return this.scene.view.place(this.scene.view.min); }

  get room() { return this.scene.view.place(this.scene.view.max) - this.begin; }

  redraw() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      if (!this.ground || this.groundFold !== this.scene.view.fold) this.ground = this.paintGround();
      this.paint();
    });
  }

  /** What does not depend on the view, once. */
  paintGround() {
    const ground = document.createElement("canvas"), {view} = this.scene;
    this.groundFold = view.fold;
    ground.width = this.canvas.width;
    ground.height = this.canvas.height;
    const pen = ground.getContext("2d"), {run, lit, shown} = this.scene, m = run.messages, palette = colours();
    pen.scale(this.ratio, this.ratio);
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.width, HEIGHT);
    const columns = Math.max(1, Math.floor((this.width - GUTTER - RIGHT) / 2));
    const all = new Float64Array(columns), bright = new Float64Array(columns), lost = new Uint8Array(columns);
    for (let row = 0; row < m.count; ++row) {
      if (!shown[row]) continue;
      const column = Math.floor((this.x(m.t0[row]) - GUTTER) / 2);
      if (column < 0 || column >= columns) continue;
      ++all[column];
      if (lit && lit[row]) ++bright[column];
      if (m.state[row] === LOST) lost[column] = 1;
    }
    const top = Math.max(1, all.reduce((a, b) => Math.max(a, b), 0));
    const height = (count) => (count === 0 ? 0 : 2 + (HEIGHT - 18) * Math.sqrt(count / top));
    for (let i = 0; i < columns; ++i) {
      pen.fillStyle = lit ? palette.line : palette.client;
      pen.fillRect(GUTTER + 2 * i, HEIGHT - 4 - height(all[i]), 2, height(all[i]));
      pen.fillStyle = palette.lit;
      if (bright[i]) pen.fillRect(GUTTER + 2 * i, HEIGHT - 4 - height(bright[i]), 2, height(bright[i]));
      pen.fillStyle = palette.lost;
      if (lost[i]) pen.fillRect(GUTTER + 2 * i, HEIGHT - 4, 2, 4);
    }
    pen.fillStyle = palette.fault;
    for (const fault of run.faults) pen.fillRect(this.x(fault.t0), 3, Math.max(1, this.x(fault.t1) - this.x(fault.t0)), 3);
    pen.fillStyle = palette.fail;
    for (const op of run.ops) if (op.type !== "ok" && op.f !== "crash") pen.fillRect(this.x(op.t0), 8, 1.5, 4);
    pen.strokeStyle = palette.muted;
    pen.setLineDash([2, 2]);
    for (const gap of view.fold.gaps) pen.strokeRect(this.x(gap.t0) + 0.5, 14.5, Math.max(1, this.x(gap.t1) - this.x(gap.t0) - 1), HEIGHT - 19);
    pen.setLineDash([]);
    pen.font = "10px system-ui, sans-serif";
    pen.textAlign = "right";
    pen.fillStyle = palette.muted;
    pen.fillText("whole run", GUTTER - 8, HEIGHT / 2 + 4);
    return ground;
  }

  paint() {
    const {context, scene: {view}, ratio} = this, palette = colours();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.ground, 0, 0);
    context.scale(ratio, ratio);
    const x0 = this.x(view.t0), x1 = Math.max(x0 + 3, this.x(view.t1));
    context.fillStyle = palette.page;
    context.globalAlpha = 0.6;
    context.fillRect(GUTTER, 0, x0 - GUTTER, HEIGHT);
    context.fillRect(x1, 0, this.width - RIGHT - x1, HEIGHT);
    context.globalAlpha = 1;
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.5;
    context.strokeRect(x0, 1, x1 - x0, HEIGHT - 2);
  }

  listen() {
    const {canvas, scene: {view}} = this;
    let grip = null;  // from the frame's begin to the pointer
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      const place = this.place(event.offsetX);
      if (place < view.p0 || place > view.p1) view.setPlaces(place - view.span / 2, place + view.span / 2);
      grip = place - view.p0;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (grip === null) return;
      view.pan(this.place(event.offsetX) - grip - view.p0);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { grip = null; });
  }
}
