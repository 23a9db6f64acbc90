/*
 * What the page tells: the status line, how far the index is built, that an answer is awaited, and
 * errors. Live regions are written only when their text changes.
 */

import { hear } from "../base/above.js";
import { addressOf } from "../base/address.js";
import { button, element } from "../base/element.js";
import { say, sayParts, sayTold } from "../base/messages.js";
import { queryQuote } from "../base/query.js";

const SEEN = 100; // milliseconds of waiting that are noticed
const HEARD = 700; // milliseconds without another text until screen readers hear it: not after every key

export class Status {
    #awaiting = 0; // timer
    #status = document.querySelector("#status");
    #count = document.querySelector("#count");
    #progress = document.querySelector("#progress");
    #trouble = document.querySelector("#trouble");

    home() {
        this.#say("home", say("title.home"));
    }

    /* The same text as in server/answers/http/pages/page_words.c. */
    found({ total, query, suggestion, reason }, wanted) {
        const asked = queryQuote(query);
        if (suggestion === undefined) {
            const text = say(total > 0 ? "status.found" : "status.none", { count: total, query: asked });
            return this.#say("results", `${text} · charfinder`, ...explained(text, reason, wanted));
        }
        const said = (other) => sayParts("status.instead", { query: asked, suggestion: other, count: total });
        const link = element("a", { href: addressOf({ ...wanted, query: suggestion }) }, queryQuote(suggestion));
        return this.#say("results", `${said(queryQuote(suggestion)).join("")} · charfinder`, ...said(link));
    }

    building(percent) {
        const text = say("status.building", { percent });
        this.#say("building", `${text} · charfinder`, text);
        this.#progress.value = percent;
        this.#progress.textContent = `${percent}%`;
    }

    /* The query is invalid, and nothing else is shown. `told`: the reason is, somewhere else. */
    refused({ detail, column }, told) {
        this.#say("bad-query", "charfinder", told ? "" : column ? say("status.column", { column, problem: detail }) : detail);
    }

    /* Any other error; the search is repeated after that time, or when the button is pressed. */
    troubled({ detail }, seconds, retry) {
        this.#trouble.replaceChildren(
            element("span", {}, say("status.retrying", { problem: detail, seconds })),
            button("retry", say("status.retry"), "", retry));
    }

    /* An error that needs nobody to act: the page looks again by itself. */
    told({ detail }) {
        if (this.#trouble.textContent !== detail)
            this.#trouble.replaceChildren(element("span", {}, detail));
    }

    /* An answer is awaited, or no longer: a thin line moves meanwhile, unless it comes before anybody would see it. */
    waiting(yes) {
        clearTimeout(this.#awaiting);
        if (yes)
            this.#awaiting = setTimeout(() => document.body.classList.add("awaiting"), SEEN);
        else
            document.body.classList.remove("awaiting");
    }

    /* It has been awaited for a while. */
    slow(retry) {
        this.#trouble.replaceChildren(element("span", {}, say("status.slow")),
            button("retry", say("status.again"), "", () => {
                this.untroubled();
                retry();
            }));
    }

    untroubled() {
        if (this.#trouble.childElementCount > 0)
            this.#trouble.replaceChildren();
    }

    #say(state, title, ...parts) {
        const text = parts.map((part) => part.textContent ?? part).join("");
        document.body.dataset.state = state;
        this.#count.textContent = ""; // the range of rows that the server has rendered
        if (state !== "building")
            this.#progress.removeAttribute("value");
        document.querySelector("#query").ariaInvalid = state === "bad-query" ? "true" : null;
        document.title = title;
        if (this.#status.textContent !== text || parts.length > 1) {
            this.#status.replaceChildren(...parts);
            hear(text, HEARD);
        }
    }
}

/* Why there is nothing, and a query that finds something. */
function explained(status, reason, wanted) {
    if (reason === undefined)
        return [status];
    const because = { status, reason: sayTold(reason.message, `reason.${reason.code}`) };
    if (reason.query === undefined || reason.lang !== undefined)
        return [say("status.explained", because)];
    const link = element("a", { href: addressOf({ ...wanted, query: reason.query }) }, queryQuote(reason.query));
    return sayParts("status.way-out", { ...because, query: link });
}
