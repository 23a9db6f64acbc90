/*
 * What the person asks for: a query typed, a link followed, a step back in the history. Each
 * becomes an address first, and the address is shown. So everything that can be shown can also be
 * linked.
 */

import {
    addressFollow, addressGo, addressNote, addressRead, addressSettle,
} from "./address.js";
import { queryBlank } from "./query.js";

const TYPING_PAUSE = 60; // milliseconds without a key before the query is searched
const SCROLL_PAUSE = 300; // milliseconds without scrolling before the address gets the offset

export class Navigation {
    #field;
    #scope;
    #choices;
    #finder;
    #results;
    #actions;
    #shown = null; // the address on display, as addressRead() returns it
    #typing = 0; // timer
    #scrolling = 0; // timer

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
        addEventListener("popstate", () => this.#returned());
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

    viewChosen(view) {
        addressNote({ view });
        this.#shown = { ...this.#shown, view };
        this.#results.view = view;
    }

    #formWatch() {
        const settle = () => {
            this.#typed();
            addressSettle();
        };
        this.#field.addEventListener("input", () => {
            this.#results.stay();
            clearTimeout(this.#typing);
            this.#typing = setTimeout(() => this.#typed(), TYPING_PAUSE);
        });
        this.#field.addEventListener("change", settle);
        this.#scope.addEventListener("change", settle);
        this.#field.form.addEventListener("submit", (event) => {
            event.preventDefault();
            settle();
            this.#results.enterWhenReady();
        });
    }

    /* Searches what the form holds, from its first row on, unless it is shown already. */
    #typed() {
        clearTimeout(this.#typing);
        const query = queryBlank(this.#field.value) ? "" : this.#field.value;
        if (!addressFollow(query, this.#scope.checked ? "name" : null))
            return;
        if (scrollY > 0)
            scrollTo({ top: 0, behavior: "instant" });
        this.#show(addressRead());
    }

    /* Follows links within the page without reloading it. */
    #clicked(event) {
        const link = event.target.closest("a");
        if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
            return;
        if (link.origin !== location.origin || link.pathname !== "/")
            return;
        event.preventDefault();
        if (link.hash === "")
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

    #show(wanted) {
        this.#shown = wanted;
        this.#results.view = this.#choices.follow(wanted.view);
        clearTimeout(this.#typing);
        clearTimeout(this.#scrolling); // it would note the offset of the old rows
        this.#finder.show(wanted);
        this.#actions.detailsFollow();
    }
}
