// The limits that color the numbers of the Membrane Test: for each a smallest and a largest, either of them empty.

/** [smallest, largest] by name; access beyond 20 MΩ and 200 pA of holding current end most recordings. */
export const LIMITS = { Ra: [null, 20], Rm: [null, null], Cm: [null, null], Tau: [null, null], Hold: [-200, null] };

/** Why a value is outside its limits, in words; "" if it is not. */
export function outside(value, [least, most] = [null, null]) {
  if (value === null) return "";
  if (most !== null && value > most) return `above ${most}`;
  return least !== null && value < least ? `below ${least}` : "";
}

/** A text as a limit: a number, or none. */
export const limitOf = (text) => (text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text));
