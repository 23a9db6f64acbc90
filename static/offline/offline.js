/*
 * Offline use: the service worker (sw.js) caches the page, so that it opens without a network. Answers
 * come from what the browser keeps then: the names, if the person wants them kept, and what was
 * looked at. This module says so, for as long as the server cannot be reached.
 */

import { ROOT } from "../base/address.js";
import { apiInstead } from "../base/api.js";
import { element } from "../base/element.js";
import { languagesPreferred } from "../base/language.js";
import { say } from "../base/messages_later.js";
import { keptAdd, keptRead } from "./kept.js";
import { cacheName, cachesAllowed } from "./places.js";

const POLL = 5000; // milliseconds between looks for a server that could not be reached
const REST = 2000; // milliseconds that a result is shown before it counts as looked at

const note = element("p.offline", { role: "status" });
let looking = 0; // timer
let resting = 0; // timer
let compared = false; // the generation of the index with that of the names

export function offlineWatch() {
    navigator.serviceWorker?.register(`${ROOT}sw.js`).catch(() => {}); // not available over plain HTTP
    apiInstead({ answered, unreached });
    addEventListener("offline", look);
    addEventListener("online", look);
    addEventListener("reached", () => navigator.onLine && reached()); // from api.js
    if (!navigator.onLine || navigator.serviceWorker?.controller)
        look();
}

function answered(path, parameters, answer) {
    keep(path, parameters, answer);
    if (path === "search" && !compared && cachesAllowed()) {
        compared = true;
        refresh(answer).catch(() => {}); // the next visit tries again
    }
}

/* The names that are kept are those of an index, in some languages: are they still? */
async function refresh({ generation }) {
    await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
    if (!await caches.has(cacheName("names")))
        return;
    const { namesRefresh } = await import("./names.js");
    await namesRefresh(generation, languagesPreferred());
}

/* Queries that are still being typed are not looked at. */
function keep(path, parameters, answer) {
    if (path === "search" && parameters.offset !== 0)
        return;
    const add = () => keptAdd(path, parameters, answer).catch(() => {}); // the storage is full, or forbidden
    if (path !== "search")
        return void add();
    clearTimeout(resting);
    resting = setTimeout(add, REST);
}

/* An answer in place of the server's, or null. */
async function unreached(path, parameters) {
    look();
    try {
        const { namesAnswer } = await import("./names.js"); // kept by the service worker
        return (path === "search" ? await namesAnswer(parameters) : null) ?? await keptRead(path, parameters);
    } catch {
        return null; // damaged, or forbidden
    }
}

function reached() {
    clearTimeout(looking);
    looking = 0;
    tell("");
}

/* Tells that the server cannot be reached until it can. */
async function look() {
    clearTimeout(looking);
    looking = setTimeout(look, POLL);
    if (await reachable())
        return dispatchEvent(new Event("reached"));
    const kept = await import("./names.js").then(({ namesKept }) => namesKept()).catch(() => null);
    return looking !== 0 && tell(messageOf(navigator.onLine, kept !== null));
}

function messageOf(connected, names) {
    if (connected)
        return say(names ? "offline.unreached-kept" : "offline.unreached");
    return say(names ? "offline.kept" : "offline.alone");
}

function reachable() {
    return fetch(`${ROOT}healthz`, { cache: "no-store" }).then(({ ok }) => ok, () => false);
}

function tell(message) {
    if (note.textContent !== message)
        note.textContent = message;
    if (message === "")
        note.remove();
    else if (!note.isConnected)
        document.querySelector("#trouble").before(note);
}
