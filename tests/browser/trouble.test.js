/* Failures are reported, and the page recovers. */

import assert from "node:assert/strict";
import {
    bar, copied, daemonStart, filled, hurried, lines, named, problem, says, scrollToRow, search, SEARCHES, stalled, story,
} from "./stage.js";

/* Answers the next searches from the list, and all later ones by the daemon. */
async function answers(page, ...list) {
    await page.route(SEARCHES, (route) => {
        const answer = list.shift();
        return answer ? answer(route) : route.continue();
    });
}

const building = (progress) => (route) =>
    problem(route, 503, { detail: "The index is being built.", progress }, { "Retry-After": "1" });
const broken = (route) => problem(route, 500, { detail: "Something broke." });

story("while the index is being built its progress is shown, then the rows", { expected: /status of 503/ }, async (page, site) => {
    let progress = 10;
    await page.goto(named(site));
    await page.route(SEARCHES, (route) => building(progress)(route));
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", "Building the index: 10%");
    assert.deepEqual(await bar(page), [10, 100]);
    assert.ok(await page.locator("#progress").isVisible());
    progress = 80;
    await says(page, "#status", "Building the index: 80%");
    assert.deepEqual(await bar(page), [80, 100]);
    await page.unroute(SEARCHES);
    await says(page, "#status", /for 'sunflower'$/);
    assert.equal(await lines(page), 1);
    assert.equal(await bar(page), null);
});

story("a new query replaces one that waits for the index", { nightly: true, expected: /status of 503/ }, async (page, site) => {
    await page.goto(named(site));
    await page.route(SEARCHES, building(10));
    await page.locator("#query").fill("sun");
    await says(page, "#status", "Building the index: 10%");
    await page.unroute(SEARCHES);
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", /for 'sunflower'$/);
    await page.waitForTimeout(1500); // longer than the retry of the first one
    await says(page, "#status", /for 'sunflower'$/);
});

story("the start page shows the progress of the index, then its text", async (page, site) => {
    let progress = 60;
    await page.route(`${site}/`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('data-state="home"', 'data-state="building"');
        await route.fulfill({ response, body });
    });
    await page.route("**/api/v1/status", (route) => route.fulfill({ json: { state: "building", progress } }));
    await page.goto(site);
    await says(page, "#status", "Building the index: 60%");
    progress = 90;
    await says(page, "#status", "Building the index: 90%");
    await page.unroute("**/api/v1/status");
    await says(page, "#status", "");
    assert.equal(await bar(page), null);
    assert.ok(await page.getByRole("heading", { name: / characters of Unicode / }).isVisible());
});

story("a failure is reported and retried", { expected: /status of 500/ }, async (page, site) => {
    await page.goto(named(site));
    await page.route(SEARCHES, broken);
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^Something broke\. Retrying in \d+ s\./);
    await page.unroute(SEARCHES);
    await says(page, "#status", /for 'sunflower'$/);
    assert.equal(await page.locator("#trouble").textContent(), "");
});

/* Leaves retries to the button: a busy machine may take longer to press it than the page waits. */
function retriedByHand(page) {
    return page.addInitScript(() => {
        const start = window.setTimeout;
        window.setTimeout = (act, delay, ...more) => start(act, act.name === "retry" ? 2 ** 31 - 1 : delay, ...more);
    });
}

story("the delay grows with each failure, and the button retries at once", { expected: /status of 500/ }, async (page, site) => {
    await retriedByHand(page);
    await page.goto(named(site));
    await answers(page, broken, broken, broken);
    await page.locator("#query").fill("sunflower");
    for (const seconds of [1, 2, 4]) {
        await says(page, "#trouble", new RegExp(`Retrying in ${seconds} s`));
        await page.getByRole("button", { name: "Retry now" }).click();
    }
    await says(page, "#status", /for 'sunflower'$/);
});

story("after a lost connection scrolling continues", { expected: /ERR_FAILED/ }, async (page, site) => {
    await retriedByHand(page);
    await page.goto(named(site, "combining"));
    await filled(page);
    let lost = 0;
    await page.route(SEARCHES, (route) => {
        lost += 1;
        return route.abort("failed");
    });
    await scrollToRow(page, 300);
    await says(page, "#trouble", /^Cannot reach the server\./);
    assert.ok(lost > 0);
    assert.ok(await page.locator(".line.waiting").count() > 0);
    await says(page, "#status", "547 matches for 'combining'");
    await page.unroute(SEARCHES);
    await page.getByRole("button", { name: "Retry now" }).click();
    await filled(page);
    assert.equal(await page.locator("#trouble").textContent(), "");
    await page.evaluate(() => scrollTo(0, 0)); // earlier rows are still loaded
    await page.locator(".line[aria-rowindex='1']:not(.waiting)").waitFor();
});

