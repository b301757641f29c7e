// Draws what lies below the messages: lanes, faults, nodes' lives, operations.

import {GUTTER, RIGHT, AXIS, FAULT_ROW} from "./layout.js";
import {ticks} from "./ticks.js";
import {lastAtOrBefore} from "./messages.js";
import {opText, durationText} from "./text.js";

export function paintGround(context, scene, scale, layout, colours) {
  const {run} = scene, right = layout.width - RIGHT;
  context.fillStyle = colours.card;
  context.fillRect(0, 0, layout.width, layout.height);
  run.lanes.forEach((lane, i) => {
    const place = layout.lanes[i];
    if (lane.group >= 0 && lane.group % 2 === 1) {
      context.fillStyle = colours.band;
      context.fillRect(GUTTER, place.top, right - GUTTER, place.height);
    }
  });
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.globalAlpha = 0.5;
  context.beginPath();
  for (const {time} of ticks(scene.view, scale)) {
    const x = Math.round(scale.x(time)) + 0.5;
    context.moveTo(x, AXIS);
    context.lineTo(x, layout.height - 4);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** A pattern of lines: what a fault hit is told by its look, not by colour alone. */
const patterns = new Map();
function pattern(context, colour, slope) {
  const name = colour + slope;
  if (patterns.has(name)) return patterns.get(name);
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  pen.beginPath();
  if (slope === 0) { pen.moveTo(-2, 2); pen.lineTo(2, -2); pen.moveTo(-2, 10); pen.lineTo(10, -2); pen.moveTo(6, 10); pen.lineTo(10, 6); }
  if (slope === 1) { pen.moveTo(-2, 6); pen.lineTo(2, 10); pen.moveTo(-2, -2); pen.lineTo(10, 10); pen.moveTo(6, -2); pen.lineTo(10, 2); }
  if (slope === 2) { pen.moveTo(0, 4); pen.lineTo(8, 4); }
  if (slope === 3) { pen.moveTo(4, 0); pen.lineTo(4, 8); }
  if (slope === 4) { pen.moveTo(3, 4); pen.lineTo(5, 4); }
  pen.stroke();
  patterns.set(name, context.createPattern(tile, "repeat"));
  return patterns.get(name);
}

export function forgetPatterns() { patterns.clear(); }

/** Faults over the lanes and times that they hit, and a named bar each above. */
export function paintFaults(context, scene, scale, layout, colours) {
  const {run, view} = scene, right = layout.width - RIGHT;
  for (const fault of run.faults) {
    if (fault.t1 < view.t0 || fault.t0 > view.t1) continue;
    const x0 = Math.max(GUTTER, scale.x(fault.t0)), x1 = Math.min(right, scale.x(fault.t1));
    const width = Math.max(1.5, x1 - x0);
    if (fault.kind !== "pause" && fault.kind !== "kill")
      run.lanes.forEach((lane, i) => {
        if (lane.kind !== "node" || !fault.nodes.has(lane.label)) return;
        const place = layout.lanes[i], side = fault.sides.get(lane.label);
        context.globalAlpha = side === undefined ? 0.3 : 0.55;
        context.fillStyle = pattern(context, side === 1 ? colours.fault2 : colours.fault, side === undefined ? 4 : side % 4);
        context.fillRect(x0, place.top + 1, width, place.height - 2);
        context.globalAlpha = 1;
      });
    const y = AXIS + layout.rows.indexOf(fault.kind) * FAULT_ROW;
    context.globalAlpha = 0.22;
    context.fillStyle = colours.fault;
    context.fillRect(x0, y + 1, width, FAULT_ROW - 3);
    context.globalAlpha = 1;
    context.strokeStyle = colours.fault;
    context.lineWidth = 1;
    context.strokeRect(x0 + 0.5, y + 1.5, Math.max(1, width - 1), FAULT_ROW - 4);
    clippedText(context, fault.name, x0 + 4, y + FAULT_ROW / 2, width - 8, colours.text, 10);
  }
}

/** A line for each node, service and client; dashed where the node was paused, none where it was dead. */
export function paintLives(context, scene, scale, layout, colours) {
  const {run, view} = scene;
  run.lanes.forEach((lane, i) => {
    const y = Math.round(layout.lanes[i].middle) + 0.5;
    const stops = lane.kind === "node" ? run.faults.filter((fault) => (fault.kind === "pause" || fault.kind === "kill") && fault.nodes.has(lane.label)) : [];
    context.strokeStyle = lane.kind === "node" ? colours.text : colours.muted;
    context.globalAlpha = lane.kind === "client" || lane.kind === "bench" ? 0.35 : 0.8;
    context.lineWidth = lane.kind === "node" ? 1.5 : 1;
    const begin = Math.max(GUTTER, scale.x(view.t0)), end = layout.width - RIGHT;
    let x = begin;
    for (const stop of stops) {
      const x0 = clamp(scale.x(stop.t0), begin, end), x1 = clamp(scale.x(stop.t1), begin, end);
      stroke(context, x, y, x0, y);
      x = Math.max(x, x1);
    }
    stroke(context, x, y, end, y);
    context.globalAlpha = 1;
    for (const stop of stops) paintStop(context, stop, view, scale, layout.lanes[i], colours);
  });
}

function paintStop(context, stop, view, scale, place, colours) {
  if (stop.t1 < view.t0 || stop.t0 > view.t1) return;
  const x0 = Math.max(GUTTER, scale.x(stop.t0)), x1 = Math.max(x0 + 2, scale.x(stop.t1)), y = place.middle;
  const kill = stop.kind === "kill";
  context.fillStyle = colours.card;
  context.fillRect(x0, place.top + 1, x1 - x0, place.height - 2);
  context.fillStyle = pattern(context, colours.pause, kill ? 1 : 3);
  context.globalAlpha = 0.5;
  context.fillRect(x0, place.top + 1, x1 - x0, place.height - 2);
  context.globalAlpha = 1;
  context.strokeStyle = colours.pause;
  context.lineWidth = 1.5;
  context.strokeRect(x0, place.top + 1, x1 - x0, place.height - 2);
  if (kill) {
    stroke(context, x0 - 4, y - 4, x0 + 4, y + 4);
    stroke(context, x0 - 4, y + 4, x0 + 4, y - 4);
  }
  clippedText(context, kill ? "dead" : "paused", x0 + 8, y, x1 - x0 - 12, colours.text, 10, colours.card);
}

/** Operations as bars on their client's lane. */
export function paintOps(context, scene, scale, layout, colours) {
  const {run, view} = scene;
  const lit = scene.followed ? scene.followed.ops : null;
  const saw = scene.followed ? scene.followed.saw : new Map();
  for (const ops of run.opsByThread) {
    if (ops.length === 0) continue;
    const place = layout.lanes[ops[0].lane], height = barHeight(place), y = place.middle - height / 2;
    context.fillStyle = colours.ok;
    let lastX = -1, lastType = "";
    for (let i = Math.max(0, lastAtOrBefore(ops, view.t0)); i < ops.length && ops[i].t0 <= view.t1; ++i) {
      const op = ops[i];
      if (op.t1 < view.t0 || !scene.opShown(op)) continue;
      const bright = !lit || lit.has(op.id) || saw.has(op.id);
      const x0 = Math.max(GUTTER, scale.x(op.t0)), width = Math.max(2, scale.x(op.t1) - x0);
      if (width <= 2 && !(lit && bright) && op.type === lastType && x0 - lastX < 1) continue;
      lastX = x0;
      lastType = op.type;
      const selected = scene.selected !== null && scene.selected.op === op.id;
      if (op.type === "ok" && width < least_words && !saw.has(op.id) && !selected) paintThin(context, x0, y, width, height, bright);
      else {
        paintOp(context, op, x0, Math.min(width, layout.width - RIGHT - x0), place, colours, bright ? 1 : 0.15, saw.get(op.id), selected);
        context.fillStyle = colours.ok;
      }
    }
    context.globalAlpha = 1;
  }
}

/** One that ended well and has no room for words: on whole pixels, which is fast. */
function paintThin(context, x, y, width, height, bright) {
  context.globalAlpha = bright ? 1 : 0.12;
  context.fillRect(Math.round(x), Math.round(y), Math.max(2, Math.round(width)), Math.round(height));
}

/** A bar narrower than that has no words in it. */
const least_words = 22;

function barHeight(place) {
  return Math.max(4, Math.min(20, place.height * 0.62));
}

function paintOp(context, op, x, width, place, colours, alpha, saw, selected) {
  const height = barHeight(place), y = place.middle - height / 2;
  context.globalAlpha = alpha * (op.type === "ok" ? 0.8 : 0.95);
  context.lineWidth = 1;
  if (op.type === "ok") {
    context.fillStyle = colours.ok;
    context.fillRect(x, y, width, height);
  } else {
    const colour = op.type === "fail" ? colours.fail : colours.info;
    context.fillStyle = pattern(context, colour, op.type === "fail" ? 0 : 4);
    context.fillRect(x, y, width, height);
    context.strokeStyle = colour;
    if (op.type === "info") context.setLineDash([3, 2]);
    context.strokeRect(x + 0.5, y + 0.5, Math.max(1, width - 1), height - 1);
    context.setLineDash([]);
  }
  context.globalAlpha = alpha;
  if (selected) {
    context.strokeStyle = colours.lit;
    context.lineWidth = 2.5;
    context.strokeRect(x - 2, y - 2, width + 4, height + 4);
  }
  if (saw !== undefined) paintSaw(context, x, place.middle, saw, colours);
  if (height < 9 || width < least_words) {
    context.globalAlpha = 1;
    return;
  }
  const text = (op.type === "fail" ? "\u2715 " : op.type === "info" ? "? " : "") + opText(op);
  clippedText(context, text, x + 3 + (saw === undefined ? 0 : 9), place.middle, width - 5, op.type === "ok" ? colours.card : colours.text, Math.min(11, height - 1));
  context.globalAlpha = 1;
}

/** A read that saw the followed value: a full disc; one that missed it: a cross in an empty one. */
function paintSaw(context, x, y, saw, colours) {
  context.lineWidth = 1.5;
  context.strokeStyle = saw ? colours.lit : colours.fail;
  context.fillStyle = saw ? colours.lit : colours.card;
  context.beginPath();
  context.arc(x + 4, y, 4, 0, 7);
  context.fill();
  context.stroke();
  if (saw) return;
  stroke(context, x + 2, y - 2, x + 6, y + 2);
  stroke(context, x + 2, y + 2, x + 6, y - 2);
}

/** Who holds the followed value: a thick line from when on. */
export function paintHolders(context, scene, scale, layout, colours) {
  if (!scene.followed) return;
  for (const holder of scene.followed.holders) {
    const place = layout.lanes[holder.lane], height = Math.min(12, 0.45 * place.height);
    const x0 = Math.max(GUTTER, scale.x(holder.t0)), x1 = Math.min(layout.width - RIGHT, scale.x(holder.t1));
    if (x1 <= x0) continue;
    context.globalAlpha = 0.4;
    context.fillStyle = colours.lit;
    context.fillRect(x0, place.middle - height / 2, x1 - x0, height);
    context.globalAlpha = 1;
    context.fillRect(x0 - 1, place.middle - height / 2 - 2, 3, height + 4);
  }
}

/** A mark for each folded stretch, with its length where it has room. */
export function paintFolds(context, scene, scale, layout, colours) {
  for (const gap of scene.view.gaps()) {
    const x0 = scale.x(gap.t0), width = scale.x(gap.t1) - x0, room = Math.min(12, 0.3 * width);
    context.fillStyle = colours.card;
    context.fillRect(x0 + room, AXIS, width - 2 * room, layout.height - AXIS);
    context.globalAlpha = 0.5;
    context.fillStyle = pattern(context, colours.line, 0);
    context.fillRect(x0 + room, AXIS, width - 2 * room, layout.height - AXIS);
    context.globalAlpha = 1;
    context.save();
    context.translate(x0 + width / 2, (layout.top + layout.height) / 2);
    if (width < 60) context.rotate(-Math.PI / 2);
    context.font = "10px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    const text = "nothing for " + durationText(gap.t1 - gap.t0), wide = context.measureText(text).width;
    context.fillStyle = colours.card;
    if (width > 8) context.fillRect(-wide / 2 - 3, -7, wide + 6, 14);
    context.fillStyle = colours.muted;
    if (width > 8) context.fillText(text, 0, 0);
    context.restore();
  }
}

/** The names at the left and the times at the top, over everything. */
export function paintFrame(context, scene, scale, layout, colours) {
  context.fillStyle = colours.card;
  context.fillRect(0, 0, GUTTER, layout.height);
  context.fillRect(layout.width - RIGHT, 0, RIGHT, layout.height);
  context.fillRect(0, 0, layout.width, AXIS);
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = colours.muted;
  for (const {time, text} of ticks(scene.view, scale)) context.fillText(text, Math.max(GUTTER + 20, scale.x(time)), AXIS / 2);
  context.textAlign = "right";
  layout.rows.forEach((kind, i) => {
    context.fillStyle = colours.muted;
    context.font = "10px system-ui, sans-serif";
    context.fillText(kind, GUTTER - 8, AXIS + (i + 0.5) * FAULT_ROW);
  });
  scene.run.lanes.forEach((lane, i) => paintName(context, scene, lane, i, layout, colours));
  context.textAlign = "left";
}

function paintName(context, scene, lane, i, layout, colours) {
  const place = layout.lanes[i], only = scene.onlyLanes;
  const main = lane.kind === "node" || lane.kind === "service";
  const size = Math.max(8, Math.min(main ? 13 : 11, place.height));
  context.font = (main ? "600 " : "") + size + "px system-ui, sans-serif";
  context.fillStyle = only.size > 0 && !only.has(i) ? colours.line : main ? colours.text : colours.muted;
  context.fillText((only.has(i) ? "\u25b8 " : "") + lane.label, GUTTER - 8, place.middle);
}

function clippedText(context, text, x, y, width, colour, size, ground) {
  if (width < least_words) return;
  context.font = size + "px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "left";
  const most = Math.floor(width / (size * 0.52));
  const words = text.length > most ? text.slice(0, Math.max(1, most - 1)) + "\u2026" : text;
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(x - 2, y - size / 2 - 1, Math.min(width, context.measureText(words).width) + 4, size + 2);
  }
  context.fillStyle = colour;
  context.fillText(words, x, y, width);
}

function stroke(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
