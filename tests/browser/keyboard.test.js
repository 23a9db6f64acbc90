/* Everything works by keyboard. */

import assert from "node:assert/strict";
import { copied, filled, focused, lines, named, says, story } from "./stage.js";

/* The active place of the grid: an id such as "entry-3". */
const active = (page) => page.locator("#grid").getAttribute("aria-activedescendant");

/* Moves the focus from the field into the results, as Tab and the link do. */
async function enter(page) {
    await page.locator("#query").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
}

async function press(page, ...keys) {
    for (const key of keys)
        await page.keyboard.press(key);
}

story("from the start page to a copied character", async (page, site) => {
    await page.goto(site);
    await page.keyboard.type("thumbs up");
    await says(page, "#status", /for 'thumbs up'$/);
    await press(page, "Enter");
    await says(page, ".toast.shown span", /^Copied 👍/);
    assert.equal(await copied(page), "👍");
    assert.equal(await focused(page), "query");
    await page.locator("h1 a").focus();
    await press(page, "/");
    assert.equal(await focused(page), "query");
    await page.keyboard.type("euro");
    await says(page, "#status", /for 'euro'$/);
    await press(page, "ArrowDown", "Enter");
    await says(page, ".toast.shown span", /^Copied €/);
    assert.equal(await copied(page), "€");
});

story("the field keeps the focus: arrows choose, Enter copies, Ctrl-Enter picks", async (page, site) => {
    await page.goto(named(site));
    await page.getByRole("button", { name: "Help: keys and queries" }).waitFor(); // scripts are there
    await page.keyboard.type("chess white");
    await press(page, "Enter"); // before there are results
    await says(page, ".toast.shown span", /^Copied [♔-♟]/);
    const names = await page.locator(".line .name").allTextContents();
    await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp");
    assert.equal(await page.locator("#query").getAttribute("aria-activedescendant"), "entry-1");
    assert.equal(await page.locator(".steered .active").evaluate((one) => getComputedStyle(one).outlineStyle), "solid");
    await press(page, "Control+Enter");
    await page.locator(".tray").getByRole("button", { name: `Remove ${names[1]}` }).waitFor();
    assert.equal(await page.locator("#query").inputValue(), "chess white");
    assert.equal(await focused(page), "query");
    await press(page, "ArrowUp", "ArrowUp");
    assert.equal(await page.locator("#query").getAttribute("aria-activedescendant"), null);
    await press(page, "ArrowDown");
    await page.keyboard.type("x"); // it is for another result
    assert.equal(await page.locator(".steered").count(), 0);
    await page.locator("h1 a").focus();
    await press(page, "Control+k");
    assert.equal(await focused(page), "query");
});

story("arrows move through the list, to the buttons of a row, and back to the field", async (page, site) => {
    await page.goto(named(site, "chess+white"));
    await filled(page);
    await enter(page);
    assert.equal(await active(page), "entry-0");
    await press(page, "ArrowDown", "ArrowDown");
    assert.equal(await active(page), "entry-2");
    await press(page, "ArrowRight");
    assert.equal(await active(page), "details-2");
    await press(page, "ArrowRight", "ArrowRight", "ArrowRight");
    assert.equal(await active(page), "star-2");
    await press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp");
    assert.equal(await active(page), "entry-0");
    await press(page, "ArrowUp");
    assert.equal(await focused(page), "query");
});

story("movement stops at both ends", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    const total = await lines(page);
    await enter(page);
    await press(page, "End");
    assert.equal(await active(page), `entry-${total - 1}`);
    await filled(page);
    await press(page, "ArrowDown", "PageDown");
    assert.equal(await active(page), `entry-${total - 1}`);
    await press(page, "PageUp");
    const index = Number((await active(page)).split("-")[1]);
    assert.ok(index < total - 3 && index > total - 50);
    await press(page, "Home");
    assert.equal(await active(page), "entry-0");
    await filled(page);
    await press(page, "Enter");
    await says(page, ".toast.shown span", /^Copied/);
    assert.equal((await copied(page)).length > 0, true);
});

story("the active row stays in view", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "combining"));
    await filled(page);
    await enter(page);
    for (let i = 0; i < 40; i += 1) {
        await press(page, i < 25 ? "ArrowDown" : "ArrowUp");
        const seen = await page.evaluate(() => {
            const { top, bottom } = document.querySelector(".active").getBoundingClientRect();
            return top >= document.querySelector("header").getBoundingClientRect().bottom - 1 && bottom <= innerHeight + 1;
        });
        assert.ok(seen, `key ${i}`);
    }
});

story("the focus stays when rows are recycled", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "cjk"));
    await filled(page);
    await enter(page);
    await page.evaluate(() => scrollTo(0, 2_000_000));
    await filled(page);
    assert.equal(await focused(page), "grid");
    assert.equal(await active(page), null); // the active row is not in the document
    await press(page, "ArrowDown");
    assert.equal(await active(page), "entry-1");
    assert.ok(await page.evaluate(() => scrollY < 1000));
});

story("in the grid, arrows move in four directions", async (page, site) => {
    await page.goto(`${named(site, "cjk")}&view=grid`);
    await filled(page);
    const columns = await page.locator(".line").first().locator(".entry").count();
    await enter(page);
    await press(page, "ArrowRight", "ArrowDown");
    assert.equal(await active(page), `entry-${columns + 1}`);
    await press(page, "ArrowLeft", "ArrowLeft");
    assert.equal(await active(page), `entry-${columns - 1}`);
    await press(page, "ArrowUp");
    assert.equal(await focused(page), "query");
});

story("Space picks, i shows details, Escape returns", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await enter(page);
    await press(page, "Space");
    await page.getByRole("button", { name: "Remove SUNFLOWER" }).waitFor();
    assert.equal(await page.locator(".entry").getAttribute("aria-selected"), "true");
    await press(page, "i");
    await page.getByRole("dialog", { name: "SUNFLOWER" }).waitFor();
    await page.getByRole("dialog").getByText("U+1F33B", { exact: true }).first().waitFor();
    await press(page, "Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await focused(page), "grid");
    await press(page, "Escape");
    assert.equal(await focused(page), "query");
});

story("? opens help, except in the field", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.locator("#query").press("End");
    await page.keyboard.type("?");
    assert.equal(await page.locator("#query").inputValue(), "sunflower?");
    await says(page, "#status", /./);
    await page.locator("h1 a").focus();
    await press(page, "?");
    const help = page.getByRole("dialog", { name: "Help" });
    await help.waitFor();
    for (const key of ["/", "Enter", "Space", "Esc", "Home", "Page Up"])
        assert.ok(await help.locator("kbd", { hasText: key }).count() > 0, key);
    await help.getByRole("link", { name: "cat|dog" }).click();
    await says(page, "#status", /^\d+ matches for 'cat\|dog'$/);
    assert.equal(await help.isVisible(), false);
});

story("shortcuts of the browser are not handled", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await enter(page);
    await press(page, "Control+i", "Alt+i", "Control+/");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    assert.equal(await focused(page), "grid");
});

story("the focus is visible", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "combining"));
    await filled(page);
    const outline = (selector) => page.locator(selector).evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${outlineStyle} ${outlineWidth}`;
    });
    await page.locator("#query").focus();
    assert.equal(await outline(".field"), "solid 3px");
    await press(page, "Tab");
    assert.equal(await outline(":focus"), "solid 3px");
    await enter(page);
    assert.equal(await outline(".active"), "solid 3px");
});