story("the page recovers after the server restarts", { expected: /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|status of 503/ }, async (page) => { // 503: the index is being read
    const before = await daemonStart();
    let after = null;
    try {
        await page.goto(named(before.site, "combining"));
        await filled(page);
        await before.end();
        await scrollToRow(page, 300);
        await says(page, "#trouble", /^Cannot reach the server\./);
        after = await before.again();
        await filled(page);
        await says(page, "#trouble", "");
        assert.equal(await lines(page), 547);
    } finally {
        await page.goto("about:blank"); // no more requests to a server that is about to end
        await (after ?? before).stop();
    }
});

story("a daemon without an index shows progress, then the results", { expected: /status of 503/ }, async (page) => {
    const fresh = await daemonStart({ empty: true });
    try {
        const answer = await page.goto(named(fresh.site, "sunflower"));
        if (answer.status() === 503) { // otherwise the index was built already
            assert.equal(answer.headers()["retry-after"], "1");
            assert.match(await answer.text(), /Building the index: \d+%/);
        }
        await page.locator("#status").filter({ hasText: "1 match for 'sunflower'" }).waitFor({ timeout: 90_000 });
        assert.equal(await bar(page), null);
    } finally {
        await page.goto("about:blank"); // no more requests to a server that is about to end
        await fresh.stop();
    }
});

story("after the index was replaced the search restarts in place, silently", { expected: /status of 409/ }, async (page, site) => {
    await page.goto(named(site, "combining"));
    await filled(page);
    const asked = [];
    await page.route(SEARCHES, (route) => {
        const { searchParams } = new URL(route.request().url());
        asked.push(searchParams.has("generation"));
        return asked.length === 1 ? problem(route, 409, { detail: "Another generation." }) : route.continue();
    });
    await scrollToRow(page, 300);
    await page.locator(".line[aria-rowindex='301']:not(.waiting)").waitFor();
    await filled(page);
    assert.equal(asked[0], true);
    assert.ok(asked.includes(false)); // the restart has no generation
    const seen = await page.evaluate(() => document.querySelector(".line").ariaRowIndex);
    assert.ok(seen > 250, `the list stands at ${seen}`);
    assert.equal(await page.locator("#trouble").textContent(), "");
    await says(page, "#status", "547 matches for 'combining'");
});

/* A cache may have the first page of the index before: asked again it would give the same one. */
story("a first page that a cache kept from the index before is not asked for again", { nightly: true, expected: /status of 409/ }, async (page, site) => {
    const asked = [];
    const { generation } = await (await fetch(`${site}/api/v1/status`)).json();
    await page.route(SEARCHES, async (route) => {
        const wanted = new URL(route.request().url()).searchParams.get("generation");
        asked.push(wanted);
        if (wanted === "0ld")
            return problem(route, 409, { detail: "Another generation.", generation });
        if (wanted !== null)
            return route.continue();
        const response = await route.fetch();
        return route.fulfill({ response, json: { ...await response.json(), generation: "0ld" } });
    });
    await page.goto(named(site, "combining"));
    await filled(page);
    await scrollToRow(page, 300);
    await page.locator(".line[aria-rowindex='301']:not(.waiting)").waitFor();
    await filled(page);
    assert.equal(asked.filter((wanted) => wanted === null).length, 1);
    assert.ok(asked.length < 20, `asked ${asked}`);
    assert.equal(await page.locator("#trouble").textContent(), "");
    await says(page, "#status", "547 matches for 'combining'");
});

/* While replicas are upgraded one after the other, each refuses the generation of the other. */
story("replicas that disagree are not asked without a pause", { nightly: true, expected: /status of 409/ }, async (page, site) => {
    let asked = 0;
    await page.route(SEARCHES, (route) => {
        asked++;
        return new URL(route.request().url()).searchParams.has("generation")
            ? problem(route, 409, { detail: "Another generation.", generation: `${asked % 2}` })
            : route.continue();
    });
    await page.goto(named(site, "combining"));
    await filled(page);
    await scrollToRow(page, 300);
    await page.waitForResponse((response) => response.status() === 409);
    await page.waitForTimeout(2500);
    assert.ok(asked < 20, `asked ${asked} times`);
    await page.unroute(SEARCHES);
    await page.route(SEARCHES, (route) => {
        const url = new URL(route.request().url());
        url.searchParams.delete("generation");
        return route.continue({ url: String(url) });
    });
    await page.locator(".line[aria-rowindex='301']:not(.waiting)").waitFor();
    await says(page, "#status", "547 matches for 'combining'");
});

story("going offline and back online is noticed", { nightly: true, expected: /ERR_INTERNET_DISCONNECTED/ }, async (page, site) => {
    await page.goto(named(site));
    await page.context().setOffline(true);
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^You are offline\./);
    await page.context().setOffline(false);
    await says(page, "#status", /for 'sunflower'$/);
});

story("the page opens without a network and reports it", { worker: true, expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ }, async (page, site) => {
    await page.goto(site);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => caches.keys().then((names) => names.length === 1));
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole("heading", { name: / characters of Unicode / }).waitFor();
    await says(page, ".offline", /^You are offline\./);
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^You are offline\. Retrying/);
    await page.context().setOffline(false);
    await says(page, "#status", /for 'sunflower'$/);
    assert.equal(await page.locator(".offline").count(), 0);
});

