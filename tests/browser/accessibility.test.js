/* What axe finds in each state of the page, in two looks. */

import assert from "node:assert/strict";
import { ALL, faults, OF_THE_LOOK } from "./axe.js";
import { problem, says, search, SEARCHES, story } from "./stage.js";

const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 780 };

/* Waits until what has changed is on the screen. */
const painted = (page) => page.evaluate(() => new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(resolve))));

const click = (name) => (page) => page.getByRole("button", { name }).first().click();

async function keyed(page) {
    await page.locator("#query").press("ArrowDown");
    await page.keyboard.press("ArrowDown");
}

async function copiedAndPicked(page) {
    await page.locator(".entry").first().click();
    await page.locator("#grid").press("Space");
    await page.locator(".tray").waitFor();
}

async function troubled(page) {
    await page.route(SEARCHES, (route) => problem(route, 500, { detail: "Something broke." }));
    await search(page, "moon");
    await page.locator("#trouble button").waitFor();
}

async function waiting(page) {
    await page.route(SEARCHES, () => {}); // never answered
    await page.evaluate(() => scrollTo(0, 1_000_000));
    await page.locator(".waiting").first().waitFor();
}

async function building(page) {
    await page.route(SEARCHES, (route) =>
        problem(route, 503, { detail: "Building.", progress: 40 }, { "Retry-After": "60" }));
    await search(page, "moon");
    await says(page, "#status", "Building the index: 40%");
}

async function inspecting(page) {
    await click("Inspect text")(page);
    await page.locator("#text").fill("e\u0301 pаypal\u202E");
    await page.locator(".clusters li").first().waitFor();
}

async function keeping(page) {
    await page.evaluate(() => {
        const items = [{ char: "→", name: "RIGHTWARDS ARROW", category: "Sm" }, { char: "❤", name: "HEAVY BLACK HEART", category: "So" }];
        localStorage.setItem("favourites", JSON.stringify(items));
        localStorage.setItem("tray", JSON.stringify(items));
        localStorage.setItem("collections", JSON.stringify([{ name: "Signs", items }]));
        localStorage.setItem("searches", JSON.stringify([{ query: "arrow", scope: null }]));
    });
    await page.reload();
    await page.locator(".searches").waitFor();
    await page.locator(".tray").waitFor();
}

async function collecting(page) {
    await keeping(page);
    await page.getByRole("button", { name: "Signs (2)" }).click();
    await page.getByText("Import and export").click();
}

async function held(page) {
    await page.locator("#grid").focus();
    await page.keyboard.press("v");
    await page.locator(".variants button:nth-child(6)").waitFor();
}

async function remembering(page) {
    await page.evaluate(() => localStorage.setItem("recent", JSON.stringify([
        { char: "→", name: "RIGHTWARDS ARROW", category: "Sm", codepoint: "U+2192" }])));
    await page.reload();
    await page.locator(".recent").waitFor();
}

const STATES = {
    home: ["/"],
    "recently copied": ["/", remembering],
    results: ["/?query=arrow"],
    "nothing found": ["/?query=xyzzyx&scope=name"],
    "another spelling": ["/?query=sunflowr"],
    "an invalid query": ["/?query=%22cat"],
    grid: ["/?query=emoji%3Ayes&view=grid", keyed],
    keyboard: ["/?query=arrow", keyed],
    tray: ["/?query=star", copiedAndPicked],
    filtered: ["/?query=letter+script%3Agreek"],
    placeholders: ["/?query=cjk", waiting],
    details: ["/?query=e+acute#U+00E9"],
    "details of an invisible character": ["/?query=zero+width#U+200B"],
    inspector: ["/", inspecting],
    help: ["/?query=star", click("Help: keys and queries")],
    settings: ["/", click("Settings")],
    "what is kept": ["/", keeping],
    collections: ["/", collecting],
    "forms of an emoji": ["/?query=U%2B1F44D", held],
    trouble: ["/?query=star", troubled],
    building: ["/", building],
    "right to left": ["/?query=arabic+ligature"],
    marks: ["/?query=combining"],
    "the page of a character": ["/U+0041"],
    "an address without a page": ["/nowhere"],
};

