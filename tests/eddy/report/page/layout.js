// Where things stand on the diagram: lanes from top to bottom, time from left to right.

export const GUTTER = 84, RIGHT = 10, AXIS = 22, FAULT_ROW = 16;

const weights = {node: 1.25, client: 1, service: 1.25, bench: 0.7};

/** Rows for the faults' names: one for each kind that occurred. */
export function faultRows(run) {
  return [...new Set(run.faults.map((fault) => fault.kind))];
}

/** {height, lanes: [{top, height, middle}], top, rows} for a canvas of that width. */
export function layOut(run, width) {
  const rows = faultRows(run);
  const top = AXIS + rows.length * FAULT_ROW + 4;
  const total = run.lanes.reduce((sum, lane) => sum + weights[lane.kind], 0);
  const wanted = width < 600 ? 420 : 520;
  const unit = Math.max(9, Math.min(44, (wanted - top) / total));
  const lanes = [];
  let y = top;
  for (const lane of run.lanes) {
    const height = unit * weights[lane.kind];
    lanes.push({top: y, height, middle: y + height / 2});
    y += height;
  }
  return {height: Math.ceil(y + 6), lanes, top, rows, width};
}

/** Microseconds to pixels and back, for the view at present; its `factor` is that of places. */
export function scaleOf(view, layout) {
  const pixels = Math.max(10, layout.width - GUTTER - RIGHT);
  const factor = pixels / view.span, {p0} = view;
  return {
    factor, pixels,
    x: (time) => GUTTER + (view.place(time) - p0) * factor,
    time: (x) => view.time(p0 + (x - GUTTER) / factor),
  };
}
