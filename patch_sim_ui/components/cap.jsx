// The cap of the key that an act has now.
import { capOf, useKeys } from "./keymap.js";

export const Cap = ({ act }) => <kbd>{capOf(useKeys()[act])}</kbd>;
