// A number and its unit. Enter or leaving commits, Esc restores, the arrows step: Shift finely, Alt coarsely.
import { memo, useEffect, useRef, useState } from "react";
import { read, written } from "./format.js";
import { isSame } from "./same.js";

const SETTLES = 1500; // ms in which an answer to an earlier step may still come
const LONGEST = 40;
const MOST_SEEN = 8; // characters that a field makes room for: three digits of 0.000143

export const NumberField = memo(function NumberField({ field, label, look = "", disabled = false, onCommit, onSlide, onRestore }) {
  const { path, text, unit, error, step, whole, placeholder } = field;
  const [draft, setDraft] = useState(null);
  const stepped = useRef(false);
  const typing = useRef(false); // something was typed that nobody was told of
  const last = useRef(-SETTLES); // when it was stepped last
  const timer = useRef(0);
  const shown = draft ?? text;
  const newest = useRef(shown); // of two quick steps the second starts where the first ended
  newest.current = shown;

  // An answer to an earlier step or text must not undo a later one.
  useEffect(() => {
    const isLate = () => typing.current || stepped.current || performance.now() - last.current < SETTLES;
    setDraft((now) => (isLate() && now !== text ? now : null));
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!error && !typing.current) setDraft(null);
  }, [error]);

  const restore = () => {
    typing.current = false;
    setDraft(null);
    if (error) onRestore?.(path);
  };
  const type = (value) => {
    typing.current = true;
    setDraft(value);
  };
  const commit = () => {
    if (draft === null) return;
    if (stepped.current || draft.trim() !== text) onCommit(path, draft);
    else restore();
    stepped.current = typing.current = false;
  };
  const go = (by) => {
    const from = read(newest.current);
    if (!Number.isFinite(from)) return;
    const next = written(from + by * (whole ? Math.max(1, Math.round(step)) : step));
    stepped.current = true;
    last.current = performance.now();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => stepped.current || setDraft((now) => (now === next ? null : now)), SETTLES);
    newest.current = next;
    setDraft(next);
    onSlide(path, next);
  };
  const press = (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape") restore();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const size = event.shiftKey && !whole ? 0.1 : event.altKey ? 10 : 1;
      go(event.key === "ArrowUp" ? size : -size);
    } else return;
    event.preventDefault();
  };

  // A browser drops the ends of lines: of a column, 120 and 130 would become 120130. The epoch table takes whole blocks.
  const paste = (event) => {
    const text = event.clipboardData.getData("text/plain").trim();
    if (path.startsWith("protocol.epochs.") || !/[\r\n]/.test(text)) return;
    event.preventDefault();
    type(text.replace(/[\r\n]+/g, "\t").slice(0, LONGEST));
  };

  return (
    <span
      className={["number", look, error && "bad"].filter(Boolean).join(" ")}
      data-path={path}
      style={{ "--chars": Math.min(shown.length, MOST_SEEN) }}
    >
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        value={shown}
        placeholder={placeholder}
        disabled={disabled}
        aria-label={[label || field.label, unit].filter(Boolean).join(", ")}
        aria-invalid={Boolean(error)}
        title={error || undefined}
        aria-description={field.help || undefined}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onPaste={paste}
        onKeyDown={press}
        onKeyUp={(event) => event.key.startsWith("Arrow") && stepped.current && commit()}
      />
      {unit && <span className="unit">{unit}</span>}
    </span>
  );
}, isSame);
