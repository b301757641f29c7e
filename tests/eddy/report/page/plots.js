// Figures over time below the diagram, on its time axis and linked with its zoom.

import {h} from "./html.js";
import {GUTTER, RIGHT} from "./layout.js";
import {colours, seriesColour, onThemeChange} from "./theme.js";
import {windows, functionsOf, rates, quantiles, inFlight, stableLatencies, lags} from "./series.js";
import {scatter, cloud} from "./scatter.js";
import {ticks} from "./ticks.js";
import {momentText, durationText} from "./text.js";

/** Lines of a chart are told apart without colour, here and in the legend: by their pattern and their weight. */
const linePatterns = [{dash: [], border: "solid"}, {dash: [7, 4], border: "dashed"}, {dash: [2, 3], border: "dotted"}];
const lineLook = (pattern, weight) => ({...linePatterns[pattern], width: 1.5 + 1.5 * weight});

export function plots(scene, actions) {
  const element = h("section", {class: "plots", "aria-label": "Over time"}, h("h2", {}, "Over time"));
  const draw = () => {
    const {run} = scene, functions = functionsOf(run);
    element.replaceChildren(element.firstChild);
    const add = (title, note, make) => {
      const box = h("div", {class: "plot"});
      element.append(h("figure", {}, h("figcaption", {}, h("b", {}, title), note ? " " + note : ""), box));
      make(box);
    };
    add("Latency", "of each operation, ms", (box) => scatter(box, scene, actions, latencyPoints(run, functions), functions, timeAxis));
    add("Latency quantiles", "ms, by the time of asking", (box) => lineChart(box, scene, (w) => quantileLines(run, functions, w), true));
    add("Rate", "operations ended a second", (box) => lineChart(box, scene, (w) => rateLines(run, functions, w)));
    if (run.messages.count > 0) {
      add("Messages on their way", "between nodes and services, on average", (box) => lineChart(box, scene, (w) => flyingLines(run, w)));
      add("Messages an operation", "between nodes and services", (box) => lineChart(box, scene, (w) => perOpLines(run, w)));
    }
    if (run.page.plots.includes("stable-latency")) {
      const points = stableLatencies(run).map((point) => ({...point, kind: 0, good: true}));
      add("Stable latency", "of each value, ms: until no read missed it any more", (box) => scatter(box, scene, actions, cloud(points, false), ["value"], timeAxis));
      add("Stable latency", "distribution: share of values that were stable after so many ms", (box) => distribution(box, points));
    }
    if (run.page.plots.includes("lag")) {
      const points = lags(run);
      add("Lag", "of each poll and key, ms: age of the oldest acknowledged message that it did not return yet", (box) => scatter(box, scene, actions, cloud(points.map((point) => ({...point, kind: 0, good: true})), false), ["poll"], timeAxis));
      element.append(worstKeys(points, actions));
    }
  };
  onThemeChange(draw);
  requestAnimationFrame(draw);
  return element;
}

function latencyPoints(run, functions) {
  const ops = run.ops.filter((op) => op.f !== "crash" && !op.open);
  return cloud(ops.map((op) => ({t: op.t0, value: Math.max(1e-3, (op.t1 - op.t0) / 1000), op, kind: functions.indexOf(op.f), good: op.type === "ok"})), true);
}

