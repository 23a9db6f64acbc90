/*
 * Elements that stay usable whatever is open: a modal dialog makes everything outside of it inert
 * and covers it. So these elements are moved into the modal dialog, and back when it closes.
 */

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
