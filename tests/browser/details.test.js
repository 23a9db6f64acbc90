/* The details of one character. */

import assert from "node:assert/strict";
import { copied, filled, focused, named, problem, says, story } from "./stage.js";

const PHONE = { viewport: { width: 390, height: 780 } };
const panel = (page) => page.locator("#details");

async function opened(page, name) {
    await panel(page).locator(":is(h2, .official)").filter({ hasText: name }).first().waitFor();
    await panel(page).locator(".face").waitFor();
}

story("everything in the response is shown", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/?query=e+acute#U+00E9`);
    await opened(page, "LATIN SMALL LETTER E WITH ACUTE");
    const text = await panel(page).textContent();
    const about = await (await fetch(`${site}/api/v1/characters/U+00E9`)).json();
    for (const told of [
        ...about.aliases.map((alias) => alias.text), ...about.html_names, about.block, about.script, about.age,
        ...Object.values(about.escapes).filter((escape) => escape), about.encodings.utf8.join(" "),
        ...about.typing.flatMap(({ label, where, keys }) => [label, where, ...keys]),
        about.encodings.utf32, ...about.nfd, ...about.case.upper,
    ])
        assert.ok(text.includes(told), told);
    const named = await panel(page).locator(".chip").evaluateAll((chips) => chips.map((chip) => chip.title));
    for (const { name } of [...about.neighbours.before, ...about.neighbours.after])
        assert.ok(named.includes(name), name);
});

story("details are headed by what a reader calls the character, the official name beneath", async (page, site) => {
    await page.goto(`${site}/?query=heavy+black+heart#U+2764`);
    await says(page, "#details h2", "Red heart");
    await says(page, "#details .official", "HEAVY BLACK HEART");
    await panel(page).getByRole("button", { name: "Copy", exact: true }).first().click();
    await says(page, ".toast.shown span", /^Copied ❤\uFE0F? Red heart$/);
    await panel(page).getByRole("button", { name: "Pick", exact: true }).click();
    await says(page, ".toast.shown span", "Picked Red heart");
    await page.goto(`${site}/#U+1F1E8+U+1F1ED`);
    await says(page, "#details h2", "Flag: Switzerland");
    assert.equal(await page.locator("#details .official").count(), 0);
});

story("a new character is marked, in its row and in its details", async (page, site) => {
    const { unicode } = await (await fetch(`${site}/api/v1/status`)).json();
    await page.goto(`${site}/?query=age%3A${unicode}`);
    await filled(page);
    const mark = `new in ${unicode}`;
    assert.equal(await page.locator("#grid .new").first().textContent(), mark);
    await page.getByRole("button", { name: /^Details of / }).first().click();
    await panel(page).locator(".face").waitFor();
    assert.ok((await panel(page).textContent()).includes(`${unicode} · ${mark}`));
    await page.goto(named(site, "sunflower"));
    await filled(page);
    assert.equal(await page.locator("#grid .new").count(), 0);
});

story("every escape has a button that copies it", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/#U+1F44D`);
    await opened(page, "THUMBS UP SIGN");
    const ways = panel(page).locator(".escapes tr");
    const count = await ways.count();
    assert.ok(count >= 12);
    for (let i = 0; i < count; i += 1) {
        const text = await ways.nth(i).locator("code").textContent();
        await ways.nth(i).getByRole("button").click();
        assert.equal(await copied(page), text);
    }
    await panel(page).getByRole("button", { name: "Copy", exact: true }).first().click();
    assert.equal(await copied(page), "👍");
});

story("neighbours are links, Back returns, and the address follows", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.getByRole("button", { name: "Details of SUNFLOWER" }).click();
    await opened(page, "SUNFLOWER");
    assert.equal(new URL(page.url()).hash, "#U+1F33B");
    await panel(page).getByRole("link", { name: "HIBISCUS" }).click();
    await opened(page, "HIBISCUS");
    await page.goBack();
    await opened(page, "SUNFLOWER");
    await panel(page).getByRole("button", { name: "Close" }).click();
    await page.waitForURL((url) => url.hash === "");
    assert.equal(await panel(page).isVisible(), false);
    await says(page, "#status", "1 match for 'sunflower'");
});

story("properties are links to characters that share them", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/#U+2500`);
    await opened(page, "BOX DRAWINGS LIGHT HORIZONTAL");
    await panel(page).getByRole("link", { name: "Box Drawing", exact: true }).click();
    await says(page, "#status", "128 matches for 'block:\"Box Drawing\"'");
    assert.equal(await panel(page).isVisible(), false);
});

story("look-alikes, relatives and variants are links", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/#U+0430`);
    await opened(page, "CYRILLIC SMALL LETTER A");
    await panel(page).getByRole("link", { name: "LATIN SMALL LETTER A", exact: true }).first().click();
    await opened(page, "LATIN SMALL LETTER A");
    await page.goto(`${site}/#U+1F44D`);
    await opened(page, "THUMBS UP SIGN");
    await panel(page).getByRole("link", { name: "thumbs up: dark skin tone" }).click();
    await opened(page, "thumbs up: dark skin tone");
    await panel(page).getByRole("link", { name: "U+1F3FF" }).click();
    await opened(page, "EMOJI MODIFIER FITZPATRICK TYPE-6");
});

