// The pulse of the Membrane Test: what can be set of it, and what is refused with the rule.
import { read, written } from "./format.js";

export const PULSE = { amplitude: -10, holding: null, rate: 15 };
export const FIELDS = [
  { path: "amplitude", label: "Amplitude", unit: "mV", step: 1, help: "Size of the step; a negative one hyperpolarizes." },
  { path: "holding", label: "From", unit: "mV", step: 1, placeholder: "auto", help: "Level before and after the step; empty is the cell's own holding, and 0 before there is a seal." },
  { path: "rate", label: "Rate", unit: "Hz", step: 1, help: "Pulses a second, where the machine keeps up." },
];
const RULES = {
  amplitude: { fits: (x) => Math.abs(x) >= 1 && Math.abs(x) <= 50, says: "must be 1 to 50 mV either way" },
  holding: { fits: (x) => x >= -120 && x <= 60, says: "must be \u2212120 to 60 mV" },
  rate: { fits: (x) => x >= 1 && x <= 20, says: "must be 1 to 20 Hz" },
};

/** A number of the pulse as {value}, or {error}: why not, and what is kept. */
export function pulseOf(path, text, kept) {
  if (path === "holding" && text.trim() === "") return { value: null };
  const value = text.trim() === "" ? NaN : read(text);
  if (Number.isFinite(value) && RULES[path].fits(value)) return { value };
  const rule = Number.isFinite(value) ? RULES[path].says : "is not a number";
  return { error: `${Number.isFinite(value) ? "" : `${text.trim() || "nothing"} `}${rule}; still ${kept === null ? "auto" : written(kept)}` };
}
