/*
 * Help with a query that the server cannot read yet: in the words of a person, at its place in the
 * field, with buttons that complete it. Completions come at once. The rest comes when tell() is
 * called, because somebody who still types has made no mistake.
 */

import { button, element } from "../base/element.js";
import { completionsOf } from "./completions.js";
import { number, say, sayKnown } from "../base/messages_later.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "hint.css");

export class Hint {
    #field;
    #described;
    #message = element("p", { id: "problem", role: "alert" });
    #list = element("ul.chips", { "aria-label": say("hint.completions") });
    #panel = element("div.hint", { hidden: true }, this.#list, this.#message); // so that the list stays where it is
    #place = element("div.place", { "aria-hidden": "true", hidden: true });
    #asked = 0; // counts suggest(): an older one must not show its completions

    constructor(field) {
        this.#field = field;
        this.#described = field.getAttribute("aria-describedby");
        field.after(this.#place, this.#panel);
        field.addEventListener("input", () => this.#untell());
        field.addEventListener("scroll", () => this.#align());
        this.#panel.addEventListener("keydown", ({ key }) => {
            if (key === "Escape") {
                this.hide();
                field.focus();
            }
        });
    }

    /* Shows how the query can be completed. */
    async suggest(problem, query) {
        this.#asked += 1;
        const asked = this.#asked;
        const found = await completionsOf(problem, query);
        if (asked !== this.#asked)
            return;
        this.#list.replaceChildren(...found.map(({ label, count, completed, caret }) => element("li", {},
            button("complete", element("span", {}, label, ...(count === undefined ? [] : [" ",
                element("span.number", {}, number(count))])), "", () => this.#complete(completed, caret)))));
        this.#panel.hidden = found.length === 0 && this.#message.textContent === "";
    }

    /* Says what is wrong with the query, and marks the place. */
    tell(problem, query) {
        this.#message.textContent = complaintOf(problem);
        this.#panel.hidden = false;
        this.#field.ariaInvalid = "true";
        this.#field.setAttribute("aria-describedby", `problem ${this.#described}`);
        this.#mark(query, problem.column);
    }

    hide() {
        this.#asked += 1;
        this.#untell();
        this.#list.replaceChildren();
        this.#panel.hidden = true;
    }

    #untell() {
        if (this.#message.textContent === "")
            return;
        this.#message.textContent = "";
        this.#panel.hidden = this.#list.childElementCount === 0;
        this.#place.hidden = true;
        this.#field.removeAttribute("aria-invalid");
        this.#field.setAttribute("aria-describedby", this.#described);
    }

    /* Column 1 is the first code point; a place after the last one is marked as a blank. */
    #mark(query, column) {
        this.#place.hidden = column === undefined || this.#field.value !== query;
        if (this.#place.hidden)
            return;
        const points = Array.from(query);
        const before = points.slice(0, column - 1).join("");
        const rest = points.slice(column - 1).join("");
        const [wrong] = /^"[^"]*"?|^[^\s,]+|^/.exec(rest);
        this.#place.replaceChildren(before, element("mark", {}, wrong || "\u2002"), rest.slice(wrong.length));
        this.#place.style.width = `${this.#field.offsetWidth}px`;
        this.#align();
    }

    #align() {
        this.#place.scrollLeft = this.#field.scrollLeft;
    }

    #complete(completed, caret) {
        this.#field.value = completed;
        this.#field.focus();
        this.#field.setSelectionRange(caret, caret);
        this.hide();
        this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}

/* What is wrong, in the words of a person: the server speaks to programs, in English. What has no code is said as it
 * is told. */
function complaintOf({ code, key = "", detail }) {
    return sayKnown(`complaint.${code}`, null) === null ? detail : say(`complaint.${code}`, { key });
}
