/* Copying, checked by reading the clipboard. */

import assert from "node:assert/strict";
import { copied, filled, named, says, search, story } from "./stage.js";

const toast = (page, words) => says(page, ".toast.shown span", words);

story("common characters are found and copied", { nightly: true }, async (page, site) => {
    await page.goto(site);
    for (const [words, char] of [["thumbs up", "👍"], ["right arrow", "→"], ["e acute", "é"], ["euro", "€"], ["愛", "愛"]]) {
        await search(page, words);
        await says(page, "#status", new RegExp(`for '${words}'$`));
        await filled(page);
        await page.locator(".entry").first().click();
        await toast(page, new RegExp(`^Copied ${char} `));
        assert.equal(await copied(page), char);
    }
});

story("the chosen format is used and stored", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "U%2B1F44D"));
    await filled(page);
    for (const [form, text] of [
        ["Code point", "U+1F44D"], ["HTML", "&#x1F44D;"], ["CSS", "\\01F44D"], ["C", "\\U0001F44D"],
        ["Python", "\\U0001F44D"], ["JavaScript", "\\u{1F44D}"], ["Rust", "\\u{1F44D}"],
        ["Java", "\\uD83D\\uDC4D"], ["Go", "\\U0001F44D"], ["URL", "%F0%9F%91%8D"], ["Name", "THUMBS UP SIGN"],
        ["LaTeX", null], ["Code point and name", "U+1F44D THUMBS UP SIGN"], ["UTF-8 bytes", "F0 9F 91 8D"], ["Character", "👍"],
    ]) {
        await page.getByLabel("Copy as").selectOption({ label: form });
        await page.locator(".entry").first().click();
        await toast(page, text === null ? "Not available in this format." : /^Copied/);
        assert.equal(await copied(page), text ?? "THUMBS UP SIGN", form);
    }
    await page.getByLabel("Copy as").selectOption({ label: "CSS" });
    await page.reload();
    await filled(page);
    assert.equal(await page.getByLabel("Copy as").inputValue(), "css");
});

story("Shift and Alt copy in a second format, which is shown and can be chosen", async (page, site) => {
    await page.goto(named(site, "U%2B03B1"));
    await filled(page);
    await says(page, ".second", "Shift: Code point and name");
    for (const key of ["Shift", "Alt"]) {
        await page.locator(".entry .caption").first().click({ modifiers: [key] });
        await toast(page, "Copied U+03B1 GREEK SMALL LETTER ALPHA");
        await page.evaluate(() => document.querySelector(".toast").classList.remove("shown"));
    }
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("With Shift or Alt").selectOption({ label: "LaTeX" });
    await page.keyboard.press("Escape");
    await says(page, ".second", "Shift: LaTeX");
    await page.locator("#query").press("Shift+Enter");
    await toast(page, "Copied \\alpha");
    await page.locator("#grid").press("Alt+Enter");
    assert.equal(await copied(page), "\\alpha");
    await page.locator("#query").press("Enter");
    await toast(page, /^Copied α/);
    assert.equal(await copied(page), "α");
});

story("the page's escapes are those of the server", async (page, site) => {
    await page.goto(site);
    for (const point of [0x0, 0x22, 0x41, 0x85, 0xa0, 0xe9, 0x2600, 0xfffd, 0x1f44d, 0x10ffff]) {
        const text = point.toString(16).toUpperCase().padStart(4, "0");
        const { escapes, encodings } = await (await fetch(`${site}/api/v1/characters/U+${text}`)).json();
        const ours = await page.evaluate(async (value) => {
            const script = document.querySelector("script[type=module]").src;
            const { escapeText } = await import(new URL("text/escapes.js", script));
            return Object.fromEntries(["html", "css", "c", "python", "javascript", "rust", "java", "go", "url", "utf8", "point"]
                .map((form) => [form, escapeText(String.fromCodePoint(value), form)]));
        }, point);
        assert.deepEqual(ours, {
            html: escapes.html_hex, css: escapes.css, c: escapes.c, python: escapes.python,
            javascript: escapes.javascript, rust: escapes.rust, java: escapes.java, go: escapes.go, url: escapes.url, utf8: encodings.utf8.join(" "), point: `U+${text}`,
        });
    }
});

story("a format that a character does not have is not copied", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "U%2B0085"));
    await filled(page);
    await page.evaluate(() => navigator.clipboard.writeText("before"));
    await page.getByLabel("Copy as").selectOption({ label: "HTML" });
    await page.locator(".entry").first().click();
    await toast(page, "Not available in this format.");
    assert.equal(await copied(page), "before");
});

story("if scripts may not write the clipboard, a selection is copied", { permissions: ["clipboard-read"] }, async (page, site) => {
    await page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
    });
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.locator(".entry").first().click();
    await toast(page, /^Copied/);
    assert.equal(await copied(page), "🌻");
});

/* Is the element seen whole, before everything else, and does it take clicks? */
function usable(page, selector) {
    return page.locator(selector).evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight && element.contains(hit);
    });
}

