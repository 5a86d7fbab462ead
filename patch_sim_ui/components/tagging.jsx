// A line to write beside a moment of a sweep: Enter keeps it as a tag and in the lab book, Esc gives it up.
import { useEffect, useRef } from "react";
import { short } from "./format.js";

/** `at` is {sweep, time, x, y}, pixels for its place. */
export function Tagging({ at, onKeep, onClose }) {
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const press = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter") return;
    const text = field.current.value.trim();
    if (text) onKeep(at.sweep, at.time, text);
    onClose();
  };
  return (
    <label className="scope-tagging" style={{ left: at.x, top: at.y }}>
      Sweep {at.sweep + 1}, {short(at.time)} ms
      <input ref={field} maxLength={200} aria-label="Tag" placeholder="What is there? Enter keeps it" onKeyDown={press} onBlur={onClose} />
    </label>
  );
}
