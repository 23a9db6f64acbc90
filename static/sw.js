/*
 * The service worker: caches the page, so that it opens without a network, and the pages of the last
 * characters that were looked at. Responses of the API are not its business: see static/offline/.
 *
 * The build inserts the list of files and a digest of them. When a file changes the worker changes,
 * and the new worker deletes the cache of the old one.
 *
 * A site may serve other things beside the page, even another charfinder, each below a path of its
 * own. All of them share the site's caches, so a cache has the path in its name, and the others are
 * left alone.
 */

const ROOT = new URL("./", location).pathname; // of the page: "/", or where a proxy has put it
const NAME = `charfinder${ROOT.slice(0, -1)}`;
const CACHE = `${NAME}-@DIGEST@`;
const SEEN = `${NAME}-seen`; // the pages of characters
const SEEN_MOST = 100;
const FILES = [@SHELL@].map((file) => ROOT + file);
const MESSAGES = `${ROOT}static/@DIGEST@/messages/`;

addEventListener("install", (event) => {
    event.waitUntil(shellStore());
    skipWaiting();
});

addEventListener("activate", (event) => {
    event.waitUntil(caches.keys().then((names) =>
        Promise.all(names.filter(outdated).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== location.origin || event.request.method !== "GET")
        return;
    if (event.request.mode === "navigate" && pathname === ROOT)
        event.respondWith(fetch(event.request).catch(() => cached(ROOT)));
    else if (event.request.mode === "navigate" && isCharacter(pathname))
        event.respondWith(seen(event));
    else if (FILES.includes(pathname) || pathname.startsWith(MESSAGES))
        event.respondWith(cached(pathname).then((response) => response ?? fetch(event.request)));
});

function outdated(name) {
    return name !== CACHE && name.startsWith(`${NAME}-`) && /^[0-9a-f]{16}$/.test(name.slice(NAME.length + 1));
}

/* Is it the path of a character's page: "U+2764", or the character? */
function isCharacter(pathname) {
    return pathname.startsWith(ROOT) && /^(?:U\+[0-9A-F+]+|(?:%[0-9A-F]{2})+)$/i.test(pathname.slice(ROOT.length));
}

/* The page from the server, which is kept, or the one that was kept. */
async function seen(event) {
    const cache = await caches.open(SEEN);
    const place = new URL(event.request.url).pathname;
    const page = await fetch(event.request).catch(() => null);
    if (page === null)
        return await cache.match(place) ?? Response.error();
    if (page.ok && !page.redirected)
        event.waitUntil(seenStore(cache, place, page.clone()));
    return page;
}

async function seenStore(cache, place, page) {
    await cache.delete(place); // it becomes the newest
    await cache.put(place, page);
    const places = await cache.keys();
    await Promise.all(places.slice(0, Math.max(places.length - SEEN_MOST, 0)).map((old) => cache.delete(old)));
}

/* A cache in between may still have the page of the version before, which names other files. So the page
 * is asked for at an address of this version, and refused if a server of another one answers: the
 * browser tries again later. Of the messages, those of its language are kept. */
async function shellStore() {
    const page = await fetch(`${ROOT}?files=@DIGEST@`, { cache: "reload" });
    const [, language] = /static\/@DIGEST@\/messages\/([\w-]+)\.json/.exec(page.ok ? await page.clone().text() : "") ?? [];
    if (language === undefined)
        throw new Error("The page is of another version than its service worker.");
    const cache = await caches.open(CACHE);
    await cache.addAll([...FILES, ...["json", "later.json"].map((end) => `${MESSAGES}${language}.${end}`)]);
    await cache.put(ROOT, page);
}

async function cached(pathname) {
    const cache = await caches.open(CACHE);
    return cache.match(pathname);
}
