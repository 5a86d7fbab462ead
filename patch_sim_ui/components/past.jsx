// What lies below the strip chart: the way back over the tape, and how much of it is seen at once.
import { fixed, short } from "./format.js";
import { Segments } from "./segments.jsx";

/** `past` is {start, end, until}, s: what is kept, and the right edge of what is shown; `onGo` takes a time, null for now. */
export function Past({ past, width, widths, onWidth, isTriggered, onGo }) {
  const { start, end, until } = past;
  const least = Math.min(end, start + width);
  const ago = end - until;
  return (
    <div className="chart-past">
      <input
        type="range"
        aria-label="Scroll back"
        aria-valuetext={ago > 0 ? `${fixed(ago, 1)} s ago` : "now"}
        title="Drag to scroll back over the past minutes; the cell waits meanwhile"
        min={least}
        max={Math.max(end, least + 1e-3)}
        step="any"
        value={until}
        disabled={isTriggered || end <= least}
        onChange={(event) => onGo(Number(event.target.value))}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -0.1, ArrowRight: 0.1, PageDown: -1, PageUp: 1 }[event.key];
          if (!by) return;
          onGo(Math.max(least, Math.min(end, until + by * width)));
          event.preventDefault();
        }}
      />
      <span className="chart-ago">{ago > 0 ? `${fixed(ago, 1)} s ago` : "now"}</span>
      <Segments label="Window" unit="s" values={widths} value={width} text={(x) => short(x)} onChoose={onWidth} />
    </div>
  );
}