/* A state is reached once, and looked at light and wide with all rules, then dark and narrow with those
 * that depend on the look. */
const LOOK = { colorScheme: "light", viewport: WIDE, reducedMotion: "reduce", expected: /status of (404|422|500|503)/ };
const EVERY_RUN = ["home", "results", "an invalid query", "grid", "details", "trouble", "the page of a character"];
for (const [state, [address, act]] of Object.entries(STATES))
    story(`axe finds nothing: ${state}`, { ...LOOK, nightly: !EVERY_RUN.includes(state) }, async (page, site) => {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        await act?.(page);
        await page.waitForTimeout(200); // filters come after the rows
        assert.deepEqual(await faults(page, ALL), []);
        await page.emulateMedia({ colorScheme: "dark" });
        await page.setViewportSize(PHONE);
        await painted(page);
        assert.deepEqual(await faults(page, OF_THE_LOOK), [], "dark and narrow");
    });

story("axe finds faults that were made on purpose", { nightly: true, colorScheme: "dark", viewport: PHONE }, async (page, site) => {
    await page.goto(site);
    assert.deepEqual(await faults(page, OF_THE_LOOK), []);
    await page.evaluate(() => document.documentElement.style.setProperty("--muted", "light-dark(#5a606b, #24272f)"));
    assert.notDeepEqual(await faults(page, OF_THE_LOOK), []);
    await page.evaluate(() => {
        document.documentElement.style.removeProperty("--muted");
        document.querySelector("#query").previousElementSibling.remove();
    });
    assert.notDeepEqual(await faults(page, ALL), []);
});

/* What comes into the region that screen readers hear: it is there before, and not when nothing is said. */
function listen(page) {
    return page.evaluate(() => {
        window.heard = [];
        new MutationObserver((changes) => {
            for (const { target, addedNodes } of changes)
                if (target.role === "status")
                    window.heard.push(...Array.from(addedNodes, (node) => node.textContent));
        }).observe(document.querySelector("p.heard"), { childList: true });
    });
}

const heard = (page) => page.evaluate(() => window.heard.splice(0));

story("screen readers hear the status when typing pauses, and each copy", async (page, site) => {
    await page.goto(site);
    await listen(page);
    await page.locator("#query").pressSequentially("cat face", { delay: 120 });
    await says(page, "#status", "10 matches for 'cat face'");
    await page.waitForFunction(() => window.heard.length > 0);
    await page.waitForTimeout(1000);
    assert.deepEqual(await heard(page), ["10 matches for 'cat face'"]);
    for (let i = 0; i < 2; i += 1) { // the same is heard again
        await page.locator("#query").press("Enter");
        await page.waitForFunction(() => window.heard.length > 0);
        assert.match((await heard(page)).join(), /^Copied .* Cat face$/);
    }
    assert.equal(await page.getByRole("status").count(), 1);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.locator("dialog:modal p.heard").waitFor({ state: "attached" });
});

story("the field controls the results, and what is on the wall has names", async (page, site) => {
    await page.goto(site);
    await page.locator("#intro a[aria-label]").first().waitFor();
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const names = nodes.filter(({ ignored, role }) => !ignored && role.value === "button").map(({ name }) => name.value);
    assert.ok(names.includes("Left-pointing arrow") && !names.includes("←"), names.join());
    await search(page, "cat face");
    await says(page, "#status", "10 matches for 'cat face'");
    await page.locator("#query").press("ArrowDown");
    const field = await page.locator("#query").evaluate((element) =>
        [element.getAttribute("aria-controls"), element.getAttribute("aria-activedescendant")]);
    assert.deepEqual(field, ["grid", "entry-0"]);
    assert.equal(await page.locator("#grid #entry-0").count(), 1);
});
