/*
 * The tray: picked characters in an order, perhaps several times, to be copied as one string. It is shown at
 * the lower edge unless it is empty, and kept by the browser. Characters are moved by dragging, or by keyboard:
 * arrows move among them, with Shift they move the character; + repeats it, Delete removes it.
 */

import { aboveKeep } from "../base/above.js";
import { clipboardTell } from "../base/clipboard.js";
import { button, element } from "../base/element.js";
import { say } from "../base/messages_later.js";
import { storeRead, storeWatch, storeWrite } from "../base/store.js";
import { ITEMS_MAX, itemOf, itemsValid } from "../collections/items.js";
import { glyphShow } from "../text/glyph.js";
import { dragWatch } from "./drag.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "tray.css");

export class Tray {
    #items = itemsValid(storeRead("tray", []));
    #list = element("ul", { "aria-label": say("tray.order") });
    #root;
    #changed;
    #last = 0; // the place that has or had the focus

    /* copy(items) copies them, save(items) makes a collection of them; changed() is called after the
     * contents changed. */
    constructor({ copy, save, changed }) {
        this.#changed = changed;
        this.#root = element("section.tray", { "aria-label": say("tray.title"), hidden: true,
            title: say("tray.note") },
        this.#list,
        button("repeat", "↻", say("tray.repeat"), () => this.#repeat(this.#last)),
        button("save", "☆", say("tray.save"), () => save(this.#items)),
        button("copy", say("copy.all"), "", () => copy(this.#items)),
        button("clear", "×", say("clear"), () => this.fill([])));
        this.#list.addEventListener("keydown", (event) => this.#key(event) && event.preventDefault());
        this.#list.addEventListener("focusin", ({ target }) => this.#rove(this.#chips.indexOf(target)));
        dragWatch(this.#list, (from, to) => this.#move(from, to));
        aboveKeep(this.#root);
        storeWatch((key) => (key === null || key === "tray") && this.#show(itemsValid(storeRead("tray", []))));
        this.#show(this.#items);
    }

    has({ char }) {
        return this.#items.some((item) => item.char === char);
    }

    /* Adds a result, or removes it wherever it stands; `again` adds it in any case. Returns whether it was
     * added, or null if there is no space. */
    toggle(result, again = false) {
        const had = !again && this.has(result);
        if (!had && this.#items.length >= ITEMS_MAX)
            return null;
        this.fill(had
            ? this.#items.filter(({ char }) => char !== result.char)
            : [...this.#items, itemOf(result)]);
        return !had;
    }

    fill(items) {
        this.#show(itemsValid(items));
        storeWrite("tray", this.#items);
    }

    /* Shows it again: in another form, perhaps. */
    refresh() {
        this.#show(this.#items);
    }

    #show(items) {
        const more = items.length > this.#items.length;
        this.#items = items;
        this.#root.hidden = items.length === 0;
        document.body.classList.toggle("picking", items.length > 0);
        this.#list.replaceChildren(...items.map((item, at) => element("li", {}, this.#chip(item, at))));
        if (more)
            this.#last = items.length - 1;
        this.#rove(Math.min(this.#last, items.length - 1));
        this.#chips[this.#last]?.scrollIntoView({ block: "nearest", inline: "nearest" });
        this.#changed();
    }

    get #chips() {
        return [...this.#list.querySelectorAll("button")];
    }

    #chip(item, at) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, item);
        return button("chip", glyph, say("tray.remove", { name: item.name }), () => this.#remove(at));
    }

    /* One stop of the Tab key. */
    #rove(at) {
        this.#last = Math.max(at, 0);
        this.#chips.forEach((chip, i) => (chip.tabIndex = i === this.#last ? 0 : -1));
    }

    #remove(at) {
        this.fill(this.#items.filter((_, i) => i !== at));
        this.#chips[Math.min(Math.max(at - 1, 0), this.#items.length - 1)]?.focus();
    }

    #repeat(at) {
        if (this.#items.length >= ITEMS_MAX)
            return clipboardTell(say("tray.most", { most: ITEMS_MAX }));
        const items = [...this.#items];
        items.splice(at, 0, items[at]);
        this.fill(items);
        return this.#rove(at + 1);
    }

    #move(from, to) {
        if (to < 0 || to >= this.#items.length || to === from)
            return;
        const items = [...this.#items];
        items.splice(to, 0, ...items.splice(from, 1));
        this.fill(items);
        this.#chips[to].focus();
        clipboardTell(say("tray.moved", { name: items[to].name, place: to + 1, total: items.length }));
    }

    #key({ key, target, shiftKey, ctrlKey, altKey, metaKey }) {
        const at = this.#chips.indexOf(target);
        const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.#items.length - 1 }[key];
        if (at < 0 || ctrlKey || altKey || metaKey)
            return false;
        if (to !== undefined && shiftKey)
            this.#move(at, to);
        else if (to !== undefined)
            this.#chips[to]?.focus();
        else if (key === "+") {
            this.#repeat(at);
            this.#chips[at + 1]?.focus();
        } else if (key === "Delete" || key === "Backspace")
            this.#remove(at);
        else
            return false;
        return true;
    }
}
