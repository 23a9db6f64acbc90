/*
 * The tray: picked characters, to be copied as one string. It is shown at the lower edge unless it
 * is empty.
 */

import { button, element } from "./element.js";
import { glyphShow } from "./glyph.js";

export class Tray {
    #results = [];
    #list = element("ul");
    #root;
    #changed;

    /* copy(results) copies them; changed() is called after the contents changed. */
    constructor({ copy, changed }) {
        this.#changed = changed;
        this.#root = element("section.tray", { "aria-label": "Picked characters", hidden: true },
            this.#list,
            button("copy", "Copy all", "", () => copy(this.#results)),
            button("clear", "Clear", "", () => this.#set([])));
        document.body.append(this.#root);
    }

    has({ char }) {
        return this.#results.some((result) => result.char === char);
    }

    /* Adds a result or removes it; returns true if it was added. */
    toggle(result) {
        const had = this.has(result);
        this.#set(had
            ? this.#results.filter(({ char }) => char !== result.char)
            : [...this.#results, result]);
        return !had;
    }

    #set(results) {
        this.#results = results;
        this.#root.hidden = results.length === 0;
        document.body.classList.toggle("picking", results.length > 0);
        this.#list.replaceChildren(...results.map((result) => this.#chip(result)));
        this.#list.lastElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
        this.#changed();
    }

    #chip(result) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, result);
        const chip = button("chip", glyph, `Remove ${result.name}`, () => {
            const next = chip.parentElement.nextElementSibling ?? chip.parentElement.previousElementSibling;
            const place = [...this.#list.children].indexOf(next);
            this.toggle(result);
            this.#list.querySelectorAll("button")[Math.max(place - 1, 0)]?.focus();
        });
        return element("li", {}, chip);
    }
}
