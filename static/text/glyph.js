/*
 * The visible form of a character, the same as in server/answers/http/pages/glyph.c: a combining mark
 * on a dotted circle, the control picture of a control character (C1 has none), an emoji in the form that
 * is copied. Invisible characters get a frame.
 */

import { shownText } from "./shown.js";

const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2800]+$/u;

export function glyphText(result) {
    const { char, category } = result;
    if (category.startsWith("M"))
        return `\u25CC${char}`;
    if (category !== "Cc")
        return shownText(result);
    const point = char.codePointAt(0);
    if (point < 0x20)
        return String.fromCodePoint(0x2400 + point);
    return point === 0x7f ? "\u2421" : "\uFFFD";
}

export function glyphHidden({ char, category }) {
    return category !== "Cc" && INVISIBLE.test(char);
}

/* Shows a result's character in an element of class "glyph". */
export function glyphShow(element, result) {
    element.textContent = glyphText(result);
    element.classList.toggle("hidden", glyphHidden(result));
    element.style.removeProperty("font-size");
    if (mayBeWide(element.textContent))
        fitSoon(element);
}

/* Glyphs that are wider than high: letters of Arabic words and of cuneiform, long dashes, sequences that no
 * font draws as one. Others are not measured: each measurement lays out the page. */
function mayBeWide(char) {
    return /[\u{2E3A}\u{2E3B}\u{FB50}-\u{FDFF}\u{12000}-\u{12543}\u{A9C1}-\u{A9CD}\u{1242B}]/u.test(char)
        || Array.from(char.replace(/[\uFE0E\uFE0F]/, "")).length > 1;
}

const FIT_LEAST = 0.2; // of the size: still to be seen
const waiting = new Set();

/* For a glyph that another font draws from now on. */
export function glyphFit(element) {
    element.style.removeProperty("font-size");
    fitSoon(element);
}

/* All of a turn are measured first, then changed. */
function fitSoon(element) {
    if (waiting.size === 0)
        requestAnimationFrame(fitAll);
    waiting.add(element);
}

function fitAll() {
    const sizes = Array.from(waiting, (element) =>
        [element, element.clientWidth / element.scrollWidth, parseFloat(getComputedStyle(element).fontSize)]);
    waiting.clear();
    for (const [element, part, size] of sizes)
        if (part < 1)
            element.style.fontSize = `${Math.floor(size * Math.max(part * 0.95, FIT_LEAST))}px`;
}

/* U+2600, or U+1F1E8 U+1F1ED. */
export function glyphPoints({ codepoint, codepoints }) {
    return codepoint ?? codepoints.join(" ");
}
