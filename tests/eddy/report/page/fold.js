// Folded time: a long stretch in which nothing happens takes no more room than a short one.
// A moment of the run has a place, in microseconds too; without a fold it is the moment itself.

const max_marks = 60;  // a mark takes a sixtieth of the run's room at least, or it could not be seen
const min_length = 1000;  // a shorter stretch is part of what happens around it

export class Fold {
  /** `gaps`: [{t0, t1, room}] in the order of time; each takes `room` instead of its length. */
  constructor(gaps) {
    let cut = 0;
    this.gaps = gaps.map(({t0, t1, room}) => {
      const gap = {t0, t1, room, place: t0 - cut, cut: cut + t1 - t0 - room};
      cut = gap.cut;
      return gap;
    });
  }

  place(time) {
    const gap = lastBy(this.gaps, (each) => each.t0 <= time);
    if (!gap) return time;
    return time >= gap.t1 ? time - gap.cut : gap.place + (time - gap.t0) * gap.room / (gap.t1 - gap.t0);
  }

  time(place) {
    const gap = lastBy(this.gaps, (each) => each.place <= place);
    if (!gap) return place;
    return place >= gap.place + gap.room ? place + gap.cut : gap.t0 + (place - gap.place) * (gap.t1 - gap.t0) / gap.room;
  }
}

export const unfolded = new Fold([]);

/** The last of those, all at the beginning, that pass the test; undefined if none does. */
function lastBy(gaps, test) {
  let low = 0, high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(gaps[middle])) low = middle + 1; else high = middle;
  }
  return gaps[low - 1];
}

/** The fold of a run: stretches in which nothing happens and no message is on its way. */
export function foldOf(run) {
  const stretches = stretchesOf(run), room = roomOf(stretches.map((each) => each.t1 - each.t0));
  const least = Math.max(min_length, 2 * room);
  return new Fold(stretches.filter((each) => each.idle && each.t1 - each.t0 > least).map(({t0, t1}) => ({t0, t1, room})));
}

/** From each event to the next: [{t0, t1, idle: whether no message is on its way}]. */
function stretchesOf(run) {
  const m = run.messages, times = eventTimes(run), stretches = [];
  let row = 0, arrived = -Infinity;  // the last arrival of those sent so far
  for (let i = 1; i < times.length; ++i) {
    const t0 = times[i - 1], t1 = times[i];
    if (t0 === t1) continue;
    for (; row < m.count && m.t0[row] <= t0; ++row) arrived = Math.max(arrived, m.t1[row]);
    stretches.push({t0, t1, idle: arrived <= t0});
  }
  return stretches;
}

/**
 * The room such that, with each longer stretch cut to it, it is a certain share of the whole. In
 * a run of few events the share is larger: short stretches, as those of its messages, can be seen.
 */
function roomOf(lengths) {
  const parts = Math.min(max_marks, Math.max(2, lengths.length / 2));
  const sorted = [...lengths].sort((a, b) => a - b);
  let rest = sorted.reduce((sum, length) => sum + length, 0);
  for (let cut = 0; cut < parts && cut < sorted.length; ++cut) {
    const room = rest / (parts - cut);
    if (sorted[sorted.length - 1 - cut] <= room) return room;
    rest -= sorted[sorted.length - 1 - cut];
  }
  return Infinity;
}

/** When something happened in the run, and its ends; sorted. */
function eventTimes(run) {
  const m = run.messages, times = [0, run.end];
  for (const op of run.ops) {
    times.push(op.t0);
    if (!op.open) times.push(op.t1);
  }
  for (let row = 0; row < m.count; ++row) times.push(m.t0[row], m.t1[row]);
  for (const fault of run.faults) times.push(fault.t0, fault.t1);
  return Float64Array.from(times).sort();
}
