/*
 * What the page itself knows of queries: which are blank or too long, and how the status line quotes them.
 * index/search/query/grammar.c parses them.
 */

const SHORT = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

export function queryBlank(query) {
    return /^[\t-\r ]*$/.test(query); // the same as in server/answers/http/pages/page_view.c
}

export const QUERY_BYTES = 1024; // at most, in UTF-8; the same as in index/search/query/query.h

export function queryTooLong(query) {
    return new TextEncoder().encode(query).length > QUERY_BYTES;
}

/* Quotes as Python's repr() does: 'cat face', "it's", '\u200b'. The same as index/base/repr.c. */
export function queryQuote(query) {
    const mark = query.includes("'") && !query.includes('"') ? '"' : "'";
    const inside = Array.from(query, (char) => (char === mark ? `\\${char}` : escape(char)));
    return mark + inside.join("") + mark;
}

function escape(char) {
    if (char in SHORT)
        return SHORT[char];
    if (char === " " || !/[\p{C}\p{Z}]/u.test(char))
        return char;
    const point = char.codePointAt(0);
    if (point < 0x100)
        return `\\x${point.toString(16).padStart(2, "0")}`;
    if (point < 0x10000)
        return `\\u${point.toString(16).padStart(4, "0")}`;
    return `\\U${point.toString(16).padStart(8, "0")}`;
}
