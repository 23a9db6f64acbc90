/* Filters, the examples of the query language, the inspector, and searching from the address bar. */

import assert from "node:assert/strict";
import { filled, named, says, story } from "./stage.js";

const filters = (page) => page.getByRole("complementary", { name: "Filters" });

story("filters count the whole result, and each narrows it to its count", async (page, site) => {
    await page.goto(named(site, "arrow"));
    await filled(page);
    const { total, facets } = await (await fetch(`${site}/api/v1/search?q=arrow&scope=name&limit=1&facets=block`)).json();
    const [{ value, count }] = facets.block;
    await filters(page).getByRole("link", { name: `${value} ${count}` }).click();
    await says(page, "#status", new RegExp(`^${count} matches for 'arrow block:"?${value}`));
    assert.ok(count < total);
    const chip = filters(page).getByRole("link", { name: /^Remove block:/ });
    await chip.click();
    await says(page, "#status", `${total} matches for 'arrow'`);
    assert.equal(await page.locator("#query").inputValue(), "arrow");
    await chip.waitFor({ state: "detached" });
});

story("filters of several properties combine", async (page, site) => {
    await page.goto(named(site, "letter"));
    await filters(page).getByRole("region", { name: "Script" }).waitFor();
    let removable = 0;
    for (const [group, link] of [["Script", /^Greek \d/], ["Category", /^uppercase letter Lu \d/], ["Since Unicode", /^1\.1 \d/]]) {
        const found = filters(page).getByRole("region", { name: group });
        if (await found.getByRole("link", { name: link }).count() === 0)
            await found.locator("summary").click();
        await found.getByRole("link", { name: link }).click();
        removable += 1;
        await filters(page).getByRole("link", { name: /^Remove/ }).nth(removable - 1).waitFor();
    }
    await says(page, "#status", /for 'letter script:Greek category:Lu age:1\.1'$/);
    await page.goBack();
    await says(page, "#status", /for 'letter script:Greek category:Lu'$/);
});

story("the focus is not lost with the filter that was clicked", async (page, site) => {
    await page.goto(named(site, "arrow"));
    await filled(page);
    const link = filters(page).getByRole("link").first();
    await link.focus();
    await page.keyboard.press("Enter");
    await says(page, "#status", /block:/);
    await filters(page).getByRole("link", { name: /^Remove/ }).waitFor();
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

story("a property with one value has no filter", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.waitForTimeout(400); // filters come after the rows
    assert.equal(await filters(page).getByRole("link").count(), 0);
});

story("every example of the query language has results", async (page, site) => {
    await page.goto(site);
    const links = await page.locator("#intro a").evaluateAll((all) => all.map(({ href }) => href));
    assert.ok(links.length > 15);
    for (const link of links) {
        const query = new URL(link).searchParams.get("query");
        const { total } = await (await fetch(`${site}/api/v1/search?${new URLSearchParams({ q: query, limit: 1 })}`)).json();
        assert.ok(total > 0, query);
    }
    await page.getByRole("link", { name: "cat face" }).click();
    await says(page, "#status", /for 'cat face'$/);
});

story("the inspector shows clusters, code points and warnings", async (page, site) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Inspect text" }).click();
    const inspector = page.getByRole("dialog", { name: "Inspect text" });
    await inspector.getByRole("textbox").fill("e\u0301 pаypal\u202E");
    await inspector.getByText("COMBINING ACUTE ACCENT").waitFor();
    await says(page, ".found", /^9 grapheme clusters, 10 code points/);
    await inspector.getByText(/^Warning: mixed scripts at byte/).waitFor();
    await inspector.getByText(/^Warning: bidi control at byte \d+: U\+202E$/).waitFor();
    assert.equal(await inspector.locator(".clusters > li").count(), 9);
    await inspector.getByRole("link", { name: "U+0430" }).click();
    await page.getByRole("dialog", { name: "CYRILLIC SMALL LETTER A" }).waitFor();
    assert.equal(await inspector.isVisible(), false);
});

story("the inspector reports a text that is too long", { expected: /status of (413|414|422)/ }, async (page, site) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Inspect text" }).click();
    await page.locator("#text").fill("x".repeat(1025));
    await says(page, ".found", /1,?024/);
    await page.locator("#text").fill("");
    await says(page, ".found", "");
    assert.equal(await page.locator(".clusters > li").count(), 0);
});

story("the OpenSearch description works", async (page, site) => {
    await page.goto(site);
    const link = await page.locator("link[rel=search]").getAttribute("href");
    const answer = await fetch(site + link);
    assert.equal(answer.headers.get("content-type"), "application/opensearchdescription+xml");
    const text = await answer.text();
    const broken = await page.evaluate((xml) =>
        new DOMParser().parseFromString(xml, "application/xml").querySelector("parsererror") !== null, text);
    assert.equal(broken, false);
    const templates = [...text.matchAll(/template="([^"]+)"/g)].map(([, template]) => template);
    assert.ok(templates.every((template) => template.startsWith(`${site}/`)), String(templates));
    const suggest = templates.find((template) => template.includes("suggest")).replace("{searchTerms}", "thumbs+u");
    assert.equal((await (await fetch(suggest)).json())[1][0], "THUMBS UP SIGN");
    const found = templates.find((template) => template.includes("query=")).replace("{searchTerms}", "sunflower");
    await page.goto(found);
    await says(page, "#status", /for 'sunflower'$/);
});

story("the page can be installed", async (page, site) => {
    await page.goto(site);
    const href = await page.locator("link[rel=manifest]").getAttribute("href");
    const answer = await fetch(site + href);
    assert.equal(answer.headers.get("content-type"), "application/manifest+json");
    const manifest = await answer.json();
    assert.equal(new URL(manifest.start_url, site + href).href, `${site}/`);
    const icon = await fetch(new URL(manifest.icons[0].src, site + href));
    assert.equal(icon.headers.get("content-type"), "image/svg+xml");
});
