/*
 * The names of all characters and sequences, kept by the browser if the person asks for it: 0.7 MB
 * compressed in English. Ideographs and syllables whose name is made from their code point are not
 * among them.
 *
 * They are one answer of the API, stored as lines of tab-separated fields in the browser's cache storage.
 */

import { ROOT } from "../base/address.js";
import { apiGet } from "../base/api.js";
import { say } from "../base/messages_later.js";
import { cacheName } from "./places.js";
import { folded, queryRead, rowsFind } from "./search.js";

const CACHE = cacheName("names");
const PLACE = `${ROOT}names`; // under which the cache has them
const ALL = ["L", "M", "N", "P", "S", "Z", "C"].map((category) => `category:${category}`).join("|")
    + ["cjk unified ideograph", "hangul syllable", "tangut ideograph", "nushu character",
        "khitan small script character"].map((name) => ` -"${name}"`).join("");
const MOST = 200_000; // rows
const BYTES = 2_000_000; // compressed

let rows = null; // once read

/* Fetches and stores the names, in the languages of `lang` (null: English). tell(percent) reports how far
 * it is. Throws an Error whose message is a sentence. */
export async function namesStore(lang, tell = () => {}) {
    const generation = await generationNow();
    const parameters = { q: ALL, format: "ndjson", limit: MOST, variants: "show", generation, ...lang && { lang } };
    const response = await fetch(`${ROOT}api/v1/search?${new URLSearchParams(parameters)}`).catch(() => null);
    if (!response?.ok)
        throw new Error(say("names.failed"));
    const blob = await linesOf(response, tell).catch(() => {
        throw new Error(say("names.lost"));
    });
    if (blob.size > BYTES)
        throw new Error(say("names.large"));
    const headers = { "Content-Type": blob.type, "X-Lang": lang ?? "", "X-Generation": generation };
    try {
        await (await caches.open(CACHE)).put(PLACE, new Response(blob, { headers }));
    } catch {
        throw new Error(say("names.full"));
    }
    rows = null;
}

/* Of the server's index. */
async function generationNow() {
    try {
        return (await apiGet("search", { q: "U+41", limit: 1 })).generation ?? "";
    } catch {
        throw new Error(say("names.failed"));
    }
}

/* Fetches the names again if they are kept, but of another index, or in other languages. */
export async function namesRefresh(generation, lang) {
    const kept = await keptRead();
    if (kept !== null && (kept.headers.get("X-Generation") !== generation || kept.headers.get("X-Lang") !== (lang ?? "")))
        await namesStore(lang);
}

export async function namesForget() {
    rows = null;
    await globalThis.caches?.delete(CACHE);
}

/* Are they kept? Then their { lang, generation, bytes }; otherwise null. */
export async function namesKept() {
    const kept = await keptRead();
    return kept && { lang: kept.headers.get("X-Lang") || null, generation: kept.headers.get("X-Generation"), bytes: (await kept.blob()).size };
}

/* Answers a request of the API for rows as the server would, or returns null: nothing is kept, or the query
 * is not for this search. */
export async function namesAnswer({ q, scope, offset, limit }) {
    const clauses = queryRead(q);
    if (clauses === null)
        return null;
    rows ??= await rowsRead();
    if (rows === null)
        return null;
    const names = scope === "name" ? rows.map((row) => ({ ...row, words: folded(row.name) })) : rows;
    const found = rowsFind(names, clauses);
    return {
        query: q, scope: scope ?? "all", sort: "relevance", total: found.length, offset, limit, generation: null,
        results: found.slice(offset, offset + limit).map(resultOf),
    };
}

async function keptRead() {
    const cache = globalThis.caches && await caches.has(CACHE) && await caches.open(CACHE);
    return (cache && await cache.match(PLACE)) || null;
}

/* Lines of fields, compressed where the browser can. A connection that breaks must not leave a part. */
async function linesOf(response, tell) {
    const total = Number(response.headers.get("X-Total-Count"));
    const lines = [];
    for await (const row of rowsOf(response.body)) {
        lines.push([(row.codepoints ?? [row.codepoint]).map((point) => point.slice(2)).join(" "), row.name,
            row.short_name ?? "", row.category, row.block, row.script, row.age].join("\t"));
        if (lines.length % 1000 === 0)
            tell(Math.floor(lines.length * 100 / total));
    }
    if (lines.length !== total)
        throw new Error("the answer is not whole");
    const plain = new Blob([lines.join("\n")], { type: "text/plain" });
    if (globalThis.CompressionStream === undefined)
        return plain;
    const packed = await new Response(plain.stream().pipeThrough(new CompressionStream("gzip"))).blob();
    return new Blob([packed], { type: "application/gzip" });
}

async function* rowsOf(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { done, value } = await reader.read();
        if (done)
            return;
        const parts = (rest + value).split("\n");
        rest = parts.pop();
        yield* parts.filter((line) => line !== "").map((line) => JSON.parse(line));
    }
}

async function rowsRead() {
    const kept = await keptRead();
    if (kept === null)
        return null;
    const blob = await kept.blob();
    const packed = kept.headers.get("Content-Type") === "application/gzip";
    const stream = packed ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob.stream();
    const text = await new Response(stream).text();
    return text.split("\n").map((line, order) => {
        const [points, name, short, category, block, script, age] = line.split("\t");
        const numbers = points.split(" ").map((point) => Number.parseInt(point, 16));
        return {
            order, points: numbers, char: String.fromCodePoint(...numbers), name, short, category, block, script, age,
            words: folded(`${name} ${short}`),
        };
    });
}

function resultOf({ points, char, name, short, category, block, script, age }) {
    const texts = points.map((point) => `U+${point.toString(16).toUpperCase().padStart(4, "0")}`);
    return {
        char, ...texts.length === 1 ? { codepoint: texts[0] } : { codepoints: texts }, name,
        ...short && { short_name: short }, category, block, script, age, match: "name",
    };
}
