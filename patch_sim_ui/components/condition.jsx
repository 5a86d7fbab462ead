// How a cell that goes on is doing, in a word and a dot.
import { fixed, short } from "./format.js";

export const SAID = { connecting: "Connecting …", broken: "No connection; trying again …", elsewhere: "Shown in another tab" };

/** `name` and `why` are the line's; `pace` and `frames` what comes of the `speed` that was asked for. */
export function Condition({ name, why, paused, isOut, speed, pace, frames }) {
  const [kind, word] = told({ name, why, paused, isOut, speed, pace, frames });
  return (
    <span className="chart-state" role="status" data-kind={kind} title={frames ? `${fixed(frames, 0)} frames/s` : ""}>
      {word}
    </span>
  );
}

function told({ name, why, paused, isOut, speed, pace, frames }) {
  const of = (share, text) => (share === 1 ? "real time" : `${text} × real time`);
  if (name !== "open") return ["amber", why || SAID[name]];
  if (paused) return ["still", "Paused"];
  if (isOut && !frames) return ["amber", "Stopped; change a value to go on"];
  if (pace !== null && pace < 0.85 * speed) return ["amber", `Slower than asked: ${of(pace, fixed(pace, 2))}`];
  return ["live", `Live · ${of(speed, short(speed))}`];
}
