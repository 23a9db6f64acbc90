/*
 * Elements that stay usable whatever is open: a modal dialog makes everything outside of it inert
 * and covers it. So these elements are moved into the modal dialog, and back when it closes. One of them
 * is what screen readers hear: a live region that comes together with its text is not heard.
 */

import { element } from "./element.js";

const heard = element("p.heard", { role: "status" });
let hearing = 0; // timer
const kept = [];

new MutationObserver(() => kept.forEach(move))
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["open"] });

/* Where elements can be seen and used now: the modal dialog, or the body without one. */
export function aboveAll() {
    return document.querySelector("dialog:modal") ?? document.body;
}

/* Puts an element there, now and whenever a dialog opens or closes. */
export function aboveKeep(element) {
    kept.push(element);
    move(element);
}

function move(element) {
    const place = aboveAll();
    if (element.parentElement !== place)
        place.append(element);
}

/* Screen readers hear the text after that pause in milliseconds, unless they are to hear another one before; also
 * what was the last text already. */
export function hear(text, pause = 0) {
    clearTimeout(hearing);
    hearing = setTimeout(() => heard.replaceChildren(text), pause);
}

aboveKeep(heard);
