/* The page in the reader's language. Two invented languages show what does not fit (tests/pseudo_language.cmake). */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ALL, faults } from "./axe.js";
import { copied, filled, named, problem, says, search, SEARCHES, story } from "./stage.js";

const PHONE = { width: 360, height: 780 };
const WIDE = { width: 1280, height: 800 };

const htmlOf = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
const tableOf = async (language) => Object.assign({}, ...Object.values(JSON.parse(
    await readFile(new URL(`../../static/messages/${language}.json`, import.meta.url), "utf8"))));

/* Texts and labels of a dialog that are English where German has others. */
async function englishIn(dialog) {
    const [english, german] = await Promise.all(["en", "de"].map(tableOf));
    const own = new Set(Object.values(german));
    const foreign = new Set(Object.values({ ...english, "language.name": "" }).filter((text) => text !== "" && !own.has(text)));
    const said = await dialog.evaluate((root) => [root, ...root.querySelectorAll("*")].flatMap((one) => [
        ...["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? ""),
        ...Array.from(one.childNodes).filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    ].map((text) => text.trim())));
    assert.ok(said.filter((text) => own.has(text)).length > 5, said.join());
    return said.filter((text) => foreign.has(text));
}

const overhang = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

story("a German page is searched, copied from and explained in German", { locale: "de-AT" }, async (page, site) => {
    await page.goto(named(site));
    assert.deepEqual(await htmlOf(page), ["de", "ltr"]);
    await says(page, "#intro h2", /^\d{3}\.\d{3} Zeichen von Unicode /);
    await search(page, "cjk");
    await says(page, "#status", /^98\.\d{3} Treffer für 'cjk'$/);
    await search(page, "cat face");
    await says(page, "#status", "10 Treffer für 'cat face'");
    await filled(page);
    await page.locator("#query").press("Enter");
    await says(page, ".toast", /^🐱 Cat face kopiert\s*Details$/);
    assert.equal(await copied(page), "🐱");
    await page.locator("#facets").getByText("Symbol").first().waitFor();
    await page.getByRole("button", { name: "Details zu CAT FACE", exact: true }).click();
    await page.getByRole("dialog").getByRole("heading", { name: "So gibt man es ein" }).waitFor();
    await page.getByRole("dialog").getByText("Vim, im Einfügemodus").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Hilfe: Tasten und Suchsprache" }).click();
    await page.getByRole("dialog", { name: "Hilfe" }).getByText("beide Wörter, in beliebiger Reihenfolge").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Einstellungen" }).click();
    assert.deepEqual(await englishIn(page.locator("#settings")), []);
    await page.getByRole("button", { name: "Öffnen…" }).click();
    assert.deepEqual(await englishIn(page.locator("#collections")), []);
});

story("scripts go by their names in the reader's language, in filters and details", { locale: "de-DE" }, async (page, site) => {
    await page.goto(`${site}/?query=letter+alpha`);
    await filled(page);
    const link = page.locator("#facets").getByRole("link", { name: /^Griechisch / });
    await link.waitFor();
    assert.equal(new URL(await link.evaluate(({ href }) => href)).searchParams.get("query"), "letter alpha script:Greek");
    await link.click();
    await says(page, "#status", /^[\d.]+ Treffer für 'letter alpha script:Greek'$/);
    await page.goto(`${site}/#U+0300`);
    const classes = page.getByRole("dialog");
    await classes.getByRole("link", { name: "geerbt", exact: true }).waitFor(); // a message: not a script
    await page.goto(`${site}/#U+03B1`);
    await classes.getByRole("link", { name: "Griechisch", exact: true }).click();
    await says(page, "#status", /^[\d.]+ Treffer für 'script:Greek'$/);
    await page.goto(`${site}/?browse=script`);
    await page.getByRole("link", { name: /Altitalisch/ }).click();
    await says(page, "#status", /^[\d.]+ Treffer für 'script:"Old Italic"'$/);
});

story("values are completed in the reader's language, and as Unicode calls them", { locale: "de-DE", expected: /status of 422/ }, async (page, site) => {
    await page.goto(site);
    for (const [typed, label, completed] of [
        ["script:griech", /^Griechisch /, "script:Greek"], ["script:gree", /^Griechisch /, "script:Greek"],
        ["category:großb", /^Großbuchstabe Lu /, "category:Lu"],
    ]) {
        await search(page, typed);
        await page.locator(".hint").getByRole("button", { name: label }).click();
        assert.equal(await page.locator("#query").inputValue(), completed);
    }
});

story("a Japanese page needs no scripts", { locale: "ja-JP", javaScriptEnabled: false, expected: /status of 404/ }, async (page, site) => {
    await page.goto(`${site}/?query=arrow`);
    await says(page, "#status", /^'arrow' の検索結果：\d{3} 件$/);
    await page.getByRole("link", { name: "次の結果" }).click();
    await says(page, "#count", /^\d{3} 件中 101～200 件目$/);
    await page.getByRole("link", { name: "charfinder" }).click();
    await page.getByRole("link", { name: "カテゴリー" }).click();
    await page.getByRole("link", { name: /通貨記号/ }).waitFor();
    await page.goto(`${site}/U+2764`);
    await page.getByRole("heading", { name: "入力方法" }).waitFor();
    await page.goto(`${site}/nowhere`);
    await page.getByRole("heading", { name: "ここには何もありません" }).waitFor();
});

story("what fails is told in the reader's language", { locale: "de-DE", expected: /status of (422|429|503)/ }, async (page, site) => {
    await page.goto(`${site}/?query=sunflower`);
    await filled(page);
    for (const [status, words] of [[429, /^Von dieser Adresse kommen zu viele Anfragen/], [503, /^Der Server ist zurzeit nicht verfügbar\. Neuer Versuch/]]) {
        await page.route(SEARCHES, (route) => problem(route, status, { detail: "Something in English." }));
        await search(page, `cat ${status}`);
        await says(page, status === 429 ? "#problem" : "#trouble", words);
        await page.unroute(SEARCHES);
        await search(page, "sunflower");
        await says(page, "#status", /Sunflower|sunflower/);
    }
    await search(page, 'sunflower "cat');
    await says(page, "#problem", /Anführungszeichen/); // of queries more is said
});

story("a chosen language stays chosen", async (page, site) => {
    await page.goto(site);
    await page.getByRole("link", { name: "Français" }).click();
    await says(page, "#intro h2", / caractères d’Unicode /);
    await page.goto(`${site}/U+2764`);
    await page.waitForURL(`${site}/U+2764?lang=fr`);
    await page.getByRole("heading", { name: "Comment le saisir" }).waitFor();
    await page.goto(named(site, "cat face"));
    await says(page, "#status", "10 résultats pour 'cat face'");
    await page.getByRole("button", { name: "Réglages" }).click();
    await page.getByLabel("Langue de la page").selectOption({ label: "Deutsch" });
    await says(page, "#status", "10 Treffer für 'cat face'");
    await page.getByRole("button", { name: "Einstellungen" }).click();
    await page.getByLabel("Sprache der Seite").selectOption({ label: "Wie im Browser eingestellt" });
    await says(page, "#status", "10 matches for 'cat face'");
});

story("from right to left everything is mirrored but code points and names", { viewport: PHONE, reducedMotion: "reduce" }, async (page, site) => {
    const own = "lang=ar-XB";
    for (const address of [`/?${own}`, `/?query=arrow&${own}`, `/?query=arrow&view=grid&${own}`, `/U+0041?${own}`]) {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        assert.deepEqual(await htmlOf(page), ["ar-XB", "rtl"]);
        assert.ok(await overhang(page) <= 0, address);
        assert.deepEqual(await faults(page, ALL), [], address);
    }
    await page.goto(`${site}/?query=arrow&${own}#U+2192`);
    await page.getByRole("dialog").getByRole("heading", { level: 3 }).first().waitFor();
    assert.ok(await overhang(page) <= 0);
    await page.keyboard.press("Escape");
    await filled(page);
    const lefts = (selectors) => page.evaluate((all) => all.map((one) =>
        document.querySelector(one).getBoundingClientRect().left), selectors);
    const [glyph, caption, pick] = await lefts([".line .glyph", ".line .caption", ".line .pick"]);
    assert.ok(glyph > caption && caption > pick, "mirrored");
    const order = await page.evaluate(() => { // of the letters of a code point
        const text = document.querySelector(".line .point").firstChild;
        return [0, 1, 2].map((at) => {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left;
        });
    });
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
});

story("captions of any script begin where the page's lines do", { viewport: WIDE }, async (page, site) => {
    const indent = (direction) => page.evaluate((right) => {
        const caption = document.querySelector(".line .caption");
        const text = document.createRange();
        text.selectNodeContents(caption);
        const [inner, outer] = [text, caption].map((one) => one.getBoundingClientRect());
        return Math.round(right ? outer.right - inner.right : inner.left - outer.left);
    }, direction === "rtl");
    await page.goto(`${site}/?query=arabic+letter+hah&lang=ar-XB`);
    await filled(page);
    assert.equal(await indent("rtl"), 0);
    await page.goto(`${site}/?query=arabic+letter+hah`);
    await filled(page);
    await page.evaluate(() => (document.querySelector(".line .caption").textContent = "حاء"));
    assert.equal(await indent("ltr"), 0);
});

story("longer texts fit", { viewport: PHONE }, async (page, site) => {
    const clipped = () => page.evaluate(() => Array.from(document.querySelectorAll("button, select, .chip, label, summary"))
        .filter((one) => one.checkVisibility?.() && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
        .map(({ outerHTML }) => outerHTML.slice(0, 100)));
    for (const address of ["/?lang=en-XA", "/?query=arrow&lang=en-XA", "/?query=xyzzyx+block%3Aarrows&lang=en-XA", "/U+0041?lang=en-XA", "/?query=arrow&lang=de"]) {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        assert.ok(await overhang(page) <= 0, address);
        assert.deepEqual(await clipped(), [], address);
    }
});
