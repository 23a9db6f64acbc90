/* Filters, the examples of the query language, the inspector, and searching from the address bar. */

import assert from "node:assert/strict";
import { copied, filled, named, says, story } from "./stage.js";

const filters = (page) => page.getByRole("complementary", { name: "Filters" });
const narrowed = (page) => page.getByRole("list", { name: "Filters of this query" });

story("filters count the whole result, and each narrows it to its count", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "arrow"));
    await filled(page);
    const { total, facets } = await (await fetch(`${site}/api/v1/search?q=arrow&scope=name&limit=1&facets=block`)).json();
    const [{ value, count }] = facets.block;
    await filters(page).getByRole("link", { name: `${value} ${count}` }).click();
    await says(page, "#status", new RegExp(`^${count} matches for 'arrow block:"?${value}`));
    assert.ok(count < total);
    const chip = narrowed(page).getByRole("link", { name: /^Remove block:/ });
    await chip.click();
    await says(page, "#status", `${total} matches for 'arrow'`);
    assert.equal(await page.locator("#query").inputValue(), "arrow");
    await chip.waitFor({ state: "detached" });
});

story("filters of several properties combine", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "letter"));
    await filters(page).getByRole("region", { name: "Script" }).waitFor();
    let removable = 0;
    for (const [group, link] of [["Script", /^Greek \d/], ["Category", /^capital letter \d/], ["Since Unicode", /^1\.1 \d/]]) {
        const found = filters(page).getByRole("region", { name: group });
        if (await found.getByRole("link", { name: link }).count() === 0)
            await found.locator("summary").click();
        await found.getByRole("link", { name: link }).click();
        removable += 1;
        await narrowed(page).getByRole("link", { name: /^Remove/ }).nth(removable - 1).waitFor();
    }
    await says(page, "#status", /for 'letter script:Greek category:Lu age:1\.1'$/);
    await page.goBack();
    await says(page, "#status", /for 'letter script:Greek category:Lu'$/);
});

story("the focus is not lost with the filter that was clicked", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "arrow"));
    await filled(page);
    const link = filters(page).getByRole("link").first();
    await link.focus();
    await page.keyboard.press("Enter");
    await says(page, "#status", /block:/);
    await narrowed(page).getByRole("link", { name: /^Remove/ }).waitFor();
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

story("a property with one value has no filter", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.waitForTimeout(400); // filters come after the rows
    assert.equal(await filters(page).getByRole("link").count(), 0);
});

story("every example of the query language has results", { nightly: true }, async (page, site) => {
    await page.goto(site);
    const links = await page.locator(".lead a, .wall h3 a, #language a").evaluateAll((all) => all.map(({ href }) => href));
    assert.ok(links.length > 45);
    for (const link of links) {
        const query = new URL(link).searchParams.get("query");
        const { total } = await (await fetch(`${site}/api/v1/search?${new URLSearchParams({ q: query, limit: 1 })}`)).json();
        assert.ok(total > 0, query);
    }
    await page.getByRole("button", { name: "Help: keys and queries" }).click(); // scripts put it there
    await page.getByRole("link", { name: "cat face" }).click();
    await says(page, "#status", /for 'cat face'$/);
});

story("the wall copies, is one stop of the Tab key, and its titles browse", async (page, site) => {
    await page.goto(site);
    const euro = page.locator(".wall").getByRole("button", { name: "Euro", exact: true });
    await page.locator(".wall a[tabindex='0']").waitFor(); // scripts have it
    await euro.click();
    await says(page, ".toast.shown span", "Copied € Euro");
    assert.equal(await copied(page), "€");
    assert.equal(new URL(page.url()).search, "");
    assert.equal(await page.locator(".wall p a[tabindex='0']").count(), 1);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "€");
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await page.keyboard.press(" ");
    await page.waitForFunction(async () => await navigator.clipboard.readText() === "€");
    await page.reload();
    await page.locator("#recent").getByRole("button", { name: "Copy Euro" }).waitFor();
    await page.locator(".wall").getByRole("heading").getByRole("link", { name: "Currency" }).click();
    await says(page, "#status", /^63 matches for 'category:Sc'$/);
});

story("the inspector shows clusters, code points and warnings", { nightly: true }, async (page, site) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Inspect text" }).click();
    const inspector = page.getByRole("dialog", { name: "Inspect text" });
    await inspector.getByRole("textbox").fill("e\u0301 pаypal\u202E");
    await inspector.getByText("COMBINING ACUTE ACCENT").waitFor();
    await says(page, ".found", /^Grapheme clusters: 9; code points: 10/);
    await inspector.getByText(/^Warning: mixed scripts at byte/).waitFor();
    await inspector.getByText(/^Warning: bidi control at byte \d+: U\+202E$/).waitFor();
    assert.equal(await inspector.locator(".clusters > li").count(), 9);
    await inspector.getByRole("link", { name: "U+0430" }).click();
    await page.getByRole("dialog", { name: "CYRILLIC SMALL LETTER A" }).waitFor();
    assert.equal(await inspector.isVisible(), false);
});

story("the inspector reports a text that is too long", { nightly: true, expected: /status of (413|414|422)/ }, async (page, site) => {
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
    const answer = await fetch(new URL(link, `${site}/`));
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

story("the page can be installed", { nightly: true }, async (page, site) => {
    await page.goto(site);
    const href = await page.locator("link[rel=manifest]").getAttribute("href");
    const address = new URL(href, `${site}/`).href;
    const answer = await fetch(address);
    assert.equal(answer.headers.get("content-type"), "application/manifest+json");
    const manifest = await answer.json();
    assert.equal(new URL(manifest.start_url, address).href, `${site}/`);
    assert.equal(new URL(manifest.scope, address).href, `${site}/`);
    const icon = await fetch(new URL(manifest.icons[0].src, address));
    assert.equal(icon.headers.get("content-type"), "image/svg+xml");
});

/* Fewer addresses: caches keep more of them. */
story("languages that the index does not have are not sent", async (page, site) => {
    const asked = [];
    await page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, "languages", { get: () => ["de-AT", "nb", "en"] }));
    await page.route("**/api/v1/search?*", (route) => {
        asked.push(new URL(route.request().url()).searchParams.get("lang"));
        return route.continue();
    });
    await page.goto(named(site, "sunflower"));
    await says(page, "#status", "1 match for 'sunflower'");
    await page.evaluate(() => { document.body.dataset.languages = "de en no"; });
    await page.locator("#query").fill("euro sign");
    await says(page, "#status", /for 'euro sign'/);
    assert.equal(asked[0], null);
    assert.equal(asked.at(-1), "de-AT,nb,en");
});