story("the service worker caches only the page", { nightly: true, worker: true }, async (page, site) => {
    await page.goto(site);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // now it controls the page
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", /for 'sunflower'$/);
    const kept = await page.evaluate(async () => {
        const [name] = await caches.keys();
        return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    });
    assert.ok(kept.includes("/"));
    assert.deepEqual(kept.filter((path) => path !== "/" && !path.startsWith("/static/")), []);
});

story("a response that is not JSON is a failure", { nightly: true }, async (page, site) => {
    await page.goto(named(site));
    await page.route(SEARCHES, (route) => route.fulfill({ status: 200, body: '{"total": 1, "resu' }));
    await page.locator("#query").fill("sunflower");
    await says(page, "#trouble", /^The server sent an invalid response\./);
    await page.unroute(SEARCHES);
    await says(page, "#status", /for 'sunflower'$/);
});

story("a new query removes an old failure", { nightly: true, expected: /status of 500/ }, async (page, site) => {
    await page.goto(named(site));
    await page.route(SEARCHES, broken);
    await page.locator("#query").fill("sun");
    await says(page, "#trouble", /Something broke/);
    await page.unroute(SEARCHES);
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", /for 'sunflower'$/);
    assert.equal(await page.locator("#trouble").textContent(), "");
});

story("waiting is seen, old rows are not taken for new ones, and a retry is offered", async (page, site) => {
    await hurried(page);
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await page.evaluate(() => navigator.clipboard.writeText("before"));
    const release = await stalled(page, SEARCHES);
    await page.locator("#query").fill("registered");
    await page.locator("body.awaiting #results.dim[aria-busy=true]").waitFor({ state: "attached" });
    const glyph = page.locator(".line .glyph").first();
    assert.ok(await glyph.evaluate((element) => Number(getComputedStyle(element).opacity) < 1));
    await page.locator(".entry").dispatchEvent("click");
    await page.locator("#grid").press("Enter");
    assert.equal(await copied(page), "before");
    await says(page, "#trouble", /^Still waiting for the server\./);
    await says(page, "#trouble", /^The server has not answered for 20 seconds\. Retrying/); // the time limit
    await release();
    await says(page, "#status", "1 match for 'registered'");
    assert.equal(await page.locator("#trouble").textContent(), "");
    assert.equal(await page.locator("body.awaiting").count(), 0);
    await page.locator(".entry").click();
    await says(page, ".toast.shown span", /^Copied ®/);
});

story("details that are slow or fail can be asked for again", { expected: /status of 500/ }, async (page, site) => {
    await hurried(page);
    await page.goto(named(site, "sunflower"));
    await filled(page);
    const release = await stalled(page, "**/api/v1/characters/**");
    await page.getByRole("button", { name: "Details of SUNFLOWER" }).click();
    await page.locator("#details .body[aria-busy=true]").waitFor();
    await says(page, "#details .body", /^Still waiting for the server\./);
    await says(page, "#details .body", /^The server has not answered for 20 seconds\./);
    await release();
    await page.route("**/api/v1/characters/**", broken);
    await page.getByRole("button", { name: "Try again" }).click();
    await says(page, "#details .body", /^Something broke\./);
    await page.unroute("**/api/v1/characters/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#details .face").waitFor();
    assert.equal(await page.locator("#details .body[aria-busy=true]").count(), 0);
});

story("a part of an answer is an error", async (page, site) => {
    await page.goto(named(site));
    let spoil = (answer) => ({ ...answer, results: answer.results.slice(0, 3) });
    await page.route(SEARCHES, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: spoil(await response.json()) });
    });
    for (const other of [({ total, ...answer }) => answer, (answer) => ({ ...answer, results: [{}] }), () => ({})]) {
        await page.locator("#query").fill("sun");
        await says(page, "#trouble", /^The server sent only a part of the answer\./);
        spoil = other;
        await page.locator("#query").fill("");
        await says(page, "#trouble", "");
    }
    await page.unroute(SEARCHES);
    await page.locator("#query").fill("sunflower");
    await says(page, "#status", /for 'sunflower'$/);
});

/* As in a frame of another origin, or where the person has forbidden it. */
for (const [what, forbid] of Object.entries({
    caches: () => Object.defineProperty(window, "caches", { get() { throw new DOMException("denied", "SecurityError"); } }),
    storage: () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }),
    canvases: () => (HTMLCanvasElement.prototype.getContext = () => null),
}))
    story(`without ${what} everything else works`, async (page, site) => {
        await page.addInitScript(forbid);
        await page.goto(site);
        await search(page, "sunflower");
        await says(page, "#status", /for 'sunflower'$/);
        await page.getByRole("button", { name: "Settings" }).click();
        await page.getByRole("dialog", { name: "Settings" }).waitFor();
        await page.waitForTimeout(500); // fonts are measured after it
    });
