/*
 * What was searched, the last first, stored in this browser only, unless it is switched off.
 */

import { preference, preferencesWatch } from "../base/preferences.js";
import { storeRead, storeWrite } from "../base/store.js";

const LIMIT = 50;
const QUERY_MAX = 200; // UTF-16 code units

preferencesWatch((name) => name === "history" && preference("history") === "off" && historyClear());

/* [{ query, scope }] */
export function historyRead() {
    const list = preference("history") === "on" ? storeRead("searches", []) : [];
    return (Array.isArray(list) ? list : []).filter((one) => typeof one?.query === "string" && one.query.trim() !== ""
        && one.query.length <= QUERY_MAX && [null, "name"].includes(one.scope)).slice(0, LIMIT);
}

export function historyAdd({ query, scope }) {
    if (preference("history") === "off" || query.trim() === "" || query.length > QUERY_MAX)
        return;
    const others = historyRead().filter((one) => one.query !== query || one.scope !== scope);
    storeWrite("searches", [{ query, scope }, ...others].slice(0, LIMIT));
}

export function historyClear() {
    storeWrite("searches", []);
}
