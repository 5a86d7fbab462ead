// What the Membrane Test says of its numbers: beyond a limit, and how far off the truth.
import { fixed, read, written } from "./format.js";

/** [smallest, largest] by name; access beyond 20 MΩ and 200 pA of holding current end most recordings. */
export const LIMITS = { Ra: [null, 20], Rm: [null, null], Cm: [null, null], Tau: [null, null], Hold: [-200, null] };
const SIGNED = new Set(["Hold"]); // all others are of a size
const NEAR = 5; // % that a number is near its true value by

/** Why a value is outside its limits, in words; "" if it is not. */
export function outside(value, [least, most] = [null, null]) {
  if (value === null) return "";
  if (most !== null && value > most) return `above ${written(most)}`;
  return least !== null && value < least ? `below ${written(least)}` : "";
}

/** The ends of the bar on which a value lies among its limits: a quarter beyond the largest of them. */
export function scaleOf(value, [least, most] = [null, null]) {
  const all = [least, most, value].filter((one) => one !== null);
  const size = 1.25 * Math.max(...all.map(Math.abs), 1e-9);
  const isBelow = all.some((one) => one < 0);
  return [isBelow ? -size : 0, !isBelow || all.some((one) => one > 0) ? size : 0];
}

/** A value beside the true one: in percent, or where it is off by more than the true one's own size in its unit. */
export function off(value, truth, unit, digits) {
  const percent = (100 * (value - truth)) / Math.abs(truth);
  const text = Math.abs(percent) <= 100 ? `${fixed(percent, 1, true)} %` : `${fixed(value - truth, digits, true)} ${unit}`;
  return { text, isNear: Math.abs(percent) <= NEAR };
}

/** The texts of both limits of a number as {pair}, or {error, wrong}: why not, and which of them. */
export function limitsOf(name, texts) {
  const pair = texts.map((text) => (text.trim() === "" ? null : read(text)));
  for (const [wrong, limit] of pair.entries()) {
    if (limit === null) continue;
    if (!Number.isFinite(limit)) return { wrong, error: `${texts[wrong].trim()} is not a number.` };
    if (limit < 0 && !SIGNED.has(name)) return { wrong, error: `${name} cannot be below 0.` };
  }
  const [least, most] = pair;
  if (least !== null && most !== null && least >= most) return { wrong: 1, error: `${written(most)} is not above ${written(least)}.` };
  return { pair };
}
