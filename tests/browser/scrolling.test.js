/* More rows as one scrolls, to the last of 97,000. */

import assert from "node:assert/strict";
import { bar, named, problem, rows, says, SEARCHES, story } from "./stage.js";

const ALIVE = 2000; // rows in the document at most, however long the result
const CJK_SECONDS = 60; // some 10 on an idle machine; a browser that chokes never ends

function scrollToEnd(page) {
    return page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
}

/* Scrolls to the end again and again, as fast as rows come; the most rows that the document had
 * on the way. */
function scrollThrough(page) {
    return page.evaluate(async () => {
        let most = 0;
        for (;;) {
            const [, loaded, total] = /^(\d+) of (\d+) loaded$/.exec(document.querySelector("#count").textContent);
            most = Math.max(most, document.querySelectorAll("#results li").length);
            if (loaded === total)
                return most;
            scrollTo(0, document.documentElement.scrollHeight);
            await new Promise(requestAnimationFrame);
        }
    });
}

/* The numbers that the chunks of the list begin with: 1, 101, 601, … */
function chunkStarts(page) {
    return page.locator("#results ol").evaluateAll((chunks) => chunks.map((chunk) => chunk.start));
}

story("the first page is not all, and scrolling brings the rest", async (page, site) => {
    await page.goto(named(site, "combining"));
    await says(page, "#count", "100 of 547 loaded");
    assert.deepEqual(await bar(page), [100, 547]);
    await scrollToEnd(page);
    await says(page, "#count", "547 of 547 loaded");
    assert.deepEqual(await bar(page), [547, 547]);
    assert.deepEqual(await chunkStarts(page), [1, 101]);
});

story("without scrolling no more is asked for than is wanted", async (page, site) => {
    let asked = 0;
    await page.route(SEARCHES, (route) => {
        asked += 1;
        return route.continue();
    });
    await page.goto(named(site, "cjk"));
    await says(page, "#count", /^100 of \d+ loaded$/);
    await page.waitForTimeout(300); // the time in which a page too many would be asked for
    assert.equal(asked, 1);
});

story("a page leads to the next one, generation and all", async (page, site) => {
    const asked = [];
    const given = [];
    await page.route(SEARCHES, async (route) => {
        asked.push(new URL(route.request().url()));
        const response = await route.fetch();
        given.push((await response.json()).next);
        await route.fulfill({ response });
    });
    await page.goto(named(site, "latin+capital"));
    await says(page, "#count", /^100 of \d+ loaded$/);
    await scrollThrough(page);
    assert.ok(asked.length > 2);
    assert.equal(given.at(-1), null);
    const but = ({ searchParams }) => [...searchParams].filter(([name]) => name !== "limit");
    assert.deepEqual(asked.slice(1).map(but), given.slice(0, -1).map((next) => but(new URL(next, site))));
    assert.ok(asked[1].searchParams.get("generation"));
});

story("all of cjk, to its last row and back to its first", async (page, site) => {
    await page.goto(named(site, "cjk"));
    await says(page, "#count", /^100 of \d+ loaded$/);
    const { total } = await (await fetch(`${site}/api/v1/search?q=cjk&scope=name&limit=1`)).json();
    assert.ok(total > 97_000);

    const [first] = await rows(page);
    const begun = Date.now();
    const most = await scrollThrough(page);
    const seconds = (Date.now() - begun) / 1000;
    assert.ok(most <= ALIVE, `${most} rows in the document at once`);
    assert.ok(seconds < CJK_SECONDS, `${seconds} s`);

    await says(page, "#count", `${total} of ${total} loaded`);
    assert.deepEqual(await bar(page), [total, total]);
    const starts = await chunkStarts(page);
    assert.deepEqual(starts, starts.map((_, i) => (i === 0 ? 1 : 101 + 500 * (i - 1))));

    await scrollToEnd(page);
    const last = page.locator("#results li").last();
    await last.filter({ hasText: "U+323AF CJK UNIFIED IDEOGRAPH-323AF" }).waitFor();
    assert.ok(await last.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight));

    await page.evaluate(() => scrollTo(0, 0));
    await page.getByText(first[2]).first().waitFor();
    assert.deepEqual((await rows(page))[0], first);
    assert.ok(await page.locator("#results li").count() <= ALIVE);
});

story("rows given back return as they were, and nothing jumps", async (page, site) => {
    await page.goto(named(site, "cjk"));
    await says(page, "#count", /^100 of \d+ loaded$/);
    const before = await rows(page);
    for (const loaded of [600, 1100, 1600, 2100]) {
        await scrollToEnd(page);
        await says(page, "#count", new RegExp(`^${loaded} of`));
    }
    await page.locator("#results ol:first-child:empty").waitFor({ state: "attached" });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator("#results ol:first-child li").first().waitFor();
    assert.deepEqual((await rows(page)).slice(0, before.length), before);
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height);
});

story("an index replaced meanwhile begins the list anew, quietly", { expected: /status of 409/ }, async (page, site) => {
    await page.goto(named(site, "combining"));
    await says(page, "#count", "100 of 547 loaded");
    const asked = [];
    await page.route(SEARCHES, (route) => {
        asked.push(new URL(route.request().url()).searchParams.get("offset"));
        return asked.length === 1 ? problem(route, 409, { detail: "Another generation." }) : route.continue();
    });
    await scrollThrough(page);
    assert.deepEqual(asked, ["100", "0", "100"]);
    assert.deepEqual(await chunkStarts(page), [1, 101]);
    assert.equal(await page.locator("#trouble").textContent(), "");
    await says(page, "#status", "547 matches for 'combining'");
});
