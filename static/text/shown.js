/*
 * What is shown of a result and copied: the form of its character that the person prefers, and its category in
 * words. And which result an element shows, for what is done with it by its place.
 */

import { sayKnown } from "../base/messages.js";
import { preference } from "../base/preferences.js";
import { emojiText } from "./emoji.js";

const shown = new WeakMap(); // an element: its result

export function shownText(result) {
    return emojiText(result, { emoji: preference("emoji"), tone: preference("tone") });
}

/* The element shows this result, or none: undefined. */
export function shownBy(element, result) {
    shown.set(element, result);
    return element;
}

/* The nearest element around this one that shows a result, and the result: or null. */
export function shownAt(inside) {
    for (let element = inside; element !== null; element = element.parentElement) {
        const result = shown.get(element);
        if (result !== undefined)
            return { element, result };
    }
    return null;
}

/* "symbol" for So. */
export function categoryOf(category) {
    return sayKnown(`category.${category.toLowerCase()}`, category);
}
