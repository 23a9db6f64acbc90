/*
 * Without a network: the service worker (sw.js) keeps the page itself, so that it opens; this says
 * that searching has to wait, and notices when the wait is over.
 */

import { element } from "./element.js";

const note = element("p.offline", { role: "status" });

export function offlineWatch() {
    navigator.serviceWorker?.register("/sw.js").catch(() => {}); // plain HTTP: no worker, no matter
    addEventListener("offline", () => say("You are offline. What is here stays; searching has to wait."));
    addEventListener("online", () => say(""));
    if (!navigator.onLine)
        dispatchEvent(new Event("offline"));
    else if (navigator.serviceWorker?.controller)
        reached().then((is) => is || say("The server cannot be reached. This page comes from your browser's store."));
}

function reached() {
    return fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok, () => false);
}

function say(words) {
    note.textContent = words;
    if (words !== "")
        document.querySelector("#trouble").before(note);
    else
        note.remove();
}
