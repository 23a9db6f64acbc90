/*
 * What a character is called to a reader: its short name in the reader's language, else its official
 * name, in sentence case. The same as index/present/caption.c.
 */

/* Words within names that keep capitals. */
const PROPER = new Map([
    "APL", "Arabic", "Armenian", "Braille", "Celsius", "Chinese", "CJK", "Coptic", "Cyrillic", "Egyptian",
    "Ethiopic", "Greek", "Fahrenheit", "Georgian", "Hangul", "Glagolitic", "Hebrew", "Hiragana", "IPA",
    "Japanese", "Kangxi", "Khmer", "Katakana", "Korean", "Latin", "OCR", "OK", "Persian", "Roman", "Thai",
    "Tibetan", "Turkish", "Vedic",
].map((word) => [word.toUpperCase(), word]));

/* A code point after a hyphen, a word with a digit, the letter of a capital letter: as they are. */
const WORD = /(?<kept>(?<=-)[0-9A-F]{4,}(?![0-9A-Z])|[A-Z]*[0-9][0-9A-Z]*|(?<=CAPITAL LETTER )[A-Z](?![0-9A-Z]))|[0-9A-Z]+/g;

export function captionSentence(name) {
    if (name.startsWith("<"))
        return name;
    return capital(/[a-z]/.test(name)
        ? name
        : name.replace(WORD, (word, kept) => PROPER.get(word) ?? kept ?? word.toLowerCase()));
}

export function captionOf({ name, short_name: short }) {
    return captionSentence(short ?? name);
}

function capital(text) {
    const [first = ""] = text;
    const upper = first.toUpperCase();
    return Array.from(upper).length === 1 ? upper + text.slice(first.length) : text;
}
