// A y axis that keeps calm: it grows at once and shrinks only after its data have been small for a while.
import { fit } from "./ticks.js";

const PATIENCE = 4000; // ms
const SMALL = 0.55; // the share of the axis below which data are small

export class Calm {
  /** `floor` is a range that the axis shows whatever the data, or null. */
  constructor(floor = null) {
    this.usual = floor;
    this.floor = floor;
    this.forget();
  }

  /** The range that shows data from low to high at the time `now` (ms), and what was seen before. */
  follow(low, high, now) {
    if (!(low <= high)) return this.floor ?? [-1, 1];
    const wanted = this.around(low, high);
    this.seen = hull(this.seen ?? [low, high], [low, high]);
    const range = this.around(...this.seen);
    if (wanted[1] - wanted[0] >= SMALL * (range[1] - range[0])) this.since = now;
    if (now - (this.since ?? now) <= PATIENCE) return range;
    this.forget();
    return wanted;
  }

  around(low, high) {
    const { floor } = this;
    if (!floor) return fit(low, high);
    return low >= floor[0] && high <= floor[1] ? floor : fit(...hull(floor, [low, high]));
  }

  /** Fit to the data alone; the next time, show the floor again. */
  tighten() {
    this.floor = this.floor ? null : this.usual;
    this.forget();
  }

  forget() {
    this.seen = null;
    this.since = null;
  }
}

const hull = (a, b) => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
