// A button that copies a text, and says so in its place.
import { useEffect, useState } from "react";

const SAID_MS = 1500;

export function CopyButton({ text = "", label = "Copy" }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Not allowed here");
    }
  };
  return (
    <button type="button" className="button" onClick={copy} aria-live="polite">
      {said || label}
    </button>
  );
}
