/* A label beside the scroll bar that says where one is while rows fly past: row 58,960 · U+277EC. */

import { element } from "../base/element.js";
import { glyphPoints } from "../text/glyph.js";
import { say } from "../base/messages.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "whereabouts.css");

const SHOWN = 800; // milliseconds after the last movement

export class Whereabouts {
    #label = element("div.whereabouts", { hidden: true, "aria-hidden": "true" });
    #hiding = 0; // timer

    constructor() {
        document.body.append(this.#label);
    }

    /* Row `index` of `total` is the first in view; the result is undefined while it is not loaded. */
    show(index, total, result) {
        const row = say("rows.whereabouts", { row: index + 1 });
        this.#label.textContent = result ? `${row} · ${glyphPoints(result)}` : row;
        this.#label.style.setProperty("--way", String(index / total));
        this.#label.hidden = false;
        clearTimeout(this.#hiding);
        this.#hiding = setTimeout(() => this.hide(), SHOWN);
    }

    get shown() {
        return !this.#label.hidden;
    }

    hide() {
        this.#label.hidden = true;
    }
}
