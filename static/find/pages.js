/*
 * The pages of a result: which ones to load for the rows in view, how fast, and an LRU cache of those loaded.
 * A result may have 150,000 rows.
 *
 * While rows scroll by, at most 5 are asked for in a second. While somebody drags through a long result, rows fly
 * past that nobody reads: then only 2, until the hand rests.
 */

export const PAGE = 50; // rows: more than a window shows, few enough to load after every key
const CACHED = 80; // pages
const AHEAD = 4; // pages ahead in the direction of scrolling
const BEHIND = 1; // and behind
const SECOND = 1000; // milliseconds that a request counts
const REST = 120; // milliseconds without a leap: the hand rests
const SENT = 5;
const SENT_LEAPING = 2;
const LEAP = 100; // rows from one frame to the next that nobody reads

/* The pages to load when rows first to end are in view, most urgent first. Without scrolling
 * (direction 0) only those in view. */
export function pagesWanted(first, end, direction, total) {
    const pages = Math.ceil(total / PAGE);
    const from = Math.floor(first / PAGE);
    const to = Math.min(Math.ceil(end / PAGE), pages);
    const seen = Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i);
    if (direction === 0)
        return seen;
    const above = (count) => Array.from({ length: count }, (_, i) => from - 1 - i);
    const below = (count) => Array.from({ length: count }, (_, i) => to + i);
    const around = direction > 0
        ? [...seen, ...below(AHEAD), ...above(BEHIND)]
        : [...seen.reverse(), ...above(AHEAD), ...below(BEHIND)];
    return around.filter((page) => page >= 0 && page < pages);
}

export class Pages {
    #rows = new Map(); // page ▶ its rows, least recently used first

    has(page) {
        return this.#rows.has(page);
    }

    add(page, rows) {
        this.#rows.set(page, rows);
        if (this.#rows.size > CACHED)
            this.#rows.delete(this.#rows.keys().next().value);
    }

    /* The result in that row, or undefined if its page is not cached. */
    row(index) {
        const page = Math.floor(index / PAGE);
        const rows = this.#rows.get(page);
        if (rows === undefined)
            return undefined;
        this.#rows.delete(page);
        this.#rows.set(page, rows);
        return rows[index % PAGE];
    }
}

export class Pace {
    #go;
    #sent = 0;
    #starved = false;
    #resting = 0; // timer while the hand moves

    /* go() is called when requests that had to wait may be sent. */
    constructor(go) {
        this.#go = go;
    }

    get leaping() {
        return this.#resting !== 0;
    }

    /* The first row in view has moved by so many rows. */
    moved(rows) {
        if (Math.abs(rows) < LEAP && !this.leaping)
            return;
        this.stop();
        this.#resting = setTimeout(() => {
            this.#resting = 0;
            this.#go();
        }, REST);
    }

    /* May a request be sent now? Counts it if so. */
    take() {
        if (this.#sent >= (this.leaping ? SENT_LEAPING : SENT)) {
            this.#starved = true;
            return false;
        }
        this.#sent += 1;
        setTimeout(() => this.#release(), SECOND);
        return true;
    }

    stop() {
        clearTimeout(this.#resting);
        this.#resting = 0;
    }

    #release() {
        this.#sent -= 1;
        if (!this.#starved)
            return;
        this.#starved = false;
        this.#go();
    }
}
