/*
 * One character or sequence of a result as a row. index.html holds the same markup for the rows
 * that the server renders.
 */

export function rowElement(result) {
    const row = document.createElement("li");
    const facts = part("span", "facts", "");
    facts.append(part("span", "category", result.category), " ", part("span", "block", result.block));
    row.append(
        part("bdi", "glyph", glyph(result)), " ", part("code", "point", points(result)), " ",
        part("span", "name", result.name), " ", facts);
    return row;
}

function part(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
}

function points({ codepoint, codepoints }) {
    return codepoint ?? codepoints.join(" ");
}

/* What can be seen of a character: a combining mark sits on a dotted circle, a control
 * character is its control picture (C1 has none). page.c says the same. */
function glyph({ char, codepoint, category }) {
    if (category.startsWith("M"))
        return `\u25CC${char}`;
    if (category !== "Cc")
        return char;
    const point = parseInt(codepoint.slice(2), 16);
    if (point < 0x20)
        return String.fromCodePoint(0x2400 + point);
    return point === 0x7f ? "\u2421" : "\uFFFD";
}
