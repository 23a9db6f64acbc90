/*
 * Collections as a text, for people to read, keep and give away:
 *
 *     # Favourites
 *     ❤	U+2764	HEAVY BLACK HEART
 *     🇨🇭	U+1F1E8 U+1F1ED	flag: Switzerland
 *
 * What is read may have been written by hand: the code points count, else the characters at the beginning of
 * the line; names may be missing, and spaces may stand for tabs. What cannot be read is skipped and told, as
 * the code of a message (import.CODE) with its values.
 */

export const TEXT_MAX = 1024 * 1024; // UTF-16 code units
export const LINES_MAX = 20_000;
const POINTS_MAX = 16; // code points of one item
const COMPLAINTS_MAX = 20;
const POINT = /\bU\+([0-9A-F]{1,8})\b/gi;

/* collections: [{ name, items: [{ char, name }] }] */
export function transferWrite(collections) {
    return collections.map(({ name, items }) => [
        `# ${name}`,
        ...items.map((item) => [item.char, points(item.char), item.name].map(lineless).join("\t")),
        "",
    ].join("\n")).join("\n");
}

/* Returns { collections, complaints }: a complaint, { code, line, … }, says in which line what is wrong. What
 * stands before the first title is in a collection of the name `untitled`. */
export function transferRead(text, untitled) {
    const collections = [];
    const complaints = [];
    if (text.length > TEXT_MAX)
        return { collections, complaints: [{ code: "long" }] };
    const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r]/);
    const told = (at, code, values) => complaints.length < COMPLAINTS_MAX && complaints.push({ code, line: at + 1, ...values });
    let now = null;
    lines.slice(0, LINES_MAX).forEach((line, at) => {
        const title = /^#(?!\t|️?\u20E3)\s*(.*)$/u.exec(line); // a # may be a character, too
        if (line.trim() === "")
            return;
        if (title !== null)
            collections.push(now = { name: title[1].trim() || untitled, items: [] });
        else
            itemRead(line, (item) => {
                if (now === null)
                    collections.push(now = { name: untitled, items: [] });
                now.items.push(item);
            }, (code, values) => told(at, code, values));
    });
    if (lines.length > LINES_MAX)
        told(LINES_MAX, "lines", { most: LINES_MAX });
    return { collections, complaints };
}

function itemRead(line, add, complain) {
    const found = [...line.matchAll(POINT)].map(([, digits]) => parseInt(digits, 16));
    const first = /^ ?\t/.test(line) ? "" : line.trimStart().split(/[\t ]/)[0].replace(/^U\+.*/i, "");
    const words = /[A-Za-z]{2}/.test(first);
    const bare = words && found.length > 0 ? "" : first; // a name before the code points
    const wrong = found.find((point) => point > 0x10ffff || point >= 0xd800 && point <= 0xdfff);
    if (wrong !== undefined)
        return complain("not-character", { point: `U+${wrong.toString(16).toUpperCase()}` });
    if (found.length === 0 && bare === "")
        return complain("nothing");
    const char = found.length > 0 ? String.fromCodePoint(...found.slice(0, POINTS_MAX)) : bare;
    if (found.length > POINTS_MAX || Array.from(char).length > POINTS_MAX)
        return complain("points", { most: POINTS_MAX });
    if (/\p{Cs}/u.test(char))
        return complain("surrogate");
    if (found.length === 0 && graphemes(bare) > 1)
        return complain("several", { text: bare });
    if (found.length > 0 && bare !== "" && !same(bare, char))
        complain("differs", { text: bare });
    const name = line.trimStart().slice(bare.length).replace(POINT, "").replace(/^[\s,;:–-]+/, "").trim();
    return add({ char, name: (name || points(char)).slice(0, 200) });
}

/* Older browsers cannot tell. */
function graphemes(text) {
    return Intl.Segmenter === undefined ? 1 : [...new Intl.Segmenter("en").segment(text)].length;
}

/* Apart from the selectors of text and emoji. */
function same(one, other) {
    const plain = (text) => text.replace(/[\uFE0E\uFE0F]/g, "");
    return plain(one) === plain(other);
}

function points(char) {
    return Array.from(char, (one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
}

/* A character that would end or divide the line is left to its code point. */
function lineless(text) {
    return /[\p{Cc}\u2028\u2029]/u.test(text) ? "" : text;
}
