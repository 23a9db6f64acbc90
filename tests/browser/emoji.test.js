/* Emoji as people want them: their form, their skin tone, and variants by holding. */

import assert from "node:assert/strict";
import { copied, filled, named, says, story } from "./stage.js";

const toast = (page, words) => says(page, ".toast.shown span", words);
const glyph = (page) => page.locator(".entry .glyph").first().textContent();

async function setting(page, label, option) {
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel(label).selectOption({ label: option });
    await page.locator("#settings").press("Escape");
}

async function copyFirst(page) {
    await page.locator(".entry .glyph").first().click();
    await toast(page, /^Copied/);
    return copied(page);
}

story("an emoji is copied as it is shown, and as people mean it unless they choose", async (page, site) => {
    await page.goto(named(site, "U%2B2764"));
    await filled(page);
    assert.deepEqual([await glyph(page), await copyFirst(page)], ["❤\uFE0F", "❤\uFE0F"]);
    for (const [option, text] of [["Always the text: ❤\uFE0E, ©\uFE0E", "❤\uFE0E"], ["The bare character", "❤"]]) {
        await setting(page, "Form", option);
        assert.deepEqual([await glyph(page), await copyFirst(page)], [text, text]);
    }
    await page.goto(named(site, "U%2BA9"));
    await filled(page);
    assert.equal(await copyFirst(page), "©");
    await setting(page, "Form", "Always the emoji: ❤\uFE0F, ©\uFE0F");
    assert.equal(await copyFirst(page), "©\uFE0F");
    await setting(page, "Form", "As people mostly mean it: ❤\uFE0F, ©");
    assert.equal(await copyFirst(page), "©");
});

story("an emoji that has a text form has it in the choice, too, and the choice is remembered", async (page, site) => {
    const first = async (point) => {
        await page.goto(named(site, `U%2B${point}`));
        await filled(page);
        return [await glyph(page), await copyFirst(page)];
    };
    assert.deepEqual(await first("231A"), ["⌚", "⌚"]); // as people mean it: it is an emoji without U+FE0F
    await setting(page, "Form", "Always the text: ❤\uFE0E, ©\uFE0E");
    assert.deepEqual(await first("231A"), ["⌚\uFE0E", "⌚\uFE0E"]);
    assert.deepEqual(await first("1F996"), ["🦖", "🦖"]); // has no other form
    assert.deepEqual(await first("31"), ["1", "1"]); // a part of a keycap
    await page.goto(site);
    const cell = page.locator(".wall a[data-both]").first();
    await page.waitForFunction(() => document.querySelector(".wall a[data-both]").textContent.endsWith("\uFE0E"));
    await cell.click();
    await toast(page, /^Copied/);
    assert.match(await copied(page), /^.\uFE0E$/u);
    await page.reload();
    await page.locator("#recent").getByRole("button").first().waitFor();
    assert.match(await page.locator("#recent .glyph").first().textContent(), /^.\uFE0E$/u); // remembered with its forms
    await page.goto(named(site, "U%2B231A"));
    await filled(page);
    await setting(page, "Form", "Always the emoji: ❤\uFE0F, ©\uFE0F");
    assert.deepEqual(await first("231A"), ["⌚", "⌚"]);
});

for (const [point, emoji, text] of [["231A", "⌚", "⌚\uFE0E"], ["2764", "❤\uFE0F", "❤\uFE0E"]])
    story(`details offer both forms of U+${point}, and so does its page`, async (page, site) => {
        await page.goto(`${site}/#U+${point}`);
        const rows = page.locator("#details .escapes tr");
        await rows.first().waitFor();
        for (const [at, name, form] of [[0, "emoji", emoji], [1, "text", text]]) {
            assert.deepEqual([await rows.nth(at).locator("th").textContent(), await rows.nth(at).locator("code").textContent()], [name, form]);
            await rows.nth(at).getByRole("button").click();
            await toast(page, /^Copied/);
            assert.equal(await copied(page), form);
        }
        await page.goto(`${site}/U+${point}`);
        const forms = page.locator("section[aria-labelledby=forms] tr");
        assert.deepEqual(await forms.locator("code").evaluateAll((all) => all.slice(0, 2).map((one) => one.textContent)), [emoji, text]);
        await page.goto(`${site}/U+1F996`);
        assert.match(await forms.first().locator("code").textContent(), /^&#/); // it has one form
    });

story("a skin tone is chosen once, for all people and all of the page", async (page, site) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("radio", { name: "medium-dark" }).check();
    await page.keyboard.press("Escape");
    await page.locator(".wall a[data-toned]").first().click();
    await toast(page, /^Copied .\u{1F3FE} /u);
    for (const [query, text] of [
        ["U%2B1F44D", "👍🏾"], ["🧑‍🤝‍🧑", "🧑🏾‍🤝‍🧑🏾"], ["👩‍🚀", "👩🏾‍🚀"], ["🕵️‍♀️", "🕵🏾‍♀️"], ["👍🏻", "👍🏻"], ["👨‍👩‍👦", "👨‍👩‍👦"],
    ]) {
        await page.goto(`${site}/?query=${query}`);
        await filled(page);
        assert.deepEqual([await glyph(page), await copyFirst(page)], [text, text]);
    }
});

story("holding shows the variants, in a menu for mouse and keyboard", async (page, site) => {
    await page.goto(named(site, "U%2B1F44D"));
    await filled(page);
    await page.evaluate(() => navigator.clipboard.writeText("before"));
    await page.locator(".entry .glyph").first().hover();
    await page.mouse.down();
    await page.getByRole("menu", { name: "Forms of THUMBS UP SIGN" }).waitFor();
    await page.mouse.up();
    assert.equal(await copied(page), "before"); // holding does not copy
    await page.getByRole("menuitem", { name: "THUMBS UP SIGN: dark skin tone" }).click();
    await toast(page, /^Copied 👍🏿/u);
    assert.equal(await copied(page), "👍🏿");

    await page.goto(named(site, "U%2B2764"));
    await filled(page);
    await page.locator("#grid").focus();
    await page.keyboard.press("v");
    await page.getByRole("menuitem", { name: "heart on fire" }).waitFor();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "HEAVY BLACK HEART: text");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "grid");
    await page.keyboard.press("Shift+F10");
    await page.locator("[role=menuitem]:focus").waitFor();
    await page.keyboard.press("Shift+Enter");
    await toast(page, "Copied U+2764 U+FE0F HEAVY BLACK HEART: emoji");
    assert.equal(await page.getByRole("menu").count(), 0);
});

story("a finger holds, and what moves does not hold", { hasTouch: true, viewport: { width: 360, height: 740 } }, async (page, site) => {
    await page.goto(named(site, "U%2B1F44D"));
    await filled(page);
    const { x, y, width, height } = await page.locator(".entry .glyph").first().boundingBox();
    const finger = await page.context().newCDPSession(page);
    const point = (dy) => [{ x: x + width / 2, y: y + height / 2 + dy }];
    const send = (type, touchPoints) => finger.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", point(0));
    await send("touchMove", point(60));
    await send("touchEnd", []);
    await send("touchStart", point(0));
    await page.getByRole("menu").waitFor();
    await send("touchEnd", []);
    assert.equal(await page.getByRole("menuitem").count(), 7);
    const menu = await page.getByRole("menu").boundingBox();
    assert.ok(menu.x >= 0 && menu.x + menu.width <= 360);
});
