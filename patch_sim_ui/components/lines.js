// From samples to lines: fewer points where a trace is nearly straight, and paths of SVG.
import { lowerBound } from "./hit.js";

/** {x, y} of a sweep without the points that straight lines pass by at less than `tolerance` (in y). */
export function thin({ x, y }, tolerance) {
  const n = y.length;
  if (n < 3) return { x, y };
  const outX = new Float64Array(n);
  const outY = new Float64Array(n);
  let size = 0;
  let anchor = 0;
  let low = -Infinity;
  let high = Infinity;
  const keep = (i) => {
    outX[size] = x[i];
    outY[size++] = y[i];
    anchor = i;
    low = -Infinity;
    high = Infinity;
  };
  keep(0);
  for (let i = 1; i < n; i++) {
    const run = x[i] - x[anchor];
    let slope = (y[i] - y[anchor]) / run;
    if (!(run > 0 && slope >= low && slope <= high) && i - 1 > anchor) {
      keep(i - 1);
      slope = (y[i] - y[anchor]) / (x[i] - x[anchor]);
    }
    const width = tolerance / (x[i] - x[anchor]);
    low = Math.max(low, slope - width);
    high = Math.min(high, slope + width);
  }
  keep(n - 1);
  return { x: outX.subarray(0, size), y: outY.subarray(0, size) };
}

/** The path of a sweep within `time`, in tenths of a pixel from point to point; `dx` and `dy` shift it. */
export function path({ x, y }, scale, time, dx = 0, dy = 0) {
  const from = Math.max(0, lowerBound(x, time[0]) - 1);
  const to = Math.min(x.length, lowerBound(x, time[1]) + 1);
  if (from >= to) return "";
  const [left, perX, top, perY] = affine(scale, dx, dy);
  let px = Math.round(left + x[from] * perX);
  let py = Math.round(top + y[from] * perY);
  let d = `M${px / 10} ${py / 10}l`;
  for (let i = from + 1; i < to; i++) {
    const [qx, qy] = [Math.round(left + x[i] * perX), Math.round(top + y[i] * perY)];
    if (qx === px && qy === py) continue;
    d += `${(qx - px) / 10} ${(qy - py) / 10} `;
    px = qx;
    py = qy;
  }
  return d.endsWith("l") ? `${d}0 0` : d;
}

/** A scale in tenths of a pixel, as the place of 0 and the size of 1 in x, and the same in y. */
function affine(scale, dx, dy) {
  const [x0, y0] = [scale.x(0), scale.y(0)];
  return [10 * (x0 + dx), 10 * (scale.x(1) - x0), 10 * (y0 + dy), 10 * (scale.y(1) - y0)];
}
