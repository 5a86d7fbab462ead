// Where the panels of the scope lie, in pixels: one gutter, one time axis, a head over every panel.
export const GUTTER = 52;
export const RIGHT = 14;
export const HEAD = 22;
export const LANE = 4;
export const FLAGS = 20; // the lane of the cursors
const AXIS = 24;
const FOOT = 6;

/** {width, height, left, right, panels: [{head, top, bottom}]} of panels that share the height by weight. */
export function stack(width, height, weights, lane = LANE) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const free = Math.max(0, height - lane - AXIS - HEAD * weights.length);
  let head = lane;
  const panels = weights.map((weight) => {
    const top = head + HEAD;
    const next = top + Math.round((free * weight) / total);
    const panel = { head, top, bottom: Math.max(top + 8, next - FOOT) };
    head = next;
    return panel;
  });
  return { width, height, left: GUTTER, right: Math.max(GUTTER + 10, width - RIGHT), panels };
}

/** The share of the height that panel i of n gets: response first, command last; before a run the first holds the starts. */
export const weight = (i, n, isEmpty = false) => (i === 0 ? (isEmpty ? 3 : 2.3) : i === n - 1 ? 1.15 : 1.25);

/** Maps of one panel between data and pixels: x and y forth, t and v back. */
export function scales({ left, right }, { top, bottom }, [t0, t1], [low, high]) {
  const perMs = (right - left) / (t1 - t0);
  const perUnit = (bottom - top) / (high - low);
  return {
    x: (t) => left + (t - t0) * perMs,
    y: (v) => bottom - (v - low) * perUnit,
    t: (x) => t0 + (x - left) / perMs,
    v: (y) => low + (bottom - y) / perUnit,
  };
}

/** What lies at a point: {panel, zone} with zone "plot", "axis" (the gutter) or "time" (the axis below), or null. */
export function zoneAt({ left, right, panels }, x, y) {
  const last = panels.length - 1;
  if (last < 0) return null;
  if (y > panels[last].bottom + 3) return x >= left - 12 && x <= right + 12 ? { panel: last, zone: "time" } : null;
  const panel = panels.findIndex(({ top, bottom }) => y >= top - 3 && y <= bottom + 3);
  if (panel < 0 || x > right) return null;
  return { panel, zone: x < left ? "axis" : "plot" };
}