story("over plain HTTP from a phone, Copy in details copies", { viewport: { width: 360, height: 740 } }, async (page, site) => {
    const reader = await page.context().newPage();
    await reader.goto(`${site}/robots.txt`);
    await reader.evaluate(() => navigator.clipboard.writeText("before"));
    await page.bringToFront();
    await page.goto(`${named(site.replace("127.0.0.1", "plain.test"), "sunflower")}#U+1F33B`);
    assert.equal(await page.evaluate(() => navigator.clipboard), undefined);
    await page.locator("#details:modal .face .copy").click();
    await toast(page, "Copied 🌻 Sunflower");
    assert.ok(await usable(page, ".toast"));
    const words = await page.locator(".toast > *").evaluateAll((parts) => parts.map((part) => part.getClientRects().length));
    assert.deepEqual(words, [1, 1]); // none is broken into lines
    assert.equal(await page.locator(".toast a").evaluate((link) => {
        const text = document.createRange();
        text.selectNodeContents(link);
        return text.getClientRects().length;
    }), 1);
    await page.locator("#details .pick").click();
    await page.locator(".tray").waitFor();
    assert.ok(await usable(page, ".tray"));
    await page.getByRole("button", { name: "Copy all" }).click();
    await toast(page, "Copied 1 character");
    await reader.bringToFront();
    assert.equal(await copied(reader), "🌻");
    await page.bringToFront();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("body > .tray").waitFor();
});

/* A browser may say that it copies and do nothing. */
story("what was not copied is shown selected", async (page, site) => {
    await page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
        Document.prototype.execCommand = () => true;
    });
    await page.goto(`${named(site, "sunflower")}#U+1F33B`);
    await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({ "text/plain": "before" })]));
    await page.locator("#details .face .copy").click();
    await toast(page, /^The browser did not allow copying\. The text is selected/);
    assert.ok(await usable(page, ".toast"));
    assert.equal(await page.evaluate(() => String(getSelection()) || document.activeElement.value), "🌻");
    assert.equal(await copied(page), "before");
    await page.keyboard.press("Control+c");
    await toast(page, "Copied 🌻 Sunflower");
    assert.equal(await copied(page), "🌻");
    await page.locator("#details .face .copy").click();
    await page.locator(".offered").press("Escape");
    await page.locator(".toast:not(.shown)").waitFor({ state: "attached" });
    assert.ok(await page.locator("#details").isVisible());
});

story("several are picked into a tray and copied as one", async (page, site) => {
    await page.goto(named(site, "chess+white"));
    await filled(page);
    const pick = (name) => page.getByRole("button", { name: `Pick ${name}`, exact: true });
    await pick("WHITE CHESS KING").click();
    await pick("WHITE CHESS PAWN").click();
    await pick("WHITE CHESS QUEEN").click();
    assert.equal(await pick("WHITE CHESS KING").getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: "Copy all" }).click();
    assert.equal(await copied(page), "♔♙♕");
    await pick("WHITE CHESS PAWN").click();
    await page.getByRole("button", { name: "Remove WHITE CHESS KING" }).click();
    assert.equal(await pick("WHITE CHESS KING").getAttribute("aria-pressed"), "false");
    await page.getByLabel("Copy as").selectOption({ label: "Code point" });
    await page.getByRole("button", { name: "Copy all" }).click();
    assert.equal(await copied(page), "U+2655");
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await page.locator(".tray").isVisible(), false);
});

story("the tray survives a search", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.getByRole("button", { name: "Pick SUNFLOWER" }).click();
    await search(page, "registered");
    await says(page, "#status", "1 match for 'registered'");
    await page.getByRole("button", { name: "Pick REGISTERED SIGN" }).click();
    await page.getByRole("button", { name: "Copy all" }).click();
    assert.equal(await copied(page), "🌻®");
});

story("recently copied characters are stored, and cleared on request", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.locator(".entry").first().click();
    await page.waitForFunction(() => localStorage.getItem("recent") !== null);
    await page.goto(site);
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await page.getByRole("button", { name: "Copy SUNFLOWER" }).click();
    await toast(page, /^Copied 🌻/);
    assert.equal(await copied(page), "🌻");
    await page.getByRole("button", { name: "Clear this list" }).click();
    await page.reload();
    assert.equal(await page.locator(".recent").count(), 0);
    assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem("recent"))), []);
});

story("invalid stored preferences are ignored", { nightly: true }, async (page, site) => {
    await page.addInitScript(() => {
        localStorage.setItem("recent", '{"char": 1');
        localStorage.setItem("format", '"klingon"');
        localStorage.setItem("view", "[]");
        localStorage.setItem("theme", "<script>");
    });
    await page.goto(named(site, "sunflower"));
    await filled(page);
    assert.equal(await page.getByLabel("Copy as").inputValue(), "character");
    await page.locator(".entry").first().click();
    await toast(page, /^Copied 🌻/);
});
