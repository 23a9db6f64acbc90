/*
 * The tray: characters picked one after the other, to be copied as one string. It stands at the
 * lower edge while there is something in it.
 */

import { button, element } from "./element.js";
import { glyphShow } from "./glyph.js";

export class Tray {
    #results = [];
    #list = element("ul");
    #root;
    #changed;

    /* copy(text) copies; changed() is told when what is in the tray is another. */
    constructor({ copy, changed }) {
        this.#changed = changed;
        this.#root = element("section.tray", { "aria-label": "Picked characters", hidden: true },
            this.#list,
            button("copy", "Copy all", "", () => copy(this.#results)),
            button("clear", "Clear", "", () => this.#become([])));
        document.body.append(this.#root);
    }

    has({ char }) {
        return this.#results.some((result) => result.char === char);
    }

    /* Puts it in, or takes it out again; says which. */
    toggle(result) {
        const had = this.has(result);
        this.#become(had
            ? this.#results.filter(({ char }) => char !== result.char)
            : [...this.#results, result]);
        return !had;
    }

    #become(results) {
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
        const chip = button("chip", glyph, `Take out ${result.name}`, () => {
            const next = chip.parentElement.nextElementSibling ?? chip.parentElement.previousElementSibling;
            const place = [...this.#list.children].indexOf(next);
            this.toggle(result);
            this.#list.querySelectorAll("button")[Math.max(place - 1, 0)]?.focus();
        });
        return element("li", {}, chip);
    }
}
