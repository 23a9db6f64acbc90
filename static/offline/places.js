/*
 * The caches of the browser that have something of this page. A proxy may serve several pages of one site, which
 * share the site's caches, so the path is part of the name; sw.js does the same.
 */

import { ROOT } from "../base/address.js";

/* May there be any? Not over plain HTTP; and where storage is forbidden, asking for them may throw. */
export function cachesAllowed() {
    try {
        return globalThis.caches !== undefined;
    } catch {
        return false;
    }
}

/* What of: "names", "kept", "seen". */
export function cacheName(what) {
    return `charfinder${ROOT.slice(0, -1)}-${what}`;
}
