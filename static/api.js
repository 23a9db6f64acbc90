/*
 * Requests to the daemon. Every failure becomes a Problem; the caller decides whether to wait, to
 * retry or to show it.
 */

const BUILD_POLL = 500; // milliseconds between polls while the index is being built

/* status is 0 without a complete response; detail is a sentence to show; progress is how many
 * percent of the index are built, undefined at other times; wait is in seconds. */
export class Problem extends Error {
    constructor(status, detail, { progress, column, wait = 0 } = {}) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.progress = progress;
        this.column = column;
        this.wait = wait;
    }
}

/* Returns the response to a GET as JSON, or throws a Problem. When the signal aborts it, throws
 * what fetch() throws. */
export async function apiGet(path, parameters = {}, signal = undefined) {
    const given = Object.entries(parameters).filter(([, value]) => value !== null);
    const asked = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    const response = await responseOf(`/api/v1/${path}${asked}`, signal);
    const body = await bodyOf(response, signal);
    if (response.ok && body !== null)
        return body;
    throw new Problem(response.ok ? 0 : response.status, body?.detail ?? complaint(response), {
        progress: body?.progress,
        column: body?.column,
        wait: Number(response.headers.get("Retry-After")) || 0,
    });
}

async function responseOf(address, signal) {
    try {
        return await fetch(address, { signal });
    } catch (error) {
        throw signal?.aborted ? error : unreachable();
    }
}

/* Returns null if the body is not JSON: a proxy's page, or a truncated response. */
async function bodyOf(response, signal) {
    try {
        return await response.json();
    } catch (error) {
        if (signal?.aborted)
            throw error;
        return null;
    }
}

function complaint({ ok, status }) {
    return ok ? "The server sent an invalid response." : `The server responded with status ${status}.`;
}

function unreachable() {
    return new Problem(0, navigator.onLine ? "Cannot reach the server." : "You are offline.");
}

/* Calls tell(percent) until the index is built, or its build has failed. */
export async function indexAwait(tell) {
    for (;;) {
        const { state, progress } = await apiGet("status").catch(() => ({ state: "unknown" }));
        if (state === "ready" || state === "failed")
            return;
        if (state === "building")
            tell(progress);
        await new Promise((resolve) => setTimeout(resolve, BUILD_POLL));
    }
}
