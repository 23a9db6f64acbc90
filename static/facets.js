/*
 * Filters: how many results have each value of a property, as links that add that filter to the
 * query; and the filters of the current query, as links that remove them.
 */

import { addressOf } from "./address.js";
import { element } from "./element.js";
import { queryFilter, queryFilters, queryWith, queryWithout } from "./query.js";

const SHOWN = 6; // values of a property before "more"
const PROPERTIES = { block: "Block", category: "Category", script: "Script", age: "Since Unicode" };
const CATEGORIES = {
    Lu: "uppercase letter", Ll: "lowercase letter", Lt: "titlecase letter", Lm: "modifier letter",
    Lo: "other letter", Mn: "nonspacing mark", Mc: "spacing mark", Me: "enclosing mark",
    Nd: "decimal digit", Nl: "letter number", No: "other number", Pc: "connector", Pd: "dash",
    Ps: "opening punctuation", Pe: "closing punctuation", Pi: "initial quote", Pf: "final quote",
    Po: "other punctuation", Sm: "math symbol", Sc: "currency", Sk: "modifier symbol",
    So: "other symbol", Zs: "space", Zl: "line separator", Zp: "paragraph separator",
    Cc: "control", Cf: "format", Cs: "surrogate", Co: "private use", Cn: "unassigned",
};

export class Facets {
    #root;
    #box = element("details", {}, element("summary"));
    #wide = matchMedia("(min-width: 64rem)");

    constructor(root) {
        this.#root = root;
        root.append(this.#box);
        const fold = () => (this.#box.open = this.#wide.matches);
        this.#wide.addEventListener("change", fold);
        fold();
    }

    clear() {
        this.#box.replaceChildren(this.#box.firstElementChild);
        this.#root.classList.remove("full");
    }

    /* Shows the counts of { query, scope, view }. Returns true if the focus was in a removed element. */
    show(counts, wanted) {
        const focused = this.#root.contains(document.activeElement);
        const filters = queryFilters(wanted.query);
        const summary = this.#box.firstElementChild;
        summary.textContent = filters.length > 0 ? `Filters (${filters.length})` : "Filters";
        const groups = Object.keys(PROPERTIES)
            .filter((property) => counts?.[property]?.length > 1)
            .map((property) => group(property, counts[property], wanted));
        this.#box.replaceChildren(summary, ...active(filters, wanted), ...groups);
        this.#root.classList.toggle("full", filters.length + groups.length > 0);
        return focused && document.activeElement === document.body;
    }
}

function active(filters, wanted) {
    if (filters.length === 0)
        return [];
    const list = element("ul.chips", { "aria-label": "Filters of this query" });
    for (const filter of filters)
        list.append(element("li", {}, element("a.chip", {
            href: addressOf({ ...wanted, offset: 0, query: queryWithout(wanted.query, filter) }),
            "aria-label": `Remove ${filter}`,
        }, filter, element("span", { "aria-hidden": "true" }, " ×"))));
    return [list];
}

function group(property, counts, wanted) {
    const links = (some) => element("ul", {}, ...some.map((count) => link(property, count, wanted)));
    const section = element("section", { "aria-label": PROPERTIES[property] },
        element("h2", {}, PROPERTIES[property]), links(counts.slice(0, SHOWN)));
    const more = counts.slice(SHOWN);
    if (more.length > 0) {
        const rest = element("details", {}, element("summary", {}, `${more.length} more`));
        rest.addEventListener("toggle", () => rest.append(links(more)), { once: true });
        section.append(rest);
    }
    return section;
}

function link(property, { value, count }, wanted) {
    const label = property === "category" ? `${CATEGORIES[value] ?? ""} ${value}` : value;
    return element("li", {}, element("a", {
        href: addressOf({
            ...wanted, offset: 0, query: queryWith(wanted.query, queryFilter(property, value)),
        }),
    }, element("span", {}, label), " ", element("span.number", {}, String(count))));
}
