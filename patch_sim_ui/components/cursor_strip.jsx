// The strip under the scope: what the two pairs of cursors read off the selected sweep.
import { useEffect, useState, useSyncExternalStore } from "react";
import { getBackendURL } from "$/utils/state";
import { current, recall, subscribe } from "./cursors.js";
import { useDisplay } from "./display.js";
import { dense, minus, scaled } from "./format.js";
import { Named } from "./named.jsx";
import { leading, useSelection } from "./selection.js";

const OFF = { on: false, at: [] };
const digits = (value) => (value === null ? "–" : minus(+(+value.toPrecision(4)).toFixed(4) + 0));

export function CursorStrip({ token = "", panels = [], offers = [], areas = {} }) {
  const { display, density } = useDisplay();
  const cursors = useSyncExternalStore(subscribe, current, () => OFF);
  const sweep = useSelection(leading) ?? 0;
  const [chosen, setChosen] = useState("");
  const [read, setRead] = useState(null);
  useEffect(recall, []);

  const shown = panels.flatMap(({ signals: own, choices }) => [own, ...(choices ?? []).map((c) => c.signals)]);
  const signals = [...offers.map((offer) => offer.signals), ...shown].flat();
  const named = [...new Map(signals.map((signal) => [signal.name, signal])).values()];
  const signal = named.find(({ name }) => name === chosen) ?? panels[0]?.signals[0];
  const isShown = cursors.on && token && signal && display === "overlay";
  const query = isShown
    ? new URLSearchParams({ signal: signal.name, sweep, at: cursors.at.map((t) => t.toFixed(6)).join(",") }).toString()
    : "";

  useEffect(() => {
    if (!query) return undefined;
    const control = new AbortController();
    const url = `${getBackendURL().origin}/cursors/${encodeURIComponent(token)}?${query}`;
    fetch(url, { signal: control.signal })
      .then(async (answer) => answer.ok && setRead(await answer.json()))
      .catch(() => {}); // the scope says when the server is away
    return () => control.abort();
  }, [token, query]);

  if (!isShown) return null;
  const rows = read?.readings ?? [];
  const most = Math.max(0, ...rows.flatMap((row) => [row.y_left, row.y_right, row.peak].map(Math.abs)));
  const area = density && areas[signal.name];
  const { unit, scale } = area ? dense(most, area) : scaled(read?.unit ?? "", most);
  const y = (value) => (value === null ? "–" : digits(value * scale));
  return (
    <table className="cursor-strip" aria-label="Cursors">
      <thead>
        <tr>
          <th scope="col">
            <select value={signal.name} aria-label="Signal that the cursors read" onChange={(e) => setChosen(e.target.value)}>
              {named.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label.replace("_", " ")}
                </option>
              ))}
            </select>
            , sweep {sweep + 1}
          </th>
          <Head text="t left" unit="ms" />
          <Head text="t right" unit="ms" />
          <Head text="Δt" unit="ms" />
          <Head text="left" unit={unit} />
          <Head text="right" unit={unit} />
          <Head text="Δ" unit={unit} />
          <Head text="slope" unit={unit ? `${unit}/ms` : "1/ms"} />
          <Head text="peak" unit={unit} />
          <Head text="mean" unit={unit} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, k) => (
          <tr key={k}>
            <th scope="row">
              <i className={k ? "flag dash" : "flag"}>{2 * k + 1}</i> <i className={k ? "flag dash" : "flag"}>{2 * k + 2}</i>
            </th>
            <td>{digits(row.left)}</td>
            <td>{digits(row.right)}</td>
            <td>{digits(row.right - row.left)}</td>
            <td>{y(row.y_left)}</td>
            <td>{y(row.y_right)}</td>
            <td>{y(row.y_right - row.y_left)}</td>
            <td>{y(row.slope)}</td>
            <td title={`at ${digits(row.peak_at)} ms`}>{y(row.peak)}</td>
            <td>{y(row.mean)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Head = ({ text, unit }) => (
  <th scope="col">
    <Named label={text} /> <span className="unit">{unit}</span>
  </th>
);
