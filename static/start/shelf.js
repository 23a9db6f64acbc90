/*
 * What this browser keeps, on the start page: characters used last and most, favourites, named collections,
 * searches. A line each; start.css reserves their space before this module is loaded.
 */

import { addressOf } from "../base/address.js";
import { button, element } from "../base/element.js";
import { say } from "../base/messages_later.js";
import { storeWatch } from "../base/store.js";
import { collections, collectionsWatch, FAVOURITES, favourites } from "../collections/collections.js";
import { historyClear, historyRead } from "../collections/history.js";
import { captionSentence } from "../text/caption.js";
import { glyphShow } from "../text/glyph.js";
import { shownBy } from "../text/shown.js";
import { recentClear, recentRead } from "./recent.js";

const SHOWN = 24; // of a line
const LINES = ["recent", "favourites", "collections", "searches"];

let again = () => {};

collectionsWatch(() => again());
storeWatch((key) => (key === null || LINES.includes(key)) && again());

/* Creates the lines again. copy(result, other) copies a character, `other` with Shift or Alt; open(name) shows
 * a collection. */
export function shelfShow(intro, { copy, open }) {
    const place = intro.querySelector("#recent");
    again = () => place?.isConnected && shelfShow(intro, { copy, open });
    const forgetting = (clear) => button("forget", say("clear"), say("shelf.clear"), () => {
        clear();
        again();
        document.querySelector("#query").focus();
    });
    const lines = {
        recent: line("recent", say("shelf.recent"), recentRead().map((result) => character(result, copy)), forgetting(recentClear)),
        favourites: line("favourites", say("favourites"), favourites().slice(0, SHOWN).map((result) => character(result, copy)),
            button("forget", say("shelf.open"), say("shelf.open-favourites"), () => open(FAVOURITES))),
        collections: line("collections", say("collections"), collections().slice(0, SHOWN).map(({ name, items }) =>
            button("chip", say("collections.counted", { name, total: items.length }), "", () => open(name))),
        button("forget", say("shelf.open"), say("shelf.open-collections"), () => open(null))),
        searches: line("searches", say("shelf.searches"), historyRead().slice(0, SHOWN).map(({ query, scope }) =>
            element("a.chip", { href: addressOf({ query, scope }) }, element("bdi", {}, query))), forgetting(historyClear)),
    };
    for (const name of LINES)
        document.documentElement.classList.toggle(`has-${name}`, lines[name] !== null);
    place?.replaceChildren(...LINES.map((name) => lines[name]).filter((one) => one !== null));
}

function line(name, title, parts, tool) {
    if (parts.length === 0)
        return null;
    const words = name === "collections" || name === "searches";
    return element(`section.shelf.${name}`, { "aria-labelledby": `${name}-title` },
        element("h3", { id: `${name}-title` }, title, " ", element("span.note", {}, say("shelf.stored"))),
        tool, element(words ? "ul.words" : "ul", {}, ...parts.map((part) => element("li", {}, part))));
}

function character(result, copy) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, result);
    return shownBy(button("chip", glyph, say("copy.one", { what: captionSentence(result.name) }),
        ({ shiftKey, altKey }) => copy(result, shiftKey || altKey)), result);
}
