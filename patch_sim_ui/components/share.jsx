// Share: the whole experiment as an address and as a code for a camera.
import { useEffect, useId, useRef, useState } from "react";
import { Icon } from "./icon.jsx";
import { address } from "./share.js";

export function Share({ link = "", unlinked = "", code = "", side = 0, onLink, onCode, onSave }) {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const box = useRef(null);
  const field = useRef(null);
  const id = useId();
  const url = isOpen && link ? address(link) : "";

  useEffect(() => {
    if (url) onCode(url);
    setSaid("");
  }, [url]);

  useEffect(() => {
    if (!isOpen) return undefined;
    if (!link && !unlinked) onLink();
    field.current?.focus();
    const away = (event) => box.current?.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [isOpen]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setSaid("Copied");
    } catch {
      field.current.select();
      setSaid("Press Ctrl C");
    }
  };
  const press = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    setOpen(false);
    box.current.querySelector("button").focus();
  };

  return (
    <div ref={box} className="share" onKeyDown={press}>
      <button
        type="button"
        className="tool"
        aria-label="Share this experiment"
        title="Share this experiment: a link that opens it as it is now"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="share" />
      </button>
      {isOpen && (
        <section id={id} className="share-sheet" aria-label="Share">
          <h2>Share this experiment</h2>
          <p>The link holds the cell, the rig, the protocol and every change; it needs no account and no file.</p>
          {unlinked && <p role="status">This experiment is too long for a link: {unlinked}</p>}
          <div className="share-line" hidden={Boolean(unlinked)}>
            <input
              ref={field}
              readOnly
              value={url}
              aria-label="Link to this experiment"
              onFocus={(event) => event.target.select()}
            />
            <button type="button" className="button" disabled={!url} onClick={copy}>
              Copy
            </button>
          </div>
          {url && (
            <p className="hint" role="status">
              {said || `${url.length} characters`}
            </p>
          )}
          <div className="share-file">
            <span>Or a file, which Open … below the traces reads again:</span>
            <button type="button" className="button" onClick={() => onSave?.()}>
              Save as a file
            </button>
          </div>
          {url && code && (
            <svg className="share-code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label="The link as a QR code">
              <path d={code} />
            </svg>
          )}
        </section>
      )}
    </div>
  );
}
