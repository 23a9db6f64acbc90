/* Whatever came before, the page says what is so now: the table of states in static/README.md. */

import assert from "node:assert/strict";
import { filled, focused, named, rows, says, search, story } from "./stage.js";

story("that the server cannot be reached is said until it can", { expected: /ERR_FAILED/ }, async (page, site) => {
    await page.addInitScript(() =>
        Object.defineProperty(ServiceWorkerContainer.prototype, "controller", { get: () => ({}) }));
    await page.route("**/healthz", (route) => route.abort());
    await page.goto(named(site));
    await says(page, ".offline", /^Cannot reach the server\./);
    await search(page, "sunflower"); // which works
    await says(page, "#status", "1 match for 'sunflower'");
    await page.locator(".offline").waitFor({ state: "detached" });
});

story("with any module missing the links through the pages are there", { nightly: true, expected: /ERR_FAILED/ }, async (page, site) => {
    for (const module of ["main", "viewport", "escapes"]) {
        await page.route(`**/${module}.js`, (route) => route.abort());
        await page.goto(named(site, "combining"));
        await page.getByRole("link", { name: "Next results" }).waitFor();
        await page.unroute(`**/${module}.js`);
        await page.getByRole("link", { name: "Next results" }).click();
        await filled(page);
        assert.equal(await page.getByRole("link", { name: "Next results" }).isVisible(), false);
    }
});

story("text that is being composed is searched when it is there", async (page, site) => {
    await page.goto(named(site));
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).searchParams.get("q")));
    const session = await page.context().newCDPSession(page);
    for (const text of ["n", "ni", "\u65e5"])
        await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.keyboard.press("ArrowDown"); // of the input method
    await page.waitForTimeout(200); // time for a request, if there were one
    assert.deepEqual(asked.filter(Boolean), []);
    await session.send("Input.insertText", { text: "\u65e5" });
    await says(page, "#status", /for '\u65e5'$/);
    assert.equal(await focused(page), "query");
});

story("a paste that is too long is neither cut nor sent", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const long = "sunflower ".repeat(10_000);
    await search(page, long);
    await says(page, "#problem", "This is too long to search for.");
    assert.equal(await page.locator("#query").inputValue(), long);
    assert.deepEqual(asked.filter((address) => address.length > 1000), []);
    assert.ok(page.url().length < 1000);
    assert.equal((await rows(page)).length, 1);
    await page.getByRole("button", { name: "Search for its beginning" }).waitFor();
    await search(page, "sunflower");
    await page.locator(".hint").waitFor({ state: "hidden" });
});

story("Back leaves what is open, and shows what it was opened over", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    for (const [open, panel] of [["Help: keys and queries", "#help"], ["Inspect text", "#inspector"]]) {
        await search(page, "registered");
        await says(page, "#status", "1 match for 'registered'");
        await page.locator("#query").press("Enter");
        await page.getByRole("button", { name: open }).click();
        await page.locator(`${panel}:modal`).waitFor();
        await page.goBack();
        await page.locator(panel).waitFor({ state: "hidden" });
        await says(page, "#status", "1 match for 'sunflower'");
        assert.deepEqual((await rows(page))[0], ["🌻", "U+1F33B", "SUNFLOWER"]);
    }
});

story("a query without a match offers ways out", async (page, site) => {
    await page.goto(named(site, "nbsp+block%3AArrows+category%3ASo"));
    const ways = page.getByRole("region", { name: "Ways out" });
    await ways.getByRole("button", { name: /^Take '.*' apart$/ }).waitFor();
    await page.goto(`${site}/?query=sunflower+block:arrows`);
    await ways.getByRole("link", { name: "Without block:arrows" }).waitFor();
    await page.goto(`${site}/?query=sunflowr+block:arrows`);
    await ways.getByRole("link", { name: "Without block:arrows, as 'sunflower'" }).click();
    await says(page, "#status", /Showing results for 'sunflower'/);
    assert.equal(await ways.isVisible(), false);
    await page.goto(named(site, "nbsp"));
    await ways.getByRole("link", { name: "In all texts, not only in official names" }).click();
    await says(page, "#status", /^\d+ match(es)? for 'nbsp'$/);
    await page.goto(named(site, "sunflower+xyzzyq"));
    await ways.getByRole("link", { name: "Without xyzzyq" }).waitFor();
    await ways.getByRole("button", { name: "Take 'sunflower xyzzyq' apart" }).click();
    await says(page, ".found", /^Grapheme clusters: 16; code points: 16/);
});
