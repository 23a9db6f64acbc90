/* What goes wrong is said, and mends itself. */

import assert from "node:assert/strict";
import { bar, named, problem, rows, says, SEARCHES, story } from "./stage.js";

/* Answers the next searches one after the other, and all later ones as the daemon does. */
async function answers(page, ...list) {
    await page.route(SEARCHES, (route) => {
        const answer = list.shift();
        return answer ? answer(route) : route.continue();
    });
}

const building = (progress) => (route) =>
    problem(route, 503, { detail: "The index is being built.", progress }, { "Retry-After": "1" });
const broken = (route) => problem(route, 500, { detail: "Something broke." });

story("while the index is being built its progress is shown, then the rows", { expected: /status of 503/ }, async (page, site) => {
    await page.goto(named(site));
    await answers(page, building(10), building(80));
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", "Building the index: 10%");
    assert.deepEqual(await bar(page), [10, 100]);
    assert.ok(await page.locator("#progress").isVisible());
    await says(page, "#status", "Building the index: 80%");
    assert.deepEqual(await bar(page), [80, 100]);
    await says(page, "#status", "1 match for 'sunflower'");
    assert.equal((await rows(page)).length, 1);
    assert.deepEqual(await bar(page), [1, 1]);
});

story("a query typed while another waits for the index takes its place", { expected: /status of 503/ }, async (page, site) => {
    await page.goto(named(site));
    await answers(page, building(10), building(20));
    await page.locator("#query").fill("sun");
    await says(page, "#status", "Building the index: 10%");
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    await page.waitForTimeout(1500); // longer than the first one would have waited
    await says(page, "#status", "1 match for 'sunflower'");
});

story("the start page shows the index being built, and then itself", async (page, site) => {
    let polls = 0;
    await page.route(`${site}/`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('data-state="home"', 'data-state="building"');
        await route.fulfill({ response, body });
    });
    await page.route("**/api/v1/status", (route) => {
        polls += 1;
        return polls < 3 ? route.fulfill({ json: { state: "building", progress: 30 * polls } }) : route.continue();
    });
    await page.goto(site);
    await says(page, "#status", "Building the index: 60%");
    await says(page, "#status", "");
    assert.equal(await bar(page), null);
    assert.ok(await page.getByRole("heading", { name: "Find any character by its name" }).isVisible());
});

story("a failure is said, and tried again by itself", { expected: /status of 500/ }, async (page, site) => {
    await page.goto(named(site));
    await answers(page, broken);
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^Something broke\. Trying again in 1 s\./);
    await says(page, "#status", "1 match for 'sunflower'");
    assert.equal(await page.locator("#trouble").textContent(), "");
});

story("each failure in turn waits longer, and the button does not", { expected: /status of 500/ }, async (page, site) => {
    await page.goto(named(site));
    await answers(page, broken, broken, broken);
    await page.locator("#query").fill("sunflower");
    for (const seconds of [1, 2, 4]) {
        await says(page, "#trouble", new RegExp(`Trying again in ${seconds} s`));
        await page.getByRole("button", { name: "Try again now" }).click();
    }
    await says(page, "#status", "1 match for 'sunflower'");
});

story("a connection lost while scrolling keeps the rows and goes on", { expected: /ERR_FAILED/ }, async (page, site) => {
    await page.goto(named(site, "combining"));
    await says(page, "#count", "100 of 547 loaded");
    await answers(page, (route) => route.abort("failed"));
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await says(page, "#trouble", /^The server cannot be reached\./);
    assert.ok((await rows(page)).length > 0);
    await says(page, "#status", "547 matches for 'combining'");
    await page.getByRole("button", { name: "Try again now" }).click();
    await says(page, "#count", "547 of 547 loaded");
    assert.equal(await page.locator("#trouble").textContent(), "");
});

story("being offline is said, and being back is noticed", { expected: /ERR_INTERNET_DISCONNECTED/ }, async (page, site) => {
    await page.goto(named(site));
    await page.context().setOffline(true);
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^You are offline\./);
    await page.context().setOffline(false);
    await says(page, "#status", "1 match for 'sunflower'");
});

story("an answer that is no JSON is a failure like any other", async (page, site) => {
    await page.goto(named(site));
    await answers(page, (route) => route.fulfill({ status: 200, body: '{"total": 1, "resu' }));
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^The server's answer cannot be read\./);
    await says(page, "#status", "1 match for 'sunflower'");
});

story("a new query leaves an old failure behind", { expected: /status of 500/ }, async (page, site) => {
    await page.goto(named(site));
    await answers(page, broken);
    await page.locator("#query").fill("sun");
    await says(page, "#trouble", /Something broke/);
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    assert.equal(await page.locator("#trouble").textContent(), "");
});
