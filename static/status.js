/*
 * What the page tells: the status line, how much is loaded, in words and as a progress bar, and
 * errors. Live regions are written only when their text changes.
 */

import { addressOf } from "./address.js";
import { button, element } from "./element.js";
import { queryQuote } from "./query.js";

const HOME_TITLE = "charfinder: find Unicode characters by name";

export class Status {
    #status = document.querySelector("#status");
    #count = document.querySelector("#count");
    #progress = document.querySelector("#progress");
    #trouble = document.querySelector("#trouble");

    home() {
        this.#say("home", HOME_TITLE);
        this.loaded(0, 0);
    }

    /* The same text as in server/answers/http/page_render.c. */
    found({ total, query, suggestion, reason }, wanted) {
        if (suggestion === undefined) {
            const text = `${matches(total)} for ${queryQuote(query)}`;
            return this.#say("results", `${text} · charfinder`, text, ...because(reason, wanted));
        }
        const link = element("a", { href: addressOf({ ...wanted, query: suggestion }) }, queryQuote(suggestion));
        const parts = [`No match for ${queryQuote(query)}. Showing results for `, link, `: ${matches(total)}`];
        return this.#say("results", `${parts[0]}${queryQuote(suggestion)}${parts[2]} · charfinder`, ...parts);
    }

    /* A total of 0 hides the bar. */
    loaded(rows, total) {
        this.#tell(total > 0 ? `${rows} of ${total} loaded` : "", rows, total);
    }

    building(percent) {
        const text = `Building the index: ${percent}%`;
        this.#say("building", `${text} · charfinder`, text);
        this.#tell("", percent, 100);
    }

    /* The query is invalid. */
    refused({ detail, column }) {
        this.#say("bad-query", "charfinder", column ? `Column ${column}: ${detail}` : detail);
        this.loaded(0, 0);
    }

    /* Any other error; the search is repeated after that time, or when the button is pressed. */
    troubled({ detail }, seconds, retry) {
        this.#trouble.replaceChildren(
            element("span", {}, `${detail.replace(/\.$/, "")}. Retrying in ${seconds} s.`),
            button("retry", "Retry now", "", retry));
    }

    untroubled() {
        if (this.#trouble.childElementCount > 0)
            this.#trouble.replaceChildren();
    }

    #say(state, title, ...parts) {
        const text = parts.map((part) => part.textContent ?? part).join("");
        document.body.dataset.state = state;
        document.querySelector("#query").ariaInvalid = state === "bad-query" ? "true" : null;
        document.title = title;
        if (this.#status.textContent !== text || parts.length > 1)
            this.#status.replaceChildren(...parts);
    }

    #tell(text, done, total) {
        if (this.#count.textContent !== text)
            this.#count.textContent = text;
        if (total === 0)
            return this.#progress.removeAttribute("value");
        this.#progress.max = total;
        this.#progress.value = done;
        this.#progress.textContent = `${done} of ${total}`;
        return undefined;
    }
}

/* Why there is nothing, and a query that finds something. */
function because(reason, wanted) {
    if (reason === undefined)
        return [];
    if (reason.query === undefined || reason.lang !== undefined)
        return [`: ${reason.message}`];
    const link = element("a", { href: addressOf({ ...wanted, query: reason.query }) }, queryQuote(reason.query));
    return [`: ${reason.message}. Try `, link];
}

function matches(total) {
    return total === 1 ? "1 match" : `${total || "No"} match${total ? "es" : ""}`;
}
