/*
 * Text quoted as Python's repr() quotes a string, as the status line has it everywhere:
 * 'cat face', "it's", '\u200b'. index/base/repr.c says the same on the server.
 */

const SHORT = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

export function quote(text) {
    const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
    const inside = Array.from(text, (char) => (char === mark ? `\\${char}` : escape(char)));
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
