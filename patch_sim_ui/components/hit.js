// Which trace is nearest to a point, found in the arrays themselves.

/** The first index whose x is not below t. */
export function lowerBound(x, t) {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Squared distance of point p to the line from a to b. */
function toSegment(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / square)) : 0;
  return (px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2;
}

/** {signal, sweep} of the trace nearest to pixel (px, py) within `reach` pixels, or null. */
export function nearest(frame, signals, scale, px, py, reach = 12) {
  const from = scale.t(px - reach);
  const to = scale.t(px + reach);
  let best = null;
  let least = reach * reach;
  for (const signal of signals) {
    const { sweeps = [] } = frame.signals[signal.name] ?? {};
    sweeps.forEach(({ x, y }, sweep) => {
      const end = Math.min(x.length - 1, lowerBound(x, to));
      for (let i = Math.max(1, lowerBound(x, from)); i <= end; i++) {
        const distance = toSegment(px, py, scale.x(x[i - 1]), scale.y(y[i - 1]), scale.x(x[i]), scale.y(y[i]));
        if (distance < least) {
          least = distance;
          best = { signal, sweep };
        }
      }
    });
  }
  return best;
}
