/*
 * What the page says in words: the status line, how much is loaded, the trouble. Live regions are
 * written only when their words change.
 */

import { addressOf } from "./address.js";
import { button, element } from "./element.js";
import { quote } from "./quote.js";

const HOME_TITLE = "charfinder: find Unicode characters by name";

export class Status {
    #status = document.querySelector("#status");
    #count = document.querySelector("#count");
    #trouble = document.querySelector("#trouble");

    home() {
        this.#say("home", HOME_TITLE);
        this.#tell("");
    }

    /* page.c says the same. */
    found({ total, query, suggestion }, wanted) {
        if (suggestion === undefined) {
            const words = `${matches(total)} for ${quote(query)}`;
            return this.#say("results", `${words} · charfinder`, words);
        }
        const link = element("a", { href: addressOf({ ...wanted, query: suggestion }) }, quote(suggestion));
        const parts = [`No match for ${quote(query)}. Showing results for `, link, `: ${matches(total)}`];
        return this.#say("results", `${parts[0]}${quote(suggestion)}${parts[2]} · charfinder`, ...parts);
    }

    loaded(rows, total) {
        this.#tell(total > 0 ? `${rows} of ${total} loaded` : "");
    }

    building(percent) {
        const words = `Building the index: ${percent}%`;
        this.#say("building", `${words} · charfinder`, words);
        this.#tell("");
    }

    /* The query cannot be answered as it stands. */
    refused({ detail, column }) {
        this.#say("bad-query", "charfinder", column ? `Column ${column}: ${detail}` : detail);
        this.#tell("");
    }

    /* Something else went wrong; it is tried again by itself, or at once by the button. */
    troubled({ detail }, seconds, retry) {
        this.#trouble.replaceChildren(
            element("span", {}, `${detail.replace(/\.$/, "")}. Trying again in ${seconds} s.`),
            button("retry", "Try again now", "", retry));
    }

    untroubled() {
        if (this.#trouble.childElementCount > 0)
            this.#trouble.replaceChildren();
    }

    #say(state, title, ...parts) {
        const words = parts.map((part) => part.textContent ?? part).join("");
        document.body.dataset.state = state;
        document.querySelector("#query").ariaInvalid = state === "bad-query" ? "true" : null;
        document.title = title;
        if (this.#status.textContent !== words || parts.length > 1)
            this.#status.replaceChildren(...parts);
    }

    #tell(words) {
        if (this.#count.textContent !== words)
            this.#count.textContent = words;
    }
}

function matches(total) {
    return total === 1 ? "1 match" : `${total || "No"} match${total ? "es" : ""}`;
}
