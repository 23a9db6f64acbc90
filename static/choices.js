/*
 * What the person chose about results: in which form they are copied, and whether they stand in a
 * list or in a grid. The bar above the results has the controls; the browser remembers.
 */

import { button, element } from "./element.js";
import { FORMATS } from "./escapes.js";
import { storeRead, storeWrite } from "./store.js";

const VIEWS = { list: ["List", "☰"], grid: ["Grid", "▦"] };

export class Choices {
    #format = storeRead("format", "character");
    #view = storeRead("view", "list");
    #buttons = {};

    /* viewed(view) is told when the person chose another view. */
    constructor(bar, viewed) {
        if (!(this.#format in FORMATS))
            this.#format = "character";
        bar.append(this.#formatControl(), element("span.gap"), this.#viewControl(viewed));
        this.follow(null);
    }

    get format() {
        return this.#format;
    }

    /* The view to show where a link asks for that one, or for none (null). */
    follow(asked) {
        const view = [asked, this.#view, "list"].find((name) => Object.hasOwn(VIEWS, name ?? ""));
        for (const [name, control] of Object.entries(this.#buttons))
            control.ariaPressed = String(name === view);
        return view;
    }

    #formatControl() {
        const select = element("select", { id: "format" });
        for (const [name, words] of Object.entries(FORMATS))
            select.append(element("option", { value: name, selected: name === this.#format }, words));
        select.addEventListener("change", () => {
            this.#format = select.value;
            storeWrite("format", select.value);
        });
        return element("label", {}, "Copy as ", select);
    }

    #viewControl(viewed) {
        const group = element("div.views", { role: "group", "aria-label": "View" });
        for (const [name, [words, sign]] of Object.entries(VIEWS)) {
            this.#buttons[name] = button("view", sign, words, () => {
                this.#view = this.follow(name);
                storeWrite("view", name);
                viewed(name);
            });
            group.append(this.#buttons[name]);
        }
        return group;
    }
}
