// The trigger of an oscilloscope: stretches of the tape around every crossing of a level, to lie over each other.
export const BEFORE = 0.2; // of the width that lies before the crossing
const KEPT = 24; // sweeps

export class Trigger {
  level = -20; // of the response, in its unit
  isRising = true;
  width = 0.05; // s

  constructor() {
    this.clear();
  }

  /** Forget all sweeps; the tape is read from `time` (s) on. */
  clear(time = 0) {
    this.sweeps = [];
    this.read = time;
  }

  /** Take another level, direction or width, from now on. */
  become(next, tape) {
    Object.assign(this, next);
    this.clear(tape.end);
  }

  /** Read what is new on the tape; a sweep is taken once all of it is written, and the next crossing comes after it. */
  follow(tape) {
    for (let at = this.crossing(tape); at !== null; at = this.crossing(tape)) {
      const end = at + (1 - BEFORE) * this.width;
      if (tape.end < end) return;
      const { time, response, command } = tape.window(this.width, end);
      const copies = { response: response.slice(), command: command.slice() };
      this.sweeps.push({ at, time: Float64Array.from(time, (t) => t - at), ...copies });
      if (this.sweeps.length > KEPT) this.sweeps.shift();
      this.read = end;
    }
  }

  /** When the response crosses the level next, s; null where it does not as far as the tape is written. */
  crossing(tape) {
    const { level, isRising } = this;
    const { time, response } = tape;
    for (let i = Math.max(1, tape.lower(this.read)); i < tape.to; i++) {
      const [a, b] = [response[i - 1], response[i]];
      if (isRising ? a < level && b >= level : a > level && b <= level)
        return time[i - 1] + ((time[i] - time[i - 1]) * (level - a)) / (b - a);
      this.read = time[i];
    }
    return null;
  }
}
