// The plots of the Membrane Test: lines {t, i, kind} on one pair of axes, in the size of their box.
import { useEffect, useRef, useState } from "react";
import { short, written } from "./format.js";
import { fit, ticks } from "./ticks.js";

const LETTER = 7; // px
const EDGE = { top: 18, right: 10, bottom: 20, left: 52 };

/** `limits` are [smallest, largest], shaded beyond; `least` is the share of a number that its axis spans at least, since
    last digits are no course, and `floor` what it spans at least in its unit; `tags` are moments {t, text};
    a line is broken where `gap` passes without a point. */
export function Plot({ lines, x, y, range, limits = [], least = 0, floor = 0, tags = [], gap = Infinity, label }) {
  const box = useRef(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const watcher = new ResizeObserver(([{ contentRect: seen }]) => setSize({ width: seen.width, height: seen.height }));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const all = (key) => lines.flatMap((one) => one[key] ?? []);
  const [low, high] = limits;
  const edges = [low, high].filter((one) => one !== null && one !== undefined);
  const [x0, x1] = range ?? ends(all("t"));
  const [y0, y1] = spread([...all("i"), ...edges], least, floor);
  const right = width - EDGE.right;
  const bottom = height - EDGE.bottom;
  const px = (v) => EDGE.left + ((v - x0) / (x1 - x0)) * (right - EDGE.left);
  const py = (v) => bottom - ((v - y0) / (y1 - y0)) * (bottom - EDGE.top);
  const path = ({ t, i }) => t.map((v, k) => `${k && v - t[k - 1] < gap ? "L" : "M"}${px(v).toFixed(2)} ${py(i[k]).toFixed(2)}`).join("");
  const beyond = (from, to) => <rect className="beyond" x={EDGE.left} width={right - EDGE.left} y={from} height={Math.max(0, to - from)} />;
  return (
    <div ref={box} className="mt-plot">
      {width > 60 && height > 40 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {high !== null && high !== undefined && beyond(EDGE.top, py(high))}
          {low !== null && low !== undefined && beyond(py(low), bottom)}
          {ticks(y0, y1, Math.max(2, (bottom - EDGE.top) / 40)).map((v) => (
            <g key={`y${v}`}>
              <line className={v === 0 ? "zero" : "grid"} x1={EDGE.left} x2={right} y1={py(v)} y2={py(v)} />
              {py(v) > EDGE.top + 2 && (
                <text x={EDGE.left - 6} y={py(v) + 4} textAnchor="end">
                  {short(v)}
                </text>
              )}
            </g>
          ))}
          {ticks(x0, x1, Math.max(2, width / 90)).map((v) => (
            <g key={`x${v}`}>
              <line className="grid" x1={px(v)} x2={px(v)} y1={EDGE.top} y2={bottom} />
              <text x={px(v)} y={bottom + 15} textAnchor="middle">
                {short(v)}
              </text>
            </g>
          ))}
          <text x={EDGE.left - 6} y={10} textAnchor="end">
            {y}
          </text>
          <text x={4} y={bottom + 15}>
            {x}
          </text>
          {edges.map((one) => (
            <g key={`limit${one}`}>
              <line className="mt-line limit" x1={EDGE.left} x2={right} y1={py(one)} y2={py(one)} />
              <text className="limit" x={EDGE.left + 4} y={py(one) - 4}>
                limit {written(one)}
              </text>
            </g>
          ))}
          {tags.map(({ t, text }) => (
            <g key={`${t}${text}`}>
              <line className="mt-line tag" x1={px(t)} x2={px(t)} y1={EDGE.top} y2={bottom} />
              {besides(px(t), LETTER * text.length, EDGE.left, right) && (
                <text x={px(t) + besides(px(t), LETTER * text.length, EDGE.left, right)} y={bottom - 5} textAnchor={px(t) - EDGE.left > LETTER * text.length ? "end" : "start"}>
                  {text}
                </text>
              )}
            </g>
          ))}
          {lines.map((one) => (
            <path key={one.kind} className={`mt-line ${one.kind}`} d={path(one)} />
          ))}
        </svg>
      )}
    </div>
  );
}

/** Where beside a moment at x its words of some width fit, px from it: before it, after it, or 0 for nowhere. */
const besides = (x, words, left, right) => (x - left > words ? -4 : right - x > words ? 4 : 0);

const ends = (values) => (values.length > 1 ? [values[0], values.reduce((a, b) => Math.max(a, b))] : [0, 1]);

function spread(values, share, floor) {
  if (!values.length) return [0, 1];
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const more = Math.max(0, floor - (high - low), (share * Math.abs(low + high)) / 2 - (high - low)) / 2;
  return fit(low - more, high + more);
}
