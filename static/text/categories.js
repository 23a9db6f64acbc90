/*
 * Categories in a reader's words: "symbol" for So.
 */

import { sayKnown } from "../base/messages.js";

export function categoryOf(category) {
    return sayKnown(`category.${category.toLowerCase()}`, category);
}
