/*
 * How a query that the server cannot read could go on: keys, and values with the number of their
 * results. The server tells the place of the problem, and the closest name if there is one.
 */

import { apiGet } from "../base/api.js";
import { scriptOf } from "../text/script.js";
import { categoryOf } from "../text/shown.js";
import { say } from "../base/messages_later.js";
import { queryFilter } from "../base/filters.js";
import { QUERY_BYTES } from "../base/query.js";

const SHOWN = 6;
const CLAUSE = /([\w.]+):("[^"]*"?|[^\s,|"]*)/g;
const YES_NO = async () => [{ name: "yes" }, { name: "no" }];
const KEYS = ["block", "script", "category", "age", "emoji", "plane", "name", "alias", "keyword",
    "definition", "like", "base", "width", "bidi", "mirrored", "group"];

const GROUPS = async () => ["Smileys & Emotion", "People & Body", "Animals & Nature", "Food & Drink", "Travel & Places",
    "Activities", "Objects", "Symbols", "Flags"].map((name) => ({ name }));
const blocks = once(async () => (await apiGet("blocks")).blocks);
const scripts = once(async () => (await apiGet("scripts")).scripts.map((row) => ({ ...row, label: scriptOf(row.name) })));
const categories = once(async () => (await apiGet("categories")).categories.map((row) =>
    ({ ...row, label: `${categoryOf(row.name)} ${row.name}` })));
const ages = once(async () => (await apiGet("search", { q: "age:>=1", limit: 1, facets: "age" })).facets.age
    .map(({ value, count }) => ({ name: value, results: count })));
const LISTS = {
    block: blocks, blk: blocks, script: scripts, sc: scripts, scx: scripts, category: categories,
    gc: categories, general_category: categories, age: ages, emoji: YES_NO, mirrored: YES_NO,
    group: GROUPS,
};

/* Asks once, and again after a failure. */
function once(ask) {
    let answer = null;
    return () => {
        answer ??= ask().catch(() => {
            answer = null;
            return [];
        });
        return answer;
    };
}

/* Returns [{ label, count, completed, caret }]: the whole query completed, and where the caret is then. */
export async function completionsOf({ code, column, closest }, query) {
    if (code === "too-long") {
        const { read } = new TextEncoder().encodeInto(query, new Uint8Array(QUERY_BYTES));
        return [{ label: say("hint.beginning"), completed: query.slice(0, read), caret: read }];
    }
    if (column === undefined)
        return [];
    const at = Array.from(query).slice(0, column - 1).join("").length;
    if (code === "quote-open")
        return [{ label: `${query.slice(at)}"`, completed: `${query}"`, caret: query.length + 1 }];
    if (code === "or-after")
        return [{ label: query.slice(0, at).trim(), completed: query.slice(0, at).trim(), caret: at }];
    const clause = [...query.matchAll(CLAUSE)].find(({ index, 0: text }) => index <= at && at <= index + text.length);
    if (clause === undefined)
        return [];
    const [text, key, value] = clause;
    const insert = (made, label, count) => ({
        label, count, caret: clause.index + made.length,
        completed: query.slice(0, clause.index) + made + query.slice(clause.index + text.length),
    });
    if (code === "key-unknown" || code === "key-of-code-point")
        return keysLike(key, closest).map((name) => insert(`${name}:${value}`, `${name}:`));
    const list = await (LISTS[key.toLowerCase()] ?? (async () => []))();
    const found = namesLike(list, value.replaceAll('"', ""), closest);
    return found.map(({ name, label = name, results }) => insert(queryFilter(key, name), label, results));
}

function keysLike(typed, closest) {
    const found = KEYS.filter((key) => key.startsWith(typed.toLowerCase()));
    return [...new Set([...closest === undefined ? [] : [closest], ...found])].slice(0, SHOWN);
}

/* Names that begin so, Unicode's or those in the reader's language, then those with a word that does; the most used
 * first. */
function namesLike(list, typed, closest) {
    const wanted = folded(typed);
    const rank = ({ name, code, long_name: long, label }) => {
        const names = [name, code, long, label].filter(Boolean);
        if (names.some((one) => folded(one).startsWith(wanted)))
            return 0;
        if (names.some((one) => one.split(/[\s_-]/).some((word) => folded(word).startsWith(wanted))))
            return 1;
        return name === closest ? 2 : 3;
    };
    return list.map((row) => [rank(row), row]).filter(([place, { results }]) => place < 3 && results !== 0)
        .sort(([one, a], [other, b]) => one - other || (b.results ?? 0) - (a.results ?? 0))
        .slice(0, SHOWN).map(([, row]) => row);
}

function folded(name) {
    return name.toLowerCase().replace(/[\s_-]/g, "");
}
