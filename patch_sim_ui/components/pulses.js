// What Inject can give: a sweep of the protocol each, with its level and the shape of its pulse.
const WIDE = 30;
const HIGH = 12;

/** {all: [{sweep, level, path}], farthest}: the pulses, and the one farthest from holding. */
export function pulses({ duration = 1, sweeps = [] } = {}, levels = []) {
  const ys = sweeps.flatMap(({ y }) => y);
  const low = Math.min(...ys);
  const span = Math.max(...ys) - low || 1;
  const holding = sweeps[0]?.y[0] ?? 0;
  const drawn = (k) => sweeps[Math.round((k * (sweeps.length - 1)) / Math.max(1, levels.length - 1))];
  const path = ({ x, y }) =>
    x.map((t, i) => `${i ? "L" : "M"}${round((WIDE * t) / duration)} ${round(HIGH - (HIGH * (y[i] - low)) / span)}`).join("");
  const all = sweeps.length ? levels.map((level, sweep) => ({ sweep, level, path: path(drawn(sweep)) })) : [];
  const far = (k) => Math.abs(levels[k] - holding);
  const farthest = levels.reduce((best, _, k) => (far(k) > far(best) ? k : best), 0);
  return { all, farthest };
}

const round = (x) => Math.round(10 * x) / 10;
