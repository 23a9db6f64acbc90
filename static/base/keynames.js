/*
 * Keys as keyboards of the reader's language name them: Strg K for Ctrl K.
 */

import { sayKnown } from "./messages_later.js";

/* Keys that are pressed together have a space between them. */
export function keyName(keys) {
    return keys.split(" ").map((key) => sayKnown(`key.${key.toLowerCase()}`, key)).join(" ");
}
