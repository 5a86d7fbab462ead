// A button that opens a file: sends it to the server, which reads it. Of a stimulus one may go on to choose what is taken.
import { useRef, useState } from "react";
import { getBackendURL } from "$/utils/state";

const MOST = 20e6;

async function read(kind, file, column, sweep) {
  if (file.size > MOST) throw new Error(`${file.name}: more than ${MOST / 1e6} MB`);
  const asked = new URLSearchParams({ name: file.name, column, sweep });
  const body = new Blob([file], { type: "text/plain" }); // a plain request, which needs no leave from the server
  const answer = await fetch(`${getBackendURL().origin}/open/${kind}?${asked}`, { method: "POST", body });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message);
  return said;
}

export function OpenFile({ kind, accept, label, place = "", onOpened, onRefused, className, children }) {
  const input = useRef(null);
  const [busy, setBusy] = useState(false);
  const [held, setHeld] = useState(null);

  async function open(file, column = 1, sweep = 0) {
    setBusy(true);
    try {
      const said = await read(kind, file, column, sweep);
      if (kind === "waveform") setHeld({ file, column, sweep, ...said });
      onOpened(place, said.token);
    } catch (error) {
      onRefused(error instanceof TypeError ? "The server did not answer; try again" : error.message);
    }
    setBusy(false);
  }

  function choose(event) {
    const [file] = event.target.files;
    event.target.value = ""; // the same file may be chosen again
    if (file) open(file);
  }

  return (
    <span className="open-file">
      <button type="button" className={className} aria-label={label} title={label} aria-busy={busy} disabled={busy} onClick={() => input.current.click()}>
        {children}
      </button>
      <input ref={input} type="file" accept={accept} aria-label={`${label}: file`} tabIndex={-1} hidden onChange={choose} />
      {held?.columns.length > 1 && (
        <select className="kind" aria-label={`Column of ${held.file.name}`} value={held.column} disabled={busy} onChange={(e) => open(held.file, Number(e.target.value), held.sweep)}>
          {held.columns.map((title, k) => (
            <option key={k} value={k + 1}>{title}</option>
          ))}
        </select>
      )}
      {held?.sweeps > 1 && (
        <select className="kind" aria-label={`Sweep of ${held.file.name}`} value={held.sweep} disabled={busy} onChange={(e) => open(held.file, held.column, Number(e.target.value))}>
          {Array.from({ length: held.sweeps }, (_, k) => (
            <option key={k} value={k}>{`sweep ${k + 1}`}</option>
          ))}
        </select>
      )}
    </span>
  );
}
