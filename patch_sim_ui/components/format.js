// How numbers and names are written and read: true minus sign, unit prefixes for large currents.

export const minus = (text) => String(text).replace("-", "\u2212");

/** A typed number, with either minus and either decimal mark. */
export const read = (text) => Number(text.replace("\u2212", "-").replace(",", "."));

/** A number as a field shows it. */
export const written = (value) => minus(+value.toPrecision(9));

/** A number with fixed decimals; what rounds to zero has no sign, and with `sign` positive numbers show theirs. */
export function fixed(value, digits = 1, sign = false) {
  const size = 0.5 * 10 ** -digits;
  const text = (Math.abs(value) < size ? 0 : value).toFixed(digits);
  return (sign && value >= size ? "+" : "") + minus(text);
}

/** A number as short as it is exact to 4 decimals: ticks and levels. */
export const short = (value, sign = false) => {
  const rounded = +value.toFixed(4);
  return (sign && rounded > 0 ? "+" : "") + minus(rounded === 0 ? 0 : rounded);
};

const NEXT = { pA: "nA", nA: "µA", pS: "nS", "µA/cm²": "mA/cm²" };
const PER_UM2 = 0.01; // pA of 1 µA/cm² through 1 µm²

/** {unit, scale} that keeps `largest` below five digits: 15 470 pA reads as 15.47 nA, 0.00024 mM as 240 nM. */
export function scaled(unit, largest) {
  if (unit === "mM" && largest < 0.5) return largest < 5e-4 ? { unit: "nM", scale: 1e6 } : { unit: "µM", scale: 1e3 };
  return NEXT[unit] && largest >= 10000 ? { unit: NEXT[unit], scale: 1e-3 } : { unit, scale: 1 };
}

/** {unit, scale} of a current in pA through a membrane of `area` µm², as a density. */
export function dense(largest, area) {
  const { unit, scale } = scaled("µA/cm²", largest / (PER_UM2 * area));
  return { unit, scale: scale / (PER_UM2 * area) };
}

/** The name "I_Na" where nothing can be lowered. */
export const plain = (label = "") => label.replace("_", "");
