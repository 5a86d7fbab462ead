// The way out of the scope: what it shows as a picture, and its sweeps as CSV.
import { useEffect, useState } from "react";
import { getBackendURL } from "$/utils/state";
import { listen, tell } from "./commands.js";
import { Icon } from "./icon.jsx";
import { Menu } from "./menu.jsx";
import { current, useSelection } from "./selection.js";

const SAID_MS = 1800;
const SAID = { copied: "Copied", saved: "Saved", refused: "Not allowed here" };

export function Export({ path = "" }) {
  const count = useSelection(({ selected }) => Math.min(2, selected.length));
  const [said, setSaid] = useState("");
  useEffect(() => listen((what) => SAID[what] && setSaid(SAID[what])), []);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function copyTable() {
    const { selected } = current();
    const only = selected.length ? `&sweeps=${[...selected].sort((a, b) => a - b).join(",")}` : "";
    const text = fetch(`${getBackendURL().origin}${path}${only}`).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.blob();
    });
    const plain = text.then((blob) => new Blob([blob], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
  }

  const which = ["all sweeps", "the selected sweep", "the selected sweeps"][count];
  const items = [
    { text: "Copy picture", group: "Picture of the scope", act: () => tell("copy") },
    { text: "Save as PNG", group: "Picture of the scope", act: () => tell("png") },
    { text: "Save as SVG", group: "Picture of the scope", act: () => tell("svg") },
    {
      text: `Copy ${which} as CSV`,
      group: "Traces",
      act: () => copyTable().then(() => tell("copied"), () => tell("refused")),
    },
  ];
  return (
    <span className="export">
      <Menu label="Copy or save what is shown" items={items} disabled={!path}>
        <Icon name="copy" />
      </Menu>
      <span className="export-said" role="status">
        {said}
      </span>
    </span>
  );
}
