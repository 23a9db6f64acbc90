/* The address bar, Back and Forward. */

import assert from "node:assert/strict";
import { below } from "./below.js";
import { filled, focused, lines, named, rows, says, scrollToRow, story } from "./stage.js";

const at = (page) => new URL(page.url()).pathname + new URL(page.url()).search;

async function settleOn(page, query, status) {
    await page.locator("#query").fill(query);
    await page.keyboard.press("Enter");
    await says(page, "#status", status);
}

story("the address follows the query, and opens the same view elsewhere", async (page, site) => {
    await page.goto(named(site));
    await page.locator("#query").fill("cat face");
    await says(page, "#status", "10 matches for 'cat face'");
    assert.equal(at(page), "/?query=cat+face&scope=name");
    const here = await rows(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await filled(other);
    assert.deepEqual(await rows(other), here);
});

story("Back and Forward move through earlier searches", async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    await settleOn(page, "cat face", "10 matches for 'cat face'");
    await page.goBack();
    await says(page, "#status", "1 match for 'sunflower'");
    assert.equal(await page.locator("#query").inputValue(), "sunflower");
    assert.equal(await lines(page), 1);
    await page.goBack();
    await page.getByRole("heading", { name: / characters of Unicode / }).waitFor();
    assert.equal(await page.locator("#query").inputValue(), "");
    assert.equal(at(page), "/?scope=name");
    await page.goForward();
    await page.goForward();
    await says(page, "#status", "10 matches for 'cat face'");
    assert.equal(await lines(page), 10);
});

