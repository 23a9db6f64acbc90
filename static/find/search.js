/*
 * One search. The first response has the total and the index generation. Then pages are requested
 * in any order as the view wants them, a few at a time, and aborted when no longer wanted. Each
 * request names the generation, so that rows are neither skipped nor repeated. Failures:
 *
 *     503 with a progress   the index is being built: report progress, retry
 *     409                   the index was replaced: start again in place, silently, with the
 *                           generation that the response names, since a cache may still have the
 *                           first page of the old one; after a while if that is not the last either
 *     other 4xx             the query is invalid: report, stop
 *     anything else         report, retry with increasing delays; so is an answer without all the
 *                           rows that were asked for, and none within the time limit of api.js
 */

import { apiGet, Problem } from "../base/api.js";
import { clamp } from "../base/lines.js";
import { languagesPreferred } from "../base/language.js";
import { say } from "../base/messages.js";
import { Pace, PAGE, Pages, pagesWanted } from "./pages.js";

const PAUSES = [1, 2, 4, 8, 16, 30]; // seconds before each retry; the last one repeats
const SLOW = 5; // seconds without an answer before the person is told
const AT_ONCE = 4; // page requests in flight

/*
 * Starts a search for { query, scope, lang, offset }, where offset is the first row that will be in view.
 * Calls, but never after close():
 *     opened(answer)               the first page: total, query, suggestion, facets
 *     arrived(first, end)          these rows are loaded
 *     building(percent)
 *     refused(problem)
 *     troubled(problem, seconds)   seconds until the retry
 *     recovered()
 *     waiting(yes)                 an answer is awaited, or no longer
 *     slow()                       it has been awaited for a while
 */
export function searchOpen({ query, scope, lang, offset }, view) {
    const inFlight = new Map(); // page ▶ its AbortController
    let pages = new Pages();
    let total = null; // until the first response
    let generation = null;
    let seen = { first: offset, end: offset + 1, direction: 0 };
    let failures = 0;
    let replaced = 0; // times that the index was, without a page in between
    let pause = 0; // timer of a retry
    let closed = false;
    let waiting = false;
    let slow = 0; // timer while waiting
    let offline = false; // the rows are not the server's
    const pace = new Pace(() => pump());

    const idle = () => closed || pause !== 0;

    function pump() {
        if (idle())
            return;
        const wanted = total === null
            ? [Math.floor(seen.first / PAGE)]
            : pace.leaping ? pagesWanted(seen.first, seen.first + 1, 0, total)
                : pagesWanted(seen.first, seen.end, seen.direction, total);
        if (!pace.leaping)
            for (const [page, aborter] of inFlight)
                if (!wanted.includes(page))
                    aborter.abort();
        for (const page of wanted)
            if (inFlight.size < AT_ONCE && !inFlight.has(page) && !pages.has(page)
                && (total === null || pace.take()))
                fetchPage(page);
        waitingTell();
    }

    function waitingTell() {
        const awaited = inFlight.size > 0;
        if (closed || awaited === waiting)
            return;
        waiting = awaited;
        clearTimeout(slow);
        if (awaited)
            slow = setTimeout(() => view.slow(), SLOW * 1000);
        view.waiting(awaited);
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
            facets: total === null ? "block,category,script,age" : null,
        };
    }

    /* Has the answer all of what it should? */
    function whole(page, answer) {
        const { total: all, results } = answer;
        return Number.isInteger(all) && Array.isArray(results) && (total === null || all === total)
            && results.length === clamp(all - page * PAGE, 0, PAGE)
            && results.every((result) => typeof result?.char === "string");
    }

    function take(page, answer) {
        if (!whole(page, answer))
            throw new Problem(0, say("api.partial"));
        const opening = total === null;
        failures = 0;
        replaced = opening ? replaced : 0;
        ({ total, generation } = answer);
        offline = answer.offline ?? false;
        pages.add(page, answer.results);
        clearTimeout(slow);
        if (inFlight.size > 1) // others than this one
            slow = setTimeout(() => view.slow(), SLOW * 1000);
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
            restart(problem.generation);
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

    function restart(current) {
        abortAll();
        pages = new Pages();
        total = null;
        generation = current ?? null;
        if (replaced > 0) // replicas disagree for as long as they are upgraded
            pauseFor(PAUSES[Math.min(replaced - 1, PAUSES.length - 1)]);
        replaced += 1;
    }

    function abortAll() {
        for (const aborter of inFlight.values())
            aborter.abort();
        inFlight.clear();
    }

    function pauseFor(seconds) {
        abortAll();
        waitingTell();
        pause = setTimeout(retry, seconds * 1000);
    }

    function retry() {
        clearTimeout(pause);
        pause = 0;
        pump();
    }

    /* Asks again, without waiting for what was asked. */
    function again() {
        abortAll();
        retry();
    }

    /* The server answers again. */
    function reached() {
        if (!offline)
            return;
        offline = false;
        restart();
        retry();
    }

    /* Rows first to end are in view; direction of scrolling: 1, -1 or 0. */
    function want(first, end, direction) {
        if (total !== null)
            pace.moved(first - seen.first);
        seen = { first, end, direction };
        if (total !== null)
            pump();
    }

    function close() {
        closed = true;
        clearTimeout(pause);
        clearTimeout(slow);
        pace.stop();
        removeEventListener("online", retry);
        removeEventListener("reached", reached);
        abortAll();
    }

    addEventListener("online", retry);
    addEventListener("reached", reached);
    pump();
    return {
        want, retry, again, close,
        row: (index) => pages.row(index),
        get leaping() { // rows fly past that nobody reads
            return pace.leaping;
        },
    };
}
