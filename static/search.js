/*
 * One search. The first response has the total and the index generation. Then pages are requested
 * in any order as the view wants them, a few at a time, and aborted when no longer wanted. Each
 * request names the generation, so that rows are neither skipped nor repeated. Failures:
 *
 *     503 with a progress   the index is being built: report progress, retry
 *     409                   the index was replaced: start again in place, silently
 *     other 4xx             the query is invalid: report, stop
 *     anything else         report, retry with increasing delays
 */

import { apiGet, Problem } from "./api.js";
import { PAGE, Pages, pagesWanted } from "./pages.js";

const PAUSES = [1, 2, 4, 8, 16, 30]; // seconds before each retry; the last one repeats
const AT_ONCE = 4; // page requests in flight
const TAGS = 8; // languages of the browser that are sent

/* The browser's languages in the order of preference, so that answers depend on the address alone;
 * null if nobody would notice: English is the default. The server does the same with
 * Accept-Language. */
function languagesPreferred() {
    const tags = (navigator.languages ?? []).filter((tag) => /^[A-Za-z]{2,8}(-\w{1,8})*$/.test(tag));
    return /^en(-US)?$/.test(tags[0] ?? "en") && tags.every((tag) => /^en/.test(tag))
        ? null
        : tags.slice(0, TAGS).join(",");
}

/*
 * Starts a search for { query, scope, lang, offset }, where offset is the first row that will be in view.
 * Calls, but never after close():
 *     opened(answer)               the first page: total, query, suggestion, facets
 *     arrived(first, end)          these rows are loaded
 *     building(percent)
 *     refused(problem)
 *     troubled(problem, seconds)   seconds until the retry
 *     recovered()
 */
export function searchOpen({ query, scope, lang, offset }, view) {
    const inFlight = new Map(); // page ▶ its AbortController
    let pages = new Pages();
    let total = null; // until the first response
    let generation = null;
    let seen = { first: offset, end: offset + 1, direction: 0 };
    let failures = 0;
    let pause = 0; // timer of a retry
    let closed = false;

    const idle = () => closed || pause !== 0;

    function pump() {
        if (idle())
            return;
        const wanted = total === null
            ? [Math.floor(seen.first / PAGE)]
            : pagesWanted(seen.first, seen.end, seen.direction, total);
        for (const [page, aborter] of inFlight)
            if (!wanted.includes(page))
                aborter.abort();
        for (const page of wanted)
            if (inFlight.size < AT_ONCE && !inFlight.has(page) && !pages.has(page))
                fetchPage(page);
    }

    async function fetchPage(page) {
        const aborter = new AbortController();
        inFlight.set(page, aborter);
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
            if (inFlight.get(page) === aborter)
                inFlight.delete(page);
        }
        if (failure !== null)
            recover(failure);
        pump();
    }

    function parametersOf(page) {
        return {
            q: query, scope, lang: lang ?? languagesPreferred(), offset: page * PAGE, limit: PAGE, generation,
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
        for (const aborter of inFlight.values())
            aborter.abort();
        inFlight.clear();
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

    /* Rows first to end are in view; direction of scrolling: 1, -1 or 0. */
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
