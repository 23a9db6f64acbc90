/* Modules that need no document, without a browser. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { sheetNewer } from "./stylesheet.js";

/* A module of static/ that imports no other. */
async function moduleOf(name) {
    const text = await readFile(new URL(`../../static/${name}`, import.meta.url), "utf8");
    return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

const { itemOf, itemsValid, ITEMS_MAX } = await moduleOf("collections/items.js");
const { transferRead, transferWrite } = await moduleOf("collections/transfer.js");
const { emojiText, emojiVaries } = await moduleOf("text/emoji.js");
const { captionOf } = await moduleOf("text/caption.js");
const { linesMissing, linesOf, linesSeen } = await moduleOf("base/lines.js");
const { folded, queryRead, rowsFind } = await moduleOf("offline/search.js");
const { PAGE, Pages, pagesWanted } = await moduleOf("find/pages.js");
const { queryFilter, queryFilters, queryWithout } = await moduleOf("base/filters.js");
const { queryBlank } = await moduleOf("base/query.js");

test("the lines to render are those in the window and a few more, within the list", () => {
    const seen = (first, end) => ({ first, end });
    assert.deepEqual(linesSeen(0, 640, 64, 1000), { first: 0, end: 13, seen: seen(0, 10) });
    assert.deepEqual(linesSeen(6400, 640, 64, 1000), { first: 97, end: 113, seen: seen(100, 110) });
    assert.deepEqual(linesSeen(63_360, 640, 64, 1000), { first: 987, end: 1000, seen: seen(990, 1000) });
    assert.deepEqual(linesSeen(-5000, 640, 64, 1000), { first: 0, end: 0, seen: seen(0, 0) }); // below the window
    assert.deepEqual(linesSeen(999_999, 640, 64, 1000), { first: 1000, end: 1000, seen: seen(1000, 1000) }); // above it
    assert.deepEqual(linesSeen(0, 640, 64, 0), { first: 0, end: 0, seen: seen(0, 0) });
    assert.equal(linesOf(0, 5), 0);
    assert.equal(linesOf(11, 5), 3);
});

test("scrolling to a line moves no farther than needed", () => {
    assert.equal(linesMissing(5, 320, 640, 64), 0);
    assert.equal(linesMissing(4, 320, 640, 64), -64);
    assert.equal(linesMissing(15, 320, 640, 64), 64);
    assert.equal(linesMissing(14, 320, 640, 64), 0);
});

test("pages in view are wanted, and pages ahead while scrolling", () => {
    const total = 100 * PAGE;
    assert.deepEqual(pagesWanted(0, 20, 0, total), [0]);
    assert.deepEqual(pagesWanted(PAGE - 5, PAGE + 5, 0, total), [0, 1]);
    assert.deepEqual(pagesWanted(10 * PAGE, 10 * PAGE + 20, 1, total), [10, 11, 12, 13, 14, 9]);
    assert.deepEqual(pagesWanted(10 * PAGE, 10 * PAGE + 20, -1, total), [10, 9, 8, 7, 6, 11]);
});

test("no page is wanted before the first or after the last", () => {
    assert.deepEqual(pagesWanted(0, 20, -1, 10 * PAGE), [0, 1]);
    assert.deepEqual(pagesWanted(9 * PAGE, 10 * PAGE, 1, 10 * PAGE), [9, 8]);
    assert.deepEqual(pagesWanted(0, 1, 1, 1), [0]);
    assert.deepEqual(pagesWanted(0, 0, 1, 0), []);
});

test("the least recently used page is evicted", () => {
    const pages = new Pages();
    const rows = (page) => Array.from({ length: PAGE }, (_, i) => page * PAGE + i);
    for (let page = 0; page < 80; page += 1)
        pages.add(page, rows(page));
    assert.equal(pages.row(3), 3); // uses page 0
    pages.add(80, rows(80));
    assert.ok(pages.has(0));
    assert.ok(!pages.has(1));
    assert.equal(pages.row(PAGE), undefined);
    assert.equal(pages.row(80 * PAGE + 7), 80 * PAGE + 7);
});

test("only filters are found in a query", () => {
    assert.deepEqual(queryFilters('letter script:Greek block:"Box Drawing" -age:1.1'), ["script:Greek", 'block:"Box Drawing"', "-age:1.1"]);
    for (const query of ["", "block", "block:", "name:sun", "myblock:arrows", "block:arrows|cat", '"category:So"', 'block:"open'])
        assert.deepEqual(queryFilters(query), [], query);
    assert.equal(queryFilter("category", "So"), "category:So");
    assert.equal(queryFilter("block", "Latin-1 Supplement"), 'block:"Latin-1 Supplement"');
});

test("only the given filter is removed", () => {
    assert.equal(queryWithout("arrow script:Greek  category:So", "script:Greek"), "arrow category:So");
    assert.equal(queryWithout("script:Greek", "script:Greek"), "");
    assert.equal(queryWithout("age:1.1 age:1.10", "age:1.1"), "age:1.10");
    assert.equal(queryWithout("arrow", "script:Greek"), "arrow");
});

test("blank queries are those of the server", () => {
    for (const query of ["", " ", "\t\r\n\v\f "])
        assert.ok(queryBlank(query));
    for (const query of ["a", "\u00A0", "\u3000", "\u0000", "-"])
        assert.ok(!queryBlank(query));
});

test("captions are names in sentence case", () => {
    for (const [name, caption] of [
        ["RIGHTWARDS ARROW", "Rightwards arrow"], ["LATIN CAPITAL LETTER A WITH GRAVE", "Latin capital letter A with grave"],
        ["LATIN CAPITAL LETTER AE", "Latin capital letter ae"], ["CJK UNIFIED IDEOGRAPH-FACE", "CJK unified ideograph-FACE"],
        ["COMBINING GREEK YPOGEGRAMMENI", "Combining Greek ypogegrammeni"], ["EGYPTIAN HIEROGLYPH A001", "Egyptian hieroglyph A001"],
        ["<control-0007>", "<control-0007>"], ["flag: Switzerland", "Flag: Switzerland"], ["", ""],
    ])
        assert.equal(captionOf({ name }), caption);
    assert.equal(captionOf({ name: "HEAVY BLACK HEART", short_name: "rotes Herz" }), "Rotes Herz");
});

function rowOf(char, name, more = {}) {
    return { char, points: [...char].map((one) => one.codePointAt(0)), name, words: folded(name), order: char.codePointAt(0), ...more };
}

const KEPT = [
    rowOf("←", "LEFTWARDS ARROW", { block: "Arrows", category: "Sm", script: "Common", age: "1.1" }),
    rowOf("♥", "BLACK HEART SUIT", { block: "Miscellaneous Symbols", category: "So", script: "Common", age: "1.1" }),
    rowOf("é", "LATIN SMALL LETTER E WITH ACUTE", { block: "Latin-1 Supplement", category: "Ll", script: "Latin", age: "1.1" }),
    rowOf("🐱", "CAT FACE", { block: "Miscellaneous Symbols and Pictographs", category: "So", script: "Common", age: "6.0" }),
    rowOf("🐶", "DOG FACE", { block: "Miscellaneous Symbols and Pictographs", category: "So", script: "Common", age: "6.0" }),
    rowOf("😾", "POUTING CAT FACE", { block: "Emoticons", category: "So", script: "Common", age: "6.0" }),
];

test("names that are kept are searched by words, characters, code points and properties", () => {
    for (const [query, chars] of [
        ["cat face", "🐱😾"], ["FACE cat", "🐱😾"], ['"cat face"', "🐱😾"], ['"face cat"', ""], ["cat -pouting", "🐱"],
        ["cat|dog face", "🐱🐶😾"], ["pout", "😾"], ["ca", "🐱😾"], ["♥", "♥"], ["🐶🐱", "🐶🐱"], ["♥️", "♥"], ["é", "é"], ["e", "é"],
        ["U+2665", "♥"], ["u+2190..u+21ff", "←"], ["block:arrows", "←"], ["category:S -face", "←♥"], ["age:6.0 dog", "🐶"],
        ["script:latin", "é"], ["nothing", ""], ["acute", "é"], ["Äcute", "é"],
    ])
        assert.equal(rowsFind(KEPT, queryRead(query)).map(({ char }) => char).join(""), chars, query);
});

test("queries that need the server are not taken for others", () => {
    for (const query of ["", "  ", "-cat", "arr*", "a?row", "&hearts;", "like:a", "keyword:love", '"cat', "block:"])
        assert.equal(queryRead(query), null, query);
});

test("no style needs a newer browser than the page is for", async () => {
    const root = new URL("../../static/", import.meta.url);
    const sheets = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".css"));
    assert.ok(sheets.length >= 6);
    for (const name of sheets)
        assert.deepEqual(sheetNewer(await readFile(new URL(name, root), "utf8")), [], name);
    for (const [wrong, right] of [
        ["a { color: light-dark(#000, #fff); }", "a { color: #000; color: light-dark(#000, #fff); }"],
        ["a { height: 50dvh; }", "a { height: 50vh; height: 50dvh; }"],
        ["a { @media print { overflow: clip; } }", "a { overflow: hidden; @media print { scrollbar-width: thin; } }"],
        ["a:has(b) { color: red; }", "@supports selector(:has(a)) { a:has(b) { color: red; } }"],
        ["a { & b { color: red; } }", "a b { color: red; }"],
        ["@container (width > 1px) { a { color: red; } }", "@media (width: 1px) { a { color: red; } }"],
        [":root { --a: color-mix(in srgb, red, blue); }", ":root { --a: red; --a: #123; }"],
    ]) {
        assert.equal(sheetNewer(wrong).length, 1, wrong);
        assert.deepEqual(sheetNewer(right), [], right);
    }
});

