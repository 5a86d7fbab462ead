// A formula as text, in as many lines as it needs. What is typed is tried when the typing rests; Enter or leaving
// commits, Esc restores; what is refused stays to be mended.
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { isSame } from "./same.js";

const REST = 300;

export const FormulaField = memo(function FormulaField({ field, label, onCommit, onSlide, onRestore }) {
  const { path, text, error, help } = field;
  const [draft, setDraft] = useState(null);
  const waiting = useRef(0);
  const editing = useRef(false);
  const tried = useRef(false);
  const before = useRef(text);
  const box = useRef(null);
  const shown = draft ?? text;

  useLayoutEffect(() => {
    const { style } = box.current;
    style.height = "auto";
    style.height = `${box.current.scrollHeight + 2}px`; // its two borders
  }, [shown]);

  useEffect(() => () => clearTimeout(waiting.current), []);
  // What was refused stays to be mended, until something else is true.
  useEffect(() => {
    if (!editing.current && !error) setDraft(null);
  }, [text, error]);
  // An error whose text nobody sees any more is over.
  useEffect(() => {
    editing.current = tried.current = false;
    setDraft(null);
    if (error) onRestore?.(path);
  }, [path]);

  const type = (value) => {
    if (!editing.current) before.current = text;
    editing.current = true;
    setDraft(value);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => {
      tried.current = true;
      onSlide(path, value);
    }, REST);
  };
  const commit = () => {
    clearTimeout(waiting.current);
    if (draft === null || (!editing.current && !error)) return;
    if (draft.trim() !== before.current || tried.current || error) onCommit(path, draft.trim());
    else setDraft(null);
    editing.current = tried.current = false;
  };
  const restore = () => {
    clearTimeout(waiting.current);
    if (tried.current) onCommit(path, before.current);
    if (error) onRestore?.(path);
    editing.current = tried.current = false;
    setDraft(null);
  };

  return (
    <textarea
      ref={box}
      rows={1}
      className={error ? "formula bad" : "formula"}
      autoComplete="off"
      spellCheck={false}
      maxLength={400}
      value={shown}
      data-path={path}
      aria-label={label || field.label}
      aria-invalid={Boolean(error)}
      title={error || help || undefined}
      onChange={(event) => type(event.target.value.replace(/\n/g, " "))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          commit();
        } else if (event.key === "Escape") restore();
      }}
    />
  );
}, isSame);
