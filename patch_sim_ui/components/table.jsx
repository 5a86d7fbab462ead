// The results sheet: one row a sweep, in step with the scope.
import { memo, useEffect, useMemo, useRef } from "react";
import { fixed, plain, scaled } from "./format.js";
import { Named } from "./named.jsx";
import { follow, hide, show } from "./origins.js";
import { hover, leading, select, stepByKey, useSelection } from "./selection.js";
import { told } from "./spots.js";

const ARROWS = { ArrowUp: -1, ArrowDown: 1 };
const ASIDE = { ArrowLeft: -1, ArrowRight: 1 };
const KEY = "cell";

export function Table({ columns = [], rows = [], sweeps = [], caption = "Results", empty = "", path = "" }) {
  const body = useRef(null);
  const voice = useRef(null);
  const sweepOf = (row) => (sweeps.length ? sweeps[row] : row);
  const units = useMemo(() => columns.map((column, c) => unitOf(column, rows, c)), [columns, rows]);
  const n = rows.length;
  const places = useMemo(() => new Map(Array.from({ length: n }, (_, row) => [sweepOf(row), row]).reverse()), [n, sweeps]);

  useEffect(() => () => follow("", KEY), [path]);

  if (!rows.length) return empty ? <p className="sheet-empty">{empty}</p> : null;

  const press = (event) => {
    const count = rows.reduce((most, _, row) => Math.max(most, (sweepOf(row) ?? -1) + 1), 0);
    const column = event.target.cellIndex ?? -1; // of a cell, or a whole row
    const by = ASIDE[event.key];
    if (by && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const row = event.target.closest("tr");
      reach(row.cells[column + by] ?? (column + by < 0 ? row : event.target));
      event.preventDefault();
    } else if (stepByKey(event, count, ARROWS)) {
      const sweep = leading(); // the focus goes at once, or the next key would still find the row before
      const row = body.current.rows[Math.max(0, rows.findIndex((_, at) => sweepOf(at) === sweep))];
      reach(row.cells[column] ?? row);
    }
  };

  /** Mark where the number of a cell came from, and say it. */
  const tell = (cell, isSaid) => {
    if (!cell || !path) return hide();
    const at = { row: cell.parentNode.sectionRowIndex, column: cell.cellIndex };
    const pick = ({ columns: found }) => {
      const one = found[at.column];
      return one?.spans[at.row] ? { ...one, spans: [one.spans[at.row]] } : null;
    };
    show(path, KEY, pick).then((found) => {
      const words = found ? told(found.how, found.spans[0]) : "";
      cell.title = words;
      if (isSaid && voice.current) voice.current.textContent = words;
    });
  };

  return (
    <>
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
        <tbody
          ref={body}
          onKeyDown={press}
          onPointerOver={(event) => event.pointerType !== "touch" && tell(event.target.closest("td"))}
          onPointerLeave={hide}
          onFocus={(event) => event.target.matches("td") && tell(event.target, true)}
          onBlur={hide}
        >
          {rows.map((row, r) => (
            <Row key={r} {...{ r, row, columns, units, places }} sweep={sweepOf(r) ?? null} />
          ))}
        </tbody>
      </table>
      <Follower body={body} />
      <p ref={voice} className="unseen" aria-live="polite" />
    </>
  );
}

/** A sweep's numbers; of many rows only those that change are written again. */
const Row = memo(function Row({ r, row, columns, units, places, sweep }) {
  const isOn = useSelection(({ selected }) => sweep !== null && selected.includes(sweep));
  const isNear = useSelection(({ hovered }) => sweep !== null && hovered === sweep);
  const isStop = useSelection((selection) => (places.get(leading(selection)) ?? 0) === r);
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

/** Keeps the leading sweep's row in sight. */
function Follower({ body }) {
  const lead = useSelection(leading);
  useEffect(() => {
    const show = () => body.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    const timer = setTimeout(show); // after the picture: it needs the table laid out
    return () => clearTimeout(timer);
  }, [lead]);
  return null;
}

/** Give the focus to a row, or to a cell, which has it only by the arrows. */
function reach(node) {
  if (node.matches("td")) node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest", inline: "nearest" });
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
