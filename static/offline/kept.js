/*
 * Answers of the API that were looked at, kept by the browser so that they can be seen again when the
 * server cannot be reached: first pages of results and details. The least recent ones are dropped.
 */

import { ROOT } from "../base/address.js";
import { cacheName } from "./places.js";

const CACHE = cacheName("kept");
const PAGES = cacheName("seen"); // of sw.js
const MOST = 200; // answers
const SPARE = 20; // more than that before the oldest are dropped

/* Under which address an answer is kept, or null if it is not: it does not name the generation of the
 * index, or a way to show it. */
function placeOf(path, { q, scope, lang, offset }) {
    if (path.startsWith("characters/"))
        return `${ROOT}kept/${path}`;
    if (path !== "search" || !(offset === 0))
        return null;
    return `${ROOT}kept/search?${new URLSearchParams({ q, scope: scope ?? "", lang: lang ?? "" })}`;
}

export async function keptAdd(path, parameters, answer) {
    const place = placeOf(path, parameters);
    if (place === null || !globalThis.caches)
        return;
    const cache = await caches.open(CACHE);
    await cache.delete(place); // it becomes the newest
    await cache.put(place, Response.json?.(answer) ?? new Response(JSON.stringify(answer)));
    const places = await cache.keys();
    if (places.length > MOST + SPARE)
        await Promise.all(places.slice(0, places.length - MOST).map((old) => cache.delete(old)));
}

/* The answer, or null. Of a long result it is as if the first page were all. */
export async function keptRead(path, parameters) {
    const place = placeOf(path, parameters);
    const cache = place !== null && globalThis.caches && await caches.has(CACHE) && await caches.open(CACHE);
    const response = cache && await cache.match(place);
    if (!response)
        return null;
    const answer = await response.json();
    return answer.results === undefined ? answer
        : { ...answer, total: answer.results.length, generation: null, facets: undefined };
}

/* Forgets all that was looked at, the pages of characters, too. */
export async function keptForget() {
    await Promise.all([CACHE, PAGES].map((name) => globalThis.caches?.delete(name)));
}
