// A table of limits, from and to, for the numbers of the Membrane Test.
import { useState } from "react";
import { written } from "./format.js";
import { limitsOf } from "./limits.js";

const ENDS = ["from", "to"];

export function Limits({ numbers, limits, onChange }) {
  return (
    <table className="mt-limits">
      <thead>
        <tr>
          <th />
          <th scope="col">from</th>
          <th scope="col">to</th>
          <th />
        </tr>
      </thead>
      {numbers.map(({ name, unit }) => (
        <Row key={name} name={name} unit={unit} pair={limits[name]} onChange={(pair) => onChange({ ...limits, [name]: pair })} />
      ))}
    </table>
  );
}

/** Both limits of a number. What cannot be one stays as it was typed, says why and changes nothing; Esc restores. */
function Row({ name, unit, pair, onChange }) {
  const [draft, setDraft] = useState(null);
  const texts = draft ?? pair.map((one) => (one === null ? "" : written(one)));
  const { error, wrong } = limitsOf(name, texts);
  const type = (end, text) => {
    const next = texts.map((old, k) => (k === end ? text : old));
    setDraft(next);
    const { pair: found } = limitsOf(name, next);
    if (found) onChange(found);
  };
  const press = (event) => {
    if (event.key === "Escape" || (event.key === "Enter" && !error)) setDraft(null);
    else return;
    event.preventDefault();
  };
  return (
    <tbody>
      <tr>
        <th scope="row">{name}</th>
        {ENDS.map((end, k) => (
          <td key={end}>
            <input
              type="text"
              inputMode="decimal"
              autoComplete="off"
              maxLength={40}
              aria-label={`${name} ${end}`}
              aria-invalid={wrong === k}
              title={wrong === k ? error : undefined}
              value={texts[k]}
              placeholder="–"
              onChange={(event) => type(k, event.target.value)}
              onBlur={() => error || setDraft(null)}
              onKeyDown={press}
            />
          </td>
        ))}
        <td className="unit">{unit}</td>
      </tr>
      {error && (
        <tr>
          <td colSpan={4} className="mt-refused" role="alert">
            {error}
          </td>
        </tr>
      )}
    </tbody>
  );
}
