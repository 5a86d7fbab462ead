// The colors of sweeps: five stops of the theme, mixed by CSS, so that a change of theme needs no drawing.

/** The color of sweep k of n, for use in CSS. */
export function ramp(k, n) {
  const at = n > 1 ? (4 * k) / (n - 1) : 2;
  const stop = Math.min(3, Math.floor(at));
  return `color-mix(in oklab, var(--ramp-${stop + 1}) ${((at - stop) * 100).toFixed(1)}%, var(--ramp-${stop}))`;
}

export const hue = (name) => `var(--q-${name || "v"})`;
