/*
 * Characters that the reader's fonts lack. The browser of this file has one font, DejaVu Sans Mono, which
 * lacks Tifinagh; the daemon serves that from DejaVu Sans, and has nothing for cuneiform.
 */

import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { shifts } from "./measuring.js";
import { filled, story } from "./stage.js";

const FONT = "DejaVuSansMono.ttf";

const fonts = await mkdtemp(path.join(tmpdir(), "charfinder-fonts-"));
await copyFile(`/usr/share/fonts/truetype/dejavu/${FONT}`, path.join(fonts, FONT));
await writeFile(path.join(fonts, "fonts.conf"), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`);
await writeFile(path.join(fonts, "charfinderd.json"), JSON.stringify({ font_dirs: ["/usr/share/fonts/truetype/dejavu"] }));
process.env.CHARFINDER_CONFIG = path.join(fonts, "charfinderd.json"); // of the daemon, which starts later
process.env.FONTCONFIG_FILE = path.join(fonts, "fonts.conf"); // and of the browser
after(() => rm(fonts, { recursive: true }));

/* The names of the fonts that drew the glyph of the first row, or another element. */
async function drawnBy(page, selector = ".line .glyph") {
    const session = await page.context().newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("CSS.enable");
    const { root } = await session.send("DOM.getDocument");
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    const { fonts: used } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    await session.detach();
    return used.map((one) => (one.isCustomFont ? "the server's " : "") + one.familyName);
}

function askedFor(page) {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    return (pattern) => asked.filter((name) => pattern.test(name));
}

story("what no font here has is drawn by the server's, and nothing moves", { nightly: true }, async (page, site) => {
    const asked = askedFor(page);
    await page.goto(`${site}/?query=U%2B0041..U%2B005A`);
    await filled(page);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked(/^\/fonts/), [], "what is here is not loaded");
    await page.goto(`${site}/?query=U%2B2D30..U%2B2D37`);
    await filled(page);
    await page.waitForFunction(() => [...document.fonts].some((face) => face.status === "loaded"));
    assert.deepEqual(await drawnBy(page), ["the server's DejaVu Sans"]);
    assert.equal(await page.locator(".fontless").count(), 0);
    const { sum, what } = await shifts(page);
    assert.equal(sum, 0, what);
    assert.equal(asked(/^\/fonts\/[0-9a-f]{32}\.woff2$/).length, 1);
});

/* Tifinagh, a mark on a circle, and characters that no font has, in both views. */
for (const view of ["list", "grid"])
    story(`nothing moves in the ${view} while fonts arrive`, { nightly: true, suited: true }, async (page, site) => {
        await page.addInitScript((chosen) => (localStorage.view = JSON.stringify(chosen)), view);
        await page.goto(`${site}/?query=U%2B2D30..U%2B2D67+%7C+U%2B20D0..U%2B20D1+%7C+U%2B12000..U%2B12010`);
        await filled(page);
        await page.waitForFunction(() => [...document.fonts].filter(({ status }) => status === "loaded").length > 1);
        const { sum, what } = await shifts(page);
        assert.equal(sum, 0, what);
    });

story("what no font anywhere has says so in the list", async (page, site) => {
    await page.goto(`${site}/?query=U%2B12000+%7C+U%2B2D30&sort=codepoint`);
    const cuneiform = page.locator(".line", { hasText: "CUNEIFORM SIGN A" }).locator(".glyph");
    await page.locator(".line .glyph.fontless").waitFor();
    assert.equal(await cuneiform.evaluate((glyph) => getComputedStyle(glyph, "::after").content), '"no font"');
    assert.equal(await page.locator(".fontless").count(), 1);
});

/* The start page shows characters of all kinds: their fonts come with the part that is near the window. */
story("the wall and the lists of values are drawn by the server's fonts, where they are in view", async (page, site) => {
    const asked = askedFor(page);
    const drawn = async (selector) => {
        for (let used = []; used[0] !== "the server's DejaVu Sans"; used = await drawnBy(page, selector))
            await page.waitForTimeout(100);
    };
    await page.goto(site);
    await page.waitForFunction(() => [...document.fonts].some((face) => face.status === "loaded"));
    assert.equal(asked(/^\/fonts\.css/).length > 0, true);
    const smiley = '.wall a[title="Grinning face"]';
    assert.deepEqual(await drawnBy(page, smiley), ["DejaVu Sans Mono"]);
    await page.locator(smiley).scrollIntoViewIfNeeded();
    await drawn(smiley);
    await page.goto(`${site}/?browse=script`);
    const tifinagh = '.values a[href$="Tifinagh"] bdi';
    await page.locator(tifinagh).scrollIntoViewIfNeeded();
    await drawn(tifinagh);
    const { sum, what } = await shifts(page);
    assert.equal(sum, 0, what);
});

story("the page of a character is drawn by the server's fonts", async (page, site) => {
    await page.goto(`${site}/U+2D30`);
    await page.waitForFunction(() => [...document.fonts].some((face) => face.status === "loaded"));
    assert.deepEqual(await drawnBy(page, ".face .glyph"), ["the server's DejaVu Sans"]);
});

const HEART = /sequence=(.*,|)2764-fe0f(,|$)/;

/* The browser's font draws a heart in black. The server has no colours either, but it is asked. */
story("emoji are asked from the server where no font has colours, text is not", async (page, site) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await page.goto(`${site}/?query=U%2B2764+%7C+U%2B2665`);
    await filled(page);
    await page.waitForRequest((request) => request.url().includes("/fonts.css"));
    await page.waitForLoadState("networkidle");
    const sheets = asked.filter(({ pathname }) => pathname === "/fonts.css").map(({ search }) => search);
    assert.ok(sheets.some((one) => HEART.test(one)), sheets.join());
    assert.deepEqual(sheets.filter((one) => /row=26/.test(one)), []);
    await page.evaluate(() => (localStorage.emoji = '"text"'));
    asked.length = 0;
    await page.reload();
    await filled(page);
    await page.waitForTimeout(1000); // it would have been asked
    assert.deepEqual(asked.filter(({ search }) => HEART.test(search)), []);
});

/* Of a font of the server, too: it came after the first measurement. */
story("a glyph that a font of the server draws fits its tile", { suited: true }, async (page, site) => {
    await page.goto(`${site}/?query=U%2B2D30&view=grid`);
    await page.waitForFunction(() => document.querySelector(".glyph.served") !== null
        && [...document.fonts].some((face) => face.status === "loaded"));
    await page.evaluate(async () => {
        const glyph = document.querySelector(".glyph.served");
        glyph.style.letterSpacing = "2em"; // as wide as the font of U+FDFD draws it
        document.fonts.dispatchEvent(new Event("loadingdone"));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    const fits = () => page.locator(".glyph.served").first().evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
    await page.waitForTimeout(100);
    assert.equal(await fits(), true);
});

/* The first page may come before its slices are made: a client without scripts loads it again. */
story("without scripts a link brings the server's fonts", { javaScriptEnabled: false }, async (page, site) => {
    await page.goto(`${site}/?query=U%2B2D30`);
    assert.deepEqual(await drawnBy(page, "li .glyph"), ["DejaVu Sans Mono"]);
    await page.getByRole("link", { name: "Load fonts for characters that this device cannot show" }).click();
    for (let used = []; used[0] !== "the server's DejaVu Sans"; used = await drawnBy(page, "li .glyph"))
        await page.reload({ waitUntil: "networkidle" });
    await page.goto(`${site}/U+2D31?fonts=1`, { waitUntil: "networkidle" });
    assert.deepEqual(await drawnBy(page, ".face .glyph"), ["the server's DejaVu Sans"]);
    await page.getByRole("link", { name: "Use only the fonts of this device" }).click();
    assert.deepEqual(await drawnBy(page, ".face .glyph"), ["DejaVu Sans Mono"]);
});

/* U+20D0, a mark, is shown on a circle, which this font has: the server's draws both. */
story("a sequence is drawn by one font", async (page, site) => {
    await page.goto(`${site}/?query=U%2B20D0`);
    await filled(page);
    await page.waitForFunction(() => [...document.fonts].some(({ family, status }) =>
        family === "charfinder-25cc-20d0" && status === "loaded"));
    assert.deepEqual(await drawnBy(page), ["the server's DejaVu Sans"]);
    assert.equal(await page.locator(".fontless").count(), 0);
});
