/*
 * Holding a character, by mouse, finger or pen, and the key V or the menu key on it: for what it has more of
 * than one form. What is held and moved is scrolled or selected instead.
 */

import { shownAt } from "../text/shown.js";

const HOLD = 500; // milliseconds
const STILL = 10; // pixels that a finger may move
const TYPING = "input, textarea, select";

/* act(result, element) is called for the results that can(result) be shown in other forms. */
export function holdWatch({ can, act }) {
    let timer = 0;
    let from = null;
    const stop = () => clearTimeout(timer);
    document.addEventListener("pointerdown", (event) => {
        stop();
        const found = event.button === 0 && event.isPrimary ? shownAt(event.target) : null;
        if (found === null || !can(found.result) || event.target.closest("button:not(.chip)"))
            return;
        from = event;
        timer = setTimeout(() => {
            swallow();
            act(found.result, found.element);
        }, HOLD);
    });
    document.addEventListener("pointermove", (event) =>
        from !== null && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STILL && stop());
    for (const end of ["pointerup", "pointercancel", "scroll", "dragstart"])
        document.addEventListener(end, stop, true);
    document.addEventListener("contextmenu", (event) => {
        if (event.pointerType !== "mouse" && from?.pointerType !== "mouse" && can(shownAt(event.target)?.result ?? {}))
            event.preventDefault(); // a finger that holds
    });
    document.addEventListener("keydown", (event) => key(event, can, act));
}

/* The click with which holding ends is not meant. */
function swallow() {
    const still = (event) => {
        event.preventDefault();
        event.stopPropagation();
    };
    addEventListener("click", still, { capture: true, once: true });
    addEventListener("pointerup", () => setTimeout(() => removeEventListener("click", still, true)), { once: true });
}

function key(event, can, act) {
    const menu = event.key === "ContextMenu" || event.key === "F10" && event.shiftKey;
    const plain = event.key === "v" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!menu && !plain || event.target.matches(TYPING))
        return;
    const active = document.getElementById(event.target.getAttribute?.("aria-activedescendant") ?? "");
    const found = shownAt(active ?? event.target);
    if (found === null || !can(found.result))
        return;
    event.preventDefault();
    act(found.result, found.element);
}
