/*
 * Requests to the daemon. Every failure becomes a Problem.
 */

import { ROOT } from "./address.js";
import { say, sayTold } from "./messages.js";

const LIMIT = 20; // seconds for a whole response

/* status is 0 without a complete response; detail is a sentence to show; code, key, closest and column tell what
 * is wrong with a query (server/README.md); progress is how many percent of the index are built, undefined at other
 * times; generation is the index's where another was asked for; wait is in seconds. */
export class Problem extends Error {
    constructor(status, detail, told) {
        super(detail);
        Object.assign(this, { wait: 0, ...told, status, detail });
    }
}

/* What answers in place of a server that cannot be reached:
 *     answered(path, parameters, answer)    the server has
 *     unreached(path, parameters)           resolves to an answer, or null */
let instead = null;
let early = null; // the last answer before that was known: of the search that the page was opened for

export function apiInstead(with_) {
    instead = with_;
    if (early !== null)
        instead.answered(...early);
    early = null;
}

/* Returns the response to a GET as JSON, or throws a Problem. When the signal aborts it, throws
 * what fetch() throws. Dispatches a "reached" event when the server has answered. An answer in place of the
 * server's has `offline: true`. */
export async function apiGet(path, parameters = {}, signal = undefined) {
    try {
        const answer = await apiAsk(path, parameters, signal);
        if (instead === null)
            early = [path, parameters, answer];
        else
            instead.answered(path, parameters, answer);
        return answer;
    } catch (error) {
        const answer = error instanceof Problem && error.status === 0
            ? await instead?.unreached(path, parameters) : undefined;
        if (!answer)
            throw error;
        return { ...answer, offline: true };
    }
}

async function apiAsk(path, parameters, signal) {
    const own = new AbortController();
    const stop = () => own.abort();
    const limit = setTimeout(stop, LIMIT * 1000);
    signal?.addEventListener("abort", stop);
    try {
        return await answerOf(path, parameters, own.signal);
    } catch (error) {
        if (own.signal.aborted && !signal?.aborted)
            throw new Problem(0, say("api.late", { seconds: LIMIT }));
        throw error;
    } finally {
        clearTimeout(limit);
        signal?.removeEventListener("abort", stop);
    }
}

async function answerOf(path, parameters, signal) {
    const given = Object.entries(parameters).filter(([, value]) => value !== null);
    const asked = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    const response = await responseOf(`${ROOT}api/v1/${path}${asked}`, signal);
    const body = await bodyOf(response, signal);
    if (body !== null)
        dispatchEvent(new Event("reached"));
    if (response.ok && body !== null)
        return body;
    const { code, key, closest, column, progress, generation } = body ?? {};
    throw new Problem(response.ok ? 0 : response.status, await complaint(response, body?.detail), {
        code, key, closest, column, progress, generation, wait: Number(response.headers.get("Retry-After")) || 0,
    });
}

async function responseOf(address, signal) {
    try {
        return await fetch(address, { signal });
    } catch (error) {
        throw signal.aborted ? error : unreachable();
    }
}

/* Returns null if the body is not JSON: a proxy's page, or a truncated response. */
async function bodyOf(response, signal) {
    try {
        return await response.json();
    } catch (error) {
        if (signal.aborted)
            throw error;
        return null;
    }
}

/* The server tells it in English; readers of other languages are told by the status. */
async function complaint({ ok, status }, told) {
    if (ok)
        return say("api.invalid");
    const later = await import("./messages_later.js").catch(() => null);
    return sayTold(told, null) ?? later?.sayKnown(`trouble.${status}`, null) ?? say("api.status", { status });
}

function unreachable() {
    return new Problem(0, say(navigator.onLine ? "api.unreachable" : "api.offline"));
}
