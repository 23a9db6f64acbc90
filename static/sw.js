/*
 * The service worker: caches the page, so that it opens without a network. Never caches responses
 * of the API.
 *
 * The build inserts the list of files and a digest of them. When a file changes the worker changes,
 * and the new worker deletes the cache of the old one.
 */

const CACHE = "charfinder-@DIGEST@";
const FILES = [@SHELL@];

addEventListener("install", (event) => {
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(["/", ...FILES])));
    skipWaiting();
});

addEventListener("activate", (event) => {
    event.waitUntil(caches.keys().then((names) =>
        Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== location.origin || event.request.method !== "GET")
        return;
    if (event.request.mode === "navigate" && pathname === "/")
        event.respondWith(fetch(event.request).catch(() => cached("/")));
    else if (FILES.includes(pathname))
        event.respondWith(cached(pathname).then((response) => response ?? fetch(event.request)));
});

async function cached(pathname) {
    const cache = await caches.open(CACHE);
    return cache.match(pathname);
}
