/*
 * The wall of the start page: a click on a character, or Enter or Space, copies it, where the link alone would search
 * for it.
 * All characters together are one stop of the Tab key; arrows move among them. The server has rendered the
 * form of an emoji that people mostly mean, and this person may prefer another one.
 */

import { preferencesWatch } from "../base/preferences.js";
import { RIGHTWARD } from "../base/messages.js";
import { EMOJI } from "../text/emoji.js";
import { glyphText } from "../text/glyph.js";
import { shownAt, shownBy } from "../text/shown.js";

const CELLS = "a[title]";
const EITHER = /^(?=\p{Emoji})(?!\p{Emoji_Component})\P{Emoji_Presentation}$/u; // drawn as text, and as an emoji if asked for

/* The character of a cell, as a result. */
function resultOf(cell) {
    const text = cell.textContent;
    const [first, selector, ...more] = text;
    const char = selector === EMOJI && more.length === 0 ? first : text;
    const points = Array.from(char, (one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
    const { category = "So" } = cell.dataset;
    const forms = EITHER.test(char) ? { presentation: char === text ? "text" : "emoji" }
        : "both" in cell.dataset ? { presentation: "emoji" } : {};
    return { char, name: cell.title, category, ...forms, toned: cell.dataset.toned, ...(points.length === 1 ? { codepoint: points[0] } : { codepoints: points }) };
}

/* A click calls copy(result, other), `other` with Shift or Alt. */
export function wallWatch(intro, copy) {
    for (const cell of intro.querySelectorAll(CELLS)) {
        shownBy(cell, resultOf(cell));
        cell.ariaLabel = cell.title; // many signs are silent
        cell.role = "button"; // it copies; only without scripts is it a link
    }
    paint(intro);
    preferencesWatch((name) => ["emoji", "tone", null].includes(name) && paint(intro));
    intro.addEventListener("click", (event) => {
        const cell = event.target.closest(CELLS);
        if (cell === null || event.ctrlKey || event.metaKey)
            return;
        event.preventDefault();
        event.stopPropagation(); // it is not followed
        copy(shownAt(cell).result, event.shiftKey || event.altKey);
    });
    intro.addEventListener("focusin", ({ target }) => target.matches(CELLS) && rove(intro, target));
    intro.addEventListener("keydown", (event) => moved(intro, event) && event.preventDefault());
    rove(intro, intro.querySelector(CELLS));
}

function paint(intro) {
    for (const cell of intro.querySelectorAll(CELLS)) {
        const text = glyphText(shownAt(cell).result);
        if (cell.textContent !== text)
            cell.textContent = text;
    }
}

/* Makes one cell the only one that Tab reaches. */
function rove(intro, one) {
    for (const cell of intro.querySelectorAll(CELLS))
        cell.tabIndex = cell === one ? 0 : -1;
}

function moved(intro, { key, target, ctrlKey, altKey, metaKey }) {
    if (!target.matches(CELLS) || ctrlKey || altKey || metaKey)
        return false;
    if (key === " ") {
        target.click();
        return true;
    }
    const cells = [...intro.querySelectorAll(CELLS)].filter((cell) => cell.offsetParent !== null); // those shown
    const next = neighbour(cells, target, key);
    next?.focus();
    return next !== undefined;
}

function neighbour(cells, from, key) {
    const at = cells.indexOf(from);
    switch (key) {
    case "ArrowRight":
        return cells[at + RIGHTWARD] ?? from;
    case "ArrowLeft":
        return cells[at - RIGHTWARD] ?? from;
    case "Home":
        return cells[0];
    case "End":
        return cells.at(-1);
    case "ArrowDown":
        return nearest(cells, from, 1);
    case "ArrowUp":
        return nearest(cells, from, -1);
    default:
        return undefined;
    }
}

/* The cell of the next line up or down that is the least to the side. */
function nearest(cells, from, direction) {
    const here = from.getBoundingClientRect();
    const distance = (cell) => {
        const { top, left } = cell.getBoundingClientRect();
        const down = (top - here.top) * direction;
        return down < here.height / 2 ? Infinity : down + 4 * Math.abs(left - here.left);
    };
    const found = cells.map((cell) => [distance(cell), cell]).reduce((a, b) => (b[0] < a[0] ? b : a));
    return found[0] === Infinity ? from : found[1];
}
