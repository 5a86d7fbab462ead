// The lines of a figure without Plotly, for as long as that is on its way: the same nodes in the same places.
import { path } from "./lines.js";

/** SVG text of `strokes` (plot.js) on the panels of a geometry. */
export function sketch(strokes, { width, height, left, right, panels }, scaleOf, time) {
  const groups = panels.map(({ top, bottom }, i) => {
    const lines = strokes.filter(({ panel }) => panel === i).map((stroke) => {
      const look = `trace${stroke.uid}${stroke.dash ? " dash" : ""}${stroke.quantity ? " quantity" : ""}`;
      const paths = stroke.sweeps.map((sweep) => `<path class="js-line" d="${path(sweep, scaleOf(i), time, -left, -top)}"/>`);
      return `<g class="${look}" style="--c:${stroke.color}">${paths.join("")}</g>`;
    });
    return `<svg x="${left}" y="${top}" width="${right - left}" height="${bottom - top}">${lines.join("")}</svg>`;
  });
  return `<svg class="sketch" width="${width}" height="${height}">${groups.join("")}</svg>`;
}
