/*
 * Ways out of a query without a match: without one of its filters or words, in all texts, in another
 * spelling, each with the number of its matches; and the text itself, taken apart.
 */

import { addressOf } from "../base/address.js";
import { apiGet } from "../base/api.js";
import { button, element } from "../base/element.js";
import { laterAsked } from "../base/later.js";
import { number, say } from "../base/messages_later.js";
import { queryFilters, queryWithout } from "../base/filters.js";
import { queryQuote } from "../base/query.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "ways.css");

const TRIED = 6; // queries at most
const WORD = /"[^"]*"|\S+/g;

const root = element("section.ways", { "aria-label": say("ways.title"), hidden: true });

/* Shows the ways out of { query, scope, lang, view } that lead anywhere. */
export async function waysShow(wanted) {
    root.dataset.query = JSON.stringify([wanted.query, wanted.scope]);
    const asked = root.dataset.query;
    const found = await Promise.all(candidates(wanted).slice(0, TRIED).map((way) => tried(way, wanted)));
    if (asked !== root.dataset.query)
        return;
    if (!root.isConnected)
        document.querySelector("#list").append(root);
    root.replaceChildren(element("ul", {}, ...found.filter(Boolean),
        element("li", {}, button("inspect", say("ways.apart", { query: queryQuote(wanted.query) }), "", () => inspect(wanted.query)))));
    root.hidden = false;
}

export function waysHide() {
    root.hidden = true;
    root.dataset.query = "";
}

/* [label, what to search instead] */
function candidates(wanted) {
    const filters = queryFilters(wanted.query);
    const bare = filters.reduce(queryWithout, wanted.query);
    const words = bare.match(WORD) ?? [];
    const ways = filters.map((filter) => [say("ways.without", { part: filter }), { query: queryWithout(wanted.query, filter) }]);
    if (filters.length > 1)
        ways.push([say("ways.unfiltered"), { query: bare }]);
    if (wanted.scope !== null)
        ways.push([say("ways.everywhere"), { scope: null }]);
    if (words.length > 1)
        for (const word of words)
            ways.push([say("ways.without", { part: word }), { query: wanted.query.replace(word, "").replace(/\s+/g, " ").trim() }]);
    return ways.filter(([, { query }]) => query !== "");
}

/* The way as a link, or null if it leads nowhere. */
async function tried([label, change], wanted) {
    const other = { ...wanted, ...change, offset: 0 };
    const answer = await apiGet("search", { q: other.query, scope: other.scope, lang: other.lang, limit: 1 })
        .catch(() => null);
    if (!(answer?.total > 0))
        return null;
    const way = answer.suggestion === undefined ? label
        : say("ways.spelling", { way: label, query: queryQuote(answer.suggestion) });
    return element("li", {}, element("a", { href: addressOf(other) }, way), " ",
        element("span.number", {}, number(answer.total)));
}

async function inspect(text) {
    (await laterAsked(import("../panels/inspector.js")))?.inspectorShow(text);
}
