// How large the regions of the page may be.
const LEAST = { left: 220, right: 220, drawer: 96 };
const SHARE = { left: 0.36, right: 0.4, drawer: 0.6 }; // of the window, at most
const STEP = 8;
const COARSE = 40;
const TOWARDS = {
  left: { ArrowRight: 1, ArrowLeft: -1 },
  right: { ArrowLeft: 1, ArrowRight: -1 },
  drawer: { ArrowUp: 1, ArrowDown: -1 },
};

/** A size in pixels that leaves room for the scope. */
export function bounded(name, size, { innerWidth, innerHeight }) {
  const most = SHARE[name] * (name === "drawer" ? innerHeight : innerWidth);
  return Math.round(Math.max(LEAST[name], Math.min(most, size)));
}

/** How far a key moves an edge: positive is larger, 0 is no such key. */
export const step = (name, key, isCoarse) => (TOWARDS[name][key] ?? 0) * (isCoarse ? COARSE : STEP);

/** {region: {size, folded}} of what was remembered; what cannot be read is forgotten. */
export function kept(text) {
  try {
    const found = Object.entries(JSON.parse(text) ?? {}).filter(([name]) => name in LEAST);
    return Object.fromEntries(
      found.map(([name, { size, folded }]) => [name, { size: Number.isFinite(size) ? size : undefined, folded: folded === true }]),
    );
  } catch {
    return {};
  }
}
