/*
 * Characters that were copied: those used last, then those used most. Stored in this browser only, until
 * cleared.
 */

import { storeRead, storeWrite } from "../base/store.js";

const LIMIT = 48; // that are remembered
const SHOWN = 24;
const LAST = 12; // of those shown are the last ones, whatever their number

function read() {
    const list = storeRead("recent", []);
    const whole = (one) => ["char", "name", "category"].every((part) => typeof one?.[part] === "string" && one[part] !== "");
    return Array.isArray(list) ? list.filter(whole) : [];
}

export function recentAdd({ char, name, category, codepoint, codepoints, presentation, toned }) {
    const list = read();
    const times = (list.find((result) => result.char === char)?.times ?? 0) + 1;
    const others = list.filter((result) => result.char !== char);
    storeWrite("recent", [{ char, name, category, codepoint, codepoints, presentation, toned, times }, ...others].slice(0, LIMIT));
}

/* The order in which they are shown: the sort is stable, so the later one of equals comes first. */
export function recentOrder(list) {
    const most = list.slice(LAST).sort((a, b) => (b.times ?? 1) - (a.times ?? 1));
    return [...list.slice(0, LAST), ...most].slice(0, SHOWN);
}

export function recentRead() {
    return recentOrder(read());
}

export function recentClear() {
    storeWrite("recent", []);
}
