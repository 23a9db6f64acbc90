/*
 * One search, from its first page to its last. It asks for a page when told that more rows are
 * wanted, one at a time, and goes on by each answer's own `next`, which names the generation of
 * the index: rows are neither skipped nor repeated. What goes wrong is sorted here:
 *
 *     503 with a progress   the index is being built: wait for it, telling how far it is
 *     409                   the index was replaced: begin again, quietly
 *     other 4xx             the query cannot be answered: tell, and end
 *     anything else         tell, and ask again after longer and longer pauses
 */

import { apiGet, nextAddress, Problem, searchAddress } from "./api.js";

const PAUSES = [1, 2, 4, 8, 16, 30]; // seconds before each new attempt; the last one stays

/*
 * Opens the search for { query, scope } and asks for its first page. The view is told
 *     page(page, fresh)            fresh: it replaces all that is shown
 *     building(percent)
 *     refused(problem)
 *     troubled(problem, seconds)   until the next attempt
 * and nothing at all after close().
 */
export function searchOpen(wanted, offset, view) {
    const aborter = new AbortController();
    const { signal } = aborter;
    let next = searchAddress(wanted, offset);
    let fresh = true;
    let loading = false;
    let failures = 0;
    let wake = () => {};

    async function more() {
        if (loading || next === null)
            return;
        loading = true;
        const page = await pageAwait();
        loading = false;
        if (page === null || signal.aborted)
            return;
        const first = fresh;
        fresh = false;
        next = nextAddress(page);
        view.page(page, first);
    }

    /* The next page, whatever it takes; null when the search has ended without one. */
    async function pageAwait() {
        while (next !== null && !signal.aborted) {
            try {
                const page = await apiGet(next, signal);
                failures = 0;
                return signal.aborted ? null : page;
            } catch (error) {
                if (signal.aborted)
                    return null;
                if (!(error instanceof Problem))
                    throw error;
                await recover(error);
            }
        }
        return null;
    }

    async function recover(problem) {
        if (problem.status === 503 && typeof problem.progress === "number") {
            view.building(problem.progress);
            await sleep(problem.wait || 1);
        } else if (problem.status === 409 && !fresh) {
            next = searchAddress(wanted, 0);
            fresh = true;
        } else if (problem.status >= 400 && problem.status < 500) {
            next = null;
            view.refused(problem);
        } else {
            const seconds = Math.max(PAUSES[Math.min(failures, PAUSES.length - 1)], problem.wait);
            failures += 1;
            view.troubled(problem, seconds);
            await sleep(seconds);
        }
    }

    function sleep(seconds) {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, seconds * 1000);
            wake = () => {
                clearTimeout(timer);
                resolve();
            };
        });
    }

    function retry() {
        wake();
    }

    function close() {
        removeEventListener("online", retry);
        aborter.abort();
        wake();
    }

    addEventListener("online", retry);
    more();
    return { more, retry, close };
}
