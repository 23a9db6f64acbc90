/*
 * One result as a row of the list or as a cell of the grid; index.html has the same parts for rows
 * rendered on the server. Elements are created empty and refilled with other results. Without a
 * loaded result they are placeholders.
 */

import { button, element, marked } from "./element.js";
import { glyphPoints, glyphShow } from "./glyph.js";

/* The places of a row that the keyboard reaches, in order. */
export const PLACES = ["entry", "details", "pick"];

export function placeId(index, place) {
    return `${place}-${index}`;
}

export function rowMake() {
    return element("div.line", { role: "row" }, entryMake(),
        element("div.act", { role: "gridcell" }, actMake("details", "i")),
        element("div.act", { role: "gridcell" }, actMake("pick", "+")));
}

/* A line of the grid with that many cells. */
export function cellsMake(columns) {
    const line = element("div.line", { role: "row" });
    for (let i = 0; i < columns; i += 1)
        line.append(entryMake(actMake("details", "i")));
    return line;
}

/* Fills a line with the results from row `first` on; picked(result) tells if it is in the tray. */
export function rowFill(line, first, rows, picked) {
    line.ariaRowIndex = first + 1;
    entryFill(line.children[0], first, rows[0], picked);
    line.children[1].id = placeId(first, "details");
    line.children[2].id = placeId(first, "pick");
    const [details, pick] = line.querySelectorAll("button");
    const name = rows[0]?.name ?? "";
    details.ariaLabel = `Details of ${name}`;
    pick.ariaLabel = `Pick ${name}`;
    pick.ariaPressed = String(rows[0] !== undefined && picked(rows[0]));
    line.classList.toggle("waiting", rows[0] === undefined);
}

export function cellsFill(line, first, rows, picked) {
    line.ariaRowIndex = first / line.children.length + 1;
    Array.from(line.children, (cell, i) => {
        cell.hidden = i >= rows.length;
        if (cell.hidden)
            return cell.removeAttribute("id");
        cell.classList.toggle("waiting", rows[i] === undefined);
        cell.title = rows[i] ? `${rows[i].name}\n${glyphPoints(rows[i])}` : "";
        cell.querySelector("button").ariaLabel = `Details of ${rows[i]?.name ?? ""}`;
        return entryFill(cell, first + i, rows[i], picked);
    });
}

function actMake(place, sign) {
    const made = button(`${place}`, sign, "");
    made.tabIndex = -1; // the grid has the focus and names the active place
    made.dataset.place = place;
    return made;
}

function entryMake(...more) {
    return element("div.entry", { role: "gridcell" },
        element("bdi.glyph"), " ", element("code.point"), " ", element("span.name"), " ",
        element("span.facts"), ...more);
}

function entryFill(entry, index, result, picked) {
    const [glyph, point, name, facts] = entry.children;
    entry.id = placeId(index, "entry");
    entry.dataset.index = index;
    entry.ariaSelected = String(result !== undefined && picked(result));
    if (result === undefined) {
        glyph.classList.remove("hidden");
        for (const part of [glyph, point, name, facts])
            part.textContent = "";
        return;
    }
    glyphShow(glyph, result);
    point.textContent = glyphPoints(result);
    name.replaceChildren(...nameOf(result));
    facts.replaceChildren(...factsOf(result));
}

function nameOf({ name, match, matched }) {
    return matched !== undefined && matched.text === name && match !== "code point"
        ? marked(name, matched.ranges)
        : [name];
}

/* Category and block; first the reading of the query that found the row, and the text that matched,
 * if it is not the name. */
function factsOf({ name, category, block, match, matched, reading, wider }) {
    const facts = [
        element("span.category", {}, category), " ", element("span.block", {}, block),
    ];
    if (matched !== undefined && matched.text !== name)
        facts.unshift(element("span.why", {}, `${match}: `, ...marked(matched.text, matched.ranges)), " ");
    if (reading ?? wider)
        facts.unshift(element("span.why", {}, reading ?? wider), " ");
    return facts;
}
