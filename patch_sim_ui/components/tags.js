// Tags: what one wrote beside a moment of a sweep, as flags at the top of the first panel.
import { scales } from "./geometry.js";
import { current, leading } from "./selection.js";

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const LONGEST = 40;

/** SVG text of tags {sweep, time, text}; `long` is the time from sweep to sweep of a chain, else 0. */
export function flagsOf(tags, panels, geometry, time, long) {
  if (!tags.length || !panels.length) return "";
  const [place] = geometry.panels;
  const { x } = scales(geometry, place, time, panels[0].range);
  return tags
    .map(({ sweep, time: at, text }, k) => {
      const px = x(at + sweep * long);
      if (px < geometry.left || px > geometry.right) return "";
      const y = place.top + 10 + 13 * (k % 4);
      const said = `${sweep + 1}: ${text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text}`;
      const isLate = px > geometry.left + 0.7 * (geometry.right - geometry.left);
      const words = `x="${(px + (isLate ? -5 : 5)).toFixed(1)}" y="${y}"${isLate ? ' text-anchor="end"' : ""}`;
      return `<path class="tag-line" d="M${px.toFixed(1)} ${place.top}V${place.bottom}"/><text class="tag-text" ${words}>${escaped(said)}</text>`;
    })
    .join("");
}

/** {sweep, time, x, y} that a tag would be of now: the selected sweep, where the pointer is or was on the screen. */
export function momentOf(screen) {
  const { left, right, panels } = screen.geometry;
  const x = Math.max(left, Math.min(right, screen.pointer?.[0] ?? (left + right) / 2));
  const long = screen.chained;
  const at = screen.scalesOf(0).t(x);
  const sweep = long ? Math.floor((at - screen.raw.start) / long) : (leading() ?? current().hovered ?? 0);
  return { sweep, time: at - sweep * long, x: Math.min(x, right - 244), y: panels[0].top + 4 };
}
