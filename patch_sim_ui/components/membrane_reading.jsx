// One number of the Membrane Test: its value from afar, the true one and the error, and where it lies in its limits.
import { fixed, written } from "./format.js";
import { off, outside, scaleOf } from "./limits.js";

export function Reading({ name, what, unit, digits, scale = 1, told, limit, truthful }) {
  const value = told?.values[name] ?? null;
  const truth = truthful ? (told?.true[name] ?? null) : null;
  const error = value !== null && truth ? off(scale * value, scale * truth, unit, digits) : null;
  const beyond = outside(value, limit);
  return (
    <div className="mt-number" data-name={name} data-over={beyond ? true : undefined}>
      <span className="mt-name">
        <b>{name}</b>
        <span>{what}</span>
      </span>
      <output>
        {value === null ? "–" : fixed(scale * value, digits)} <span className="unit">{unit}</span>
      </output>
      <small>
        {truth !== null && <span className="truth">true {fixed(scale * truth, digits)}</span>}
        {error && <span className={error.isNear ? "mt-badge near" : "mt-badge far"}>{error.text}</span>}
      </small>
      {limit && <Bar value={value} limit={limit} unit={unit} beyond={beyond} />}
    </div>
  );
}

/** Where the value lies, and what is beyond its limits. */
function Bar({ value, limit, unit, beyond }) {
  const [least, most] = limit;
  const [from, to] = scaleOf(value ?? 0, limit);
  const at = (v) => `${Math.min(100, Math.max(0, (100 * (v - from)) / (to - from)))}%`;
  const kept = [least, most].filter((one) => one !== null).map(written);
  const said = beyond ? `${beyond} ${unit}` : kept.length === 2 ? `limits ${kept.join(" to ")} ${unit}` : kept.length ? `limit ${kept[0]} ${unit}` : "no limit";
  return (
    <span className="mt-bar">
      <i className="track">
        {least !== null && <i className="beyond" style={{ left: 0, width: at(least) }} />}
        {most !== null && <i className="beyond" style={{ left: at(most), right: 0 }} />}
        {value !== null && <i className="here" style={{ left: at(value) }} />}
      </i>
      <span className={beyond ? "far" : undefined}>{said}</span>
    </span>
  );
}
