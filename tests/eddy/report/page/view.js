// The stretch of time that all charts show, and who wants to know of changes.

import {unfolded} from "./fold.js";

const min_span = 50;

export class View {
  /**
   * `min` and `max` bound it; it shows [begin, end] at first. All in microseconds. Where `fold`
   * (fold.js) folds time, places are shown: `p0` to `p1`, `span` from each other.
   */
  constructor(min, max, begin, end, fold = unfolded) {
    Object.assign(this, {min, max, home: [begin, end], foldOfRun: fold, fold, listeners: []});
    [this.p0, this.p1] = [this.place(begin), this.place(end)];
  }

  get t0() { return this.fold.time(this.p0); }
  get t1() { return this.fold.time(this.p1); }
  get span() { return this.p1 - this.p0; }
  get canFold() { return this.foldOfRun.gaps.length > 0; }
  get isFolded() { return this.fold.gaps.length > 0; }

  place(time) { return this.fold.place(time); }

  time(place) { return this.fold.time(place); }

  onChange(listener) { this.listeners.push(listener); }

  /** From true time to folded, or back; what is shown stays. */
  toggleFold() {
    const {t0, t1} = this;
    this.fold = this.isFolded ? unfolded : this.foldOfRun;
    this.p0 = NaN;
    this.set(t0, t1);
  }

  set(t0, t1) { this.setPlaces(this.place(t0), this.place(t1)); }

  setPlaces(p0, p1) {
    const min = this.place(this.min), max = this.place(this.max);
    const span = Math.min(max - min, Math.max(min_span, p1 - p0));
    const begin = Math.min(Math.max(min, (p0 + p1 - span) / 2), max - span);
    if (begin === this.p0 && begin + span === this.p1) return;
    this.p0 = begin;
    this.p1 = begin + span;
    for (const listener of this.listeners) listener(this);
  }

  pan(by) {
    const most = this.place(this.max) - this.p1, least = this.place(this.min) - this.p0;
    by = Math.min(Math.max(by, least), most);
    this.setPlaces(this.p0 + by, this.p1 + by);
  }

  zoom(factor, at = (this.p0 + this.p1) / 2) {
    const share = (at - this.p0) / this.span, span = Math.max(min_span, this.span * factor);
    if (span > this.place(this.max) - this.place(this.min)) return this.set(this.min, this.max);
    this.setPlaces(at - share * span, at + (1 - share) * span);
  }

  showAll() { this.set(...this.home); }

  /** These times, with room around. */
  frame(t0, t1) {
    const p0 = this.place(t0), p1 = this.place(t1), room = Math.max(500, 0.2 * (p1 - p0));
    this.setPlaces(p0 - room, p1 + room);
  }

  contains(time) { return time >= this.t0 && time <= this.t1; }

  /** The folded stretches in view. */
  gaps() {
    const {t0, t1} = this;
    return this.fold.gaps.filter((gap) => gap.t0 < t1 && gap.t1 > t0);
  }
}
