/*
 * What can be done with a result, wherever it is shown: copy it, pick it into the tray, open its
 * details. Which details are open is part of the address; this module makes the page follow it.
 */

import { addressDetails, addressGo, addressKey, addressRead } from "./address.js";
import { clipboardCopy, clipboardTell } from "./clipboard.js";
import { element } from "./element.js";
import { escapeText } from "./escapes.js";
import { glyphText } from "./glyph.js";
import { later, laterAsked } from "./later.js";
import { storeRead } from "./store.js";

export class Actions {
    #choices;
    #changed;
    #tray = null; // until its module is loaded
    #details = null; // until its module is loaded

    /* changed() is called when a result was picked or removed from the tray. */
    constructor(choices, { changed }) {
        this.#choices = choices;
        this.#changed = changed;
    }

    copy(result) {
        const { format } = this.#choices;
        const text = escapeText(result.char, format);
        const what = format === "character" ? `${glyphText(result)} ${result.name}` : text;
        recent(({ recentAdd }) => recentAdd(result));
        return clipboardCopy(text, what, element("a", { href: addressDetails(addressKey(result)) }, "Details"));
    }

    #copyAll(results) {
        const text = escapeText(results.map(({ char }) => char).join(""), this.#choices.format);
        recent(({ recentAdd }) => results.forEach(recentAdd));
        return clipboardCopy(text, `${results.length} characters`);
    }

    /* Puts a result into the tray, or removes it. */
    async pick(result) {
        const module = await laterAsked(import("./tray.js"));
        if (module === null)
            return;
        this.#tray ??= new module.Tray({
            copy: (results) => this.#copyAll(results), changed: this.#changed,
        });
        clipboardTell(`${this.#tray.toggle(result) ? "Picked" : "Removed"} ${result.name}`);
    }

    /* Is it in the tray? */
    picked(result) {
        return this.#tray?.has(result) ?? false;
    }

    /* Shows in the start page what was copied before. */
    recentShow(intro) {
        if (storeRead("recent", null))
            recent((module) => module.recentShow(intro, (result) => this.copy(result)));
    }

    detailsOpen(result) {
        location.hash = addressKey(result); // the popstate event leads to detailsFollow()
    }

    /* Opens the details that the address names after #, or closes them. */
    async detailsFollow() {
        if (addressRead().character === "")
            return this.#details?.close();
        if (this.#details === null) {
            const module = await laterAsked(import("./details.js"));
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
            closed: () => addressRead().character && addressGo(location.pathname + location.search),
        });
    }
}

/* recent.js is not part of the first view. */
async function recent(act) {
    const module = await later(import("./recent.js"));
    return module && act(module);
}
