/*
 * The formats in which a character can be copied. They agree with server/answers/escape.c,
 * which explains why some code points have no escape in a language: null, not copied.
 */

const hex = (point, width) => point.toString(16).toUpperCase().padStart(width, "0");
const surrogate = (point) => point >= 0xd800 && point <= 0xdfff;
const utf8 = (point) => [...new TextEncoder().encode(String.fromCodePoint(point))];
const short = (point) => (point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`);

const WRITERS = {
    html: (point) => (point === 0 || point >= 0x80 && point <= 0x9f || surrogate(point)
        ? null : `&#x${hex(point, 0)};`),
    css: (point) => (point === 0 || surrogate(point) ? null : `\\${hex(point, 6)}`),
    c: (point) => {
        if (point >= 0xa0)
            return surrogate(point) ? null : short(point);
        return utf8(point).map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
    },
    python: short,
    javascript: (point) => (point > 0xffff ? `\\u{${hex(point, 0)}}` : `\\u${hex(point, 4)}`),
};

const SPACED = {
    point: (point) => `U+${hex(point, 4)}`,
    utf8: (point) => utf8(point).map((byte) => hex(byte, 2)).join(" "),
};

/* name ▶ label */
export const FORMATS = {
    character: "Character",
    point: "Code point",
    html: "HTML",
    css: "CSS",
    c: "C",
    python: "Python",
    javascript: "JavaScript",
    utf8: "UTF-8 bytes",
};

/* Returns the text in that format, or null if one of its code points has none. */
export function escapeText(text, format) {
    if (format === "character")
        return text;
    const parts = Array.from(text, (char) => (WRITERS[format] ?? SPACED[format])(char.codePointAt(0)));
    return parts.includes(null) ? null : parts.join(format in SPACED ? " " : "");
}
