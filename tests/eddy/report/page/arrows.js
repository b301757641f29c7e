// Draws the messages: those in view, and where many fall on the same pixels, one for all.

import {LOST, UNDER_WAY, CLIENT, NODE, SERVICE, firstSentFrom, messageAt} from "./messages.js";
import {shortJson} from "./text.js";

const most_lines = 4000;       // a frame; beyond it, lines stand for more pixels each
const dense = 1500;  // from here on without arrowheads, and below the operations
const labels_up_to = 36;

const PLAIN = 0, LIT = 1, DIM = 2;

/** What to draw: its rows in batches by look; and how many messages a line stands for. */
export class Arrows {
  constructor(run) {
    this.run = run;
    const lanes = run.lanes.length;
    this.lastBegin = new Int32Array(lanes * lanes * 3);
    this.lastEnd = new Int32Array(lanes * lanes * 3);
    this.coarseness = new Map();  // by zoom level: pixels that count as one
  }

  /** Rows to draw for the view, thinned out; {rows: Int32Array, lit: [row], visible, pixels}. */
  choose(scene, scale) {
    const level = Math.round(4 * Math.log2(scale.factor));
    let pixels = this.coarseness.get(level) || 1;
    let chosen = this.pick(scene, scale, pixels);
    while (chosen.count > most_lines && pixels < 64) {
      pixels *= 2;
      chosen = this.pick(scene, scale, pixels);
    }
    this.coarseness.set(level, pixels);
    return chosen;
  }

  pick(scene, scale, pixels) {
    const {view, shown, lit} = scene, m = this.run.messages, lanes = this.run.lanes.length;
    const rows = this.buffer || (this.buffer = new Int32Array(m.count));
    const bucket = scale.factor / pixels;
    const {lastBegin, lastEnd} = this;
    lastBegin.fill(-2147483648);
    const brightest = [];
    let count = 0, visible = 0;
    for (let row = firstSentFrom(m, view.t0 - m.longest); row < m.count; ++row) {
      const t0 = m.t0[row];
      if (t0 > view.t1) break;
      if (m.t1[row] < view.t0 || shown[row] === 0) continue;
      ++visible;
      if (lit !== null && lit[row] === 1) {
        brightest.push(row);
        continue;
      }
      const kind = m.state[row] === LOST ? 1 : m.copy[row] ? 2 : 0;
      const pair = (m.src[row] * lanes + m.dest[row]) * 3 + kind;
      const begin = Math.floor(t0 * bucket) | 0, end = Math.floor(m.t1[row] * bucket) | 0;
      if (lastBegin[pair] === begin && lastEnd[pair] === end) continue;
      lastBegin[pair] = begin;
      lastEnd[pair] = end;
      rows[count++] = row;
    }
    return {rows, count, lit: brightest, visible, pixels};
  }

  paint(context, chosen, scene, scale, layout, colours) {
    const dim = scene.lit !== null ? DIM : PLAIN;
    const heads = chosen.visible <= dense;
    this.paintBatch(context, chosen.rows, chosen.count, dim, heads && dim === PLAIN, scale, layout, colours);
    const lit = thinned(chosen.lit, most_lines);
    this.paintBatch(context, lit, lit.length, LIT, lit.length <= dense, scale, layout, colours);
    const labelled = scene.lit !== null ? chosen.lit : chosen.rows.subarray(0, chosen.count);
    if (labelled.length <= labels_up_to && chosen.visible > 0) this.paintLabels(context, labelled, scale, layout, colours);
  }

  /** Whether there are so many lines that they would hide the operations. */
  isDense(chosen) { return chosen.count > dense; }

  paintBatch(context, rows, count, look, heads, scale, layout, colours) {
    const m = this.run.messages;
    const styles = [[CLIENT, colours.client, []], [NODE, colours.node, []], [SERVICE, colours.service, [5, 3]]];
    const places = layout.lanes;
    context.globalAlpha = look === DIM ? 0.1 : count > dense ? 1 : 0.85;
    context.lineWidth = look === LIT ? 2 : 1;
    for (const [group, colour, dash] of styles) {
      context.strokeStyle = context.fillStyle = look === LIT ? colours.lit : colour;
      context.setLineDash(dash);
      const tips = heads ? new Path2D() : null;
      context.beginPath();
      for (let i = 0; i < count; ++i) {
        const row = rows[i];
        if (m.group[row] !== group || m.state[row] !== 0 || m.copy[row] !== 0) continue;
        line(context, tips, scale.x(m.t0[row]), places[m.src[row]].middle, scale.x(m.t1[row]), places[m.dest[row]].middle);
      }
      context.stroke();
      context.setLineDash([]);
      if (tips) context.fill(tips);
    }
    this.paintCopies(context, rows, count, look, scale, places, colours);
    this.paintLost(context, rows, count, look, scale, places, colours);
    context.globalAlpha = 1;
  }

  /** Second arrivals: dotted, with two bars across. */
  paintCopies(context, rows, count, look, scale, places, colours) {
    const m = this.run.messages;
    context.strokeStyle = look === LIT ? colours.lit : colours.copy;
    const bars = new Path2D();
    context.setLineDash([2, 3]);
    context.beginPath();
    for (let i = 0; i < count; ++i) {
      const row = rows[i];
      if (m.copy[row] === 0 || m.state[row] !== 0) continue;
      const x0 = scale.x(m.t0[row]), x1 = scale.x(m.t1[row]), y0 = places[m.src[row]].middle, y1 = places[m.dest[row]].middle;
      line(context, null, x0, y0, x1, y1);
      const x = x0 + 0.8 * (x1 - x0), y = y0 + 0.8 * (y1 - y0);
      bars.moveTo(x - 4, y - 2); bars.lineTo(x + 4, y - 2);
      bars.moveTo(x - 4, y + 2); bars.lineTo(x + 4, y + 2);
    }
    context.stroke();
    context.setLineDash([]);
    context.stroke(bars);
  }

