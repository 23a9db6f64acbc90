/*
 * One search. Its first answer tells the total and the generation of the index; then pages are
 * asked for in any order, as the view wants them, a few at a time, and given up when they are no
 * longer wanted. Every page names the generation: rows are neither skipped nor repeated. What goes
 * wrong is sorted here:
 *
 *     503 with a progress   the index is being built: wait for it, telling how far it is
 *     409                   the index was replaced: begin again where we are, quietly
 *     other 4xx             the query cannot be answered: tell, and end
 *     anything else         tell, and ask again after longer and longer pauses
 */

import { apiGet, Problem } from "./api.js";
import { PAGE, Pages, pagesWanted } from "./pages.js";

const PAUSES = [1, 2, 4, 8, 16, 30]; // seconds before each new attempt; the last one stays
const AT_ONCE = 4; // pages on their way

/*
 * Opens the search for { query, scope, offset }; offset is the first row that will be seen. The
 * view is told
 *     opened(answer)               the first page: total, query, suggestion, facets
 *     arrived(first, end)          these rows are here
 *     building(percent)
 *     refused(problem)
 *     troubled(problem, seconds)   until the next attempt
 *     recovered()
 * and nothing at all after close(), so that no old answer can ever stand over a new one.
 */
export function searchOpen({ query, scope, offset }, view) {
    const flying = new Map(); // page ▶ its AbortController
    let pages = new Pages();
    let total = null; // until the first answer
    let generation = null;
    let seen = { first: offset, end: offset + 1, direction: 0 };
    let failures = 0;
    let pause = 0; // a timer while nothing is asked
    let closed = false;

    const idle = () => closed || pause !== 0;

    function pump() {
        if (idle())
            return;
        const wanted = total === null
            ? [Math.floor(seen.first / PAGE)]
            : pagesWanted(seen.first, seen.end, seen.direction, total);
        for (const [page, aborter] of flying)
            if (!wanted.includes(page))
                aborter.abort();
        for (const page of wanted)
            if (flying.size < AT_ONCE && !flying.has(page) && !pages.has(page))
                fetchPage(page);
    }

    async function fetchPage(page) {
        const aborter = new AbortController();
        flying.set(page, aborter);
        const gone = () => closed || aborter.signal.aborted;
        let failure = null;
        try {
            const answer = await apiGet("search", parametersOf(page), aborter.signal);
            if (!gone())
                take(page, answer);
        } catch (error) {
            if (!gone() && !(error instanceof Problem))
                throw error;
            failure = gone() ? null : error;
        } finally {
            if (flying.get(page) === aborter)
                flying.delete(page);
        }
        if (failure !== null)
            recover(failure);
        pump();
    }

    function parametersOf(page) {
        return {
            q: query, scope, offset: page * PAGE, limit: PAGE, generation,
            facets: generation === null ? "block,category,script,age" : null,
        };
    }

    function take(page, answer) {
        const opening = total === null;
        failures = 0;
        ({ total, generation } = answer);
        pages.add(page, answer.results);
        view.recovered();
        if (opening)
            view.opened(answer);
        else
            view.arrived(page * PAGE, page * PAGE + answer.results.length);
    }

    function recover(problem) {
        if (idle())
            return;
        if (problem.status === 503 && typeof problem.progress === "number") {
            view.building(problem.progress);
            pauseFor(problem.wait || 1);
        } else if (problem.status === 409 && generation !== null) {
            restart();
        } else if (problem.status >= 400 && problem.status < 500) {
            close();
            view.refused(problem);
        } else {
            const seconds = Math.max(PAUSES[Math.min(failures, PAUSES.length - 1)], problem.wait);
            failures += 1;
            view.troubled(problem, seconds);
            pauseFor(seconds);
        }
    }

    function restart() {
        abortAll();
        pages = new Pages();
        total = null;
        generation = null;
    }

    function abortAll() {
        for (const aborter of flying.values())
            aborter.abort();
        flying.clear();
    }

    function pauseFor(seconds) {
        abortAll();
        pause = setTimeout(retry, seconds * 1000);
    }

    function retry() {
        clearTimeout(pause);
        pause = 0;
        pump();
    }

    /* Rows first to end are seen, by somebody who moves in that direction: 1, -1 or 0. */
    function want(first, end, direction) {
        seen = { first, end, direction };
        if (total !== null)
            pump();
    }

    function close() {
        closed = true;
        clearTimeout(pause);
        removeEventListener("online", retry);
        abortAll();
    }

    addEventListener("online", retry);
    pump();
    return {
        want, retry, close,
        row: (index) => pages.row(index),
        get loaded() {
            return pages.loaded;
        },
    };
}
