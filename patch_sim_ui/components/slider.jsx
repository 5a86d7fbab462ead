// A native range in the hue of its quantity, with a tick at the library's value. It tells every value on the way,
// the last one never lost, and the one where it was let go.
import { memo, useEffect, useRef, useState } from "react";
import { isSame } from "./same.js";

const PAUSE_MS = 30;
const SETTLES = 1500; // ms in which an answer to an earlier step may still come

const isNear = (a, b) => Math.abs(a - b) <= 1e-6 * Math.abs(b);

export const Slider = memo(function Slider({ field, label, disabled = false, onSlide, onCommit }) {
  const { path, text, unit, value, default: usual, lo, hi, step, log } = field;
  const [held, setHeld] = useState(null);
  const input = useRef(null);
  const way = useRef({ last: 0, moved: -SETTLES, timer: 0, onSlide, onCommit, path, value });
  Object.assign(way.current, { onSlide, onCommit, path, value });

  const place = log ? Math.log10 : (x) => x;
  const range = [place(lo), place(hi)];
  const share = (x) => Math.max(0, Math.min(100, (100 * (place(x) - range[0])) / (range[1] - range[0])));
  const valueAt = (at) => (log ? +(10 ** at).toPrecision(3) : +at.toPrecision(9));

  // Nor must an answer to an earlier step of the arrows undo a later one: the next would begin from there.
  useEffect(() => {
    let timer = 0;
    const settle = () => {
      if (input.current.matches(":active")) return;
      const left = way.current.moved + SETTLES - performance.now();
      setHeld((now) => (left > 0 && now !== null && !isNear(now, value) ? now : null));
      if (left > 0) timer = setTimeout(settle, left);
    };
    settle();
    return () => clearTimeout(timer);
  }, [value]);

  useEffect(() => {
    const element = input.current;
    const release = () => {
      const { timer, onCommit: tell, path: at, value: told } = way.current;
      clearTimeout(timer);
      way.current.timer = 0;
      tell(at, String(valueAt(element.valueAsNumber)));
      setHeld((now) => (now !== null && isNear(now, told) ? null : now));
    };
    element.addEventListener("change", release);
    return () => element.removeEventListener("change", release);
  }, [log]);

  const send = (next) => {
    const now = way.current;
    clearTimeout(now.timer);
    const wait = now.last + PAUSE_MS - performance.now();
    const tell = () => {
      now.last = performance.now();
      now.timer = 0;
      now.onSlide(now.path, String(next));
    };
    if (wait <= 0) tell();
    else now.timer = setTimeout(tell, wait);
  };
  const move = (event) => {
    const next = valueAt(event.target.valueAsNumber);
    setHeld(next);
    way.current.moved = performance.now();
    send(next);
  };

  const shown = held ?? value;
  return (
    <span className="slider" style={{ "--p": `${share(shown)}%`, "--dd": share(usual) / 100 }}>
      <i className="tick" />
      <input
        ref={input}
        type="range"
        min={range[0]}
        max={range[1]}
        step={log ? 0.005 : step}
        value={place(shown)}
        disabled={disabled}
        aria-label={[label || field.label, unit].filter(Boolean).join(", ")}
        aria-valuetext={`${held ?? text} ${unit}`}
        onChange={move}
      />
    </span>
  );
}, isSame);
