/*
 * Two preferences, with their controls in the toolbar above the results: the format to copy in,
 * and list or grid view. The settings have both, too.
 */

import { button, element } from "../base/element.js";
import { FORMATS, formatOf } from "../text/escapes.js";
import { preference, preferenceSet, preferencesWatch } from "../base/preferences.js";
import { say } from "../base/messages.js";

const VIEWS = { list: [say("choices.list"), "☰"], grid: [say("choices.grid"), "▦"] };

export class Choices {
    #suited = "list"; // the view that suits the result, where none was chosen
    #buttons = {};
    #select = element("select", { id: "format" });
    #second = element("span.second");

    /* viewed(view) is called when another view was chosen. */
    constructor(bar, viewed) {
        bar.prepend(this.#formatControl(), this.#second);
        bar.append(element("span.gap"), this.#viewControl(viewed));
        this.follow(null);
        this.#formatsShow();
        preferencesWatch((name) => {
            this.#formatsShow();
            if (name === "view" && preference("view") !== null)
                viewed(this.follow(preference("view")));
        });
    }

    get format() {
        return formatOf(preference("format"), "character");
    }

    /* What is copied with Shift or Alt. */
    get second() {
        return formatOf(preference("second"), "named");
    }

    /* Returns the view to show: the one that a link asks for, or the stored one if it asks for
     * none (null), or the one that suits the result. */
    follow(asked) {
        const view = [asked, preference("view"), this.#suited].find((name) => Object.hasOwn(VIEWS, name ?? ""));
        for (const [name, control] of Object.entries(this.#buttons))
            control.ariaPressed = String(name === view);
        return view;
    }

    /* Symbols are looked at, so they suit the grid. rows: the first ones of a result. The same as in
     * server/answers/http/pages/page_view.c. */
    suit(rows) {
        const symbols = rows.filter(({ category }) => category.startsWith("S")).length;
        this.#suited = rows.length > 0 && symbols * 4 >= rows.length * 3 ? "grid" : "list";
    }

    #formatsShow() {
        this.#select.value = this.format;
        const second = { format: FORMATS[this.second] };
        this.#second.textContent = say("choices.second", second);
        this.#second.title = say("choices.second-note", second);
    }

    #formatControl() {
        for (const [name, label] of Object.entries(FORMATS))
            this.#select.append(element("option", { value: name }, label));
        this.#select.addEventListener("change", () => preferenceSet("format", this.#select.value));
        return element("label", {}, element("span.legend", {}, say("choices.format")), " ", this.#select);
    }

    #viewControl(viewed) {
        const group = element("div.views", { role: "group", "aria-label": say("choices.view") });
        for (const [name, [label, sign]] of Object.entries(VIEWS)) {
            this.#buttons[name] = button("view", sign, label, () => {
                viewed(this.follow(name));
                preferenceSet("view", name);
            });
            group.append(this.#buttons[name]);
        }
        return group;
    }
}
