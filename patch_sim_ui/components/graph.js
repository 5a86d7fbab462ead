// Pure functions of a graph: axes, lines, names on lines, and what is read at a place.
import { minus, scaled, short } from "./format.js";
import { ticks } from "./ticks.js";

const MOST_READ = 5;
const CLEAR = 7; // pixels between a name and any line
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10 to a whole power, as text: 0.01, 1, 100, 10⁴. */
export const decade = (power) =>
  Math.abs(power) <= 3
    ? String(+(10 ** power).toPrecision(1))
    : `10${power < 0 ? "⁻" : ""}${String(Math.abs(power)).replace(/\d/g, (digit) => RAISED[digit])}`;

function axis(low, high, from, to, log, each, scale = 1) {
  const place = log ? (v) => Math.log10(Math.max(v, 1e-300)) : (v) => v;
  const [a, b] = [place(low), place(high)];
  const at = (v) => from + ((place(v) - a) / (b - a || 1)) * (to - from);
  const value = (px) => {
    const share = a + ((px - from) / (to - from)) * (b - a);
    return log ? 10 ** share : share;
  };
  const room = Math.max(2, Math.abs(to - from) / each);
  const pixel = (v) => Math.round(at(v)) + 0.5;
  if (log) {
    const every = Math.max(1, Math.ceil((b - a) / room));
    const marked = [];
    for (let n = Math.ceil(a - 1e-9); n <= b + 1e-9; n++)
      if (n % every === 0) marked.push({ at: pixel(10 ** n), text: decade(n), zero: false });
    return { at, value, ticks: marked };
  }
  const marked = ticks(low * scale, high * scale, room);
  return {
    at,
    value,
    ticks: marked.map((v) => ({ at: pixel(v / scale), text: short(v), zero: Math.abs(v) < 1e-12 })),
  };
}

/** Maps to pixels, ticks, and the unit that the y axis reads in. */
export function bounds(spec, width, height, { top, right, bottom, left }) {
  const { xs } = spec;
  const [low, high] = spec.y.range;
  const { unit, scale } = scaled(spec.y.unit, Math.max(-low, high));
  return {
    unit,
    scale,
    x: axis(xs[0], xs.at(-1), left, width - right, spec.x.log, 54),
    y: axis(low, high, height - bottom, top, spec.y.log, 38, scale),
    box: { left, right: width - right, top, bottom: height - bottom },
  };
}

/** The path of a line; an area is closed along the foot of the graph. */
export function places({ xs }, { y, area }, plot) {
  const points = y.map((value, i) => `${plot.x.at(xs[i]).toFixed(1)} ${plot.y.at(value).toFixed(1)}`);
  const foot = plot.box.bottom;
  return area ? `M${plot.box.left} ${foot}L${points.join("L")}L${plot.box.right} ${foot}Z` : `M${points.join("L")}`;
}

/** The index of the value in `xs`, which rise, that is nearest to `value`. */
export function nearest(xs, value) {
  let best = 0;
  for (let i = 1; i < xs.length; i++) if (Math.abs(xs[i] - value) < Math.abs(xs[best] - value)) best = i;
  return best;
}

/** What the lines say at index k: {label, text}; of many lines the outermost. */
export function reading({ lines, y, ...spec }, k, scale = 1) {
  const { unit } = scaled(y.unit, scale === 1 ? 0 : Infinity);
  const shown = lines.filter(({ area }) => !area);
  const some = shown.length > MOST_READ ? [shown[0], shown.at(-1)] : shown;
  return some.map(({ label, y: values }) => ({
    label,
    text: [minus(String(+(values[k] * scale).toPrecision(3))), unit].filter(Boolean).join(" "),
  }));
}

/** Whether the text of a mark has room to the left of it, before the next mark. */
export const apart = (lines, mark, x) =>
  lines.every(({ mark: other }) => {
    const by = other ? x.at(mark.x) - x.at(other.x) : 0;
    return other === mark || !other || by < 0 || by > 60;
  });

/** Where the names of lines stand: each beside its line, where the others are farthest, and no name over another. */
export function named({ xs, lines }, plot) {
  const { box } = plot;
  const tries = [];
  for (let i = 3; i < xs.length - 3; i += Math.max(1, Math.floor(xs.length / 40))) tries.push(i);
  const taken = [];
  const named = lines.filter(({ name }) => name);
  return named.map((line) => {
    const wide = 7 * line.name.length + 8;
    let best = { score: -Infinity };
    const around = [[0, -7], [0, 15], [wide / 2 + 9, 4], [-wide / 2 - 9, 4]]; // above, below, beside
    for (const i of tries) {
      const [x, y] = [plot.x.at(xs[i]), plot.y.at(line.y[i])];
      let alone = 30; // pixels from this place of the line to the others
      for (const other of lines)
        for (let j = 0; other !== line && !other.area && j < xs.length; j += 2)
          alone = Math.min(alone, Math.hypot(plot.x.at(xs[j]) - x, plot.y.at(other.y[j]) - y));
      for (const [dx, dy] of around) {
        const [px, py] = [x + dx, y + dy];
        if (py < box.top + 9 || py > box.bottom - 3 || px - wide / 2 < box.left || px + wide / 2 > box.right) continue;
        let free = 40;
        for (const other of lines)
          for (let j = 0; j < xs.length; j += 2) {
            const off = Math.max(0, Math.abs(plot.x.at(xs[j]) - px) - wide / 2);
            free = Math.min(free, Math.hypot(off, plot.y.at(other.y[j]) - (py - 4)) * (other === line ? 1.6 : 1));
          }
        for (const one of taken) {
          if (Math.abs(one.px - px) < (one.wide + wide) / 2 && Math.abs(one.py - py) < 13) free = 0;
          free = Math.min(free, Math.hypot((one.px - px) / 3, one.py - py));
        }
        const score = free < CLEAR ? free : free + alone / 2;
        if (score > best.score) best = { score, px, py, wide };
      }
    }
    if (best.px === undefined) best = { px: box.right - wide / 2, py: box.top + 12, wide };
    taken.push(best);
    return { text: line.name, px: best.px, py: best.py, color: line.color, anchor: "middle" };
  });
}
