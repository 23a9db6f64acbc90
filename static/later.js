/*
 * Modules that are no part of the first view: fetched when they are first wanted, which may be when
 * the server cannot be reached. Then there is null, and whoever pressed something is told.
 */

import { clipboardTell } from "./clipboard.js";

export function later(fetching) {
    return fetching.catch(() => null);
}

export async function laterAsked(fetching) {
    const module = await later(fetching);
    if (module === null)
        clipboardTell("The server cannot be reached.");
    return module;
}
