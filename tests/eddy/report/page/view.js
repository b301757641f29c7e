// The stretch of time that all charts show, and who wants to know of changes.

export class View {
  /** `min` and `max` bound it; it shows [begin, end] at first. All in microseconds. */
  constructor(min, max, begin, end) {
    Object.assign(this, {min, max, home: [begin, end], t0: begin, t1: end, listeners: []});
  }

  get span() { return this.t1 - this.t0; }

  onChange(listener) { this.listeners.push(listener); }

  set(t0, t1) {
    const shortest = 50, longest = this.max - this.min;
    const span = Math.min(longest, Math.max(shortest, t1 - t0));
    const middle = (t0 + t1) / 2;
    let begin = Math.min(Math.max(this.min, middle - span / 2), this.max - span);
    if (begin === this.t0 && begin + span === this.t1) return;
    this.t0 = begin;
    this.t1 = begin + span;
    for (const listener of this.listeners) listener(this);
  }

  pan(time) {
    const by = Math.min(Math.max(time, this.min - this.t0), this.max - this.t1);
    this.set(this.t0 + by, this.t1 + by);
  }

  zoom(factor, at = (this.t0 + this.t1) / 2) {
    const span = this.span * factor;
    if (span > this.max - this.min) return this.set(this.min, this.max);
    const share = (at - this.t0) / this.span;
    const t0 = at - share * Math.max(50, span);
    this.set(t0, t0 + Math.max(50, span));
  }

  showAll() { this.set(...this.home); }

  /** These times, with room around. */
  frame(t0, t1) {
    const room = Math.max(500, 0.2 * (t1 - t0));
    this.set(t0 - room, t1 + room);
  }

  contains(time) { return time >= this.t0 && time <= this.t1; }
}
