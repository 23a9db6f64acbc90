/*
 * One result as a row of the list or as a cell of the grid; index.html has the same parts for rows
 * rendered on the server. Elements are created empty and refilled with other results. Without a
 * loaded result they are placeholders.
 */

import { captionOf } from "../text/caption.js";
import { button, element, marked } from "../base/element.js";
import { glyphPoints, glyphShow } from "../text/glyph.js";
import { say, sayKnown } from "../base/messages.js";
import { categoryOf, shownBy } from "../text/shown.js";

/* The places of a row that the keyboard reaches, in order. */
export const PLACES = ["entry", "details", "pick", "star"];

export function placeId(index, place) {
    return `${place}-${index}`;
}

export function rowMake() {
    return element("div.line", { role: "row" }, entryMake(),
        element("div.act", { role: "gridcell" }, actMake("details", "i")),
        element("div.act", { role: "gridcell" }, actMake("pick", "+")),
        element("div.act.starring", { role: "gridcell" }, actMake("star", "☆")));
}

/* A line of the grid with that many cells. */
export function cellsMake(columns) {
    const line = element("div.line", { role: "row" });
    for (let i = 0; i < columns; i += 1)
        line.append(entryMake(actMake("details", "i"), actMake("pick", "+"), actMake("star", "☆")));
    return line;
}

/* Fills a line with the results from row `first` on; is.picked(result) tells if it is in the tray,
 * is.starred(result) if it is a favourite. */
export function rowFill(line, first, rows, is) {
    line.ariaRowIndex = first + 1;
    entryFill(line.children[0], first, rows[0], is);
    line.children[1].id = placeId(first, "details");
    line.children[2].id = placeId(first, "pick");
    line.children[3].id = placeId(first, "star");
    actsFill(line, rows[0], is);
    line.classList.toggle("waiting", rows[0] === undefined);
}

export function cellsFill(line, first, rows, is) {
    line.ariaRowIndex = first / line.children.length + 1;
    Array.from(line.children, (cell, i) => {
        cell.hidden = i >= rows.length;
        if (cell.hidden)
            return cell.removeAttribute("id");
        cell.classList.toggle("waiting", rows[i] === undefined);
        cell.title = rows[i] ? `${captionOf(rows[i])}\n${rows[i].name}\n${glyphPoints(rows[i])}${rows[i].new ? `\n${newIn(rows[i])}` : ""}` : "";
        actsFill(cell, rows[i], is);
        return entryFill(cell, first + i, rows[i], is);
    });
}

function actMake(place, sign) {
    const made = button(`${place}`, sign, "");
    made.tabIndex = -1; // the grid has the focus and names the active place
    made.dataset.place = place;
    return made;
}

function actsFill(parent, result, is) {
    const [details, pick, star] = parent.querySelectorAll("button");
    const name = result?.name ?? "";
    const starred = result !== undefined && is.starred(result);
    details.ariaLabel = say("rows.details", { name });
    pick.ariaLabel = say("rows.pick", { name });
    pick.ariaPressed = String(result !== undefined && is.picked(result));
    star.ariaLabel = say("rows.star", { name });
    star.ariaPressed = String(starred);
    if (starred !== (star.textContent === "★")) // a text that stays is not laid out again
        star.textContent = starred ? "★" : "☆";
}

function entryMake(...more) {
    return element("div.entry", { role: "gridcell" },
        element("bdi.glyph"), " ", element("code.point"), " ", element("span.caption"), " ",
        element("span.name"), " ", element("span.facts"), ...more);
}

function entryFill(entry, index, result, is) {
    const [glyph, point, caption, name, facts] = entry.children;
    entry.id = placeId(index, "entry");
    entry.dataset.index = index;
    shownBy(entry, result);
    entry.ariaSelected = String(result !== undefined && is.picked(result));
    if (result === undefined) {
        glyph.classList.remove("hidden");
        for (const part of [glyph, point, caption, name, facts])
            part.textContent = "";
        return;
    }
    glyphShow(glyph, result);
    point.textContent = glyphPoints(result);
    caption.replaceChildren(...markedOf(captionOf(result), result, result.short_name ?? result.name));
    caption.classList.toggle("same", result.short_name === undefined);
    name.replaceChildren(...markedOf(result.name, result, result.name));
    facts.replaceChildren(...factsOf(result));
}

const newIn = ({ age }) => say("rows.new", { version: age });

/* A text as it is shown, with what matched where it is `of` that matched. The two have letters that differ
 * in case alone. */
function markedOf(shown, { match, matched }, of) {
    return matched !== undefined && matched.text === of && match !== "code point"
        ? marked(shown, matched.ranges)
        : [shown];
}

/* Category, block and whether it is new; first the reading of the query that found the row, and the text that matched,
 * if it is not a name. */
function factsOf({ name, short_name: short, category, block, match, matched, reading, wider, new: isNew, age }) {
    const facts = [
        element("span.category", {}, categoryOf(category)), " ", element("span.block", {}, block),
    ];
    if (isNew)
        facts.push(" ", element("span.new", {}, newIn({ age })));
    if (matched !== undefined && matched.text !== name && matched.text !== short)
        facts.unshift(element("span.why", {}, `${say(`match.${match.replace(" ", "-")}`)}: `, ...marked(matched.text, matched.ranges)), " ");
    if (reading ?? wider)
        facts.unshift(element("span.why", {}, reading ?? sayKnown(`wider.${wider.replace(" ", "-")}`, wider)), " ");
    return facts;
}
