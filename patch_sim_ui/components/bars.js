// Scale bars, for panels whose sweeps are tiled: no axis could be true of all of them.
import { short } from "./format.js";
import { ticks } from "./ticks.js";

const SHARE = 0.35; // of the panel's height, about

/** {from, to, text} in pixels of the bar of a panel. */
export function bar({ range, scale }, { top, bottom }) {
  const span = (range[1] - range[0]) * scale;
  const length = ticks(0, SHARE * span, 2).at(-1);
  const pixels = (length / span) * (bottom - top);
  const middle = (top + bottom) / 2;
  return { from: middle - pixels / 2, to: middle + pixels / 2, text: short(length) };
}

/** SVG text of the bars of all tiled panels. */
export function bars(panels, { left, panels: places }) {
  return panels
    .map((panel, i) => {
      if (!panel.lift || panel.zeroOnly) return "";
      const { from, to, text } = bar(panel, places[i]);
      const x = left - 10;
      return (
        `<path class="scale-bar" d="M${x} ${from.toFixed(1)}V${to.toFixed(1)}"/>` +
        `<text class="scale-text" x="${x - 6}" y="${((from + to) / 2 + 4).toFixed(1)}">${text}</text>`
      );
    })
    .join("");
}
