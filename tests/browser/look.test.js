/* Appearance and size; accessibility.test.js has what axe finds. */

import assert from "node:assert/strict";
import { shifts, wireWatch } from "./measuring.js";
import { filled, named, problem, says, search, SEARCHES, story } from "./stage.js";

const FIRST_VIEW = 60 * 1024; // compressed bytes
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 780 };

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

story("the colour scheme is the system's until one is chosen, which is stored", { nightly: true }, async (page, site) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(site);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await ground();
    assert.notEqual(dark, light);
    const choose = async (label) => {
        await page.getByRole("button", { name: "Settings" }).click();
        await page.getByLabel("Colours").selectOption({ label });
        await page.keyboard.press("Escape");
    };
    await choose("Light");
    assert.equal(await ground(), light);
    await page.reload();
    assert.equal(await ground(), light);
    await choose("Dark");
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await ground(), dark);
    await choose("As the system");
    assert.equal(await ground(), light);
});

story("symbols are cells, texts are rows, unless a view was chosen", { suited: true }, async (page, site) => {
    const cells = () => page.locator("#grid.cells").count();
    const plain = await (await fetch(`${site}/?query=heart`)).text();
    assert.match(plain, /<ol class="cells"/);
    await page.goto(`${site}/?query=heart`);
    await filled(page);
    assert.equal(await cells(), 1);
    await search(page, "greek capital");
    await says(page, "#status", /for 'greek capital'/);
    assert.equal(await cells(), 0);
    await page.getByRole("button", { name: "List" }).click();
    await search(page, "heart");
    await says(page, "#status", /for 'heart'/);
    assert.equal(await cells(), 0);
    await page.goto(`${site}/?query=heart&view=grid`);
    await filled(page);
    await page.locator(".entry").nth(2).hover();
    await page.locator(".entry").nth(2).getByRole("button", { name: /^Pick/ }).click();
    await page.locator(".tray .chip").waitFor();
    assert.equal(await cells(), 1);
});

story("wide glyphs fit their tile, and text can be selected", async (page, site) => {
    await page.goto(`${site}/?query=U%2BFDFD+%7C+U%2B2E3B+%7C+U%2B1242B`);
    await filled(page);
    await page.waitForFunction(() => Array.from(document.querySelectorAll(".line .glyph"))
        .every(({ clientWidth, scrollWidth }) => scrollWidth <= clientWidth));
    const { x, y, width } = await page.locator(".caption").first().boundingBox();
    await page.mouse.move(x + 2, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + Math.min(width, 120), y + 10, { steps: 4 });
    await page.mouse.up();
    assert.ok((await page.evaluate(() => String(getSelection()))).length > 3);
    assert.equal(await page.locator(".toast.shown").count(), 0);
});

/* On paper a line is narrower than in the window, and the result may be as high as 98,263 rows. */
story("what is loaded is printed, each once, without empty pages", async (page, site) => {
    for (const view of ["list", "grid"]) {
        await page.goto(`${site}/?query=heart&view=${view}`);
        await filled(page);
        await page.emulateMedia({ media: "print" });
        const [boxes, end] = await page.locator("#grid").evaluate((grid) => [
            Array.from(grid.querySelectorAll(".entry"), (entry) => entry.getBoundingClientRect()).filter(({ width }) => width > 0)
                .map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round)),
            grid.getBoundingClientRect().bottom,
        ]);
        const overlap = boxes.findIndex((a, i) => boxes.slice(i + 1).some((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]));
        assert.equal(overlap, -1, `${view}: entry ${overlap}`);
        const lowest = Math.max(...boxes.map(([, , , bottom]) => bottom));
        assert.ok(end - lowest < 30, `${view}: ${end - lowest} empty pixels`);
        const pages = (await page.pdf({ format: "A5" })).toString("latin1").match(/\/Type \/Page\b/g).length;
        assert.ok(pages <= 5, `${view}: ${pages} pages`);
        await page.emulateMedia({ media: "screen" });
    }
});

story("nothing moves with prefers-reduced-motion", { nightly: true, reducedMotion: "reduce" }, async (page, site) => {
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
    await says(page, "#status", "547 matches for 'combining'"); // which describes the field
    assert.equal(await page.locator("#query").getAttribute("aria-describedby"), "status");
    assert.equal(await page.getByRole("status", { includeHidden: true }).count(), 1);
    const grid = page.getByRole("grid", { name: "Results" });
    assert.equal(await grid.getAttribute("aria-rowcount"), "547");
    assert.ok(await grid.getByRole("row").count() > 5);
    await grid.getByRole("gridcell").filter({ hasText: "COMBINING" }).first().waitFor();
});

story("rows are in document order", { nightly: true }, async (page, site) => {
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
        [".glyph", ".caption", ".details", ".pick"].map((part) => line.querySelector(part).getBoundingClientRect().left)));
    assert.equal(order.length, 3);
    for (const places of order)
        assert.deepEqual(places, [...places].sort((a, b) => a - b));
    assert.ok((await page.locator(".line .glyph").allTextContents()).includes("◌\u0301"));
    assert.equal(await page.locator(".line bdi.glyph").count(), 3);
});

story("the first view is small, and its HTML names all of its files", async (page, site) => {
    const wire = await wireWatch(page);
    await page.goto(site);
    await page.waitForFunction(() => ["fonts", "wall"].every((name) => // the last
        performance.getEntriesByType("resource").some((one) => one.name.endsWith(`/${name}.js`))));
    await page.waitForLoadState("networkidle");
    const loaded = wire();
    const html = await (await fetch(site)).text();
    const first = loaded.filter(({ path }) => path === "/" || html.includes(`"${path.slice(1)}"`));
    const bytes = first.reduce((sum, one) => sum + one.bytes, 0);
    assert.ok(first.length > 15 && bytes > 10_000);
    assert.ok(bytes < FIRST_VIEW, `${bytes} bytes`);
    const later = loaded.filter((one) => !first.includes(one) && !/^\/fonts[./]/.test(one.path)).map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(later.sort(), ["en.later.json", "fonts.js", "hold.js", "kept.js", "messages_later.js", "offline.js",
        "places.js", "sheet.js", "wall.js", "webfonts.css", "webfonts.js"]); // loaded last
    for (const { path } of first.slice(1)) {
        const { headers } = await fetch(site + path);
        assert.match(headers.get("cache-control"), /immutable/);
        assert.ok(headers.get("etag"));
    }
});

for (const viewport of [WIDE, PHONE])
    story(`nothing moves while the page loads, ${viewport.width} wide`, { viewport, suited: true, expected: /status of 422/ }, async (page, site) => {
        for (const address of ["/", "/?query=arrow", "/?query=cjk&offset=5000", "/?query=sunflowr", "/?query=arrow&view=grid", "/?query=letter+script%3Agreek"]) {
            await page.goto(site + address);
            await page.waitForLoadState("networkidle");
            const { sum, what } = await shifts(page);
            assert.equal(sum, 0, `${address}: ${what}`);
        }
    });
