// How fast the stretches come in: what part of the asked pace is kept, and how many there are a second.
const MEMORY = 2000; // ms

export class Pace {
  constructor() {
    this.clear();
  }

  /** Forget what was: the speed is another, or it stood still. */
  clear() {
    this.came = [];
  }

  note({ start }, now) {
    this.came.push({ start, now });
    while (this.came[0].now < now - MEMORY) this.came.shift();
  }

  /** {frames a second, ms of the cell in a ms} by now; null where too little came to say. */
  read(now) {
    const first = this.came[0];
    const last = this.came[this.came.length - 1];
    if (!first || last.now - first.now < MEMORY / 2 || now - last.now > MEMORY / 2) return { frames: null, pace: null };
    const wall = last.now - first.now;
    return { frames: ((this.came.length - 1) * 1000) / wall, pace: (last.start - first.start) / wall };
  }
}
