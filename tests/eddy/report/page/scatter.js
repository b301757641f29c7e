// A point for each operation over time. Points on one pixel are drawn once; a click selects.

import {h} from "./html.js";
import {colours, seriesColour} from "./theme.js";
import {opText, momentText, durationText} from "./text.js";
import {follower} from "./plots.js";

/** Points {t, value, op, kind, good} in the order of time, ready to be drawn; `places` once a chart has asked for them. */
export function cloud(points, logarithmic) {
  points.sort((a, b) => a.t - b.t);
  return {points, logarithmic, places: [], y: points.map((point) => (point.value >= 0 ? point.value : null))};
}

export function scatter(box, scene, actions, data, kinds, axisOptions) {
  const options = axisOptions(scene, data.logarithmic), {view} = scene;
  let {fold} = view;
  const setPlaces = () => { data.places = data.points.map((point) => view.place(point.t)); };
  setPlaces();
  options.width = box.clientWidth || 800;
  options.series = [{}, {paths: () => null, points: {show: false}}];
  options.cursor.points = {show: false};
  options.hooks.draw = [(u) => drawPoints(u, scene, data, kinds)];
  const label = h("span", {class: "point"});
  const chart = new uPlot(options, [data.places, data.y], box);
  box.append(h("div", {class: "kinds"}, kinds.map((kind, i) => h("span", {}, h("b", {style: "color:" + seriesColour(i)}, shapes[i % shapes.length].sign), " " + kind)), data.points.some((point) => !point.good) ? h("span", {}, "\u2715 not ok") : null, label));
  let down = 0;
  chart.over.addEventListener("mousemove", (event) => {
    const point = nearest(chart, data, event);
    label.textContent = point ? opText(point.op) + " at " + momentText(point.t) + ": " + durationText(1000 * point.value) + (point.key === undefined ? "" : ", key " + point.key) : "";
  });
  chart.over.addEventListener("mousedown", (event) => { down = event.clientX; });
  chart.over.addEventListener("mouseup", (event) => {
    const point = Math.abs(event.clientX - down) < 4 && nearest(chart, data, event);
    if (!point) return;
    actions.show({op: point.op.id});
    actions.choose({op: point.op.id});
  });
  follower(scene, box, chart, () => {
    if (fold !== view.fold) {
      ({fold} = view);
      setPlaces();
      chart.setData([data.places, data.y], false);
    }
    chart.setScale("x", {min: view.p0, max: view.p1});
  });
  scene.onChange(() => { if (box.isConnected) chart.redraw(false); });
}

const shapes = [
  {sign: "\u25a0", draw: (pen, x, y, r) => pen.fillRect(x - r, y - r, 2 * r, 2 * r)},
  {sign: "\u25b2", draw: (pen, x, y, r) => { pen.beginPath(); pen.moveTo(x, y - 1.4 * r); pen.lineTo(x + 1.3 * r, y + r); pen.lineTo(x - 1.3 * r, y + r); pen.fill(); }},
  {sign: "\u25cf", draw: (pen, x, y, r) => { pen.beginPath(); pen.arc(x, y, 1.2 * r, 0, 7); pen.fill(); }},
  {sign: "\u25c6", draw: (pen, x, y, r) => { pen.beginPath(); pen.moveTo(x, y - 1.5 * r); pen.lineTo(x + 1.5 * r, y); pen.lineTo(x, y + 1.5 * r); pen.lineTo(x - 1.5 * r, y); pen.fill(); }},
];

function range(u, data) {
  const [low, high] = [u.scales.x.min, u.scales.x.max];
  let first = 0, last = data.places.length;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (data.places[middle] < low) first = middle + 1; else last = middle;
  }
  return [first, high];
}

function drawPoints(u, scene, data, kinds) {
  const pen = u.ctx, ratio = devicePixelRatio || 1, palette = colours(), seen = new Set();
  const lit = scene.followed ? new Set([...scene.followed.ops, ...scene.followed.saw.keys()]) : null;
  const tints = kinds.map((_, i) => seriesColour(i));
  const [first, high] = range(u, data);
  pen.save();
  pen.beginPath();
  pen.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height + 4);
  pen.clip();
  for (let i = first; i < data.points.length && data.places[i] <= high; ++i) {
    const point = data.points[i], bright = !lit || lit.has(point.op.id);
    const x = Math.round(u.valToPos(data.places[i], "x", true)), y = Math.round(u.valToPos(point.value, "y", true));
    const place = (x * 8192 + y) * 8 + point.kind + (bright ? 4 : 0);
    if (seen.has(place)) continue;
    seen.add(place);
    pen.globalAlpha = bright ? 0.75 : 0.12;
    pen.fillStyle = pen.strokeStyle = !point.good ? palette.fail : lit && bright ? palette.lit : tints[point.kind];
    const r = (lit && bright ? 3 : 1.6) * ratio;
    if (point.good) shapes[point.kind % shapes.length].draw(pen, x, y, r);
    else cross(pen, x, y, 3 * ratio);
  }
  pen.restore();
}

function cross(pen, x, y, r) {
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x - r, y - r); pen.lineTo(x + r, y + r);
  pen.moveTo(x - r, y + r); pen.lineTo(x + r, y - r);
  pen.stroke();
}

function nearest(u, data, event) {
  const box = u.over.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  const [first, high] = range(u, data);
  let best = null, least = 10;
  for (let i = first; i < data.points.length && data.places[i] <= high; ++i) {
    const away = Math.abs(u.valToPos(data.places[i], "x") - x);
    if (away >= least) continue;
    const distance = Math.hypot(away, u.valToPos(data.points[i].value, "y") - y);
    if (distance < least) {
      least = distance;
      best = data.points[i];
    }
  }
  return best;
}
