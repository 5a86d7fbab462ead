// Spikes of a membrane potential as it comes in: how many, and how fast.
const LEVEL = -20; // mV; a spike is an upward crossing
const MEMORY = 1; // s of the rate

export class Spikes {
  constructor() {
    this.clear();
  }

  clear() {
    this.count = 0;
    this.last = LEVEL;
    this.times = [];
  }

  /** Look at the next samples of v (mV), which begin at `start` and stand `dx` ms a pair. */
  append({ start, dx, response }) {
    for (let i = 0; i < response.length; i++) {
      if (this.last < LEVEL && response[i] >= LEVEL) {
        this.count += 1;
        this.times.push((start + (i >> 1) * dx) / 1000);
      }
      this.last = response[i];
    }
  }

  /** Spikes a second over the last second before `now` (s): from their intervals, and less as the last one recedes. */
  rate(now) {
    while (this.times[0] < now - MEMORY) this.times.shift();
    const n = this.times.length;
    if (n < 2) return 0;
    const mean = (this.times[n - 1] - this.times[0]) / (n - 1);
    return 1 / Math.max(mean, now - this.times[n - 1]);
  }
}
