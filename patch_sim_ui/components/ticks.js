// Axes: round ticks, and ranges that stay where they are as long as the data allow.

/** Round numbers in [low, high], about `count` of them. */
export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((x) => x * power).find((x) => x >= rough * (1 - 1e-9));
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-6; i++) values.push(i * step + 0); // + 0: no −0
  return values;
}

/** The range that shows data from low to high: a little air, and round enough that a similar run gets the same. */
export function fit(low, high) {
  if (!(high > low)) {
    const air = Math.max(1, Math.abs(low) * 0.1);
    return [low - air, low + air];
  }
  const air = 0.06 * (high - low);
  const grain = 10 ** Math.floor(Math.log10(high - low)) / 10;
  return [Math.floor((low - air) / grain) * grain, Math.ceil((high + air) / grain) * grain];
}

/** The next range of an axis. While a control is dragged it only grows; else it refits when data leave it or shrink. */
export function follow(range, low, high, dragging) {
  const wanted = fit(low, high);
  if (!range) return wanted;
  const [isLower, isHigher] = [low < range[0], high > range[1]];
  const inside = !isLower && !isHigher;
  if (dragging) return inside ? range : [isLower ? wanted[0] : range[0], isHigher ? wanted[1] : range[1]];
  return inside && high - low >= 0.55 * (range[1] - range[0]) ? range : wanted;
}

/** `range` stretched by `factor` about the value `at`, kept within `limits` if given. */
export function zoom(range, at, factor, limits) {
  const next = range.map((end) => at + (end - at) * factor);
  return limits ? [Math.max(limits[0], next[0]), Math.min(limits[1], next[1])] : next;
}

/** `range` moved by `by`, stopped at `limits` without changing its width. */
export function pan(range, by, limits) {
  if (limits) by = Math.max(limits[0] - range[0], Math.min(limits[1] - range[1], by));
  return range.map((end) => end + by);
}
