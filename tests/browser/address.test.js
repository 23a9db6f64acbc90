/* The address bar, Back and Forward. */

import assert from "node:assert/strict";
import { named, rows, says, story } from "./stage.js";

const at = (page) => new URL(page.url()).pathname + new URL(page.url()).search;

async function settleOn(page, query, status) {
    await page.locator("#query").fill(query);
    await page.keyboard.press("Enter");
    await says(page, "#status", status);
}

story("the address follows what is typed, and opens the same view elsewhere", async (page, site) => {
    await page.goto(named(site));
    await page.locator("#query").fill("cat face");
    await says(page, "#status", "10 matches for 'cat face'");
    assert.equal(at(page), "/?query=cat+face&scope=name");
    const here = await rows(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await says(other, "#count", "10 of 10 loaded");
    assert.deepEqual(await rows(other), here);
});

story("Back and Forward lead through what was searched", async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    await settleOn(page, "cat face", "10 matches for 'cat face'");
    await page.goBack();
    await says(page, "#status", "1 match for 'sunflower'");
    assert.equal(await page.locator("#query").inputValue(), "sunflower");
    assert.equal((await rows(page)).length, 1);
    await page.goBack();
    await page.getByRole("heading", { name: "Find any character by its name" }).waitFor();
    assert.equal(await page.locator("#query").inputValue(), "");
    assert.equal(at(page), "/?scope=name");
    await page.goForward();
    await page.goForward();
    await says(page, "#status", "10 matches for 'cat face'");
    assert.equal((await rows(page)).length, 10);
});

story("the letters of one query share one entry of the history", async (page, site) => {
    await page.goto(named(site));
    const before = await page.evaluate(() => history.length);
    for (const query of ["sun", "sunf", "sunflower"]) {
        await page.locator("#query").fill(query);
        await says(page, "#status", new RegExp(`for '${query}'$`));
    }
    assert.equal(await page.evaluate(() => history.length), before + 1);
    await page.goBack();
    assert.equal(at(page), "/?scope=name");
});

story("Enter on a query that is shown already does nothing", async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    const before = await page.evaluate(() => history.length);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => history.length), before);
    assert.equal(at(page), "/?query=sunflower&scope=name");
});

story("a query typed after Back does not bring the old answer back", async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    await settleOn(page, "cat face", "10 matches for 'cat face'");
    await page.goBack();
    await settleOn(page, "registered", "1 match for 'registered'");
    await page.goBack();
    await says(page, "#status", "1 match for 'sunflower'");
});

story("a link into the middle begins there, with a way to what is before", async (page, site) => {
    await page.goto(`${named(site, "combining")}&offset=500`);
    await says(page, "#count", "547 of 547 loaded");
    assert.equal((await rows(page)).length, 47);
    await page.getByRole("link", { name: "Previous results" }).click();
    await says(page, "#count", "500 of 547 loaded");
    assert.equal(at(page), "/?query=combining&scope=name&offset=400");
});

story("signs that mean something in an address survive it", async (page, site) => {
    const query = "xyzzy & 100% + #1 = ü/?";
    await page.goto(named(site));
    await page.locator("#query").fill(query);
    await says(page, "#status", `No match for '${query}'`);
    await page.reload();
    assert.equal(await page.locator("#query").inputValue(), query);
    await says(page, "#status", `No match for '${query}'`);
});
