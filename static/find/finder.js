/*
 * Shows what an address asks for: the start page, or a search with its status, progress and
 * filters. At most one search is alive.
 */

import { introHide, introRenew, introShow } from "../start/intro.js";
import { later } from "../base/later.js";
import { queryBlank, queryTooLong } from "../base/query.js";
import { searchOpen } from "./search.js";
import { Status } from "./status.js";

const TYPING_PAUSE = 1000; // milliseconds without a key before a query counts as finished
const FACETS_PAUSE = 300; // milliseconds from the rows to the filters: more than from one key to the next

export class Finder {
    #results;
    #actions;
    #opening;
    #status = new Status();
    #whereabouts = null; // until its module is loaded
    #search = null;
    #facets = null; // until its module is loaded
    #hint = null; // until its module is loaded
    #ways = null; // until its module is loaded
    #typing = false;
    #wrong = false; // the query cannot be read
    #held = null; // what to show when the query is finished
    #holding = 0; // timer

    /* opening(answer) is called before the first page of a result is shown. */
    constructor(results, actions, opening) {
        this.#results = results;
        this.#actions = actions;
        this.#opening = opening;
    }

    get searching() {
        return this.#search !== null;
    }

    /* Cannot the query be read? Then the rows are those of the one before. */
    get refused() {
        return this.#wrong;
    }

    /* The result in that row, or undefined while it is not loaded. */
    row(index) {
        return this.#search?.row(index);
    }

    /* Rows first to end are in view; see search.js. */
    want(first, end, direction) {
        this.#search?.want(first, end, direction);
        if (this.#search?.leaping)
            this.#whereaboutsShow();
    }

    /* wanted: { query, scope, view, offset }, as addressRead() returns them. While somebody is typing,
     * what is shown stays until there is something to replace it. */
    show(wanted, typing = false) {
        this.#search?.close();
        this.#search = null;
        this.#whereabouts?.hide();
        this.#status.waiting(false);
        this.#release();
        this.#typing = typing;
        this.#wrong = false;
        this.#status.untroubled();
        if (queryBlank(wanted.query))
            this.#homeShow();
        else if (queryTooLong(wanted.query))
            this.#refused({ status: 422, code: "too-long", detail: "query too long" }, wanted);
        else
            this.#searchShow(wanted);
    }

    /* The query is finished, however little time has passed. */
    settle() {
        const held = this.#held;
        this.#release();
        this.#typing = false;
        held?.();
    }

    #release() {
        clearTimeout(this.#holding);
        this.#held = null;
    }

    /* Calls act() when the query is finished: after Enter, or a while without a key. */
    #hold(act) {
        if (!this.#typing)
            return act();
        this.#results.keep();
        this.#held = act;
        this.#holding = setTimeout(() => this.settle(), TYPING_PAUSE);
        return undefined;
    }

    /* Shows how far the index is until it is built, unless somebody searches meanwhile. */
    async awaitIndex() {
        const module = await later(import("./building.js"));
        await module?.indexAwait((percent) => {
            if (!this.searching) {
                this.#status.untroubled();
                this.#status.building(percent);
            }
        }, (problem) => this.searching || this.#status.told(problem));
        await introRenew(); // it was rendered without the index
        if (!this.searching)
            this.#status.untroubled();
    }

    /* The page was left, kept by the browser, and is back: what it waited for may be lost. */
    resume() {
        this.#search?.again();
    }

    #homeShow() {
        this.#hint?.hide();
        this.#clear();
        this.#status.home();
        introShow().then((intro) => this.#actions.startShow(intro));
    }

    #searchShow(wanted) {
        this.#results.wait();
        let offset = wanted.offset; // null once shown: a replaced index keeps the current place
        this.#search = searchOpen(wanted, {
            opened: (answer) => {
                const first = offset;
                offset = null;
                if (answer.total > 0 || this.#results.total === 0)
                    this.#opened(answer, first, wanted);
                else
                    this.#hold(() => this.#opened(answer, first, wanted));
            },
            arrived: (first, end) => {
                this.#results.refresh(first, end);
                if (this.#whereabouts?.shown)
                    this.#whereaboutsShow();
            },
            building: (percent) => {
                introHide();
                this.#status.untroubled();
                this.#status.building(percent);
            },
            refused: (problem) => this.#refused(problem, wanted),
            troubled: (problem, seconds) =>
                this.#status.troubled(problem, seconds, () => this.#search?.retry()),
            recovered: () => this.#status.untroubled(),
            waiting: (yes) => this.#status.waiting(yes),
            slow: () => this.#status.slow(() => this.#search?.again()),
        });
    }

    #opened(answer, offset, wanted) {
        introHide();
        this.#release();
        this.#hint?.hide();
        this.#status.found(answer, wanted);
        this.#opening(answer);
        this.#results.open(answer.total, offset);
        this.#waysShow(answer, wanted);
        setTimeout((search) => this.#facetsShow(search, answer, wanted), FACETS_PAUSE, this.#search);
    }

    /* Rows of the query before stay, with its status. */
    async #refused(problem, wanted) {
        const search = this.#search;
        this.#wrong = true;
        this.#status.waiting(false);
        this.#hold(async () => {
            const hint = await this.#hintMake();
            if (search !== this.#search)
                return;
            if (this.#results.total === 0) {
                introHide();
                this.#clear();
                this.#status.refused(problem, hint !== null);
            }
            this.#results.keep();
            hint?.tell(problem, wanted.query);
        });
        const hint = await this.#hintMake();
        if (search === this.#search)
            hint?.suggest(problem, wanted.query);
    }

    async #hintMake() {
        const module = await later(import("./hint.js"));
        this.#hint ??= module && new module.Hint(document.querySelector("#query"));
        return this.#hint;
    }

    #clear() {
        this.#results.clear();
        this.#facets?.clear();
        this.#ways?.waysHide();
    }

    /* Without a match, and without another spelling that has some, offers other ways. */
    async #waysShow({ total, offline }, wanted) {
        const search = this.#search;
        if (total > 0 || offline)
            return this.#ways?.waysHide();
        this.#ways ??= await later(import("./ways.js"));
        return search === this.#search && this.#ways?.waysShow(wanted);
    }

    async #whereaboutsShow() {
        const search = this.#search;
        const module = await later(import("./whereabouts.js"));
        if (module === null || search !== this.#search)
            return;
        this.#whereabouts ??= new module.Whereabouts();
        const { at, total } = this.#results;
        this.#whereabouts.show(at, total, this.row(at));
    }

    /* Shows the filters of a search, unless it was closed meanwhile. */
    async #facetsShow(search, { facets: counts }, wanted) {
        const module = await later(import("./facets.js"));
        if (module === null || search !== this.#search)
            return;
        if (counts === undefined) // the server has not answered
            return void this.#facets?.clear();
        this.#facets ??= new module.Facets(document.querySelector("#facets"));
        if (this.#facets.show(counts, wanted)) // the filter that had the focus is gone
            this.#results.focus();
    }
}
