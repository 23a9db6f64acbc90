/*
 * The pages of a result: which of them are wanted for what is seen, and those that are here. A
 * result may have 150,000 rows; the pages here are few, and the one that was not looked at for the
 * longest time makes room for the next.
 */

export const PAGE = 50; // rows: more than a window shows, few enough to come at every key
const KEPT = 80; // pages
const AHEAD = 4; // pages in the direction of travel beyond what is seen
const BEHIND = 1; // and one where it came from

/* The pages for rows first to end, most urgent first. Somebody who does not travel (direction 0)
 * wants no more than what is seen. */
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
    #rows = new Map(); // page ▶ its rows; the order is that of the last look
    #seen = new Map(); // page ▶ how many rows it had, for all that ever were here

    has(page) {
        return this.#rows.has(page);
    }

    add(page, rows) {
        this.#rows.set(page, rows);
        this.#seen.set(page, rows.length);
        if (this.#rows.size > KEPT)
            this.#rows.delete(this.#rows.keys().next().value);
    }

    /* The result at that place; undefined while its page is not here. */
    row(index) {
        const page = Math.floor(index / PAGE);
        const rows = this.#rows.get(page);
        if (rows === undefined)
            return undefined;
        this.#rows.delete(page);
        this.#rows.set(page, rows);
        return rows[index % PAGE];
    }

    /* How many rows of the result have been here. */
    get loaded() {
        let sum = 0;
        for (const rows of this.#seen.values())
            sum += rows;
        return sum;
    }
}
