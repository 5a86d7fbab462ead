// Where an experiment stands in an address, and where a tab keeps its own.
export const HASH = "#x=";
export const STORED = "patch_sim.document";
export const BOOK = "patch_sim.book";
export const LONGEST = 100_000; // characters of a link

/** The address that opens the experiment of `link` anywhere. */
export const address = (link) => `${window.location.origin}${window.location.pathname}${HASH}${link}`;
