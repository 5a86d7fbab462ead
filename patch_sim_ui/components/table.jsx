// The results sheet: one row a sweep, in step with the scope.
import { memo, useEffect, useMemo, useRef } from "react";
import { fixed, plain, scaled } from "./format.js";
import { Named } from "./named.jsx";
import { hover, leading, select, stepByKey, useSelection } from "./selection.js";

const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

export function Table({ columns = [], rows = [], sweeps = [], caption = "Results", empty = "" }) {
  const { selected, hovered } = useSelection();
  const body = useRef(null);
  const sweepOf = (row) => (sweeps.length ? sweeps[row] : row);
  const lead = leading({ selected });
  const units = useMemo(() => columns.map((column, c) => unitOf(column, rows, c)), [columns, rows]);
  const stop = rows.findIndex((_, row) => sweepOf(row) === lead);

  useEffect(() => {
    const show = () => body.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    const timer = setTimeout(show); // after the picture: it needs the table laid out
    return () => clearTimeout(timer);
  }, [lead]);

  if (!rows.length) return empty ? <p className="sheet-empty">{empty}</p> : null;

  const press = (event) => {
    const count = rows.reduce((most, _, row) => Math.max(most, (sweepOf(row) ?? -1) + 1), 0);
    if (stepByKey(event, count, ARROWS))
      requestAnimationFrame(() => body.current?.querySelector("[tabindex='0']")?.focus({ preventScroll: true }));
  };

  return (
    <table className="sheet" role="grid" aria-label={caption} aria-multiselectable="true">
      <thead>
        <tr>
          {columns.map(({ label }, c) => (
            <th key={c} scope="col">
              <Named label={label} /> {units[c].unit && <span className="unit">{units[c].unit}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={press} onPointerLeave={() => hover(null)}>
        {rows.map((row, r) => {
          const sweep = sweepOf(r) ?? null;
          const isOn = sweep !== null && selected.includes(sweep);
          const isNear = sweep !== null && sweep === hovered;
          const isStop = r === Math.max(0, stop);
          return <Row key={r} {...{ row, columns, units, sweep, isOn, isNear, isStop }} />;
        })}
      </tbody>
    </table>
  );
}

/** A sweep's numbers; of many rows only those that change are written again. */
const Row = memo(function Row({ row, columns, units, sweep, isOn, isNear, isStop }) {
  return (
    <tr
      tabIndex={isStop ? 0 : -1}
      aria-selected={isOn}
      className={isNear ? "near" : ""}
      onPointerEnter={() => hover(sweep)}
      onClick={(event) => sweep !== null && select(sweep, event.ctrlKey || event.metaKey || event.shiftKey)}
    >
      {row.map((value, c) => (
        <td key={c}>{written(value, columns[c], units[c])}</td>
      ))}
    </tr>
  );
});

/** The unit of a column and the scale of its numbers: one prefix for all of its rows. */
function unitOf({ unit = "" }, rows, c) {
  const sizes = rows.map((row) => (Number.isFinite(row[c]) ? Math.abs(row[c]) : 0));
  return scaled(unit, Math.max(0, ...sizes));
}

function written(value, { digits = 1, sign = false }, { scale }) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (typeof value !== "number") return plain(String(value));
  return fixed(value * scale, scale === 1 ? digits : digits + 2, sign);
}