test("an emoji is written as people mean it, or as this person prefers", () => {
    const heart = { char: "❤", presentation: "emoji" };
    const copyright = { char: "©", presentation: "text" };
    const watch = { char: "⌚", presentation: "emoji" }; // an emoji without U+FE0F
    const thumb = { char: "👍", toned: "👍🏽" };
    const hands = { char: "🧑‍🤝‍🧑", toned: "🧑🏽‍🤝‍🧑🏽" };
    for (const [result, emoji, tone, text] of [
        [heart, "usual", "", "❤\uFE0F"], [heart, "emoji", "", "❤\uFE0F"], [heart, "text", "", "❤\uFE0E"], [heart, "bare", "🏿", "❤"],
        [copyright, "usual", "", "©"], [copyright, "emoji", "", "©\uFE0F"], [copyright, "text", "", "©\uFE0E"],
        [watch, "usual", "", "⌚"], [watch, "emoji", "", "⌚"], [watch, "text", "", "⌚\uFE0E"], [watch, "bare", "", "⌚"],
        [thumb, "usual", "", "👍"], [thumb, "text", "🏿", "👍🏿"], [hands, "usual", "🏻", "🧑🏻‍🤝‍🧑🏻"],
        [{ char: "☝", presentation: "emoji", toned: "☝🏽" }, "text", "🏾", "☝🏾"], [{ char: "☝", presentation: "emoji", toned: "☝🏽" }, "usual", "", "☝\uFE0F"],
        [{ char: "A" }, "emoji", "🏿", "A"], [{ char: "A", presentation: null, toned: null }, "emoji", "🏿", "A"],
    ])
        assert.equal(emojiText(result, { emoji, tone }), text);
    assert.ok(emojiVaries(heart) && emojiVaries(thumb) && emojiVaries({ variants: 2 }) && emojiVaries({ variants: [{}] }));
    assert.ok(!emojiVaries({}) && !emojiVaries({ variants: [], presentation: null, toned: null }));
});

