// The results sheet: one row a sweep, in step with the scope.
import { useEffect, useRef } from "react";
import { fixed, plain, scaled } from "./format.js";
import { Named } from "./named.jsx";
import { hover, leading, select, stepByKey, useSelection } from "./selection.js";

const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

export function Table({ columns = [], rows = [], sweeps = [], caption = "Results", empty = "" }) {
  const { selected, hovered } = useSelection();
  const body = useRef(null);
  const sweepOf = (row) => (sweeps.length ? sweeps[row] : row);
  const lead = leading({ selected });
  const units = columns.map((column, c) => unitOf(column, rows, c));
  const stop = rows.findIndex((_, row) => sweepOf(row) === lead);

  useEffect(() => {
    body.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
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
          return (
            <tr
              key={r}
              tabIndex={r === Math.max(0, stop) ? 0 : -1}
              aria-selected={isOn}
              className={sweep !== null && sweep === hovered ? "near" : ""}
              onPointerEnter={() => hover(sweep)}
              onClick={(event) => sweep !== null && select(sweep, event.ctrlKey || event.metaKey || event.shiftKey)}
            >
              {row.map((value, c) => (
                <td key={c}>{written(value, columns[c], units[c])}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

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
