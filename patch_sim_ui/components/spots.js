// Marks of the samples that a number came from: a ring on a single sample, a band and a thick line over a stretch.
import { scales } from "./geometry.js";
import { lowerBound } from "./hit.js";
import { path } from "./lines.js";

const RING = 4.5; // px
const NARROW = 3; // px: a stretch below that is a ring
const BANDS = 12; // different stretches that have bands
const LINES = 4; // stretches that are drawn over their traces; more would hide all others

/** In words, where a span {how} [sweep, start, stop] lies. */
export const told = (how, [sweep, start, stop]) =>
  `${how} of sweep ${sweep + 1}, ${ms(start)}${ms(stop) === ms(start) ? "" : `–${ms(stop)}`} ms`;

const ms = (time) => String(+time.toFixed(time < 1e4 ? 2 : 0));

/** {panel, name} that show a signal: itself, else one of its unit, else the first. */
export function placeOf({ signal, unit }, panels, frame) {
  const own = (name) => name === signal || name.endsWith(`/${signal}`);
  const all = panels.flatMap(({ signals }, panel) => signals.map(({ name }) => ({ panel, name })));
  const among = all.filter(({ name }) => frame.signals[name]);
  return among.find(({ name }) => own(name)) ?? among.find(({ name }) => frame.signals[name].unit === unit) ?? among[0];
}

/** SVG text of the marks of `samples` {signal, unit, spans}; `long` is the time from sweep to sweep of a chain, else 0. */
export function spotsOf(samples, frame, panels, geometry, time, long) {
  const place = placeOf(samples, panels, frame);
  if (!place) return "";
  const { top, bottom } = geometry.panels[place.panel];
  const { left, right } = geometry;
  const scale = scales(geometry, geometry.panels[place.panel], time, panels[place.panel].range);
  const spans = samples.spans.filter(Boolean).map(([sweep, a, b]) => [sweep, a + sweep * long, b + sweep * long]);
  const wide = spans.filter(([, a, b]) => scale.x(b) - scale.x(a) >= NARROW);
  const parts = [...new Set(wide.map(([, a, b]) => `${a} ${b}`))].slice(0, BANDS).map((text) => text.split(" ").map(Number));
  const bands = parts.map(([a, b]) => `<rect x="${scale.x(a)}" width="${scale.x(b) - scale.x(a)}" y="${top}" height="${bottom - top}"/>`);
  const marks = spans.map((span) => {
    const [sweep, a, b] = span;
    const line = frame.signals[place.name].sweeps[sweep];
    if (!line) return "";
    if (wide.includes(span) && wide.length > LINES) return "";
    if (wide.includes(span)) return `<path d="${path(cut(line, a, b), scale, [a, b])}"/>`;
    const at = (a + b) / 2;
    return `<circle cx="${scale.x(at).toFixed(1)}" cy="${scale.y(valueAt(line, at)).toFixed(1)}" r="${RING}"/>`;
  });
  const box = `x="${left - RING}" y="${top - RING}" width="${right - left + 2 * RING}" height="${bottom - top + 2 * RING}"`;
  const view = `viewBox="${left - RING} ${top - RING} ${right - left + 2 * RING} ${bottom - top + 2 * RING}"`;
  return `<svg class="spots" data-panel="${place.panel}" ${box} ${view}>${bands.join("")}${marks.join("")}</svg>`;
}

/** A line from `a` to `b`. Its ends have the value of the points next to them within: beyond may be the jump of a step. */
function cut({ x, y }, a, b) {
  const [from, to] = [lowerBound(x, a), lowerBound(x, b)];
  const inside = to > from ? [y[from], y[to - 1]] : [valueAt({ x, y }, a), valueAt({ x, y }, b)];
  return { x: [a, ...x.subarray(from, to), b], y: [inside[0], ...y.subarray(from, to), inside[1]] };
}

function valueAt({ x, y }, t) {
  const k = Math.max(1, Math.min(x.length - 1, lowerBound(x, t)));
  const width = x[k] - x[k - 1];
  const share = width > 0 ? Math.max(0, Math.min(1, (t - x[k - 1]) / width)) : 1;
  return y[k - 1] + share * (y[k] - y[k - 1]);
}