story("invisible characters have a frame, in the row and in the details", async (page, site) => {
    await page.goto(`${named(site, "U%2B200B")}#U+200B`);
    await opened(page, "ZERO WIDTH SPACE");
    for (const glyph of [panel(page).locator(".face .glyph"), page.locator(".line .glyph")])
        assert.equal(await glyph.evaluate((element) => getComputedStyle(element).borderStyle), "dashed");
    await panel(page).getByText("This character is invisible").waitFor();
    await page.goto(`${named(site, "sunflower")}#U+1F33B`);
    await opened(page, "SUNFLOWER");
    assert.equal(await panel(page).locator(".face .glyph.hidden").count(), 0);
});

story("a character that no font has is reported", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/#U+10FFFD`);
    await panel(page).getByText("No font on this device has this character.").waitFor();
    assert.ok(!(await panel(page).textContent()).includes("null"));
    await page.goto(`${site}/#U+0041`);
    await opened(page, "LATIN CAPITAL LETTER A");
    assert.equal(await panel(page).locator(".no-font").count(), 0);
});

story("on a wide screen details are beside the results, which stay usable", { viewport: { width: 1400, height: 900 } }, async (page, site) => {
    await page.goto(`${named(site, "chess+white")}#U+2654`);
    await opened(page, "WHITE CHESS KING");
    assert.equal(await page.locator("dialog:modal").count(), 0);
    const [list, beside] = await Promise.all(["#grid", "#details"].map((selector) => page.locator(selector).boundingBox()));
    assert.ok(list.x + list.width <= beside.x);
    await page.getByRole("button", { name: "Details of WHITE CHESS QUEEN" }).click();
    await opened(page, "WHITE CHESS QUEEN");
});

story("on a phone details are a dialog that keeps the focus and restores it", PHONE, async (page, site) => {
    await page.goto(named(site, "chess+white"));
    await filled(page);
    await page.locator("#grid").focus();
    await page.keyboard.press("i");
    await opened(page, await page.locator(".name").first().textContent());
    assert.equal(await page.locator("dialog:modal").count(), 1);
    for (let i = 0; i < 5; i += 1) {
        await page.keyboard.press("Tab");
        assert.ok(await page.evaluate(() => document.querySelector("#details").contains(document.activeElement)
            || document.activeElement === document.body)); // the browser's own bar comes in between
    }
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.hash === "");
    assert.equal(await focused(page), "grid");
});

story("a window that becomes narrow keeps it open", { nightly: true }, async (page, site) => {
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.goto(`${site}/?query=sun#U+2600`);
    await opened(page, "BLACK SUN WITH RAYS");
    await page.setViewportSize({ width: 800, height: 900 });
    await page.locator("#details:modal").waitFor();
    assert.equal(new URL(page.url()).hash, "#U+2600");
});

story("a code point that is none is told", { nightly: true, expected: /status of 404/ }, async (page, site) => {
    await page.goto(`${site}/#U+110000`);
    await panel(page).getByText("There is no such code point").waitFor();
});

story("a failure is told where the details would be", { nightly: true, expected: /status of 500/ }, async (page, site) => {
    await page.route("**/api/v1/characters/**", (route) => problem(route, 500, { detail: "Something broke." }));
    await page.goto(`${site}/#U+2600`);
    await panel(page).getByText("Something broke.").waitFor();
});

story("a failure to load the details module is reported, and a reload works", { expected: /ERR_FAILED/ }, async (page, site) => {
    await page.route("**/details.js", (route) => route.abort());
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.getByRole("button", { name: "Details of SUNFLOWER" }).click();
    await says(page, ".toast.shown span", "This part of the page could not be loaded.");
    await page.unroute("**/details.js");
    await page.getByRole("button", { name: "Reload the page" }).click();
    await opened(page, "SUNFLOWER");
});

story("a late response is not shown over a newer one", { nightly: true }, async (page, site) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route("**/characters/U%2B2600*", async (route) => {
        await released;
        await route.continue().catch(() => {});
    });
    await page.goto(`${site}/#U+2600`);
    await page.evaluate(() => (location.hash = "U+2601"));
    await opened(page, "CLOUD");
    release();
    await page.waitForTimeout(200); // time for the old response, if it came
    await opened(page, "CLOUD");
});

story("the link of the details leads to the page of the character, which copies and shares too", async (page, site) => {
    await page.addInitScript(() => {
        navigator.share = async (data) => { window.shared = data; };
    });
    await page.goto(`${site}/#U+1F1E8+U+1F1ED`);
    await opened(page, "flag: Switzerland");
    await panel(page).getByRole("button", { name: "Copy link" }).click();
    const link = await copied(page);
    assert.equal(link, `${site}/U+1F1E8+1F1ED`);
    await panel(page).getByRole("button", { name: "Share" }).click();
    assert.deepEqual(await page.evaluate(() => window.shared), { title: "Flag: Switzerland", url: link });
    await page.goto(link);
    await page.getByRole("heading", { name: "flag: Switzerland" }).waitFor();
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    assert.equal(await copied(page), "🇨🇭");
    await page.getByRole("button", { name: "Copy link" }).click();
    assert.equal(await copied(page), link);
    await page.getByRole("button", { name: "Copy %F0%9F%87%A8%F0%9F%87%AD" }).click();
    assert.equal(await copied(page), "%F0%9F%87%A8%F0%9F%87%AD");
    await page.getByRole("link", { name: /REGIONAL INDICATOR SYMBOL LETTER C$/ }).click();
    await page.waitForURL(`${site}/U+1F1E8`);
});
