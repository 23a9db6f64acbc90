/* The line of tools, sheets, and what fits: on phones, enlarged, spaced, in old browsers. */

import assert from "node:assert/strict";
import { DEFAULT_FONTS, misfits, smallTargets, SPACED } from "./fitting.js";
import { filled, focused, problem, says, search, SEARCHES, story } from "./stage.js";
import { sheetOld } from "./stylesheet.js";

const WIDE = { width: 1400, height: 900 };
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const ENLARGED = { width: 320, height: 256 }; // 1280 by 1024 at 400 %

const click = (name) => (page) => page.getByRole("button", { name }).first().click();

/* The height that stays at the upper edge, whatever is scrolled. */
const staying = (page) => page.evaluate(async () => {
    scrollTo(0, document.documentElement.scrollHeight / 2);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return Math.max(0, ...["header", ".field"].map((bar) => document.querySelector(bar).getBoundingClientRect().bottom));
});

story("one line of tools stays: count, filters to remove, copy form, view", { viewport: WIDE }, async (page, site) => {
    await page.goto(`${site}/?query=letter+script:greek+age:1.1`);
    await filled(page);
    const chip = page.getByRole("link", { name: "Remove age:1.1" });
    await chip.waitFor();
    assert.ok(await staying(page) < 110);
    const tools = ["#status", "#narrowed .chip >> nth=0", "#narrowed .chip >> nth=1", "#format", ".view >> nth=0"];
    const middles = [];
    for (const tool of tools) {
        const { y, height } = await page.locator(tool).boundingBox();
        middles.push(y + height / 2);
    }
    assert.ok(Math.max(...middles) - Math.min(...middles) < 4 && middles[0] > 40 && middles[0] < 110, String(middles));
    await chip.click();
    await says(page, "#status", /for 'letter script:greek'$/);
    await page.getByRole("link", { name: "Remove age:1.1" }).waitFor({ state: "detached" });
});

story("a line of hints says what the keys do, covers no chosen row, and stays away when closed", async (page, site) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Help: keys and queries" }).waitFor(); // scripts are there
    const hints = page.locator(".hints");
    await search(page, "arrow");
    await filled(page);
    await hints.waitFor();
    for (let i = 0; i < 12; i += 1)
        await page.keyboard.press("ArrowDown");
    const { y } = await hints.boundingBox();
    const row = await page.locator(".steered .active").boundingBox();
    assert.ok(row.y + row.height <= y + 1);
    await page.locator("h1 a").focus();
    await hints.waitFor({ state: "hidden" });
    await page.locator("#query").focus();
    await page.getByRole("button", { name: "Hide this line for good" }).click();
    await hints.waitFor({ state: "hidden" });
    assert.equal(await focused(page), "query");
    await page.reload();
    await filled(page);
    await page.locator("#query").fill("arrows");
    await says(page, "#status", /for 'arrows'/);
    assert.equal(await hints.isVisible(), false);
    await click("Help: keys and queries")(page);
    await page.getByLabel("Show a line of keys").check();
    await page.keyboard.press("Escape");
    await page.locator("#query").focus();
    await hints.waitFor();
});

story("on a phone a low bar stays, and filters are a sheet that gives the focus back", PHONE, async (page, site) => {
    await page.goto(`${site}/?query=arrow`);
    await filled(page);
    const height = await staying(page);
    assert.ok(height > 40 && height <= 56, String(height));
    await page.evaluate(() => scrollTo(0, 0));
    const open = page.getByRole("button", { name: /^Filters/ });
    const sheet = page.getByRole("dialog", { name: "Filters" });
    for (const close of [() => page.keyboard.press("Escape"), () => page.touchscreen.tap(200, 20),
        () => sheet.getByRole("button", { name: "Close" }).click()]) {
        await open.click();
        await sheet.getByRole("link", { name: /^Arrows \d/ }).waitFor();
        const { y, height: tall } = await sheet.boundingBox();
        assert.equal(Math.round(y + tall), 780); // from the lower edge
        assert.deepEqual(await smallTargets(page), []);
        await close();
        await sheet.waitFor({ state: "hidden" });
        assert.match(await page.evaluate(() => document.activeElement.textContent), /^Filters/);
    }
    await open.click();
    await sheet.getByRole("link", { name: /^Arrows \d/ }).click();
    await says(page, "#status", /block:Arrows/);
    await sheet.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Filters (1)" }).waitFor();
});

async function picked(page) {
    await page.locator(".entry").first().click();
    await page.locator(".toast.shown").waitFor();
    for (const i of [1, 2])
        await page.getByRole("button", { name: /^Pick/ }).nth(i).click();
    await page.locator(".tray").waitFor();
}

async function inspected(page) {
    await click("Inspect text")(page);
    await page.locator("#text").fill("e\u0301 pаypal\u202E");
    await page.locator(".clusters li").first().waitFor();
}

async function remembered(page) {
    await page.evaluate(() => localStorage.setItem("recent", JSON.stringify([
        { char: "→", name: "RIGHTWARDS ARROW", category: "Sm", codepoint: "U+2192" }])));
    await page.reload();
    await page.locator(".recent").waitFor();
}

async function troubled(page) {
    await page.route(SEARCHES, (route) => problem(route, 500, { detail: "Something broke." }));
    await search(page, "moon");
    await page.locator("#trouble button").waitFor();
}

async function filtered(page) {
    const open = page.getByRole("button", { name: /^Filters/ });
    await page.locator(".filters h2").first().waitFor({ state: "attached" });
    if (await open.isVisible())
        await open.click();
}

