/*
 * The visible form of a character, the same as in server/answers/http/page_render.c: a combining mark
 * on a dotted circle, the control picture of a control character (C1 has none). Invisible characters
 * get a frame.
 */

const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2800]+$/u;

export function glyphText({ char, category }) {
    if (category.startsWith("M"))
        return `\u25CC${char}`;
    if (category !== "Cc")
        return char;
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
}

/* U+2600, or U+1F1E8 U+1F1ED. */
export function glyphPoints({ codepoint, codepoints }) {
    return codepoint ?? codepoints.join(" ");
}
