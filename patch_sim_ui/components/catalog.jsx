// The Library's list: sections to choose from, a search over all of them, arrows to walk along. The chosen entry is
// the fragment of the address, so that it can be linked and gone back to.
import { useEffect, useMemo, useRef, useState } from "react";

const KINDS = [
  ["channels", "Channels"],
  ["cells", "Cells"],
  ["protocols", "Protocols"],
  ["drugs", "Drugs"],
  ["solutions", "Solutions"],
];

const HEAD = 32; // pixels of a section's name, which stays over its entries

const fragment = () => decodeURIComponent(window.location.hash.slice(1));
const asked = () => fragment() || new URLSearchParams(window.location.search).get("entry") || "";

export function Catalog({ groups = [], chosen = "", onChoose }) {
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState("channels");
  const search = useRef(null);
  const list = useRef(null);
  const tell = useRef(onChoose);
  useEffect(() => {
    tell.current = onChoose;
  }, [onChoose]);

  useEffect(() => {
    const open = () => tell.current(asked());
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);

  // Before the address names it: a phone begins with the list, unless an entry was asked for.
  useEffect(() => {
    const page = document.querySelector(".library > main");
    page?.scrollTo(0, 0);
    if (asked()) page?.scrollIntoView();
  }, [chosen]);
  const own = groups.find(({ entries }) => entries.some(({ key }) => key === chosen))?.kind;
  useEffect(() => {
    if (own) setKind(own);
    if (own && !asked()) window.history.replaceState(window.history.state, "", `#${chosen}`);
  }, [own, chosen]);
  useEffect(() => {
    const link = list.current?.querySelector("[aria-current]")?.getBoundingClientRect();
    if (!link) return;
    const { top, bottom } = list.current.getBoundingClientRect();
    list.current.scrollTop += Math.min(link.top - top - HEAD, 0) || Math.max(link.bottom - bottom, 0);
  }, [chosen, kind]);

  useEffect(() => {
    const press = (event) => {
      const free = !event.target.closest?.("input:not([type=range]), textarea, select");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !free) return;
      event.preventDefault();
      search.current.focus();
      search.current.select();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = useMemo(
    () =>
      groups
        .filter((group) => words.length > 0 || group.kind === kind)
        .map((group) => ({
          ...group,
          entries: group.entries.filter(({ also }) =>
            words.every((word) => `${also} ${group.label} ${group.kind}`.toLowerCase().includes(word)),
          ),
        }))
        .filter(({ entries }) => entries.length > 0),
    [groups, kind, query],
  );
  const count = shown.reduce((sum, { entries }) => sum + entries.length, 0);

  const walk = (event) => {
    const links = [...list.current.querySelectorAll("a")];
    const here = links.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || (here < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (to < 0) search.current.focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  };
  const type = (event) => {
    if (event.key === "Escape") setQuery("");
    else if (event.key === "Enter") list.current.querySelector("a")?.click();
    else walk(event);
  };

  return (
    <nav className="catalog" aria-label="Library">
      <div className="find">
        <input
          ref={search}
          type="search"
          value={query}
          placeholder="Search all of it"
          aria-label="Search the Library"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={type}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div className="modes kinds" role="group" aria-label="Section">
        {KINDS.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={words.length === 0 && kind === name}
            onClick={() => {
              setQuery("");
              setKind(name);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="entries" ref={list} onKeyDown={walk}>
        {shown.map(({ kind: of, label, entries }) => (
          <section key={`${of} ${label}`}>
            <h2>{label}</h2>
            <ul>
              {entries.map(({ key, label: text, hint, hue }) => (
                <li key={key}>
                  <a href={`#${key}`} aria-current={key === chosen ? "page" : undefined} data-hue={hue || undefined}>
                    {hue && <i className="swatch" />}
                    <span>{text}</span>
                    {hint && <small>{hint}</small>}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="unseen" role="status">
        {words.length > 0 ? `${count} found` : ""}
      </p>
      {count === 0 && <p className="hint">Nothing of that name</p>}
    </nav>
  );
}
