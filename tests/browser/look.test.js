/* Appearance, accessibility and size. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { shifts, wireWatch } from "./measuring.js";
import { filled, named, problem, says, search, SEARCHES, story } from "./stage.js";

const FIRST_VIEW = 41 * 1024; // bytes on the wire
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 780 };

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* What axe finds against WCAG 2.2 AA and good practice, as "rule: element". Rows after the first are
 * made alike, and each takes axe a tenth of a second: some of them stand for all. */
async function faults(page) {
    await page.evaluate(axe);
    return page.evaluate(async () => {
        const { violations } = await window.axe.run({ exclude: [[".line:nth-child(n + 9)"]] }, {
            resultTypes: ["violations"],
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    });
}

const click = (name) => (page) => page.getByRole("button", { name }).first().click();

async function keyed(page) {
    await page.locator("#query").press("Enter");
    await page.keyboard.press("ArrowDown");
}

async function copiedAndPicked(page) {
    await page.locator(".entry").first().click();
    await page.keyboard.press("Space");
    await page.locator(".tray").waitFor();
}

async function troubled(page) {
    await page.route(SEARCHES, (route) => problem(route, 500, { detail: "Something broke." }));
    await search(page, "moon");
    await page.locator("#trouble button").waitFor();
}

async function waiting(page) {
    await page.route(SEARCHES, () => {}); // never answered
    await page.evaluate(() => scrollTo(0, 1_000_000));
    await page.locator(".waiting").first().waitFor();
}

async function building(page) {
    await page.route(SEARCHES, (route) =>
        problem(route, 503, { detail: "Building.", progress: 40 }, { "Retry-After": "60" }));
    await search(page, "moon");
    await says(page, "#status", "Building the index: 40%");
}

async function inspecting(page) {
    await click("Inspect text")(page);
    await page.locator("#text").fill("e\u0301 pаypal\u202E");
    await page.locator(".clusters li").first().waitFor();
}

async function remembering(page) {
    await page.evaluate(() => localStorage.setItem("recent", JSON.stringify([
        { char: "→", name: "RIGHTWARDS ARROW", category: "Sm", codepoint: "U+2192" }])));
    await page.reload();
    await page.locator(".recent").waitFor();
}

const STATES = {
    home: ["/"],
    "recently copied": ["/", remembering],
    results: ["/?query=arrow"],
    "nothing found": ["/?query=xyzzyx&scope=name"],
    "another spelling": ["/?query=sunflowr"],
    "an invalid query": ["/?query=%22cat"],
    grid: ["/?query=emoji%3Ayes&view=grid", keyed],
    keyboard: ["/?query=arrow", keyed],
    tray: ["/?query=star", copiedAndPicked],
    filtered: ["/?query=letter+script%3Agreek"],
    placeholders: ["/?query=cjk", waiting],
    details: ["/?query=e+acute#U+00E9"],
    "details of an invisible character": ["/?query=zero+width#U+200B"],
    inspector: ["/", inspecting],
    help: ["/?query=star", click("Help: keys and queries")],
    trouble: ["/?query=star", troubled],
    building: ["/", building],
    "right to left": ["/?query=arabic+ligature"],
    marks: ["/?query=combining"],
};

for (const [scheme, viewport] of [["light", WIDE], ["dark", PHONE]]) {
    const size = viewport === WIDE ? "wide" : "narrow";
    story(`axe finds nothing in any state, ${scheme} and ${size}`,
        { colorScheme: scheme, viewport, reducedMotion: "reduce", expected: /status of (422|500|503)/ }, async (page, site) => {
            for (const [state, [address, act]] of Object.entries(STATES)) {
                const fresh = await page.context().newPage();
                await fresh.goto(site + address);
                await fresh.waitForLoadState("networkidle");
                await act?.(fresh);
                await fresh.waitForTimeout(200); // filters come after the rows
                assert.deepEqual(await faults(fresh), [], state);
                await fresh.evaluate(() => localStorage.clear());
                await fresh.close();
            }
        });
}

story("axe finds a fault that was made on purpose", async (page, site) => {
    await page.goto(site);
    await page.evaluate(() => document.querySelector("#query").previousElementSibling.remove());
    assert.notDeepEqual(await faults(page), []);
});

story("nothing is wider than a narrow phone", { viewport: { width: 320, height: 640 }, expected: /status of 5|422/ }, async (page, site) => {
    const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    for (const address of ["/", "/?query=arabic+ligature", "/?query=U%2BFDFD", "/?query=U%2B2E3B&view=grid",
        `/?query=${"x".repeat(300)}`, "/?query=%22cat", "/?query=family", "/?query=family#U+1F468+U+200D+U+1F469+U+200D+U+1F467"]) {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        assert.ok(await overhang() <= 0, address);
    }
    await page.goto(`${site}/?query=star`);
    await filled(page);
    await page.route(SEARCHES, (route) => problem(route, 500, { detail: "broken".repeat(30) }));
    await search(page, "moon");
    await says(page, "#trouble", /broken/);
    assert.ok(await overhang() <= 0);
});

story("the colour scheme is the system's until one is chosen, which is stored", async (page, site) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(site);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.getByRole("button", { name: "Colours: system" }).click();
    assert.equal(await ground(), light);
    await page.reload();
    assert.equal(await ground(), light);
    await page.getByRole("button", { name: "Colours: light" }).click();
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await ground(), dark);
    await page.getByRole("button", { name: "Colours: dark" }).click();
    assert.equal(await ground(), light);
    await page.getByRole("button", { name: "Colours: system" }).waitFor();
});

