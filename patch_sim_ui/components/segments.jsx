// A few values of which one holds, side by side.
export function Segments({ label, unit = "", values, value, text, onChoose }) {
  return (
    <span className="segments" role="group" aria-label={label}>
      <span className="segments-name">{label}</span>
      <span className="segments-values">
        {values.map((one) => (
          <button key={one} type="button" aria-pressed={one === value} onClick={() => onChoose(one)}>
            {text(one)}
          </button>
        ))}
      </span>
      {unit && <span className="unit">{unit}</span>}
    </span>
  );
}
