/*
 * The collections: the characters of one, to copy or to fill into the tray, where they are put in order; and all
 * of them as a text, to take to another browser.
 */

import { button, element } from "../base/element.js";
import { clipboardCopy, clipboardTell } from "../base/clipboard.js";
import { say } from "../base/messages_later.js";
import {
    collectionDelete, collectionName, collectionRename, collectionSave, collectionsAdd, collectionsAll, collectionsWatch, collectionTitle,
    FAVOURITES,
} from "../collections/collections.js";
import { TEXT_MAX, transferRead, transferWrite } from "../collections/transfer.js";
import { glyphShow } from "../text/glyph.js";
import { shownBy } from "../text/shown.js";
import { dialogMake } from "./dialog.js";
import { sheetLoad } from "../base/sheet.js";

const FILE = "charfinder-collections.txt";

let panel = null;

/* Shows the collection of that name, or the first that has characters where it is null; handlers:
 * copy(item, other), copyAll(items), fill(items). */
export async function collectionsShow(name, handlers) {
    await sheetLoad(import.meta.url, "collections.css");
    panel ??= new Panel();
    panel.show(name, handlers);
}

/* The same, to save these items under a name that the person types. */
export async function collectionsSave(items, handlers) {
    await sheetLoad(import.meta.url, "collections.css");
    panel ??= new Panel();
    panel.save(items, handlers);
}

class Panel {
    #parts = dialogMake("collections", say("collections"));
    #handlers = {};
    #name = FAVOURITES;
    #complaints = element("ul.complaints");

    constructor() {
        addEventListener("popstate", () => this.#parts.dialog.close()); // Back leaves it
        collectionsWatch(() => this.#parts.dialog.open && this.#fill());
    }

    show(name, handlers) {
        this.#handlers = handlers;
        this.#name = name ?? collectionsAll().find(({ items }) => items.length > 0)?.name ?? FAVOURITES;
        this.#complaints.replaceChildren();
        this.#fill();
        this.#open();
    }

    save(items, handlers) {
        this.#handlers = handlers;
        this.#parts.body.replaceChildren(this.#saving(items));
        this.#open();
        this.#parts.body.querySelector("input").focus();
    }

    #open() {
        if (!this.#parts.dialog.open)
            this.#parts.dialog.showModal();
    }

    #fill() {
        const all = collectionsAll();
        const now = all.find(({ name }) => name === this.#name) ?? all[0];
        this.#name = now.name;
        this.#parts.body.replaceChildren(this.#choice(all, now), this.#collection(now), this.#transfer(all));
    }

    #choice(all, now) {
        const select = element("select", { id: "collection" }, ...all.map(({ name, items }) =>
            element("option", { value: name, selected: name === now.name }, say("collections.counted", { name: collectionTitle(name), total: items.length }))));
        select.addEventListener("change", () => {
            this.#name = select.value;
            this.#fill();
            this.#parts.body.querySelector("select").focus();
        });
        return element("p.which", {}, element("label", { for: select.id }, say("collections.one")), select);
    }

    #collection({ name, items }) {
        const own = name === FAVOURITES ? [] : [
            button("rename", say("rename"), "", () => this.#renaming(name)),
            button("delete", say("delete"), "", () => this.#deleting(name)),
        ];
        return element("section", { "aria-label": collectionTitle(name) },
            items.length === 0
                ? element("p.note", {}, say("collections.empty"))
                : element("ul.chips", {}, ...items.map((item) => element("li", {}, this.#chip(item)))),
            element("p.buttons", {}, ...items.length === 0 ? [] : [
                button("copy", say("copy.all"), "", () => this.#handlers.copyAll(items)),
                button("fill", say("collections.fill"), "", () => this.#handlers.fill(items)),
            ], ...own));
    }

    #chip(item) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, item);
        return shownBy(button("chip", glyph, say("copy.one", { what: item.name }),
            ({ shiftKey, altKey }) => this.#handlers.copy(item, shiftKey || altKey)), item);
    }

    /* A field for a name; act(name) returns a complaint or null. */
    #naming(label, value, act) {
        const field = element("input", { id: "collection-name", value, maxLength: 60, required: true, autocomplete: "off" });
        const wrong = element("p.trouble", { role: "alert" });
        const form = element("form.naming", {}, element("label", { for: field.id }, label), field,
            element("p.buttons", {}, element("button.copy", {}, say("save")), button("cancel", say("cancel"), "", () => this.#parts.dialog.close())), wrong);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const complaint = act(field.value);
            wrong.textContent = complaint ?? "";
            if (complaint === null)
                this.show(collectionName(field.value), this.#handlers);
        });
        return form;
    }

    #saving(items) {
        return this.#naming(say("collections.save"), "",
            (name) => collectionSave(name, items));
    }

    #renaming(name) {
        this.#parts.body.replaceChildren(this.#naming(say("collections.rename", { name }), name, (to) => collectionRename(name, to)));
        this.#parts.body.querySelector("input").select();
    }

    #deleting(name) {
        const keep = button("keep", say("keep"), "", () => this.show(name, this.#handlers));
        this.#parts.body.replaceChildren(element("p", {}, say("collections.delete", { name })),
            element("p.buttons", {}, button("delete", say("delete"), "", () => {
                const complaint = collectionDelete(name);
                this.show(null, this.#handlers);
                clipboardTell(complaint ?? say("collections.deleted", { name }));
            }), keep));
        keep.focus();
    }

    #transfer(all) {
        const field = element("textarea", { rows: 3, spellcheck: false, maxLength: TEXT_MAX, ariaLabel: say("transfer.text"),
            placeholder: "❤\tU+2764\tHEAVY BLACK HEART" });
        const file = element("input", { type: "file", accept: ".txt,text/plain", hidden: true });
        file.addEventListener("change", async () => {
            if (file.files.length > 0 && file.files[0].size <= 4 * TEXT_MAX)
                this.#import(await file.files[0].text());
            else if (file.files.length > 0)
                this.#tell([say("transfer.large")]);
            file.value = "";
        });
        return element("details.transfer", { open: this.#complaints.childElementCount > 0 }, element("summary", {}, say("transfer.title")),
            element("p.note", {}, say("transfer.note")),
            field,
            element("p.buttons", {},
                button("import", say("transfer.import"), "", () => this.#import(field.value)),
                button("import", say("transfer.import-file"), "", () => file.click()),
                button("export", say("transfer.copy"), "", () => clipboardCopy(transferWrite(all), say("transfer.what"))),
                button("export", say("transfer.save"), "", () => download(transferWrite(all)))),
            file, element("div", { role: "status" }, this.#complaints));
    }

    #import(text) {
        const { collections, complaints } = transferRead(text, say("transfer.untitled"));
        const count = collections.reduce((sum, { items }) => sum + items.length, 0);
        const more = collectionsAdd(collections);
        this.#name = collectionName(collections[0]?.name ?? this.#name);
        this.#tell([say("transfer.read", { count }), ...complaints.map(({ code, ...where }) => say(`import.${code}`, where)), ...more]);
    }

    #tell(lines) {
        this.#complaints.replaceChildren(...lines.map((line) => element("li", {}, line)));
        this.#fill();
    }
}

function download(text) {
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    element("a", { href, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
}
