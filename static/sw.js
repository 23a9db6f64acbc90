/*
 * The service worker: keeps the page itself, so that it opens without a network. Characters are
 * never kept here: answers are the daemon's, and the page says when it cannot be asked.
 *
 * The build writes in the list of files and the digest of them all. Any other file makes another
 * worker, which keeps its own set and drops the old one.
 */

const KEPT = "charfinder-@DIGEST@";
const FILES = [@SHELL@];

addEventListener("install", (event) => {
    event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(["/", ...FILES])));
    skipWaiting();
});

addEventListener("activate", (event) => {
    event.waitUntil(caches.keys().then((names) =>
        Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== location.origin || event.request.method !== "GET")
        return;
    if (event.request.mode === "navigate" && pathname === "/")
        event.respondWith(fetch(event.request).catch(() => kept("/")));
    else if (FILES.includes(pathname))
        event.respondWith(kept(pathname).then((response) => response ?? fetch(event.request)));
});

async function kept(pathname) {
    const cache = await caches.open(KEPT);
    return cache.match(pathname);
}