story("nothing moves with prefers-reduced-motion", { reducedMotion: "reduce" }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.locator(".entry").first().click();
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
    for (const part of [".toast", "progress"])
        assert.match(await page.locator(part).evaluate((element) => getComputedStyle(element).transitionDuration), /^0s$/);
});

story("elements have roles and names", async (page, site) => {
    await page.goto(named(site, "combining"));
    await filled(page);
    await page.getByRole("banner").waitFor();
    await page.getByRole("search").waitFor();
    await page.getByRole("main").waitFor();
    await page.getByRole("searchbox", { name: "Name, code point or character" }).waitFor();
    await page.getByRole("progressbar", { name: "Progress" }).waitFor();
    await page.getByRole("status").filter({ hasText: "547 matches for 'combining'" }).waitFor();
    const grid = page.getByRole("grid", { name: "Results" });
    assert.equal(await grid.getAttribute("aria-rowcount"), "547");
    assert.ok(await grid.getByRole("row").count() > 5);
    await grid.getByRole("gridcell").filter({ hasText: "COMBINING" }).first().waitFor();
});

story("rows are in document order", async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    for (const to of [3000, 2500, 100_000, 99_500, 0]) {
        await page.evaluate((top) => new Promise((resolve) => {
            scrollTo(0, top);
            requestAnimationFrame(() => requestAnimationFrame(resolve));
        }), to);
        await filled(page);
        const order = await page.evaluate(() => // in one step: the lines are recycled at any time
            Array.from(document.querySelectorAll(".line"), (line) => Number(line.ariaRowIndex)));
        assert.deepEqual(order, [...order].sort((a, b) => a - b));
    }
});

story("right-to-left characters and marks do not reorder a row", async (page, site) => {
    await page.goto(`${site}/?query=U%2B05D0+%7C+U%2B202E+%7C+U%2B0301&scope=name`); // alef, an override, an accent
    await filled(page);
    const order = await page.locator(".line").evaluateAll((all) => all.map((line) =>
        [".glyph", ".name", ".details", ".pick"].map((part) => line.querySelector(part).getBoundingClientRect().left)));
    assert.equal(order.length, 3);
    for (const places of order)
        assert.deepEqual(places, [...places].sort((a, b) => a - b));
    assert.ok((await page.locator(".line .glyph").allTextContents()).includes("◌\u0301"));
    assert.equal(await page.locator(".line bdi.glyph").count(), 3);
});

story("the first view is small, and its HTML names all of its files", async (page, site) => {
    const wire = await wireWatch(page);
    await page.goto(site);
    await page.waitForLoadState("networkidle");
    const loaded = wire();
    const html = await (await fetch(site)).text();
    const first = loaded.filter(({ path }) => path === "/" || html.includes(`"${path}"`));
    const bytes = first.reduce((sum, one) => sum + one.bytes, 0);
    assert.ok(first.length > 15 && bytes > 10_000);
    assert.ok(bytes < FIRST_VIEW, `${bytes} bytes`);
    const later = loaded.filter((one) => !first.includes(one)).map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(later, ["offline.js"]); // which is loaded last
    for (const { path } of first.slice(1)) {
        const { headers } = await fetch(site + path);
        assert.match(headers.get("cache-control"), /immutable/);
        assert.ok(headers.get("etag"));
    }
});

for (const viewport of [WIDE, PHONE])
    story(`nothing moves while the page loads, ${viewport.width} wide`, { viewport, expected: /status of 422/ }, async (page, site) => {
        for (const address of ["/", "/?query=arrow", "/?query=cjk&offset=5000", "/?query=sunflowr", "/?query=arrow&view=grid"]) {
            await page.goto(site + address);
            await page.waitForLoadState("networkidle");
            const { sum, what } = await shifts(page);
            assert.equal(sum, 0, `${address}: ${what}`);
        }
    });
