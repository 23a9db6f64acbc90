/* The virtual list: 98,263 rows, with a few dozen of them in the document. */

import assert from "node:assert/strict";
import { dragged, heapOf } from "./measuring.js";
import { filled, hurried, lines, named, rows, says, scrollToRow, SEARCHES, story } from "./stage.js";

const ALIVE = 60; // lines in the document at most
const GROWTH = 8; // megabytes that the heap may grow between a quarter of the list and its end
const STEP = 2800; // rows between two stops in cjk

async function rowAt(site, query, offset) {
    const answer = await fetch(`${site}/api/v1/search?q=${query}&scope=name&offset=${offset}&limit=1`);
    const [{ char, codepoint, name }] = (await answer.json()).results;
    return [char, codepoint, name];
}

story("the scroll bar has the length of the whole result", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const { total } = await (await fetch(`${site}/api/v1/search?q=cjk&scope=name&limit=1`)).json();
    assert.ok(total > 97_000);
    assert.equal(await lines(page), total);
    const [height, line] = await page.evaluate(() => [document.querySelector("#grid").offsetHeight,
        document.querySelector(".line").offsetHeight]);
    assert.equal(height, total * line);
});

story("without scrolling only the rows in view are requested", async (page, site) => {
    let asked = 0;
    await page.route(SEARCHES, (route) => {
        asked += 1;
        return route.continue();
    });
    await page.goto(named(site, "cjk"));
    await filled(page);
    await page.waitForTimeout(300); // time for an extra request, if there were one
    assert.equal(asked, 1);
});

story("all of cjk from end to end, with few rows and a flat heap", async (page, site) => {
    await hurried(page);
    await page.goto(named(site, "cjk"));
    await filled(page);
    const total = await lines(page);
    let most = 0;
    let quarter = null;
    for (let row = 0; row < total; row += STEP) {
        await scrollToRow(page, row);
        await filled(page);
        most = Math.max(most, await page.locator(".line").count());
        if (quarter === null && row > total / 4)
            quarter = await heapOf(page);
    }
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await filled(page);
    const end = await heapOf(page);
    assert.ok(most <= ALIVE, `${most} lines in the document at once`);
    assert.ok(end - quarter < GROWTH, `the heap grew from ${quarter} to ${end} MB`);
    await page.locator(".line").last().filter({ hasText: "CJK UNIFIED IDEOGRAPH-323AF" }).waitFor();
    assert.ok(await page.locator(".line").last().evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight));
});

story("rows anywhere are loaded, in any order", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const total = await lines(page);
    for (const row of [Math.floor(total / 2), total - 200, 12_345, 77_777, 0]) {
        await scrollToRow(page, row);
        const line = page.locator(`.line[aria-rowindex='${row + 1}']:not(.waiting)`);
        await line.waitFor();
        await filled(page);
        const found = (await rows(page)).filter(([, point]) => point !== "");
        const wanted = await rowAt(site, "cjk", row);
        assert.ok(found.some((one) => one.join() === wanted.join()), `row ${row}: ${wanted}`);
        assert.ok(await page.locator(".line").count() <= ALIVE);
    }
});

story("rows are placeholders until they are loaded, and nothing moves then", async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(SEARCHES, async (route) => {
        await released;
        await route.continue().catch(() => {});
    });
    await scrollToRow(page, 50_000);
    await page.locator(".line.waiting").first().waitFor();
    const tops = () => page.evaluate(() =>
        Array.from(document.querySelectorAll(".line"), (line) => line.getBoundingClientRect().top));
    const before = await tops();
    release();
    await filled(page);
    assert.deepEqual(await tops(), before);
});

story("requests for pages no longer near are aborted", { nightly: true, expected: /ERR_ABORTED/ }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const held = [];
    await page.route(SEARCHES, (route) => held.push(route));
    const first = page.waitForRequest((request) => request.url().includes("offset=20000&"));
    await scrollToRow(page, 20_000);
    const abandoned = page.waitForEvent("requestfailed", (request) => request === asked);
    const asked = await first;
    await scrollToRow(page, 90_000);
    assert.match((await abandoned).failure().errorText, /ERR_ABORTED/);
    await page.unroute(SEARCHES);
    for (const route of held)
        await route.continue().catch(() => {}); // most are aborted
    await filled(page);
});

story("pages ahead are loaded in advance", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const last = page.waitForResponse((response) => response.url().includes("offset=200&"));
    await scrollToRow(page, 20); // the rows in view, and four pages ahead
    await last;
    const asked = [];
    await page.route(SEARCHES, (route) => {
        asked.push(Number(new URL(route.request().url()).searchParams.get("offset")));
        return route.continue();
    });
    await scrollToRow(page, 100);
    await page.locator(".line[aria-rowindex='101']:not(.waiting)").waitFor();
    await filled(page);
    assert.ok(asked.every((offset) => offset >= 250), `asked for ${asked}`);
});

story("every page names the generation of the first one", { nightly: true }, async (page, site) => {
    const asked = [];
    await page.route(SEARCHES, (route) => {
        asked.push(new URL(route.request().url()).searchParams);
        return route.continue();
    });
    await page.goto(named(site, "combining"));
    await filled(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.locator(".line[aria-rowindex='547']:not(.waiting)").waitFor();
    const { generation } = await (await fetch(`${site}/api/v1/status`)).json();
    assert.equal(asked[0].get("generation"), null);
    assert.ok(asked.length > 1);
    assert.ok(asked.slice(1).every((parameters) => parameters.get("generation") === generation));
});

story("the grid has as many columns as fit, and keeps its place when resized", async (page, site) => {
    await page.goto(`${named(site, "cjk")}&view=grid`);
    await filled(page);
    const columns = () => page.locator(".line").first().locator(".entry:not([hidden])").count();
    const wide = await columns();
    assert.ok(wide > 4);
    await scrollToRow(page, 2500); // a line of the grid, here
    await filled(page);
    const top = () => page.evaluate(() => {
        const covered = Math.max( // on a phone, the field alone stays above the rows
            ...["header", ".field"].map((part) => document.querySelector(part).getBoundingClientRect().bottom));
        const entries = [...document.querySelectorAll(".entry:not([hidden])")];
        return Number(entries.find((entry) => entry.getBoundingClientRect().bottom > covered + 40).dataset.index);
    });
    const before = await top();
    await page.setViewportSize({ width: 700, height: 720 });
    await page.waitForFunction((count) => {
        const found = document.querySelectorAll(".line:first-child .entry").length;
        return found > 0 && found < count;
    }, wide);
    await filled(page);
    const narrow = await columns();
    assert.ok(narrow < wide);
    assert.equal(await top(), before - before % narrow); // the line that has the same entry
});

story("dragging through cjk says where one is, and asks a few times a second", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const asked = [];
    page.on("request", (request) => request.url().includes("/api/") && asked.push(Date.now()));
    const before = Date.now();
    const { labels } = await dragged(page, 40);
    await filled(page);
    const seconds = (Date.now() - before) / 1000;
    assert.ok(asked.length <= 5 * Math.ceil(seconds), `asked ${asked.length} times in ${seconds} seconds`);
    assert.ok(labels.some((label) => /^row \d+,\d{3}( · U\+[0-9A-F]+)?$/.test(label)), String(labels));
    await says(page, ".whereabouts", /^row 98,\d{3} · U\+[0-9A-F]+$/);
    await page.locator(".whereabouts").waitFor({ state: "hidden" });
});