  /** Lost: dashed, to two thirds of the way, with a cross at its end. */
  paintLost(context, rows, count, look, scale, places, colours) {
    const m = this.run.messages;
    context.globalAlpha = look === DIM ? 0.15 : 0.95;
    context.strokeStyle = colours.lost;
    const crosses = new Path2D();
    context.setLineDash([4, 3]);
    context.beginPath();
    for (let i = 0; i < count; ++i) {
      const row = rows[i];
      if (m.state[row] !== LOST && m.state[row] !== UNDER_WAY) continue;
      const end = lostEnd(m, row, scale, places);
      context.moveTo(scale.x(m.t0[row]), places[m.src[row]].middle);
      context.lineTo(end.x, end.y);
      if (m.state[row] !== LOST) continue;
      crosses.moveTo(end.x - 3.5, end.y - 3.5); crosses.lineTo(end.x + 3.5, end.y + 3.5);
      crosses.moveTo(end.x - 3.5, end.y + 3.5); crosses.lineTo(end.x + 3.5, end.y - 3.5);
    }
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = look === LIT ? 2.5 : 1.5;
    context.stroke(crosses);
  }

  paintLabels(context, rows, scale, layout, colours) {
    const m = this.run.messages;
    context.font = "10px system-ui, sans-serif";
    context.textBaseline = "middle";
    const taken = [];
    for (const row of rows) {
      const x0 = scale.x(m.t0[row]), x1 = scale.x(m.t1[row]), y0 = layout.lanes[m.src[row]].middle, y1 = layout.lanes[m.dest[row]].middle;
      const text = labelOf(this.run, row), width = context.measureText(text).width;
      const x = (x0 + x1) / 2 + 5, y = (y0 + y1) / 2;
      if (taken.some((box) => x < box.x + box.width + 4 && x + width + 4 > box.x && Math.abs(y - box.y) < 12)) continue;
      taken.push({x, y, width});
      context.globalAlpha = 0.85;
      context.fillStyle = colours.card;
      context.fillRect(x - 2, y - 6, width + 4, 12);
      context.globalAlpha = 1;
      context.fillStyle = colours.text;
      context.fillText(text, x, y);
    }
  }

  /** The arrow nearest to a point, within `reach` pixels; -1 for none. */
  nearest(scene, scale, layout, x, y, reach) {
    const {view, shown, lit} = scene, m = this.run.messages;
    let best = -1, least = reach;
    for (let row = firstSentFrom(m, view.t0 - m.longest); row < m.count && m.t0[row] <= view.t1; ++row) {
      if (shown[row] === 0 || m.t1[row] < view.t0) continue;
      const x0 = scale.x(m.t0[row]);
      if (x0 > x + reach) break;
      let x1 = scale.x(m.t1[row]);
      if (x1 < x - reach) continue;
      const y0 = layout.lanes[m.src[row]].middle;
      let y1 = layout.lanes[m.dest[row]].middle;
      if (m.state[row] === LOST) ({x: x1, y: y1} = lostEnd(m, row, scale, layout.lanes));
      const away = distance(x, y, x0, y0, x1, y1) - (lit !== null && lit[row] ? 3 : 0);
      if (away < least) {
        least = away;
        best = row;
      }
    }
    return best;
  }
}

function lostEnd(m, row, scale, places) {
  const y0 = places[m.src[row]].middle, y1 = places[m.dest[row]].middle;
  return {x: scale.x(m.t1[row]), y: y0 + 0.66 * (y1 - y0)};
}

function line(context, tips, x0, y0, x1, y1) {
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  if (!tips) return;
  const dx = x1 - x0, dy = y1 - y0, length = Math.hypot(dx, dy) || 1;
  const ux = dx / length * 7, uy = dy / length * 7;
  tips.moveTo(x1, y1);
  tips.lineTo(x1 - ux - uy * 0.45, y1 - uy + ux * 0.45);
  tips.lineTo(x1 - ux + uy * 0.45, y1 - uy - ux * 0.45);
  tips.closePath();
}

function distance(x, y, x0, y0, x1, y1) {
  const dx = x1 - x0, dy = y1 - y0, square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / square));
  return Math.hypot(x - x0 - share * dx, y - y0 - share * dy);
}

function thinned(rows, most) {
  if (rows.length <= most) return rows;
  const step = Math.ceil(rows.length / most);
  return rows.filter((_, i) => i % step === 0);
}

function labelOf(run, row) {
  const {body} = messageAt(run, row);
  const {type, msg_id, in_reply_to, ...rest} = body;
  if (type === "replicate") {
    const entries = Object.values(rest.logs || {}).reduce((sum, log) => sum + log.length - 1, 0);
    return type + (entries > 0 ? " +" + entries : rest.digest ? " digest" : "");
  }
  const text = Object.keys(rest).length === 0 ? "" : " " + shortJson(Object.values(rest)[0], 16);
  return type + text;
}
