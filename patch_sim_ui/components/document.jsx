// The experiment of this tab and its lab book: opened from the address, kept for a reload or a restart of the server.
import { useEffect, useRef } from "react";
import { BOOK, HASH, LONGEST, STORED } from "./share.js";

export function Document({ link = "", kept = "", book = [], inside = "", isLost = false, onOpen, onRestore, onBook }) {
  const tell = useRef({});
  const known = useRef("");
  const read = useRef([]);
  const wasIn = useRef("");
  const text = link || kept;
  useEffect(() => {
    tell.current = { onOpen, onRestore, onBook };
  }, [onOpen, onRestore, onBook]);

  useEffect(() => {
    const open = () => {
      const { hash, pathname, search } = window.location;
      const [, text] = hash.split(HASH);
      if (text === undefined && hash.length <= LONGEST) return false;
      window.history.replaceState(null, "", pathname + search); // a long address goes with every event: too much for a socket
      if (text === undefined) return false;
      tell.current.onOpen(text.slice(0, LONGEST + 1)); // the server says that it is too long
      return true;
    };
    const stored = sessionStorage.getItem(STORED);
    const lines = keptLines();
    if (!open() && stored) tell.current.onRestore(stored, "");
    if (lines.length) tell.current.onBook(lines);
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);

  // What is edited without a connection waits for it; before that, the server gets back what it may have forgotten.
  useEffect(() => {
    if (!isLost) return;
    if (read.current.length) tell.current.onBook(read.current);
    if (known.current || wasIn.current) tell.current.onRestore(known.current, wasIn.current);
  }, [isLost]);

  // A server that has started anew knows neither.
  useEffect(() => {
    if (book.length) keep(BOOK, JSON.stringify(book));
    else if (read.current.length) tell.current.onBook(read.current);
    read.current = book;
  }, [book]);
  useEffect(() => {
    if (text) keep(STORED, text);
    else if (known.current) tell.current.onRestore(known.current, wasIn.current);
    known.current = text;
  }, [text]);
  useEffect(() => {
    if (!inside && wasIn.current) tell.current.onRestore(known.current, wasIn.current); // a server that knows stays out
    wasIn.current = inside;
  }, [inside]);
  return null;
}

/** Keep a text in the tab; where it is too much for the browser, what was kept before is no longer true. */
function keep(name, text) {
  try {
    sessionStorage.setItem(name, text);
  } catch {
    sessionStorage.removeItem(name);
  }
}

function keptLines() {
  try {
    return JSON.parse(sessionStorage.getItem(BOOK) ?? "[]");
  } catch {
    return [];
  }
}
