/*
 * A search over the names that the browser keeps (names.js), for when the server cannot be reached. It
 * reads the everyday part of the query language, and ranks by how much of a name the words are:
 *
 *     cat face, "cat face", -black, cat|dog         words in any order; if nothing has them, beginnings of words
 *     U+2665, U+2600..U+26FF, ♥, ☀☁☂               code points and characters
 *     block:arrows, script:greek, category:Sc, age:15.0
 *
 * Anything else needs the server.
 */

const TOKEN = /(?<not>-?)(?:(?<key>\p{L}+):)?(?:"(?<phrase>[^"]*)"|(?<word>[^\s|"]+))/uy;
const POINT = /^(?:U\+|0x|\\u)([0-9a-f]{1,6})(?:\.\.(?:U\+)?([0-9a-f]{1,6}))?$/i;
const KEYS = ["block", "script", "category", "age"];

/* Upper case, without marks, words between single spaces: " CAT FACE ". */
export function folded(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
    return ` ${plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "").join(" ")} `;
}

/* The clauses of a query, all of which a row must match, each a list of alternatives; or null if the
 * query needs the server. */
export function queryRead(query) {
    const clauses = [];
    let or = false;
    for (let at = 0; at < query.length;) {
        const blank = /[\s|]+/y;
        blank.lastIndex = at;
        const between = blank.exec(query)?.[0] ?? "";
        or = between.includes("|");
        at += between.length;
        if (at === query.length)
            break;
        TOKEN.lastIndex = at;
        const groups = TOKEN.exec(query)?.groups;
        const test = groups && testOf(groups);
        if (!test)
            return null;
        at = TOKEN.lastIndex;
        if (or && clauses.length > 0)
            clauses.at(-1).alternatives.push(test);
        else
            clauses.push({ not: groups.not !== "", alternatives: [test] });
    }
    return clauses.some(({ not }) => !not) ? clauses : null;
}

/* A function that returns how well a row matches, 0 if it does not; or null. Words may be beginnings if
 * its second argument is true. */
function testOf({ key, phrase, word }) {
    const text = phrase ?? word;
    if (key !== undefined)
        return valueTest(key.toLowerCase(), text);
    if (phrase === undefined && POINT.test(word))
        return pointTest(POINT.exec(word));
    if ((/[*?\\&;{}]/.test(text) && /\p{L}/u.test(text)) || /^\p{L}+:$/u.test(text))
        return null; // wildcards, escapes, a key without a value
    const words = folded(text);
    if (words.trim() === "" || [...text].length === 1)
        return charactersTest(text);
    return (row, begun) => row.char === text ? 3 : row.words.includes(words) ? 2
        : begun && row.words.includes(words.trimEnd()) ? 1 : 0;
}

function valueTest(key, text) {
    const wanted = folded(text);
    if (!KEYS.includes(key) || wanted.trim() === "")
        return null;
    if (key === "age")
        return (row) => row.age === text ? 1 : 0;
    return (row) => {
        const value = folded(row[key]);
        const same = key === "category" ? value.startsWith(wanted.trimEnd()) : value === wanted;
        return same ? 1 : 0;
    };
}

function pointTest([, first, last]) {
    const from = Number.parseInt(first, 16);
    const to = last === undefined ? from : Number.parseInt(last, 16);
    return ({ points }) => points.length === 1 && points[0] >= from && points[0] <= to ? 3 : 0;
}

/* The whole text, its clusters and its code points, in this order. */
function charactersTest(text) {
    const clusters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
    const parts = [text, ...clusters, ...[...text].filter((point) => !/\p{Mn}|\s/u.test(point))];
    const places = new Map(parts.reverse().map((part, place) => [part, place])); // the first counts most
    const letter = folded(text);
    return ({ char, words }) => places.has(char) ? 3 + places.get(char)
        : letter.trim() !== "" && words.includes(letter) ? 2 : 0;
}

/* The rows that match, best first. */
export function rowsFind(rows, clauses) {
    const found = rowsScored(rows, clauses, false);
    return found.length > 0 ? found : rowsScored(rows, clauses, true);
}

function rowsScored(rows, clauses, begun) {
    const found = [];
    for (const row of rows) {
        const score = scoreOf(row, clauses, begun);
        if (score > 0)
            found.push({ row, score });
    }
    return found.sort((a, b) => b.score - a.score || a.row.order - b.row.order).map(({ row }) => row);
}

/* The part of the name that the words are comes last, as a fraction. */
function scoreOf(row, clauses, begun) {
    let score = 0;
    for (const { not, alternatives } of clauses) {
        const best = Math.max(...alternatives.map((test) => test(row, begun)));
        if (not ? best > 0 : best === 0)
            return 0;
        score += not ? 0 : best;
    }
    return score + 1 / (1 + row.words.length);
}
