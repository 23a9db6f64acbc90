/*
 * What can be done with a result, wherever it is shown: copy it, pick it into the tray, make it a favourite,
 * open its details or its other forms. Which details are open is part of the address; this module makes the
 * page follow it.
 */

import { addressDetails, addressGo, addressKey, addressRead } from "../base/address.js";
import { clipboardCopy, clipboardTell } from "../base/clipboard.js";
import { element } from "../base/element.js";
import { later, laterAsked } from "../base/later.js";
import { preferencesWatch } from "../base/preferences.js";
import { say } from "../base/messages.js";
import { storeRead } from "../base/store.js";
import { captionOf } from "../text/caption.js";
import { escapeResults } from "../text/escapes.js";
import { glyphText } from "../text/glyph.js";

export class Actions {
    #choices;
    #changed;
    #wall = null; // the one that copies
    #tray = null; // until its module is loaded
    #stars = null; // the module of collections, until it is loaded
    #details = null; // until its module is loaded

    /* changed() is called when results look otherwise: in the tray, or in another form. */
    constructor(choices, { changed }) {
        this.#choices = choices;
        this.#changed = changed;
        preferencesWatch((name) => ["emoji", "tone", null].includes(name) && this.#reform());
    }

    /* Emoji are shown in another form. */
    #reform() {
        this.#changed();
        this.#tray?.refresh();
    }

    /* `other`: in the second format, not the first. */
    async copy(result, other = false) {
        const format = other ? this.#choices.second : this.#choices.format;
        recent(({ recentAdd }) => recentAdd(result));
        const text = await textOf([result], format);
        const what = format === "character" ? `${glyphText(result)} ${captionOf(result)}` : text;
        return text === undefined
            || clipboardCopy(text, what, element("a", { href: addressDetails(addressKey(result)) }, say("actions.details")));
    }

    async #copyAll(results) {
        recent(({ recentAdd }) => results.forEach(recentAdd));
        const text = await textOf(results, this.#choices.format);
        return text === undefined || clipboardCopy(text, say("copy.characters", { count: results.length }));
    }

    /* What was stored is shown again, once the page is: the tray, and the stars of favourites. */
    async recall() {
        if (storeRead("tray", []).length > 0)
            await this.#trayMake(await later(import("./tray.js")));
        if (storeRead("favourites", []).length > 0)
            await this.#starsMake(await later(import("../collections/collections.js")));
    }

    /* Puts a result into the tray, or removes it; `again`: puts it there once more. */
    async pick(result, again = false) {
        const tray = this.#trayMake(await laterAsked(import("./tray.js")));
        const added = tray?.toggle(result, again);
        if (added === null)
            clipboardTell(say("tray.full"));
        else if (added !== undefined)
            clipboardTell(say(added ? "actions.picked" : "actions.removed", { name: captionOf(result) }));
    }

    #trayMake(module) {
        if (this.#tray === null && module !== null) {
            this.#tray = new module.Tray({
                copy: (items) => this.#copyAll(items), changed: this.#changed, save: (items) => this.#collectionsSave(items),
            });
            this.#changed(); // its contents may have been stored
        }
        return this.#tray;
    }

    /* Is it in the tray? */
    picked(result) {
        return this.#tray?.has(result) ?? false;
    }

    /* Adds a result to the favourites, or removes it. */
    async star(result) {
        const stars = this.#starsMake(await laterAsked(import("../collections/collections.js")));
        if (stars)
            clipboardTell(stars.favouriteToggle(result));
    }

    #starsMake(module) {
        if (this.#stars === null && module !== null) {
            this.#stars = module;
            module.collectionsWatch(this.#changed);
            this.#changed();
        }
        return this.#stars;
    }

    /* Is it a favourite? */
    starred(result) {
        return this.#stars?.isFavourite(result) ?? false;
    }

    /* Shows the collection of that name; null: any. */
    async collectionsOpen(name) {
        (await laterAsked(import("../panels/collections.js")))?.collectionsShow(name, this.#collecting);
    }

    async #collectionsSave(items) {
        (await laterAsked(import("../panels/collections.js")))?.collectionsSave(items, this.#collecting);
    }

    get #collecting() {
        return {
            copy: (item, other) => this.copy(item, other),
            copyAll: (items) => this.#copyAll(items),
            fill: async (items) => this.#trayMake(await laterAsked(import("./tray.js")))?.fill(items),
        };
    }

    /* Makes the start page's characters copy, and shows what this browser keeps. */
    startShow(intro) {
        const wall = intro.querySelector(".wall");
        const copy = (result, other) => this.copy(result, other);
        if (wall !== null && this.#wall !== wall) {
            this.#wall = wall;
            later(import("../start/wall.js")).then((module) => module?.wallWatch(wall, copy));
        }
        if (["recent", "favourites", "collections", "searches"].some((kept) => storeRead(kept, null)))
            later(import("../start/shelf.js")).then((module) =>
                module?.shelfShow(intro, { copy, open: (name) => this.collectionsOpen(name) }));
    }

    /* Shows the forms of a result beside an element that shows it. */
    async variantsOpen(result, at) {
        const module = await laterAsked(import("../panels/variants.js"));
        module?.variantsShow(result, at, (form, other) => this.copy(form, other));
    }

    detailsOpen(result) {
        location.hash = addressKey(result); // the popstate event leads to detailsFollow()
    }

    /* Opens the details that the address names after #, or closes them. */
    async detailsFollow() {
        if (addressRead().character === "")
            return this.#details?.close();
        if (this.#details === null) {
            const module = await laterAsked(import("../panels/details.js"));
            if (module === null)
                return undefined;
            this.#details ??= this.#detailsMake(module);
        }
        const { character } = addressRead(); // it may have changed meanwhile
        return character === "" ? this.#details.close() : this.#details.open(character);
    }

    #detailsMake({ Details }) {
        return new Details({
            copy: (result) => this.copy(result),
            copyText: (text) => clipboardCopy(text, text),
            pick: (result) => this.pick(result),
            star: (result) => this.star(result),
            closed: () => addressRead().character && addressGo(location.pathname + location.search),
        });
    }
}

/* The results in that format, or null; undefined: it cannot be known now, and the person was told. */
async function textOf(results, format) {
    if (format !== "latex")
        return escapeResults(results, format);
    const module = await laterAsked(import("./latex.js"));
    try {
        return await module?.latexOf(results);
    } catch (problem) {
        clipboardTell(problem.detail ?? String(problem));
        return undefined;
    }
}

/* recent.js is not part of the first view. */
async function recent(act) {
    const module = await later(import("../start/recent.js"));
    return module && act(module);
}
