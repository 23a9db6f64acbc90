/*
 * What the person prefers, stored in this browser. A damaged or unknown value counts as not chosen. Another
 * tab's choices are followed.
 */

import { storeRead, storeWatch, storeWrite } from "./store.js";

/* name ▶ the values that it may have, the first of which is the default; or a test, and the default */
const PREFERENCES = {
    view: [null, "list", "grid"], // null: as suits the result
    emoji: ["usual", "emoji", "text", "bare"],
    tone: ["", "\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"],
    fonts: ["auto", "off"], // of the server
    history: ["on", "off"], // of searches
    format: [(value) => typeof value === "string", "character"], // escapes.js knows them
    second: [(value) => typeof value === "string", "named"], // with Shift or Alt
    lang: [(value) => /^[a-z]{2,3}([-_]\w{2,8})*$/i.test(value), ""], // of names; empty: as the browser prefers
};

const known = new Map(); // as read before
const watchers = [];

storeWatch((name) => {
    if (name !== null && !Object.hasOwn(PREFERENCES, name))
        return;
    known.clear();
    tell(name);
});

export function preference(name) {
    if (!known.has(name))
        known.set(name, valid(name, storeRead(name, null)));
    return known.get(name);
}

export function preferenceSet(name, value) {
    storeWrite(name, value);
    known.set(name, valid(name, value)); // even if it cannot be stored
    tell(name);
}

/* act(name) is called after a preference was changed; null: perhaps all were. */
export function preferencesWatch(act) {
    watchers.push(act);
}

function tell(name) {
    for (const act of watchers)
        act(name);
}

function valid(name, value) {
    const [first, ...others] = PREFERENCES[name];
    if (typeof first === "function")
        return first(value) ? value : others[0];
    return others.includes(value) ? value : first;
}
