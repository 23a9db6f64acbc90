/*
 * Asks the daemon and turns every way in which that can fail into one kind of error. Decides
 * nothing: who asks knows whether to wait, to ask again or to tell the person.
 */

const BUILD_POLL = 500; // milliseconds between two looks at the index being built

/* status is 0 where no whole answer came; detail is a sentence for the person; progress is the
 * percent of the index while it is being built, else undefined; wait is in seconds. */
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

/* The answer to a GET, or a Problem thrown. Aborted by the signal, it throws as fetch() does. */
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

/* null where the body is no JSON: a proxy's page, or half an answer. */
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
    return ok ? "The server's answer cannot be read." : `The server answered ${status}.`;
}

function unreachable() {
    return new Problem(0, navigator.onLine ? "The server cannot be reached." : "You are offline.");
}

/* Tells the percent until the index is no longer being built. */
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
