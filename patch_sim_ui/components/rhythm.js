// How often something comes: the rate over the last two seconds.
const WINDOW = 2000;

export class Rhythm {
  times = [];

  note(now) {
    this.times.push(now);
    this.trim(now);
  }

  trim(now) {
    while (this.times.length && now - this.times[0] > WINDOW) this.times.shift();
  }

  /** Per second. */
  rate(now) {
    this.trim(now);
    const span = now - this.times[0];
    return this.times.length > 1 ? (1000 * this.times.length) / Math.max(span, 200) : 0;
  }
}
