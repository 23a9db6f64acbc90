/* Without a server: what the browser keeps. */

import assert from "node:assert/strict";

import { filled, says, search, story } from "./stage.js";

const OFFLINE = { worker: true, expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ };
const MODULE = `new URL("offline/names.js", document.querySelector("script[type=module]").src)`;

/* Calls a function of static/offline/names.js. */
function names(page, call) {
    return page.evaluate(`import(${MODULE}).then((module) => module.${call})`);
}

/* Waits until the browser's caches have this. A promise is true at once to waitForFunction(). */
function cached(page, place) {
    return page.evaluate(async (wanted) => {
        while (await caches.match(wanted) === undefined)
            await new Promise((resolve) => setTimeout(resolve, 50));
    }, place);
}

async function total(page, site, query) {
    const answer = await fetch(`${site}/api/v1/search?${new URLSearchParams({ q: query, scope: "name", variants: "show", limit: 1 })}`);
    return (await answer.json()).total;
}

story("the names that are kept answer without a server as it would, until it is back", OFFLINE, async (page, site) => {
    await page.goto(site);
    await page.evaluate(() => navigator.serviceWorker.ready);
    assert.equal(await names(page, "namesKept()"), null);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Keep the names" }).click();
    await page.getByRole("button", { name: "Remove" }).waitFor();
    await says(page, "#settings .setting [role=status]", /^\d\.\d MB$/);
    await page.keyboard.press("Escape");
    assert.ok((await names(page, "namesKept()")).bytes < 2_000_000);
    const queries = ["cat face", "arrow", '"white heart"', "arrow -black", "cat|dog", "U+2600..U+26FF", "greek small letter"];
    for (const query of queries) {
        const ours = await names(page, `namesAnswer({ q: ${JSON.stringify(query)}, scope: "name", offset: 0, limit: 1 })`);
        assert.equal(ours.total, await total(page, site, query), query);
    }
    await page.context().setOffline(true);
    await says(page, ".offline", "You are offline. Searches use the names that this browser keeps.");
    await page.locator("#query").fill("pouting cat");
    await filled(page);
    assert.equal(await page.locator(".line .glyph").first().textContent(), "😾");
    await page.locator("#query").fill("❤️");
    await page.waitForFunction(() => document.querySelector(".line .glyph").textContent.startsWith("❤"));
    await page.locator("#query").fill("like:a");
    await says(page, "#trouble", /^You are offline\. Retrying/);
    await page.locator("#query").fill("heart");
    await says(page, "#status", /^\d+ matches for 'heart'$/);
    const kept = await page.locator("#status").textContent();
    await page.context().setOffline(false);
    await page.waitForFunction((before) => document.querySelector("#status").textContent !== before, kept);
    assert.equal(await page.locator(".offline").count(), 0);

    const { generation } = await names(page, "namesKept()");
    await page.evaluate(async () => { // as if they were of an older index
        const cache = await caches.open("charfinder-names");
        const [place] = await cache.keys();
        const old = await cache.match(place);
        const headers = new Headers(old.headers);
        headers.set("X-Generation", "old");
        await cache.put(place, new Response(await old.blob(), { headers }));
    });
    await page.route("**/api/v1/search?*format=ndjson*", (route) => route.fulfill({ headers: { "X-Total-Count": "1" },
        body: JSON.stringify({ codepoint: "U+1F33B", name: "SUNFLOWER", category: "So", block: "", script: "", age: "6.0" }) + "\n" }));
    await page.reload();
    await page.locator("#query").fill("sunflower");
    await page.evaluate(async (now) => {
        const cache = await caches.open("charfinder-names");
        while ((await cache.match("/names")).headers.get("X-Generation") !== now)
            await new Promise((resolve) => setTimeout(resolve, 50));
    }, generation);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Clear everything…" }).click();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Clear everything", exact: true }).click()]);
    assert.deepEqual(await page.evaluate(() => caches.keys().then((all) => all.filter((name) => /-(names|kept|seen)$/.test(name)))), []);
});

story("that there is no connection is said once", { expected: /ERR_/ }, async (page, site) => {
    await page.goto(`${site}/?query=heart`);
    await filled(page);
    await page.context().setOffline(true);
    await page.locator("p.offline").waitFor();
    await search(page, "moon");
    await page.locator("#trouble button").waitFor();
    assert.equal(await page.locator("p.offline").isVisible(), false);
    await page.context().setOffline(false);
    await says(page, "#status", /for 'moon'$/);
});

story("names of which only a part arrives are not kept", { worker: true, expected: /ERR_/ }, async (page, site) => {
    await page.goto(site);
    await page.route("**/api/v1/search?*format=ndjson*", async (route) => {
        const response = await route.fetch();
        const text = await response.text();
        await route.fulfill({ response, body: text.slice(0, text.indexOf("\n", 100_000) + 1) });
    });
    await assert.rejects(names(page, "namesStore(null)"), /connection was lost/);
    assert.equal(await names(page, "namesKept()"), null);
});

story("what was looked at is there without a server", OFFLINE, async (page, site) => {
    await page.goto(site);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // now the worker controls the page
    await page.goto(`${site}/U+2764`);
    await page.goto(`${site}/?query=sunflower`);
    await filled(page);
    const key = `${new URL(site).pathname}kept/search?q=sunflower&scope=&lang=`;
    await cached(page, key);
    await page.context().setOffline(true);
    await page.goto(`${site}/?query=sunflower`);
    await filled(page);
    assert.equal(await page.locator(".line .glyph").first().textContent(), "🌻");
    await page.goto(`${site}/U+2764`);
    assert.match(await page.title(), /HEAVY BLACK HEART|heart/i);
});

story("over plain HTTP the settings say why no names can be kept", async (page, site) => {
    await page.goto(site.replace("127.0.0.1", "plain.test"));
    await page.getByRole("button", { name: "Settings" }).click();
    await says(page, "#settings .setting [role=status]", /^Browsers allow this only over HTTPS\.$/);
    assert.equal(await page.getByRole("button", { name: "Keep the names" }).count(), 0);
});
