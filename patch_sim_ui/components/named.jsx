// Names with an index: "I_Na" is an I with a lowered Na.

export function Named({ label = "" }) {
  const at = label.indexOf("_");
  if (at < 0) return label;
  return (
    <>
      {label.slice(0, at)}
      <sub>{label.slice(at + 1)}</sub>
    </>
  );
}
