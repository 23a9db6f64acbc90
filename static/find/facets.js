/*
 * Filters: how many results have each value of a property, as links that add that filter to the
 * query; and the filters of the current query, as links that remove them, in the line of tools. In a
 * wide window the counts are beside the results, else in a sheet that a button opens.
 */

import { addressOf } from "../base/address.js";
import { categoryOf } from "../text/shown.js";
import { button, element } from "../base/element.js";
import { afterFrame } from "../base/frames.js";
import { laterAsked } from "../base/later.js";
import { number, say } from "../base/messages_later.js";
import { scriptOf } from "../text/script.js";
import { queryFilter, queryFilters, queryWith, queryWithout } from "../base/filters.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "facets.css");

const SHOWN = 6; // values of a property before "more"
const PROPERTIES = ["block", "category", "script", "age"];
const LABELS = { category: categoryOf, script: scriptOf }; // other values are shown as they are

export class Facets {
    #aside;
    #narrowed = document.querySelector("#narrowed");
    #button = button("open", say("filters.title"), "", () => this.#sheetOpen());
    #groups = element("div.filters");
    #left = []; // functions that make the groups to show after the next frames
    #sheet = null; // until it is opened
    #narrow = matchMedia("(max-width: 64rem)"); // the same as in style.css

    constructor(aside) {
        this.#aside = aside;
        aside.append(this.#groups);
        document.querySelector("#filters").append(this.#button);
        this.#narrow.addEventListener("change", () => this.#sheet?.dialog.close());
    }

    clear() {
        this.#left = [];
        this.#groups.replaceChildren();
        this.#narrowed.replaceChildren();
        document.documentElement.classList.remove("filtered");
        this.#button.hidden = true;
    }

    /* Shows the counts of { query, scope, view }. Returns true if the focus was in a removed element. */
    show(counts, wanted) {
        const focused = [this.#groups, this.#narrowed].some((part) => part.contains(document.activeElement));
        const filters = queryFilters(wanted.query);
        const groups = PROPERTIES
            .filter((property) => counts?.[property]?.length > 1)
            .map((property) => () => group(property, counts[property], wanted));
        this.#narrowed.replaceChildren(...active(filters, wanted));
        document.documentElement.classList.remove("filtered"); // see theme.js
        this.#groupsShow(groups, focused);
        this.#button.textContent = filters.length > 0 ? say("filters.some", { count: filters.length }) : say("filters.title");
        this.#button.hidden = groups.length === 0;
        return focused && document.activeElement === document.body;
    }

    /* One group in a frame: laying out all of them at once would delay a key. With the focus in one, all at once. */
    #groupsShow(groups, atOnce) {
        while (this.#groups.childElementCount > groups.length)
            this.#groups.lastElementChild.remove();
        const showing = this.#left = groups.map((make, place) => () => {
            const old = this.#groups.children[place];
            if (old === undefined)
                this.#groups.append(make());
            else
                old.replaceWith(make());
        });
        const more = () => {
            if (showing !== this.#left)
                return;
            showing.shift()?.();
            if (showing.length > 0 && atOnce)
                more();
            else if (showing.length > 0)
                afterFrame(more);
        };
        more();
    }

    async #sheetOpen() {
        const module = await laterAsked(import("../panels/dialog.js"));
        if (module === null)
            return;
        this.#sheet ??= this.#sheetMake(module);
        this.#sheet.body.append(this.#groups);
        this.#sheet.dialog.showModal();
    }

    #sheetMake({ dialogMake }) {
        const sheet = dialogMake("sheet", say("filters.title"));
        sheet.dialog.addEventListener("close", () => this.#aside.append(this.#groups));
        sheet.body.addEventListener("click", ({ target }) => target.closest("a") && sheet.dialog.close());
        addEventListener("popstate", () => sheet.dialog.close()); // Back leaves it
        return sheet;
    }
}

function active(filters, wanted) {
    if (filters.length === 0)
        return [];
    const list = element("ul.chips", { "aria-label": say("filters.active") });
    for (const filter of filters)
        list.append(element("li", {}, element("a.chip", {
            href: addressOf({ ...wanted, offset: 0, query: queryWithout(wanted.query, filter) }),
            "aria-label": say("filters.remove", { filter }),
        }, filter, element("span", { "aria-hidden": "true" }, " ×"))));
    return [list];
}

function group(property, counts, wanted) {
    const links = (some) => element("ul", {}, ...some.map((count) => link(property, count, wanted)));
    const section = element("section", { "aria-label": say(`property.${property}`) },
        element("h2", {}, say(`property.${property}`)), links(counts.slice(0, SHOWN)));
    const more = counts.slice(SHOWN);
    if (more.length > 0) {
        const rest = element("details", {}, element("summary", {}, say("filters.more", { count: more.length })));
        rest.addEventListener("toggle", () => rest.append(links(more)), { once: true });
        section.append(rest);
    }
    return section;
}

function link(property, { value, count }, wanted) {
    const label = LABELS[property]?.(value) ?? value;
    return element("li", {}, element("a", {
        href: addressOf({
            ...wanted, offset: 0, query: queryWith(wanted.query, queryFilter(property, value)),
        }),
    }, element("span", {}, label), " ", element("span.number", {}, number(count))));
}
