/*
 * The formats in which a character can be copied. They agree with index/present/escape.c,
 * which explains why some code points have no escape in a language: null, not copied. Texts and their
 * escapes are those of the emoji that is shown; the code point, the names and LaTeX are those of the character.
 */

import { say } from "../base/messages.js";
import { shownText } from "./shown.js";

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
    rust: (point) => (surrogate(point) ? null : `\\u{${hex(point, 0)}}`),
    java: (point) => {
        if ([0x0a, 0x0d, 0x22, 0x27, 0x5c].includes(point))
            return `\\${point.toString(8).padStart(3, "0")}`;
        const text = String.fromCodePoint(point);
        return Array.from({ length: text.length }, (_, i) => `\\u${hex(text.charCodeAt(i), 4)}`).join("");
    },
    go: (point) => (surrogate(point) ? null : short(point)),
    url: (point) => (surrogate(point) ? null : utf8(point).map((byte) => `%${hex(byte, 2)}`).join("")),
};

const SPACED = {
    point: (point) => `U+${hex(point, 4)}`,
    utf8: (point) => utf8(point).map((byte) => hex(byte, 2)).join(" "),
};

/* name ▶ label */
export const FORMATS = {
    character: say("format.character"),
    point: say("format.point"),
    html: "HTML",
    css: "CSS",
    c: "C",
    python: "Python",
    javascript: "JavaScript",
    rust: "Rust",
    java: "Java",
    go: "Go",
    url: "URL",
    latex: "LaTeX",
    utf8: say("format.utf8"),
    name: say("format.name"),
    named: say("format.named"),
};

const NAMED = {
    name: ({ name }) => name,
    named: (result) => `${escapeText(result.char, "point")} ${result.name}`,
};

/* The name of a format, or of the one to use where there is none of that name. */
export function formatOf(name, otherwise) {
    return Object.hasOwn(FORMATS, name) ? name : otherwise;
}

/* Results in that format, or null if one of them has none. Names are a line each. Not in LaTeX, which the
 * server knows: latex.js. */
export function escapeResults(results, format) {
    if (Object.hasOwn(NAMED, format))
        return results.map(NAMED[format]).join("\n");
    if (format === "point")
        return results.map(({ char }) => escapeText(char, format)).join(" ");
    return escapeText(results.map(shownText).join(""), format);
}

/* Returns the text in that format, or null if one of its code points has none. */
export function escapeText(text, format) {
    if (format === "character")
        return text;
    const parts = Array.from(text, (char) => (WRITERS[format] ?? SPACED[format])(char.codePointAt(0)));
    return parts.includes(null) ? null : parts.join(format in SPACED ? " " : "");
}
