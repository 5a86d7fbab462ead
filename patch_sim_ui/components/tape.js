// The tape of the strip chart: the last seconds of both signals, with time in s.
const SPAN = 6; // s that are kept; the longest window and some more
const SIZE = 2 ** 18;

export class Tape {
  constructor() {
    this.time = new Float64Array(SIZE);
    this.response = new Float64Array(SIZE);
    this.command = new Float64Array(SIZE);
    this.clear();
  }

  clear() {
    this.from = 0;
    this.to = 0;
  }

  /** The time up to which it is written, s. */
  get end() {
    return this.to ? this.time[this.to - 1] : 0;
  }

  append({ start, dx, gap, response, command }) {
    const n = response.length;
    if (this.to + n > SIZE) this.rewind(n);
    for (let i = 0; i < n; i++) this.time[this.to + i] = (start + (i >> 1) * dx + (i & 1) * gap) / 1000;
    this.response.set(response, this.to);
    this.command.set(command, this.to);
    this.to += n;
    while (this.time[this.from] < this.end - SPAN) this.from += 1;
  }

  /** Move what is kept to the beginning, so that n more fit. */
  rewind(n) {
    const first = Math.max(this.from, this.to - SIZE / 2, this.to + n - SIZE);
    for (const row of [this.time, this.response, this.command]) row.copyWithin(0, first, this.to);
    this.to -= first;
    this.from = 0;
  }

  /** {time, response, command} of the last `width` s, with one sample before so that lines come from the edge. */
  window(width) {
    let low = this.from;
    let high = this.to;
    const start = this.end - width;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle] < start) low = middle + 1;
      else high = middle;
    }
    const first = Math.max(this.from, low - 1);
    return {
      time: this.time.subarray(first, this.to),
      response: this.response.subarray(first, this.to),
      command: this.command.subarray(first, this.to),
    };
  }
}
