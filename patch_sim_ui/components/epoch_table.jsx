// The table of epochs as a spreadsheet: blocks are pasted from its cells on, Ctrl and an arrow go from cell to cell.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const LONGEST = 20000;

export function EpochTable({ className, onPaste, children }) {
  const paste = (event) => {
    const path = event.target.closest("[data-path]")?.dataset.path;
    const text = event.clipboardData.getData("text/plain").trim();
    if (!path?.startsWith("protocol.epochs.") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    onPaste(path, event.clipboardData.getData("text/plain").slice(0, LONGEST));
  };

  const go = (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation(); // a number would step
    const rows = cell.closest("table").rows;
    let down = cell.parentElement.rowIndex;
    let right = cell.cellIndex;
    for (;;) {
      down += step[0];
      right += step[1];
      if (!rows[down] || right < 0 || right > 10) return;
      const next = rows[down].cells[right]?.querySelector("input, select");
      if (next) return next.focus();
    }
  };

  return (
    <div className={className} onPaste={paste} onKeyDownCapture={go}>
      {children}
    </div>
  );
}
