/* The page without JavaScript. */

import assert from "node:assert/strict";
import { filled, named, rows, says, story } from "./stage.js";

const PLAIN = { javaScriptEnabled: false };

function texts(page, selector) {
    return page.locator(selector).allTextContents();
}

story("the form searches, in the scope that the address names", PLAIN, async (page, site) => {
    await page.goto(named(site));
    await page.getByLabel("Name, code point or character").fill("chess black");
    await page.getByRole("button", { name: "Search" }).click();
    assert.equal(page.url(), named(site, "chess+black"));
    await says(page, "#status", "33 matches for 'chess black'");
    assert.equal(await page.locator("#results li").count(), 33);
    assert.ok((await texts(page, ".name")).includes("BLACK CHESS KING"));
    assert.equal(await page.locator("nav a").count(), 0);
});

story("characters can be browsed", PLAIN, async (page, site) => {
    await page.goto(site);
    await page.getByRole("link", { name: "Scripts", exact: true }).click();
    await page.getByRole("link", { name: /Runic\s+86$/ }).click();
    await says(page, "#status", "86 matches for 'script:Runic'");
    await page.goto(site);
    await page.locator(".wall").getByRole("link", { name: "€" }).click();
    await says(page, ".caption", "Euro");
    await says(page, ".name", "EURO SIGN");
});

story("links page to the end and back", PLAIN, async (page, site) => {
    await page.goto(named(site, "combining"));
    const seen = [];
    for (let pages = 1; ; pages += 1) {
        assert.ok(pages <= 6);
        seen.push(...await texts(page, ".point"));
        const next = page.getByRole("link", { name: "Next results" });
        if (await next.count() === 0)
            break;
        await next.click();
        await page.waitForLoadState();
    }
    assert.equal(seen.length, 547);
    assert.equal(new Set(seen).size, 547);
    await page.getByRole("link", { name: "Previous results" }).click();
    await says(page, "#count", "Results 401 to 500 of 547");
});

story("official names only is a box of the form", { ...PLAIN, nightly: true }, async (page, site) => {
    await page.goto(site);
    await page.getByLabel("Official names only").check();
    await page.getByLabel("Name, code point or character").fill("nbsp");
    await page.getByRole("button", { name: "Search" }).click();
    assert.equal(page.url(), named(site, "nbsp"));
    await says(page, "#status", "No match for 'nbsp'");
    assert.ok(await page.getByLabel("Official names only").isChecked());
});

story("another spelling is a link", { ...PLAIN, nightly: true }, async (page, site) => {
    await page.goto(`${site}/?query=sunflowr`);
    await page.getByRole("link", { name: "'sunflower'" }).click();
    assert.equal(page.url(), `${site}/?query=sunflower`);
});

story("without scripts there are no controls that need them", PLAIN, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    assert.deepEqual(await page.getByRole("button").allTextContents(), ["Search"]);
    assert.equal(await page.getByRole("combobox").count(), 0);
});

story("the server renders the same rows and status as the page", { nightly: true }, async (page, site) => {
    const plain = await page.context().browser().newPage(PLAIN);
    for (const query of ["cat+face", "U%2B0301", "U%2B0007", "U%2B0085", "%26lt%3B", "arabic+mark", "flag+sw", "smyle"]) {
        await plain.goto(`${site}/?query=${query}`);
        const theirs = await plain.locator("#results li").evaluateAll((items) => items.map((item) =>
            [".glyph", ".point", ".name"].map((part) => item.querySelector(part).textContent)));
        const words = await plain.locator("#status").textContent();
        await page.goto(`${site}/?query=${query}`);
        await filled(page);
        const ours = await rows(page);
        assert.ok(ours.length > 0);
        assert.deepEqual(ours, theirs.slice(0, ours.length), query);
        await says(page, "#status", words);
    }
    await plain.close();
});

story("an invalid query is reported with its column", { ...PLAIN, expected: /status of 422/ }, async (page, site) => {
    const answer = await page.goto(named(site, "sunflower+%22cat"));
    assert.equal(answer.status(), 422);
    await says(page, "#status", /^Column 11: ./);
    assert.equal(await page.locator("#query").inputValue(), 'sunflower "cat');
});

story("markup in a query is shown as text", { ...PLAIN, expected: /status of 422/ }, async (page, site) => {
    const hostile = '"><script>document.title=1</script><img src=x> xyzzy';
    await page.goto(`${site}/?${new URLSearchParams({ query: hostile })}`);
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("#query").inputValue(), hostile);
});

story("an offset beyond the end links back to the last page", { ...PLAIN, nightly: true }, async (page, site) => {
    await page.goto(`${named(site, "combining")}&offset=9999`);
    await says(page, "#count", "The last result is number 547");
    await page.getByRole("link", { name: "Previous results" }).click();
    await says(page, "#count", "Results 501 to 547 of 547");
});

story("a character has a page, and a wrong address a way out", { ...PLAIN, expected: /404/ }, async (page, site) => {
    await page.goto(`${site}/\u2764`);
    assert.equal(page.url(), `${site}/U+2764`);
    assert.equal(await page.title(), "\u2764 U+2764 HEAVY BLACK HEART \u00b7 charfinder");
    assert.ok((await texts(page, "kbd")).includes("Ctrl-Shift-U 2764 Enter"));
    assert.deepEqual(await page.getByRole("button").allTextContents(), ["Search"]);
    await page.goto(`${site}/a/place/sunflower`);
    await page.getByRole("link", { name: "sunflower" }).click();
    await says(page, "#status", /for 'sunflower'$/);
});