/** Options that all charts over time share: the diagram's margins, faults shaded, a dragged stretch zooms. */
function timeAxis(scene, logarithmic) {
  const palette = colours(), {view, run} = scene;
  const axis = {stroke: palette.muted, grid: {stroke: palette.line, width: 0.5}, ticks: {show: false}, font: "11px system-ui, sans-serif"};
  return {
    height: 150, padding: [10, RIGHT, 0, 0],
    legend: {show: false},
    cursor: {drag: {x: true, y: false, setScale: false}, sync: {key: "time"}, points: {size: 6}},
    scales: {x: {time: false, range: () => [view.p0, view.p1]}, y: logarithmic ? {distr: 3} : {range: (u, low, high) => [0, Math.max(1e-3, 1.05 * (high ?? 1))]}},
    axes: [{...axis, size: 26, splits: (u) => marksOf(u, view).map(({time}) => view.place(time)), values: (u) => marksOf(u, view).map(({text}) => text)},
      {...axis, size: GUTTER, space: 28, values: (u, values) => values.map((value) => (value === null ? "" : figureText(value)))}],
    hooks: {
      drawClear: [(u) => shadeFaults(u, scene, palette)],
      setSelect: [(u) => {
        if (u.select.width > 4) view.setPlaces(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
        u.setSelect({width: 0, height: 0}, false);
      }],
    },
  };
}

/** The diagram's marks, in a chart. */
function marksOf(u, view) {
  return ticks(view, {factor: Math.max(10, u.width - GUTTER - RIGHT) / view.span});
}

function figureText(value) {
  return value >= 1000 ? value.toLocaleString("en") : String(Number(value.toPrecision(3)));
}

function shadeFaults(u, {run, view}, palette) {
  const {ctx, bbox} = u, x = (time) => u.valToPos(view.place(time), "x", true);
  ctx.save();
  for (const fault of run.faults) {
    const x0 = Math.max(bbox.left, x(fault.t0)), x1 = Math.min(bbox.left + bbox.width, x(fault.t1));
    if (x1 <= x0) continue;
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = palette.fault;
    ctx.fillRect(x0, bbox.top, x1 - x0, bbox.height);
    ctx.globalAlpha = 0.7;
    ctx.fillRect(x0, bbox.top, x1 - x0, 3);
  }
  ctx.globalAlpha = 0.35;
  ctx.fillStyle = palette.line;
  for (const gap of view.gaps()) ctx.fillRect(x(gap.t0), bbox.top, x(gap.t1) - x(gap.t0), bbox.height);
  ctx.restore();
}

/** A chart of lines that is computed anew for what is in view. `compute(windows)` gives {x, lines}. */
function lineChart(box, scene, compute, logarithmic) {
  const {view} = scene, first = compute(windows(view));
  const options = timeAxis(scene, logarithmic);
  options.width = box.clientWidth || 800;
  const look = (i) => ({...lineLook(0, 0), ...first.lines[i - 1]});  // of series i; the first is time
  options.legend = {show: true, markers: {width: (u, i) => look(i).width, dash: (u, i) => look(i).border}};
  options.series = [{label: "time", value: (u, place) => (place === null || place === undefined ? "" : momentText(view.time(place)))},
    ...first.lines.map((line, i) => ({label: line.name, stroke: line.colour, fill: line.fill, width: look(i + 1).width, dash: look(i + 1).dash, points: {show: line.dots || false, size: 4},
      spanGaps: false, paths: line.stepped ? uPlot.paths.stepped({align: 1}) : undefined,
      value: (u, value) => (value === null || value === undefined ? "-" : figureText(value))}))];
  const dataOf = ({x, lines}) => [x, ...lines.map((line) => line.y)];
  const chart = new uPlot(options, dataOf(first), box);
  follower(scene, box, chart, () => chart.setData(dataOf(compute(windows(view)))));
}

/** Lets a chart follow the view and its box's width; at most some times a second and only where it is seen: the diagram comes first. */
export function follower(scene, box, chart, refresh) {
  let timer = 0, seen = true, stale = false;
  const soon = () => {
    stale = true;
    if (timer || !seen || !box.isConnected) return;
    timer = setTimeout(() => {
      timer = 0;
      stale = false;
      if (box.isConnected) refresh();
    }, 160);
  };
  scene.view.onChange(soon);
  new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
    if (seen && stale) soon();
  }).observe(box);
  new ResizeObserver(() => {
    if (box.clientWidth > 0 && Math.abs(box.clientWidth - chart.width) > 1) chart.setSize({width: box.clientWidth, height: chart.height});
  }).observe(box);
}

function rateLines(run, functions, w) {
  const {x, lines} = rates(run, functions, w);
  return {x, lines: lines.map((line, i) => ({...line, ...lineLook(i % 3, Math.floor(i / 3)), colour: line.bad ? colours().fail : seriesColour(i)}))};
}

function quantileLines(run, functions, w) {
  const {x, lines} = quantiles(run, functions, w);
  return {x, lines: lines.map((line) => ({...line, ...lineLook([0.5, 0.95, 0.99].indexOf(line.share), line.f), colour: seriesColour(line.f), dots: line.share === 0.5}))};
}

function flyingLines(run, w) {
  const {x, flying} = inFlight(run, w);
  return {x, lines: [{name: "on their way", y: flying, colour: colours().node, fill: colours().node + "33", stepped: true}]};
}

function perOpLines(run, w) {
  const {x, perOp} = inFlight(run, w);
  return {x, lines: [{name: "messages an operation", y: perOp, colour: colours().node, dots: true}]};
}

/** How many of the values were stable after how long. Its axis is not time of the run. */
function distribution(box, points) {
  const sorted = points.map((point) => point.value).sort((a, b) => a - b), palette = colours();
  if (sorted.length === 0) return box.append("No value was acknowledged.");
  const axis = {stroke: palette.muted, grid: {stroke: palette.line, width: 0.5}, ticks: {show: false}, font: "11px system-ui, sans-serif"};
  const chart = new uPlot({
    width: box.clientWidth || 800, height: 150, padding: [10, RIGHT, 0, 0], legend: {show: true}, scales: {x: {time: false}, y: {range: () => [0, 1]}},
    axes: [{...axis, size: 26, values: (u, values) => values.map((ms) => durationText(1000 * ms))}, {...axis, size: GUTTER, values: (u, values) => values.map((share) => Math.round(100 * share) + " %")}],
    series: [{label: "ms", value: (u, ms) => (ms === null ? "" : figureText(ms))}, {label: "share", stroke: palette.node, fill: palette.node + "22", width: 1.5, paths: uPlot.paths.stepped({align: 1}),
      value: (u, share) => (share === null ? "" : (100 * share).toFixed(1) + " %")}],
  }, [sorted, sorted.map((_, i) => (i + 1) / sorted.length)], box);
  new ResizeObserver(() => { if (box.clientWidth > 0 && Math.abs(box.clientWidth - chart.width) > 1) chart.setSize({width: box.clientWidth, height: 150}); }).observe(box);
}

function worstKeys(points, actions) {
  const worst = new Map();
  for (const point of points) if (!worst.has(point.key) || worst.get(point.key).value < point.value) worst.set(point.key, point);
  const keys = [...worst.values()].sort((a, b) => b.value - a.value).slice(0, 10);
  return h("p", {class: "worst"}, "Worst lag by key: ", keys.map((point) =>
    h("button", {type: "button", class: "term", onclick: () => { actions.show({op: point.op.id}); actions.follow({kind: "key", key: point.key}); }}, "key " + point.key + ": " + durationText(1000 * point.value))));
}
