// A dense trace as few lines: of every pixel the first, the lowest, the highest and the last sample, where they are.
const COLUMN = 1; // px
const FLAT = 0.2; // px; less is no change

/** Draw samples i0 to i1 of x and y into `pen` (moveTo, lineTo), px = left + (x − x0) perX, py = top + (y0 − y) perY. */
export function trace(pen, x, y, i0, i1, { x0, left, perX, y0, top, perY }) {
  const point = simplified(pen);
  const at = (i) => point(left + (x[i] - x0) * perX, top + (y0 - y[i]) * perY);
  const width = COLUMN / perX;
  let i = i0;
  while (i <= i1) {
    const end = x[i] + width;
    let low = i;
    let high = i;
    let last = i;
    for (; i <= i1 && x[i] < end; i++) {
      if (y[i] < y[low]) {
        if (y[low] === y[high]) high = low; // it was level up to here
        low = i;
      } else if (y[i] === y[low] && y[low] === y[high]) low = i;
      if (y[i] > y[high]) high = i;
      last = i;
    }
    if (low > high) [low, high] = [high, low];
    at(low);
    if (high > low) at(high);
    if (last > high) at(last);
  }
  point.end();
}

/** Passes points on to the pen, of a level run only the first and the last: many short lines would look dotted. */
function simplified(pen) {
  let level = null;
  let waiting = null;
  const point = (px, py) => {
    if (level === null) pen.moveTo(px, py);
    else if (Math.abs(py - level) < FLAT) {
      waiting = [px, py];
      return;
    } else {
      if (waiting) pen.lineTo(...waiting);
      pen.lineTo(px, py);
    }
    waiting = null;
    level = py;
  };
  point.end = () => waiting && pen.lineTo(...waiting);
  return point;
}
