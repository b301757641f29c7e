// What the diagram shows at present: lanes with their places, filters, what is followed, what is
// selected. The diagram draws it, the panel and the toolbar change it.

import {follow} from "./follow.js";

export class Scene {
  constructor(run, view) {
    Object.assign(this, {run, view, followed: null, selected: null, hovered: null, cause: null, mark: null});
    this.lanesOff = new Set();
    this.onlyLanes = new Set();
    this.typesOff = new Set();
    this.functionsOff = new Set();
    this.shown = new Uint8Array(run.messages.count).fill(1);
    this.lit = null;  // Uint8Array over the rows while something is followed
    this.listeners = [];
  }

  onChange(listener) { this.listeners.push(listener); }

  changed() { for (const listener of this.listeners) listener(this); }

  /** Shows the term, and dims the rest; null ends it. */
  follow(term) {
    this.cause = null;
    this.light(term ? follow(this.run, term) : null);
  }

  /** Shows what was found elsewhere: {term?, ops, rows, saw, holders, t0, t1}. */
  light(found, cause = null) {
    this.followed = found;
    this.cause = cause;
    this.lit = null;
    if (found) {
      this.lit = new Uint8Array(this.run.messages.count);
      for (const row of found.rows) this.lit[row] = 1;
    }
    this.changed();
  }

  /** {op: id} or {row}; null for nothing. */
  select(item) {
    this.selected = item;
    this.changed();
  }

  clear() {
    this.selected = null;
    this.light(null);
  }

  toggleLane(lane) {
    if (!this.onlyLanes.delete(lane)) this.onlyLanes.add(lane);
    this.refilter();
  }

  toggle(set, name) {
    if (!set.delete(name)) set.add(name);
    this.refilter();
  }

  resetFilters() {
    for (const set of [this.onlyLanes, this.typesOff, this.functionsOff]) set.clear();
    this.refilter();
  }

  get filtered() { return this.onlyLanes.size + this.typesOff.size + this.functionsOff.size > 0; }

  opShown(op) {
    return !this.functionsOff.has(op.f) && (this.onlyLanes.size === 0 || this.onlyLanes.has(op.lane) ||
        this.onlyLanes.has(this.nodeLane(op.lane)));
  }

  nodeLane(lane) {
    return this.run.lanes.findIndex((each) => each.kind === "node" && each.group === this.run.lanes[lane].group);
  }

  refilter() {
    const m = this.run.messages, {ops} = this.run;
    for (let row = 0; row < m.count; ++row) {
      const lane = this.onlyLanes.size === 0 || this.onlyLanes.has(m.src[row]) || this.onlyLanes.has(m.dest[row]);
      const op = m.op[row];
      this.shown[row] = lane && !this.typesOff.has(m.types[m.type[row]]) && !(op >= 0 && this.functionsOff.has(ops[op].f)) ? 1 : 0;
    }
    this.changed();
  }
}