story("typing one query adds one history entry", { nightly: true }, async (page, site) => {
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

story("Enter on a query already shown copies and keeps the history", { nightly: true }, async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    const before = await page.evaluate(() => history.length);
    await page.locator("#query").press("Enter");
    assert.equal(await page.evaluate(() => history.length), before);
    assert.equal(at(page), "/?query=sunflower&scope=name");
    assert.equal(await focused(page), "query");
});

story("a query typed after Back replaces the forward entry", { nightly: true }, async (page, site) => {
    await page.goto(named(site));
    await settleOn(page, "sunflower", "1 match for 'sunflower'");
    await settleOn(page, "cat face", "10 matches for 'cat face'");
    await page.goBack();
    await settleOn(page, "registered", "1 match for 'registered'");
    await page.goBack();
    await says(page, "#status", "1 match for 'sunflower'");
});

story("a link with an offset starts there, with the whole result around it", { nightly: true }, async (page, site) => {
    await page.goto(`${named(site, "combining")}&offset=300`);
    await filled(page);
    assert.equal(await lines(page), 547);
    const { results } = await (await fetch(`${site}/api/v1/search?q=combining&scope=name&offset=300&limit=1`)).json();
    await page.locator(".line").filter({ hasText: results[0].codepoint }).waitFor();
    assert.ok(await page.evaluate(() => scrollY > 0));
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator(".line[aria-rowindex='1']:not(.waiting)").waitFor();
});

story("an offset beyond the end shows the end", { nightly: true }, async (page, site) => {
    await page.goto(`${named(site, "combining")}&offset=9999`);
    await filled(page);
    assert.equal(await page.locator(".line").last().getAttribute("aria-rowindex"), "547");
});

story("the scroll position is in the address, and Back returns to it", async (page, site) => {
    await page.goto(named(site, "combining"));
    await filled(page);
    await scrollToRow(page, 250);
    await page.waitForURL(/offset=250/);
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    await page.goBack();
    await says(page, "#status", "547 matches for 'combining'");
    await filled(page);
    await page.locator(".line[aria-rowindex='251']").waitFor();
});

story("a link names the view", { nightly: true }, async (page, site) => {
    await page.goto(`${named(site, "arrow")}&view=grid`);
    await filled(page);
    assert.ok(await page.locator("#grid.cells").count() === 1);
    await page.getByRole("button", { name: "List" }).click();
    await page.waitForURL(/view=list/);
    await page.reload();
    await filled(page);
    assert.equal(await page.locator("#grid.cells").count(), 0);
});

story("a link changes the view, directly and by way of the start page", async (page, site) => {
    const lineHeights = () => page.evaluate(() => {
        const grid = document.querySelector("#grid").getBoundingClientRect().height;
        return grid / document.querySelector(".line").getBoundingClientRect().height;
    });
    await page.goto(`${named(site, "arrow")}&view=grid`);
    await filled(page);
    await page.evaluate(() => { // like a link of the page
        history.pushState(null, "", "/?query=arrow&scope=name&view=list");
        dispatchEvent(new PopStateEvent("popstate"));
    });
    await page.locator(".line .act").first().waitFor();
    await filled(page);
    assert.equal(await lineHeights(), await lines(page));
    await page.goBack();
    await page.locator(".cells .line").first().waitFor();
    await page.locator("h1 a").click();
    await page.getByRole("heading", { name: / characters of Unicode / }).waitFor();
    await page.locator("#query").fill("sunflower");
    await filled(page);
    assert.equal(await page.locator("#grid.cells").count(), 0);
    assert.equal(await lineHeights(), await lines(page));
    assert.equal(await page.locator(".line").first().locator(".entry").count(), 1);
});

story("an invalid address opens anyway", { nightly: true, expected: /status of 422/ }, async (page, site) => {
    await page.goto(`${site}/?query=sun&view=sphere&scope=all#%`);
    await says(page, "#status", /^\d+ matches for 'sun'$/);
    assert.equal(await page.locator("dialog[open]").count(), 0);
});

story("characters with a meaning in addresses are escaped", { nightly: true }, async (page, site) => {
    const query = "xyzzy & 100% + #1 = ü/?";
    await page.goto(named(site));
    await page.locator("#query").fill(query);
    await says(page, "#status", `No match for '${query}'`);
    await page.reload();
    assert.equal(await page.locator("#query").inputValue(), query);
    await says(page, "#status", `No match for '${query}'`);
});

story("the page works below a path, and leaves the rest of its host alone", { worker: true, expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ }, (page, site) => below(site, async (host) => {
    await page.goto(host);
    await page.evaluate(() => caches.open("another-0123456789abcdef")); // of the host's other service
    await page.goto(`${host}/charfinder`);
    assert.equal(at(page), "/charfinder/");
    await settleOn(page, "cat face", /^\d+ matches for 'cat face'$/);
    assert.equal(at(page), "/charfinder/?query=cat+face");
    await page.getByRole("link", { name: "charfinder" }).click();
    await says(page, "#intro h2", / characters of Unicode /);
    assert.equal(at(page), "/charfinder/");
    await page.getByRole("link", { name: "thumbs up", exact: true }).click();
    await says(page, "#status", /for 'thumbs up'$/);
    assert.equal(at(page), "/charfinder/?query=thumbs+up");
    await page.goBack();
    await page.goBack();
    await says(page, "#status", /^\d+ matches for 'cat face'$/);
    await page.evaluate(() => { location.hash = "U+1F431"; });
    await page.getByRole("dialog").getByRole("heading").first().waitFor();
    await page.goto(`${host}/charfinder/`);
    const scope = await page.evaluate(() => navigator.serviceWorker.ready.then((ready) => ready.scope));
    assert.equal(scope, `${host}/charfinder/`);
    await page.waitForFunction(() => caches.keys().then((names) => names.some((name) => name.startsWith("charfinder/"))));
    assert.equal(await page.evaluate(() => caches.has("another-0123456789abcdef")), true);
    await page.context().setOffline(true);
    await page.reload();
    await says(page, ".offline", /^You are offline\./);
    await page.context().setOffline(false);
    await page.locator(".offline").waitFor({ state: "detached" }); // it has asked the server
}));
