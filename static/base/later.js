/*
 * Modules outside the first view, loaded when first needed: both functions take the promise of an
 * import() and return null if it fails. laterAsked() also shows a message.
 */

import { clipboardTell } from "./clipboard.js";
import { button } from "./element.js";
import { say } from "./messages.js";

export function later(loading) {
    return loading.catch(() => null);
}

export async function laterAsked(loading) {
    const module = await later(loading);
    if (module === null)
        clipboardTell(say("later.failed"),
            button("reload", say("later.reload"), "", () => location.reload())); // a browser may not ask again
    return module;
}
