/*
 * The caches of the browser that have something of this page. A proxy may serve several pages of one site, which
 * share the site's caches, so the path is part of the name; sw.js does the same.
 */

import { ROOT } from "../base/address.js";

/* What of: "names", "kept", "seen". */
export function cacheName(what) {
    return `charfinder${ROOT.slice(0, -1)}-${what}`;
}
