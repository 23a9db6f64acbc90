/* What can be measured of how it looks: widths, contrasts, names for those who do not see it. */

import assert from "node:assert/strict";
import { named, problem, says, SEARCHES, story } from "./stage.js";

const NARROW = { viewport: { width: 320, height: 640 } };
const CONTRAST = 4.5; // WCAG 2.2, AA, for text of the usual size

/* Is anything wider than the screen? */
function overhang(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/* The contrast of an element's text with the first ground that is painted behind it. */
function contrast(page, selector) {
    return page.locator(selector).first().evaluate((element) => {
        const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
        const luminance = (colour) => {
            const [r, g, b] = channels(colour).slice(0, 3).map((value) => value / 255)
                .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const painted = (colour) => channels(colour)[3] !== 0;
        let behind = element;
        while (!painted(getComputedStyle(behind).backgroundColor))
            behind = behind.parentElement;
        const [dark, light] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor]
            .map(luminance).sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    });
}

async function contrastHolds(page, ...selectors) {
    for (const selector of selectors) {
        const ratio = await contrast(page, selector);
        assert.ok(ratio >= CONTRAST, `${selector}: ${ratio.toFixed(2)}`);
    }
}

story("nothing is wider than a narrow phone", { ...NARROW, expected: /status of 5|422/ }, async (page, site) => {
    for (const query of ["", "arabic+ligature", "U%2BFDFD", "U%2B2E3B", "x".repeat(300), "%22cat"]) {
        await page.goto(named(site, query));
        await page.waitForLoadState("networkidle");
        assert.equal(await overhang(page), 0, query);
    }
    await page.route(SEARCHES, (route) => problem(route, 500, { detail: "broken".repeat(30) }));
    await page.goto(named(site, "sun"));
    await says(page, "#trouble", /broken/);
    assert.equal(await overhang(page), 0);
});

for (const colorScheme of ["light", "dark"]) {
    story(`text can be read on its ground, ${colorScheme}`, { colorScheme, expected: /status of 5|422/ }, async (page, site) => {
        await page.goto(site);
        await contrastHolds(page, "h1 a", "label", "#query", "button", "#intro h2", "#intro p", ".examples a");
        await page.goto(named(site, "combining"));
        await says(page, "#count", /loaded$/);
        await contrastHolds(page, "#status", "#count", ".glyph", ".point", ".name", ".facts");
        await page.goto(named(site, "%22cat"));
        await says(page, "#status", /^Column/);
        await contrastHolds(page, "#status");
        await page.route(SEARCHES, (route) => problem(route, 500, { detail: "Broken." }));
        await page.goto(named(site, "sun"));
        await says(page, "#trouble", /Broken/);
        await contrastHolds(page, "#trouble span", "#trouble button");
    });
}

story("light and dark are not the same", async (page, site) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(site);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    assert.notEqual(await ground(), light);
});

story("everything has its role and its name", async (page, site) => {
    await page.goto(named(site, "combining"));
    await says(page, "#count", "100 of 547 loaded");
    await page.getByRole("banner").waitFor();
    await page.getByRole("search").waitFor();
    await page.getByRole("main").waitFor();
    await page.getByRole("searchbox", { name: "Name, code point or character" }).waitFor();
    await page.getByRole("progressbar", { name: "Progress" }).waitFor();
    await page.getByRole("status").filter({ hasText: "547 matches for 'combining'" }).waitFor();
    const list = page.getByRole("list", { name: "Results 1 to 100" });
    assert.equal(await list.getByRole("listitem").count(), 100);
});

story("the keyboard's focus can be seen", async (page, site) => {
    await page.goto(`${named(site, "combining")}&offset=500`);
    await says(page, "#count", "547 of 547 loaded");
    for (const name of ["home", "query", "button", "link"]) {
        await page.keyboard.press("Tab");
        const outline = await page.evaluate(() => {
            const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
            return [document.activeElement.tagName, outlineStyle, outlineWidth];
        });
        assert.deepEqual(outline.slice(1), ["solid", "3px"], `${name}: ${outline}`);
    }
});
