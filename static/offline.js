/*
 * Offline use: the service worker (sw.js) caches the page, so that it opens without a network. This
 * module tells when searches are impossible.
 */

import { element } from "./element.js";

const note = element("p.offline", { role: "status" });

export function offlineWatch() {
    navigator.serviceWorker?.register("/sw.js").catch(() => {}); // not available over plain HTTP
    addEventListener("offline", () => say("You are offline. Searching needs a connection."));
    addEventListener("online", () => say(""));
    if (!navigator.onLine)
        dispatchEvent(new Event("offline"));
    else if (navigator.serviceWorker?.controller)
        reachable().then((yes) => yes || say("Cannot reach the server. This page comes from the browser's cache."));
}

function reachable() {
    return fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok, () => false);
}

function say(message) {
    note.textContent = message;
    if (message !== "")
        document.querySelector("#trouble").before(note);
    else
        note.remove();
}
