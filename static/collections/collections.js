/*
 * Favourites and named collections, stored in this browser only. Each change starts from what is stored, since
 * another tab may have changed it.
 */

import { captionOf } from "../text/caption.js";
import { ITEMS_MAX, itemOf, itemsValid } from "./items.js";
import { say } from "../base/messages_later.js";
import { storeRead, storeWatch, storeWrite } from "../base/store.js";

export const FAVOURITES = "Favourites"; // what files call them, in all languages
export const COLLECTIONS_MAX = 100;
const NAME_MAX = 60;
const KEYS = ["favourites", "collections"];

const watchers = [];
let starred = null; // the characters among the favourites

storeWatch((key) => (key === null || KEYS.includes(key)) && tell());

/* act() is called after a change, here or in another tab. */
export function collectionsWatch(act) {
    watchers.push(act);
}

export function favourites() {
    return itemsValid(storeRead("favourites", []));
}

export function isFavourite({ char }) {
    starred ??= new Set(favourites().map((item) => item.char));
    return starred.has(char);
}

/* Returns what to tell the person. */
export function favouriteToggle(result) {
    const list = favourites();
    const others = list.filter(({ char }) => char !== result.char);
    if (others.length < list.length)
        return written("favourites", others) ?? say("favourites.removed", { name: captionOf(result) });
    if (list.length >= ITEMS_MAX)
        return say("favourites.most", { most: ITEMS_MAX });
    return written("favourites", [...list, itemOf(result)]) ?? say("favourites.added", { name: captionOf(result) });
}

/* The named ones: [{ name, items }]. */
export function collections() {
    const list = storeRead("collections", []);
    const seen = new Set([FAVOURITES]);
    return (Array.isArray(list) ? list : [])
        .filter((one) => one !== null && typeof one === "object" && typeof one.name === "string")
        .map(({ name, items }) => ({ name: collectionName(name), items: itemsValid(items) }))
        .filter(({ name }) => name !== "" && !seen.has(name) && seen.add(name))
        .slice(0, COLLECTIONS_MAX);
}

/* The favourites, and the named ones after them. */
export function collectionsAll() {
    return [{ name: FAVOURITES, items: favourites() }, ...collections()];
}

/* Makes a collection, or replaces the characters of the one of that name. Returns a complaint, or null. */
export function collectionSave(given, items) {
    const name = nameMeant(given);
    if (name === "")
        return say("collections.nameless");
    if (items.length > ITEMS_MAX)
        return say("collections.large", { most: ITEMS_MAX });
    if (name === FAVOURITES)
        return written("favourites", once(items.map(itemOf)));
    const list = collections();
    const at = list.findIndex((one) => one.name === name);
    if (at < 0 && list.length >= COLLECTIONS_MAX)
        return say("collections.most", { most: COLLECTIONS_MAX });
    list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, { name, items: items.map(itemOf) });
    return written("collections", list);
}

/* Returns a complaint, or null. */
export function collectionRename(from, given) {
    const to = nameMeant(given);
    const list = collections();
    if (to === "")
        return say("collections.nameless");
    if (to !== from && (to === FAVOURITES || list.some(({ name }) => name === to)))
        return say("collections.taken", { name: collectionTitle(to) });
    return written("collections", list.map((one) => (one.name === from ? { ...one, name: to } : one)));
}

export function collectionDelete(name) {
    return name === FAVOURITES ? written("favourites", [])
        : written("collections", collections().filter((one) => one.name !== name));
}

/* Adds what was imported: to a collection of the same name, what it does not have. Returns complaints. */
export function collectionsAdd(imported) {
    return imported.map(({ name, items }) => {
        const own = collectionsAll().find((one) => one.name === nameMeant(name))?.items ?? [];
        const more = own.length === 0 ? items : items.filter(({ char }) => !own.some((item) => item.char === char));
        const all = [...own, ...more];
        const complaint = collectionSave(name, all.slice(0, ITEMS_MAX));
        return complaint ?? (all.length > ITEMS_MAX
            ? say("collections.cut", { name: collectionTitle(collectionName(name)), count: all.length - ITEMS_MAX, most: ITEMS_MAX }) : null);
    }).filter((complaint) => complaint !== null);
}

/* The name as the page shows it. */
export function collectionTitle(name) {
    return name === FAVOURITES ? say("favourites") : name;
}

/* Somebody who writes "Favoriten" means the favourites, unless a collection has that name. */
function nameMeant(given) {
    const name = collectionName(given);
    return name === say("favourites") && collections().every((one) => one.name !== name) ? FAVOURITES : name;
}

function once(items) {
    const seen = new Set();
    return items.filter(({ char }) => !seen.has(char) && seen.add(char));
}

/* A name as it is stored: on one line, and not too long. */
export function collectionName(name) {
    return name.replace(/[\p{C}\p{Z}]+/gu, " ").trim().slice(0, NAME_MAX);
}

function written(key, value) {
    const stored = storeWrite(key, value);
    tell();
    return stored ? null : say("collections.full");
}

function tell() {
    starred = null;
    for (const act of watchers)
        act();
}
