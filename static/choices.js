/*
 * Two preferences, with their controls in the toolbar above the results: the format to copy in,
 * and list or grid view. The browser stores both.
 */

import { button, element } from "./element.js";
import { FORMATS } from "./escapes.js";
import { storeRead, storeWrite } from "./store.js";

const VIEWS = { list: ["List", "☰"], grid: ["Grid", "▦"] };

export class Choices {
    #format = storeRead("format", "character");
    #view = storeRead("view", "list");
    #buttons = {};

    /* viewed(view) is called when another view was chosen. */
    constructor(bar, viewed) {
        if (!(this.#format in FORMATS))
            this.#format = "character";
        bar.append(this.#formatControl(), element("span.gap"), this.#viewControl(viewed));
        this.follow(null);
    }

    get format() {
        return this.#format;
    }

    /* Returns the view to show: the one that a link asks for, or the stored one if it asks for
     * none (null). */
    follow(asked) {
        const view = [asked, this.#view, "list"].find((name) => Object.hasOwn(VIEWS, name ?? ""));
        for (const [name, control] of Object.entries(this.#buttons))
            control.ariaPressed = String(name === view);
        return view;
    }

    #formatControl() {
        const select = element("select", { id: "format" });
        for (const [name, label] of Object.entries(FORMATS))
            select.append(element("option", { value: name, selected: name === this.#format }, label));
        select.addEventListener("change", () => {
            this.#format = select.value;
            storeWrite("format", select.value);
        });
        return element("label", {}, "Copy as ", select);
    }

    #viewControl(viewed) {
        const group = element("div.views", { role: "group", "aria-label": "View" });
        for (const [name, [label, sign]] of Object.entries(VIEWS)) {
            this.#buttons[name] = button("view", sign, label, () => {
                this.#view = this.follow(name);
                storeWrite("view", name);
                viewed(name);
            });
            group.append(this.#buttons[name]);
        }
        return group;
    }
}
