/* Copying, checked by reading the clipboard. */

import assert from "node:assert/strict";
import { copied, filled, named, says, search, story } from "./stage.js";

const toast = (page, words) => says(page, ".toast.shown span", words);

story("common characters are found and copied", async (page, site) => {
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

story("the chosen format is used and stored", async (page, site) => {
    await page.goto(named(site, "U%2B1F44D"));
    await filled(page);
    for (const [form, text] of [
        ["Code point", "U+1F44D"], ["HTML", "&#x1F44D;"], ["CSS", "\\01F44D"], ["C", "\\U0001F44D"],
        ["Python", "\\U0001F44D"], ["JavaScript", "\\u{1F44D}"], ["UTF-8 bytes", "F0 9F 91 8D"], ["Character", "👍"],
    ]) {
        await page.getByLabel("Copy as").selectOption({ label: form });
        await page.locator(".entry").first().click();
        await toast(page, /^Copied/);
        assert.equal(await copied(page), text, form);
    }
    await page.getByLabel("Copy as").selectOption({ label: "CSS" });
    await page.reload();
    await filled(page);
    assert.equal(await page.getByLabel("Copy as").inputValue(), "css");
});

story("the page's escapes are those of the server", async (page, site) => {
    await page.goto(site);
    for (const point of [0x0, 0x22, 0x41, 0x85, 0xa0, 0xe9, 0x2600, 0xfffd, 0x1f44d, 0x10ffff]) {
        const text = point.toString(16).toUpperCase().padStart(4, "0");
        const { escapes, encodings } = await (await fetch(`${site}/api/v1/characters/U+${text}`)).json();
        const ours = await page.evaluate(async (value) => {
            const script = document.querySelector("script[type=module]").src;
            const { escapeText } = await import(new URL("escapes.js", script));
            return Object.fromEntries(["html", "css", "c", "python", "javascript", "utf8", "point"]
                .map((form) => [form, escapeText(String.fromCodePoint(value), form)]));
        }, point);
        assert.deepEqual(ours, {
            html: escapes.html_hex, css: escapes.css, c: escapes.c, python: escapes.python,
            javascript: escapes.javascript, utf8: encodings.utf8.join(" "), point: `U+${text}`,
        });
    }
});

story("a format that a character does not have is not copied", async (page, site) => {
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

story("a failure to copy is reported", async (page, site) => {
    await page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
        Document.prototype.execCommand = () => false;
    });
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.locator(".entry").first().click();
    await toast(page, "The browser did not allow copying.");
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

story("the tray survives a search", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.getByRole("button", { name: "Pick SUNFLOWER" }).click();
    await search(page, "registered");
    await says(page, "#status", "1 match for 'registered'");
    await page.getByRole("button", { name: "Pick REGISTERED SIGN" }).click();
    await page.getByRole("button", { name: "Copy all" }).click();
    assert.equal(await copied(page), "🌻®");
});

story("recently copied characters are stored, and cleared on request", async (page, site) => {
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

story("invalid stored preferences are ignored", async (page, site) => {
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
