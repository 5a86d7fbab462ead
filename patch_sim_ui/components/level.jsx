// The level of the trigger: a line over the response with a handle on its axis.
import { useRef } from "react";
import { fixed } from "./format.js";

/** `strip` knows where values lie; `onLevel` takes a new one. `mark` is for the chart to move. */
export function Level({ mark, strip, level, unit, onLevel }) {
  const grip = useRef(null);
  const digits = unit.scale === 1 ? 0 : 2;
  const drag = (event) => {
    if (grip.current !== event.pointerId) return;
    const { top } = mark.current.parentElement.getBoundingClientRect();
    onLevel(strip().valueAt(event.clientY - top));
  };
  const step = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    onLevel(level + (by * (event.shiftKey ? 10 : 1)) / unit.scale);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={mark} className="chart-level-line">
      <button
        type="button"
        role="slider"
        aria-orientation="vertical"
        aria-label="Trigger level"
        aria-valuenow={Math.round(level)}
        aria-valuetext={`${fixed(level * unit.scale, digits)} ${unit.unit}`}
        title="Drag the level at which a sweep begins"
        onPointerDown={(event) => {
          grip.current = event.pointerId;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => (grip.current = null)}
        onPointerCancel={() => (grip.current = null)}
        onKeyDown={step}
      >
        {fixed(level * unit.scale, digits)}
      </button>
    </div>
  );
}
