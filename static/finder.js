/*
 * Shows what an address asks for: the start page, or a search with its status, progress and
 * filters. At most one search is alive; showing another address closes it first, so that no old
 * answer appears over a new one.
 */

import { indexAwait } from "./api.js";
import { introHide, introShow } from "./intro.js";
import { later } from "./later.js";
import { queryBlank } from "./query.js";
import { searchOpen } from "./search.js";
import { Status } from "./status.js";

const FACETS_PAUSE = 150; // milliseconds from the rows to the filters: typing goes on meanwhile

export class Finder {
    #results;
    #actions;
    #status = new Status();
    #search = null;
    #facets = null; // until its module is loaded

    constructor(results, actions) {
        this.#results = results;
        this.#actions = actions;
    }

    get searching() {
        return this.#search !== null;
    }

    /* The result in that row, or undefined while it is not loaded. */
    row(index) {
        return this.#search?.row(index);
    }

    /* Rows first to end are in view; see search.js. */
    want(first, end, direction) {
        this.#search?.want(first, end, direction);
    }

    /* wanted: { query, scope, view, offset }, as addressRead() returns them. */
    show(wanted) {
        this.#search?.close();
        this.#search = null;
        this.#status.untroubled();
        if (queryBlank(wanted.query))
            this.#homeShow();
        else
            this.#searchShow(wanted);
    }

    /* Shows how far the index is until it is built. */
    awaitIndex() {
        return indexAwait((percent) => this.#status.building(percent));
    }

    #homeShow() {
        this.#clear();
        this.#status.home();
        introShow().then((intro) => this.#actions.recentShow(intro));
    }

    #searchShow(wanted) {
        introHide();
        this.#results.wait();
        let offset = wanted.offset; // null once shown: a replaced index keeps the current place
        this.#search = searchOpen(wanted, {
            opened: (answer) => {
                this.#opened(answer, offset, wanted);
                offset = null;
            },
            arrived: (first, end) => {
                this.#results.refresh(first, end);
                this.#loadedShow();
            },
            building: (percent) => {
                this.#status.untroubled();
                this.#status.building(percent);
            },
            refused: (problem) => {
                this.#clear();
                this.#status.refused(problem);
            },
            troubled: (problem, seconds) =>
                this.#status.troubled(problem, seconds, () => this.#search?.retry()),
            recovered: () => this.#status.untroubled(),
        });
    }

    #opened(answer, offset, wanted) {
        this.#status.found(answer, wanted);
        this.#results.open(answer.total, offset);
        this.#loadedShow();
        setTimeout((search) => this.#facetsShow(search, answer, wanted), FACETS_PAUSE, this.#search);
    }

    #clear() {
        this.#results.clear();
        this.#facets?.clear();
    }

    #loadedShow() {
        this.#status.loaded(this.#search.loaded, this.#results.total);
    }

    /* Shows the filters of a search, unless it was closed meanwhile. */
    async #facetsShow(search, { facets: counts }, wanted) {
        const module = await later(import("./facets.js"));
        if (module === null || search !== this.#search)
            return;
        this.#facets ??= new module.Facets(document.querySelector("#facets"));
        if (this.#facets.show(counts, wanted)) // the filter that had the focus is gone
            this.#results.focus();
    }
}
