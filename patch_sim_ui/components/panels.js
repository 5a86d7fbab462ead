// Which panels the scope has, and what each one shows: those of the experiment, as the user changed them.
export const MOST_PANELS = 5;

/** Two choices show the same if they show the same signals in the same colors. */
export const what = ({ color, signals }) => [color, ...signals.map(({ name }) => name)].join(" ");

const named = (panel) =>
  panel.choices?.length
    ? panel.choices.map((choice) => ({ color: panel.color, ...choice }))
    : [{ ...panel, label: panel.title }];

/** The panels to draw, each with what it shows. Without a recording only its command, and none that was added. */
export function resolve(panels, offers, { shown = {}, added = [], removed = [] }, isEmpty) {
  const slots = panels
    .filter(({ id, color }) => !removed.includes(id) && !(isEmpty && color === "quantity"))
    .map((panel) => filled(panel, named(panel), offers, shown[panel.id]));
  const more = isEmpty ? [] : added.map((id) => extra(id, offers, shown[id])).filter(Boolean);
  const last = slots.at(-1)?.id === "command" ? slots.length - 1 : slots.length;
  return [...slots.slice(0, last), ...more, ...slots.slice(last)].slice(0, MOST_PANELS);
}

function filled(panel, own, offers, label) {
  const found = [...own, ...offers].find((one) => one.label === label) ?? own[0];
  const choice = own.find((one) => what(one) === what(found)) ?? found;
  const isOwn = own.includes(choice);
  return {
    ...panel,
    ...choice,
    id: panel.id,
    title: isOwn && own.length === 1 ? panel.title : choice.label,
    choices: isOwn && own.length > 1 ? own.map((one) => one.label) : [],
    key: keyOf(panel.id, choice.unit, choice.signals),
  };
}

/** The panel without what only a simulator knows: the membrane's true potential, and the pipette's beside it. */
export function untold(panel) {
  if (!hasTruth(panel)) return panel;
  const signals = panel.signals.filter(({ hue }) => hue !== "truth" && hue !== "raw");
  return { ...panel, signals, key: keyOf(panel.id, panel.unit, signals) };
}

export const hasTruth = ({ signals }) => signals.some(({ hue }) => hue === "truth");

const keyOf = (id, unit, signals) => [id, unit, ...signals.map(({ name }) => name)].join(" ");

function extra(id, offers, label) {
  const offer = offers.find((one) => one.label === label);
  return offer && filled({ id, title: label, choices: [] }, [offer], offers, label);
}

/** What a panel can be asked to show: the offers, and before them those choices of the panels that are none of them. */
export function menu(panels, offers) {
  const offered = offers.map(what);
  const others = panels.flatMap(named).filter((one) => !offered.includes(what(one)));
  return [...others.map((one) => ({ group: "Membrane", ...one })), ...offers];
}

/** The layout with one panel more: it shows the first offer that no panel shows. */
export function withPanel(layout, drawn, offers) {
  const seen = drawn.map(what);
  const id = [1, 2, 3, 4, 5].map((n) => `extra-${n}`).find((one) => !layout.added.includes(one));
  const offer = offers.find((one) => !seen.includes(what(one))) ?? offers[0];
  if (!offer || !id || drawn.length >= MOST_PANELS) return layout;
  return { ...layout, added: [...layout.added, id], shown: { ...layout.shown, [id]: offer.label } };
}

/** The layout without the panel `id`. */
export function withoutPanel(layout, id) {
  if (!layout.added.includes(id)) return { ...layout, removed: [...layout.removed, id] };
  const { [id]: _, ...shown } = layout.shown;
  return { ...layout, added: layout.added.filter((one) => one !== id), shown };
}
