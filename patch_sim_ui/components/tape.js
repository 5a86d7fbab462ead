// The tape of the strip chart: the past minutes of both signals, with time in s.
const SIZE = 2 ** 20; // samples: three minutes at the pace and window that a page begins with; half of it is always kept

export class Tape {
  constructor() {
    this.time = new Float64Array(SIZE);
    this.response = new Float32Array(SIZE);
    this.command = new Float32Array(SIZE);
    this.clear();
  }

  clear() {
    this.to = 0;
  }

  /** The time from which it is kept, s. */
  get start() {
    return this.to ? this.time[0] : 0;
  }

  /** The time up to which it is written, s. */
  get end() {
    return this.to ? this.time[this.to - 1] : 0;
  }

  append({ start, dx, gap, response, command }) {
    const n = response.length;
    if (this.to + n > SIZE) this.rewind();
    for (let i = 0; i < n; i++) this.time[this.to + i] = (start + (i >> 1) * dx + (i & 1) * gap) / 1000;
    this.response.set(response, this.to);
    this.command.set(command, this.to);
    this.to += n;
  }

  /** Move the newer half to the beginning. */
  rewind() {
    const first = this.to - SIZE / 2;
    for (const row of [this.time, this.response, this.command]) row.copyWithin(0, first, this.to);
    this.to -= first;
  }

  /** The first sample that is not before `t`. */
  lower(t) {
    let low = 0;
    let high = this.to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle] < t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** {time, response, command} of the `width` s before `end`, with a sample more on each side so that lines reach the edges. */
  window(width, end = this.end) {
    const [first, last] = [Math.max(0, this.lower(end - width) - 1), Math.min(this.to, this.lower(end) + 2)];
    return {
      time: this.time.subarray(first, last),
      response: this.response.subarray(first, last),
      command: this.command.subarray(first, last),
    };
  }
}
