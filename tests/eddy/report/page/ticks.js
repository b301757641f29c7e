// The marks of an axis of time: round times, and their words, which are exact.

/** Round times in the view, at least that many pixels apart: [{time, text}]. */
export function ticks(view, scale, apart = 90) {
  const step = roundStep(apart / scale.factor), marks = [];
  let least = -Infinity;  // place of the next mark
  for (const [begin, end] of stretches(view)) {
    const inside = roundTimes(begin, end, step);
    const fitting = inside.length > 0 ? step : finestStep(begin, end, step);
    for (const time of inside.length > 0 ? inside : roundTimes(begin, end, fitting).slice(0, 1)) {
      if (view.place(time) < least) continue;
      marks.push({time, text: tickText(time, fitting)});
      least = view.place(time) + 0.9 * apart / scale.factor;
    }
  }
  return marks;
}

/** The view's time without what is folded. */
function stretches(view) {
  const found = [];
  let begin = view.t0;
  for (const gap of view.gaps()) {
    if (gap.t0 >= begin) found.push([begin, gap.t0]);
    begin = gap.t1;
  }
  if (view.t1 >= begin) found.push([begin, view.t1]);
  return found;
}

/** 1, 2 or 5 times a power of ten, in microseconds, and no less than that. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((each) => each >= least));
}

/** The roundest step that has a time in this short stretch. */
function finestStep(begin, end, step) {
  let power = 10 ** Math.floor(Math.log10(step));
  for (; power > 1; power /= 10)
    for (const n of [5, 2, 1]) if (n * power <= step && roundTimes(begin, end, n * power).length > 0) return n * power;
  return 1;
}

function roundTimes(begin, end, step) {
  const times = [];
  for (let n = Math.ceil(begin / step); n * step <= end; ++n) times.push(n * step);
  return times;
}

/** A multiple of the step, in seconds, with as many digits as it takes. */
export function tickText(time, step) {
  const digits = Math.max(0, Math.ceil(6 - Math.log10(step) - 1e-9));
  return (time / 1e6).toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1") + " s";
}