test("what is kept is checked when it is read", () => {
    const heart = { char: "❤", name: "HEAVY BLACK HEART", category: "So", presentation: "emoji" };
    assert.deepEqual(itemOf(heart), { ...heart, codepoint: "U+2764" });
    assert.deepEqual(itemOf({ char: "🇨🇭", name: "flag", toned: null }).codepoints, ["U+1F1E8", "U+1F1ED"]);
    assert.equal(itemOf({ char: "\u0301", name: "x" }).category, "Mn");
    for (const damaged of [null, 1, "x", {}, { 0: heart }, [null], [1], [[]], [{ ...heart, char: "" }], [{ ...heart, char: 5 }],
        [{ ...heart, name: undefined }], [{ ...heart, category: "Symbol" }], [{ ...heart, presentation: "x" }], [{ ...heart, toned: {} }],
        [{ ...heart, char: "❤".repeat(65) }], [{ ...heart, name: "x".repeat(201) }]])
        assert.deepEqual(itemsValid(damaged), []);
    assert.equal(itemsValid(Array(ITEMS_MAX + 1).fill(heart)).length, ITEMS_MAX);
});

test("collections are read as they are written", () => {
    const collections = [
        { name: "Favourites", items: [{ char: "❤", name: "HEAVY BLACK HEART" }, { char: "🇨🇭", name: "flag: Switzerland" }] },
        { name: "Odd", items: [{ char: "#", name: "NUMBER SIGN" }, { char: "#\uFE0F\u20E3", name: "keycap: #" }, { char: "\t", name: "<control-0009>" },
            { char: " ", name: "SPACE" }, { char: "\u2028", name: "LINE SEPARATOR" }, { char: "U", name: "LATIN CAPITAL LETTER U" }, { char: "❤", name: "again" }, { char: "❤", name: "again" }] },
        { name: "Empty", items: [] },
    ];
    assert.match(transferWrite(collections), /^# Favourites\n❤\tU\+2764\tHEAVY BLACK HEART\n🇨🇭\tU\+1F1E8 U\+1F1ED\tflag: Switzerland\n/);
    assert.deepEqual(transferRead(transferWrite(collections)), { collections, complaints: [] });
    assert.deepEqual(transferRead(`\uFEFF${transferWrite(collections).replaceAll("\n", "\r\n")}`), { collections, complaints: [] });
});

test("what people wrote themselves is understood", () => {
    const one = (line) => {
        const { collections, complaints } = transferRead(line, "Imported");
        assert.deepEqual(complaints, [], line);
        assert.deepEqual(collections.map(({ name, items }) => [name, items.length]), [["Imported", 1]], line);
        return Object.values(collections[0].items[0]);
    };
    assert.deepEqual(one("❤"), ["❤", "U+2764"]);
    assert.deepEqual(one("❤ red heart"), ["❤", "red heart"]);
    assert.deepEqual(one("  ❤  U+2764  red heart"), ["❤", "red heart"]);
    assert.deepEqual(one("u+2764"), ["❤", "U+2764"]);
    assert.deepEqual(one("U+2764 - red heart"), ["❤", "red heart"]);
    assert.deepEqual(one("heart U+2764"), ["❤", "heart"]);
    assert.deepEqual(one("❤\tU+2764 U+FE0F\tred heart"), ["❤\uFE0F", "red heart"]);
    assert.deepEqual(one("👩‍🚀"), ["👩‍🚀", "U+1F469 U+200D U+1F680"]);
});

test("what cannot be imported is told, and the rest is imported", () => {
    for (const [line, complaint] of [
        ["U+110000", { code: "not-character", point: "U+110000" }], ["U+D800", { code: "not-character", point: "U+D800" }],
        ["\tname only", { code: "nothing" }], ["U+1234567", { code: "not-character", point: "U+1234567" }], ["heart", { code: "several", text: "heart" }],
        ["\uD83D", { code: "surrogate" }], [`U+41 ${"U+41 ".repeat(16)}`, { code: "points", most: 16 }],
        [`A${"\u0301".repeat(16)}`, { code: "points", most: 16 }],
    ]) {
        const { collections, complaints } = transferRead(`${line}\n☀\n`);
        assert.deepEqual(complaints, [{ line: 1, ...complaint }]);
        assert.deepEqual(collections[0].items.map(({ char }) => char), ["☀"]);
    }
    const { collections, complaints } = transferRead("❤\tU+2600\tsun");
    assert.deepEqual([collections[0].items[0].char, complaints], ["☀", [{ code: "differs", line: 1, text: "❤" }]]);
    assert.deepEqual(transferRead(""), { collections: [], complaints: [] });
    assert.equal(transferRead("heart\n".repeat(1000)).complaints.length, 20);
    assert.deepEqual(transferRead("x".repeat(1024 * 1024 + 1)).complaints, [{ code: "long" }]);
    assert.equal(transferRead("☀\n".repeat(20_001)).collections[0].items.length, 20_000);
});
