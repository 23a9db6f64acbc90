/*
 * Dragging an element of a list to another place, by mouse or by a finger that rests on it first: one that does
 * not rest scrolls the list.
 */

const STILL = 6; // pixels
const REST = 250; // milliseconds of a finger

/* move(from, to) is called with the places of the element when it is dropped. */
export function dragWatch(list, move) {
    let held = null; // { item, x, ready, moving }
    let timer = 0;

    list.addEventListener("pointerdown", (event) => {
        const item = event.target.closest("li");
        if (event.button !== 0 || !event.isPrimary || item === null)
            return;
        held = { item, x: event.clientX, ready: event.pointerType === "mouse", moving: false };
        clearTimeout(timer);
        timer = setTimeout(() => held !== null && (held.ready = true), REST);
    });
    document.addEventListener("pointermove", (event) => {
        if (held === null || !held.moving && (Math.abs(event.clientX - held.x) < STILL || !held.ready))
            return;
        held.moving = true;
        held.item.classList.add("dragged");
        held.item.style.translate = `${event.clientX - held.x}px`;
    });
    list.addEventListener("touchmove", (event) => held?.ready && event.cancelable && event.preventDefault(), { passive: false });
    document.addEventListener("pointercancel", () => end());
    document.addEventListener("pointerup", (event) => {
        if (held?.moving !== true)
            return end();
        const from = [...list.children].indexOf(held.item);
        const to = placeOf(list, held.item, event.clientX);
        swallow();
        end();
        return move(from, to);
    });

    function end() {
        clearTimeout(timer);
        held?.item.style.removeProperty("translate");
        held?.item.classList.remove("dragged");
        held = null;
    }
}

/* The place among the others, by their middles. */
function placeOf(list, item, x) {
    const rightwards = getComputedStyle(list).direction !== "rtl";
    return [...list.children].filter((other) => other !== item).filter((other) => {
        const { left, right } = other.getBoundingClientRect();
        return (left + right) / 2 < x === rightwards;
    }).length;
}

/* The click that follows is not meant. */
function swallow() {
    const still = (event) => {
        event.preventDefault();
        event.stopPropagation();
    };
    addEventListener("click", still, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", still, true));
}
