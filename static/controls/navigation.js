/*
 * What the person asks for: a query typed, a link followed, a step back in the history. Each
 * becomes an address first, and the address is shown.
 */

import {
    addressFollow, addressGo, addressNote, addressRead, addressSettle, ROOT,
} from "../base/address.js";
import { languageKeep } from "../base/language.js";
import { later } from "../base/later.js";
import { queryBlank, queryTooLong } from "../base/query.js";

const TYPING_PAUSE = 60; // milliseconds without a key before the query is searched
const SCROLL_PAUSE = 300; // milliseconds without scrolling before the address gets the offset

/* history.js is not part of the first view. */
async function remember(asked) {
    (await later(import("../collections/history.js")))?.historyAdd(asked);
}

export class Navigation {
    #field;
    #scope;
    #choices;
    #finder;
    #results;
    #actions;
    #touch = matchMedia("(pointer: coarse)");
    #shown = null; // the address on display, as addressRead() returns it
    #typing = 0; // timer
    #scrolling = 0; // timer
    #away = false; // from the top of the page: asking for it after each key would lay out the page

    constructor(field, { choices, finder, results, actions }) {
        this.#field = field;
        this.#scope = field.form.elements.scope;
        this.#choices = choices;
        this.#finder = finder;
        this.#results = results;
        this.#actions = actions;
    }

    /* Listens to the form, to links and to the history, and shows the current address. */
    start() {
        history.scrollRestoration = "manual"; // the offset in the address replaces it
        this.#formWatch();
        document.addEventListener("click", (event) => this.#clicked(event));
        addEventListener("scroll", () => (this.#away = scrollY > 0), { passive: true });
        addEventListener("popstate", () => this.#returned());
        addEventListener("pageshow", ({ persisted }) => persisted && this.#finder.resume());
        if (this.#field.value !== this.#field.defaultValue)
            this.#typed(); // while the modules were loading
        else if (queryBlank(addressRead().query) && document.body.dataset.state === "building")
            this.#finder.awaitIndex().then(() => this.#finder.searching || this.#showAddress());
        else
            this.#showAddress();
    }

    /* Other rows came into view: notes their offset once scrolling stops. */
    scrolled() {
        clearTimeout(this.#scrolling);
        this.#scrolling = setTimeout(() => {
            if (this.#finder.searching)
                addressNote({ offset: this.#results.first });
        }, SCROLL_PAUSE);
    }

    /* The rows of another result came, and are shown as suits them unless a view was chosen. */
    viewSuit(rows) {
        this.#choices.suit(rows);
        this.#results.view = this.#choices.follow(this.#shown.view);
    }

    /* Searches what was typed, as a query that keeps its place in the history. Returns whether it can
     * be read, as far as is known. */
    settle() {
        this.#typed();
        addressSettle();
        this.#finder.settle();
        if (!this.#finder.refused && !queryBlank(this.#field.value))
            remember({ query: this.#field.value.trim(), scope: this.#scope.checked ? "name" : null });
        return !this.#finder.refused;
    }

    viewChosen(view) {
        addressNote({ view });
        this.#shown = { ...this.#shown, view };
        this.#results.view = view;
    }

    #formWatch() {
        this.#field.removeAttribute("maxlength"); // it would cut a long paste without a word
        this.#field.addEventListener("input", ({ isComposing }) => {
            this.#results.stay();
            clearTimeout(this.#typing);
            if (!isComposing || this.#touch.matches) // keyboards of phones compose every word
                this.#wait();
        });
        this.#field.addEventListener("compositionend", () => this.#wait());
        this.#field.addEventListener("change", () => this.settle());
        this.#scope.addEventListener("change", () => this.settle());
        this.#field.form.addEventListener("submit", (event) => {
            event.preventDefault();
            if (this.settle())
                this.#results.enterWhenReady();
        });
    }

    #wait() {
        this.#results.stay();
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#typed(), TYPING_PAUSE);
    }

    /* Searches what the form holds, from its first row on, unless it is shown already. */
    #typed() {
        clearTimeout(this.#typing);
        const query = queryBlank(this.#field.value) ? "" : this.#field.value;
        if (queryTooLong(query)) { // for an address, too
            this.#shown = null;
            this.#finder.show({ ...addressRead(), query }, true);
            return;
        }
        if (!addressFollow(query, this.#scope.checked ? "name" : null) && this.#shown !== null)
            return;
        if (this.#away)
            scrollTo({ top: 0, behavior: "instant" });
        this.#show(addressRead(), { typing: true });
    }

    /* Follows links within the page without reloading it. */
    #clicked(event) {
        const link = event.target.closest("a");
        if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
            return;
        if (link.hreflang !== "")
            return languageKeep(link.hreflang); // and the browser follows it
        if (link.origin !== location.origin || link.pathname !== ROOT)
            return;
        event.preventDefault();
        if (link.matches(".skip"))
            this.#results.enter();
        else if (link.hash === "")
            this.#follow(link);
        else
            location.hash = link.hash; // details, over what is shown
    }

    #follow({ href, search }) {
        addressGo(href);
        scrollTo({ top: 0, behavior: "instant" });
        this.#showAddress();
        if (search === "")
            this.#field.focus();
        else
            this.#results.enterWhenReady();
    }

    /* Back, Forward or another fragment. */
    #returned() {
        addressSettle();
        const { query, scope, view } = addressRead();
        if (query === this.#shown?.query && scope === this.#shown.scope && view === this.#shown.view)
            this.#actions.detailsFollow();
        else
            this.#showAddress();
    }

    #showAddress() {
        const wanted = addressRead();
        this.#field.value = wanted.query;
        this.#scope.checked = wanted.scope === "name";
        this.#show(wanted);
    }

    #show(wanted, { typing = false } = {}) {
        this.#shown = wanted;
        this.#results.view = this.#choices.follow(wanted.view);
        clearTimeout(this.#typing);
        clearTimeout(this.#scrolling); // it would note the offset of the old rows
        this.#finder.show(wanted, typing);
        this.#actions.detailsFollow();
    }
}
