/* Modules that need no document, without a browser. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/* A module of static/ that imports no other. */
async function moduleOf(name) {
    const text = await readFile(new URL(`../../static/${name}`, import.meta.url), "utf8");
    return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

const { linesMissing, linesOf, linesSeen } = await moduleOf("lines.js");
const { PAGE, Pages, pagesWanted } = await moduleOf("pages.js");
const { queryBlank, queryFilter, queryFilters, queryWithout } = await moduleOf("query.js");

test("the lines to render are those in the window and a few more, within the list", () => {
    assert.deepEqual(linesSeen(0, 640, 64, 1000), { first: 0, end: 13 });
    assert.deepEqual(linesSeen(6400, 640, 64, 1000), { first: 97, end: 113 });
    assert.deepEqual(linesSeen(63_360, 640, 64, 1000), { first: 987, end: 1000 });
    assert.deepEqual(linesSeen(-5000, 640, 64, 1000), { first: 0, end: 0 }); // below the window
    assert.deepEqual(linesSeen(999_999, 640, 64, 1000), { first: 1000, end: 1000 }); // above it
    assert.deepEqual(linesSeen(0, 640, 64, 0), { first: 0, end: 0 });
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
    assert.equal(pages.loaded, 81 * PAGE); // evicted pages count
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
