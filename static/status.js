/*
 * What the page says in words: the status line, the count of rows, the trouble. All three are
 * live regions, so each is written only when its words change.
 */

import { quote } from "./quote.js";

const HOME_TITLE = "charfinder: find Unicode characters by name";

export class Status {
    #status = document.querySelector("#status");
    #count = document.querySelector("#count");
    #trouble = document.querySelector("#trouble");

    home() {
        this.#say("home", "", HOME_TITLE);
        this.#tell("");
    }

    /* page.c says the same. */
    found({ total, query, suggestion }) {
        const words = suggestion === undefined
            ? `${matches(total)} for ${quote(query)}`
            : `No match for ${quote(query)}. Showing results for ${quote(suggestion)}: ${matches(total)}`;
        this.#say("results", words, `${words} · charfinder`);
    }

    loaded(rows, total) {
        this.#tell(total > 0 ? `${rows} of ${total} loaded` : "");
    }

    building(percent) {
        const words = `Building the index: ${percent}%`;
        this.#say("building", words, `${words} · charfinder`);
        this.#tell("");
    }

    /* The query cannot be answered as it stands. */
    refused({ detail, column }) {
        this.#say("bad-query", column ? `Column ${column}: ${detail}` : detail, "charfinder");
        this.#tell("");
    }

    /* Something else went wrong; it is tried again by itself, or at once by the button. */
    troubled({ detail }, seconds, retry) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "Try again now";
        button.addEventListener("click", retry);
        const words = document.createElement("span");
        words.textContent = `${detail.replace(/\.$/, "")}. Trying again in ${seconds} s.`;
        this.#trouble.replaceChildren(words, button);
    }

    untroubled() {
        this.#trouble.replaceChildren();
    }

    #say(state, words, title) {
        document.body.dataset.state = state;
        document.querySelector("#query").ariaInvalid = state === "bad-query" ? "true" : null;
        document.title = title;
        write(this.#status, words);
    }

    #tell(words) {
        write(this.#count, words);
    }
}

function matches(total) {
    return total === 1 ? "1 match" : `${total || "No"} match${total ? "es" : ""}`;
}

function write(element, words) {
    if (element.textContent !== words)
        element.textContent = words;
}
