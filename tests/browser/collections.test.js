/* What this browser keeps: favourites, collections, the tray, searches. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { copied, filled, named, says, search, story } from "./stage.js";

const toast = (page, words) => says(page, ".toast.shown span", words);
const stored = (page, key) => page.evaluate((name) => JSON.parse(localStorage.getItem(name)), key);
const chars = (list) => list.map(({ char }) => char).join("");

async function store(page, values) {
    await page.evaluate((all) => Object.entries(all).forEach(([key, value]) => (localStorage[key] = JSON.stringify(value))), values);
}

const KING = { char: "♔", name: "WHITE CHESS KING", category: "So", codepoint: "U+2654" };
const QUEEN = { char: "♕", name: "WHITE CHESS QUEEN", category: "So", codepoint: "U+2655" };
const ROOK = { char: "♖", name: "WHITE CHESS ROOK", category: "So", codepoint: "U+2656" };

story("the tray has an order and repeats, by keyboard and by dragging, and is kept", async (page, site) => {
    await page.goto(site);
    await store(page, { tray: [KING, QUEEN, ROOK] });
    await page.goto(named(site, "chess+white"));
    const chips = page.locator(".tray li button");
    await chips.nth(2).waitFor();
    await page.locator('.pick[aria-label="Pick WHITE CHESS ROOK"][aria-pressed="true"]').waitFor();
    await chips.nth(0).focus();
    for (const key of ["Shift+ArrowRight", "+", "ArrowRight", "Delete"])
        await page.keyboard.press(key);
    assert.equal(chars(await stored(page, "tray")), "♕♔♔");
    const [from, to] = [await chips.nth(0).boundingBox(), await chips.nth(2).boundingBox()];
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width, to.y + 10, { steps: 4 });
    await page.mouse.up();
    await toast(page, "WHITE CHESS QUEEN is at place 3 of 3");
    await page.reload();
    await chips.nth(2).waitFor();
    await page.getByRole("button", { name: "Copy all" }).click();
    assert.equal(await copied(page), "♔♔♕");
    const other = await page.context().newPage();
    await other.goto(site);
    await other.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator(".tray").waitFor({ state: "hidden" });
});

story("a star makes a favourite, which is on the start page and seen by other tabs", async (page, site) => {
    const other = await page.context().newPage();
    await other.goto(named(site, "sunflower"));
    await filled(other);
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.getByRole("button", { name: "Favourite SUNFLOWER" }).click();
    await toast(page, "Added Sunflower to the favourites");
    await page.locator('.star[aria-pressed="true"]').waitFor();
    await other.goto(site);
    await page.goto(`${named(site, "sunflower")}#U+1F33B`);
    await page.locator("#details .star").click();
    await toast(page, "Removed Sunflower from the favourites");
    await other.locator(".favourites").waitFor({ state: "detached" });
    await page.locator("#grid").press("f");
    await other.getByRole("button", { name: "Copy Sunflower" }).click();
    assert.equal(await copied(other), "🌻");
});

story("a tray is saved as a collection, filled again, taken away and brought back as a text", async (page, site) => {
    await page.goto(site);
    await store(page, { tray: [KING, KING, QUEEN], collections: [{ name: "Old", items: [ROOK, { char: 5 }] }, null, { name: "Old" }, 7] });
    await page.reload();
    await page.getByRole("button", { name: "Save as a collection" }).click();
    await page.locator("#collections").getByRole("button", { name: "Save", exact: true }).click(); // a name is required
    await page.getByLabel(/^Save the characters/).fill(" Chess  <b>1</b> ");
    await page.keyboard.press("Enter");
    await page.getByText("Import and export").click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save all as a file" }).click()]);
    const text = await readFile(await file.path(), "utf8");
    assert.ok(text.endsWith("# Old\n♖\tU+2656\tWHITE CHESS ROOK\n\n# Chess <b>1</b>\n♔\tU+2654\tWHITE CHESS KING\n♔\tU+2654\tWHITE CHESS KING\n♕\tU+2655\tWHITE CHESS QUEEN\n"));
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    assert.deepEqual((await stored(page, "collections")).map(({ name }) => name), ["Old"]);
    await page.getByText("Import and export").click();
    await page.getByLabel("Text to import").fill(`${text}\nU+110000\n`);
    await page.getByRole("button", { name: "Import this text" }).click();
    await says(page, ".complaints li:first-child", "4 characters were read.");
    await says(page, ".complaints li:nth-child(2)", /^Line \d+: U\+110000 is not a character\.$/);
    await page.getByLabel("Collection", { exact: true }).selectOption("Chess <b>1</b>");
    await page.getByRole("button", { name: "Copy all", exact: true }).first().click();
    assert.equal(await copied(page), "♔♔♕");
    await page.getByRole("button", { name: "Into the tray" }).click();
    assert.equal(chars(await stored(page, "tray")), "♔♔♕");
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("#recent").getByRole("button", { name: "Chess <b>1</b> (3)" }).click();
    await page.locator("#collections[open]").waitFor();
});

story("searches are remembered on the start page unless that is switched off", async (page, site) => {
    await page.goto(site);
    await search(page, "sunflower");
    await page.keyboard.press("Enter");
    await says(page, "#status", /for 'sunflower'$/);
    await page.waitForFunction(() => localStorage.searches !== undefined);
    await page.goto(site);
    await page.locator(".searches a").click();
    await says(page, "#status", /for 'sunflower'$/);
    await page.goto(site);
    await page.locator(".searches a").waitFor();
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Remember searches").selectOption({ label: "No" });
    await page.keyboard.press("Escape");
    assert.deepEqual(await stored(page, "searches") ?? [], []);
    await search(page, "moon");
    await page.keyboard.press("Enter");
    await says(page, "#status", /for 'moon'$/);
    await page.goto(site);
    await page.locator(".wall a").first().waitFor();
    assert.deepEqual(await stored(page, "searches") ?? [], []);
});

story("damaged data is tolerated, and everything can be cleared", async (page, site) => {
    await page.goto(site);
    await store(page, { tray: { length: 3 }, favourites: "x", collections: [[], { name: {} }], searches: [null, { query: 1 }], recent: [null, 5, { char: 3, name: "x", category: "So" }], emoji: [], tone: "x", history: 0, lang: "<x>", second: 7, fonts: {} });
    await page.reload();
    await page.locator('.wall a[tabindex="-1"]').first().click();
    await toast(page, /^Copied/);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Clear everything…" }).click();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Clear everything", exact: true }).click()]);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== "view")), []);
});