/* name: [address, action]; in each of them everything fits. */
const STATES = {
    list: ["/?query=right+arrow+script:common", picked],
    home: ["/", remembered],
    grid: ["/?query=heart&view=grid", (page) => page.locator("#query").focus()],
    details: ["/?query=e+acute#U+00E9"],
    filters: ["/?query=arrow", filtered],
    trouble: ["/?query=star", troubled],
    help: ["/?query=star", click("Help: keys and queries")],
    inspector: ["/", inspected],
    browse: ["/?browse=block"],
    "no match": ["/?query=snowmann+mosque+category:Ll&scope=name"],
    "a character": ["/U+00E9"],
    "an unfinished query": ["/?query=%22cat"],
};
const EVERY_RUN = ["list", "details"];

/* Each state is reached once, on a phone; then the window is widened, and the text spaced. */
for (const [state, [address, act]] of Object.entries(STATES))
    story(`all fits, with spaced text and Debian's fonts, too: ${state}`, {
        ...PHONE, bypassCSP: true, nightly: !EVERY_RUN.includes(state), expected: /status of (422|500)/,
    }, async (page, site) => {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        await act?.(page);
        await page.waitForTimeout(500); // filters come after the rows
        assert.deepEqual(await smallTargets(page), [], "targets");
        for (const style of ["", DEFAULT_FONTS, SPACED]) {
            if (style !== "")
                await page.addStyleTag({ content: style });
            for (const width of [390, 320, 800, 1400]) {
                await page.setViewportSize({ width, height: 780 });
                await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
                assert.deepEqual(await misfits(page), [], `${width} wide, ${style.slice(0, 20)}`);
            }
            await page.setViewportSize(PHONE.viewport);
        }
    });

story("at 400 % code points are whole", { viewport: ENLARGED }, async (page, site) => {
    await page.goto(`${site}/?query=right+arrow`);
    await filled(page);
    const cut = await page.locator(".line .point").evaluateAll((points) => points
        .filter(({ textContent, scrollWidth, clientWidth }) => !textContent.includes(" ") && scrollWidth > clientWidth)
        .map(({ textContent }) => textContent));
    assert.deepEqual(cut, []);
});

story("at 400 % the rows have the window", { viewport: ENLARGED }, async (page, site) => {
    for (const view of ["list", "grid"]) {
        await page.goto(`${site}/?query=arrow&view=${view}`);
        await filled(page);
        assert.equal(await staying(page), 0);
        await page.evaluate(() => scrollTo(0, 0));
        const { y } = await page.locator("#grid").boundingBox();
        assert.ok(y < 140, `${y} pixels above the rows`); // and below a whole one
        assert.deepEqual(await misfits(page), []);
        await page.getByRole("button", { name: "Settings" }).waitFor();
        await page.getByRole("link", { name: "charfinder" }).focus(); // not seen until then
        assert.ok(await page.locator("h1 a").evaluate((link) => link.checkVisibility() && getComputedStyle(link.parentElement).clipPath === "none"));
        await page.evaluate(() => scrollTo(0, 300));
        assert.ok(await page.evaluate(() => document.elementFromPoint(100, 20).closest("#grid") !== null));
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
    }
});

/* The style sheets as browsers of 2022 take them. */
const aged = (page) => page.route("**/*.css", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: sheetOld(await response.text()) });
});

/* The background that is seen behind an element, as it is written, and whether its text can be read on it. */
const readable = (page, selector) => page.locator(selector).first().evaluate((one) => {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    let ground = one;
    while (parts(getComputedStyle(ground).backgroundColor)[3] < 1 && ground.parentElement !== null)
        ground = ground.parentElement;
    const [low, high] = [getComputedStyle(one).color, getComputedStyle(ground).backgroundColor]
        .map((colour) => light(parts(colour))).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) >= 4.5;
});

story("an old browser has the page without scripts, readable", { colorScheme: "dark" }, async (page, site) => {
    await aged(page);
    await page.addInitScript(() => (CSS.supports = () => false));
    for (const width of [1400, 390]) {
        await page.setViewportSize({ width, height: 780 });
        await page.goto(`${site}/?query=greek+letter`);
        await page.waitForLoadState("networkidle");
        assert.equal(await page.locator("#grid, #bar select, .tool").count(), 0); // nothing has started
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} wide`);
        for (const part of ["#status", "li > .caption", "li .facts", "nav a", "h1 a"])
            assert.ok(await readable(page, part), part);
        const { width: row } = await page.locator("#results li").first().boundingBox();
        assert.ok(row > 300, `${row} of ${width}`);
    }
});

for (const colorScheme of ["light", "dark"])
    story(`with the styles of an old browser no dialog is transparent, ${colorScheme}`, { colorScheme, nightly: colorScheme === "light", viewport: { width: 1000, height: 700 } }, async (page, site) => {
        await aged(page);
        await page.goto(`${site}/?query=arrow`);
        await filled(page);
        await page.locator(".entry").first().click();
        await page.locator(".toast.shown").waitFor();
        assert.ok(await readable(page, ".toast span") && await readable(page, ".toast a"));
        await page.getByRole("button", { name: /^Details of/ }).first().click();
        await page.locator("#details dt").first().waitFor();
        assert.match(await page.locator("#details").evaluate((one) => getComputedStyle(one).backgroundColor), /^rgb\(/);
        for (const part of ["h2", "h3", "dt", "dd", ".buttons .copy", ".buttons .pick", ".escapes th", ".escapes code"])
            assert.ok(await readable(page, `#details ${part}`), part);
    });
