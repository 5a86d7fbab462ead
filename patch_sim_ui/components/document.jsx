// The experiment of this tab: opened from the address, kept for a reload or a restart of the server.
import { useEffect, useRef } from "react";
import { HASH, LONGEST, STORED } from "./share.js";

export function Document({ link = "", onOpen, onRestore }) {
  const tell = useRef({});
  const known = useRef("");
  useEffect(() => {
    tell.current = { onOpen, onRestore };
  }, [onOpen, onRestore]);

  useEffect(() => {
    const open = () => {
      const [, text] = window.location.hash.split(HASH);
      if (text === undefined) return false;
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
      tell.current.onOpen(text.slice(0, LONGEST + 1)); // the server says that it is too long
      return true;
    };
    const stored = sessionStorage.getItem(STORED);
    if (!open() && stored) tell.current.onRestore(stored);
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);

  useEffect(() => {
    if (link) sessionStorage.setItem(STORED, link);
    else if (known.current) tell.current.onRestore(known.current); // a server that has started anew
    known.current = link;
  }, [link]);
  return null;
}
