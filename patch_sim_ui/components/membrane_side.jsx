// What stands beside the traces of the Membrane Test: the pulse, the limits, troubles, and how the numbers arise.
import { useState } from "react";
import { fixed, short, written } from "./format.js";
import { Limits } from "./limit_table.jsx";
import { FIELDS, pulseOf } from "./membrane_rules.js";
import { NumberField } from "./number.jsx";
import { Segments } from "./segments.jsx";

const AVERAGES = [1, 4, 8, 20];
const GIGA = 1000; // MΩ from which a resistance is written in GΩ

export function Side({ told, pulse, onPulse, average, onAverage, numbers, limits, onLimits, troubles, trouble, onTrouble }) {
  const wrong = troubles.find(({ name }) => name === trouble);
  return (
    <aside>
      <h2>Pulse</h2>
      <PulseFields pulse={pulse} onPulse={onPulse} />
      <Segments label="Average" unit="pulses" values={AVERAGES} value={average} text={String} onChoose={onAverage} />
      {told && (
        <p className="unit">
          <b className="mt-said">{told.said}</b> {short(told.step, true)} mV from {short(told.holding, true)} mV
          {Math.abs(told.shift) >= 0.05 && `, commanded ${fixed(told.shift, 1, true)} mV off for what flows over Ra`}. {told.note}
        </p>
      )}
      <h2>Limits</h2>
      <Limits numbers={numbers} limits={limits} onChange={onLimits} />
      <h2>Trouble</h2>
      <label className="mt-trouble">
        <span className="menu">
          <select aria-label="Trouble" value={trouble} onChange={(event) => onTrouble(event.target.value)}>
            <option value="">{told?.made.length ? "none added" : "none"}</option>
            {troubles.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </span>
      </label>
      {told?.made.length > 0 && <p className="mt-wrong">In the rig already: {told.made.join(", ")}.</p>}
      {wrong && (
        <p className="mt-wrong">
          {told?.trouble.name === trouble && `${fixed(100 * told.trouble.share, 0)} %. `}
          {wrong.see} {wrong.why}
        </p>
      )}
      {told && <Derived told={told} />}
    </aside>
  );
}

/** Amplitude, holding and rate; what is refused stays as typed, with the rule below. */
function PulseFields({ pulse, onPulse }) {
  const [errors, setErrors] = useState({});
  const set = (path, text) => {
    const { value, error = "" } = pulseOf(path, text, pulse[path]);
    setErrors((old) => ({ ...old, [path]: error }));
    if (!error) onPulse({ ...pulse, [path]: value });
  };
  return (
    <div className="mt-fields">
      {FIELDS.map((field) => {
        const error = errors[field.path] ?? "";
        const text = pulse[field.path] === null ? "" : written(pulse[field.path]);
        return (
          <div key={field.path} className="mt-field">
            <span title={field.help}>{field.label}</span>
            <NumberField field={{ ...field, text, error, whole: false }} look="boxed" onCommit={set} onSlide={set} onRestore={(path) => setErrors((old) => ({ ...old, [path]: "" }))} />
            {error && (
              <span className="mt-refused" role="alert">
                {error}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** What the numbers come from, and what they mean for a clamp. */
function Derived({ told: { stage, values, steady, charge, span, follows } }) {
  const isGiga = (values.Rt ?? 0) >= GIGA;
  const lines = [
    ["Steady current ΔI", steady, 1, "pA"],
    ["Rt = ΔV / ΔI", values.Rt === null ? null : values.Rt * (isGiga ? 1e-3 : 1), isGiga ? 2 : 1, isGiga ? "GΩ" : "MΩ"],
  ];
  if (stage === "cell") lines.splice(1, 0, ["Charge of the transient", charge, 0, "fC"]);
  const clamp = follows?.[0] && [
    ["Clamp follows to", ...frequency(follows[0])],
    ["with 80 % correction", ...frequency(follows[1])],
    ["Voltage error at 1 nA", values.Ra, 1, "mV"],
    ["with 80 % correction", 0.2 * values.Ra, 1, "mV"],
  ];
  return (
    <>
      <h2>How the numbers arise</h2>
      <Lines lines={lines} />
      {span && (
        <p className="unit">
          Fit from {short(+span[0].toPrecision(2))} to {short(+span[1].toPrecision(2))} ms. At the step the whole ΔV lies over Ra; its first slope gives Cm; Rm = Rt − Ra. Whole-cell
          compensation, correction and prediction are off during the test.
        </p>
      )}
      {clamp && (
        <>
          <h2>What this rig can do</h2>
          <Lines lines={clamp} />
        </>
      )}
    </>
  );
}

const frequency = (khz) => (khz >= 1 ? [khz, 1, "kHz"] : [1e3 * khz, 0, "Hz"]);

const Lines = ({ lines }) => (
  <dl className="mt-lines">
    {lines.map(([name, value, digits, unit], k) => (
      <div key={k}>
        <dt>{name}</dt>
        <dd>
          {value === null ? "–" : fixed(value, digits)} <span className="unit">{unit}</span>
        </dd>
      </div>
    ))}
  </dl>
);
