/*
 * What every story of these tests needs: the real daemon on its own port with its own state
 * directory, a browser, and a log of complaints. A page that logs an error, throws, or violates the
 * Content-Security-Policy (which the browser logs as an error) fails its story.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./browser.js";

export { filled, lines, rows, scrollToRow } from "./steps.js";

const BUSY = Math.max(1, loadavg()[0] / availableParallelism()); // everything takes longer then
const PATIENCE = 30_000 * BUSY; // milliseconds for one step; only a failure takes so long
const BUILDING = 180_000 * BUSY; // for the index: its thread has a low priority
const STORY = 240_000 * BUSY; // milliseconds for a whole story

let daemon;
let browser;

before(async () => {
    daemon = await daemonStart();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}, { timeout: STORY });

after(async () => {
    await browser?.close();
    await daemon?.stop();
});

/*
 * One test: calls tell(page, site) with a fresh browser context; site is the daemon's address
 * without a final slash. Options are those of the context (viewport, javaScriptEnabled, …) and
 * `expected`, a pattern of complaints that belong to the story. The service worker is blocked,
 * because it would bypass the routes of a story; `worker` allows it. Results are a list, as if that had
 * been chosen, except with `suited`: then it depends on them. A `nightly` story is told only with
 * CHARFINDER_NIGHTLY: it looks closer at what another story has seen, and takes long.
 */
export function story(name, options, tell) {
    if (tell === undefined)
        return story(name, {}, options);
    const { expected, worker = false, suited = false, nightly = false, ...contextOptions } = options;
    const skip = nightly && !process.env.CHARFINDER_NIGHTLY && "it is for tests/nightly";
    return test(name, { timeout: STORY, skip }, async () => {
        const context = await browser.newContext({
            permissions: ["clipboard-read", "clipboard-write"],
            serviceWorkers: worker ? "allow" : "block",
            ...contextOptions,
        });
        try {
            context.setDefaultTimeout(PATIENCE);
            if (!suited)
                await context.addInitScript(listPrefer);
            const page = await context.newPage();
            if (options.javaScriptEnabled !== false)
                gotoStarted(page);
            const complaints = complaintsOf(page);
            await tell(page, daemon.site, complaints);
            assert.deepEqual(complaints.filter((words) => !expected?.test(words)), []);
        } finally {
            await context.close();
        }
    });
}

/* Makes page.goto() wait for the scripts of the search page, too: they wait for the messages, after the load
 * event. A story may keep them from starting. */
function gotoStarted(page) {
    const goto = page.goto.bind(page);
    page.goto = async (...given) => {
        const response = await goto(...given);
        await page.waitForFunction(() => document.querySelector("#results") === null
            || document.documentElement.matches(".started, :not(.scripted)"), null, { timeout: 1000 }).catch(() => {});
        return response;
    };
}

/* In the page: rows instead of cells, unless the story chooses. */
function listPrefer() {
    if (location.protocol === "http:") // an error of the browser has no storage
        localStorage.view ??= '"list"';
}

function complaintsOf(page) {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !/blocked by Playwright/.test(message.text()))
            complaints.push(message.text());
    });
    return complaints;
}

/*
 * Starts a daemon. CHARFINDER_STATE may name a directory with a built index to copy; `empty` starts
 * without one. CHARFINDER_CONFIG may name its configuration. stop() ends the daemon and checks its exit code; again() starts another one with the
 * same state and port.
 */
export async function daemonStart({ empty = false, port = 0, state } = {}) {
    const program = process.env.CHARFINDERD;
    assert.ok(program, "set CHARFINDERD to the daemon to test");
    const own = state ?? await mkdtemp(path.join(tmpdir(), "charfinder-browser-"));
    if (state === undefined && !empty && process.env.CHARFINDER_STATE)
        await cp(process.env.CHARFINDER_STATE, own, { recursive: true });
    const config = process.env.CHARFINDER_CONFIG ? ["--config", process.env.CHARFINDER_CONFIG] : [];
    const child = spawn(program, [
        ...config,
        "--telnet", "off", "--http", `127.0.0.1:${port}`, "--state-dir", own,
    ], { stdio: ["ignore", "ignore", "pipe"] });
    const ended = once(child, "exit");
    async function end() {
        child.kill("SIGTERM");
        const [code] = await ended;
        assert.equal(code, 0, "the daemon exits with 0");
    }
    async function stop() {
        await end();
        await rm(own, { recursive: true });
    }
    try {
        const site = await siteOf(child);
        if (!empty)
            await ready(site);
        return { site, stop, end, again: () => daemonStart({ state: own, port: new URL(site).port }) };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function siteOf(child) {
    const lines = createInterface({ input: child.stderr });
    const said = [];
    const site = await new Promise((resolve, reject) => {
        lines.on("line", (line) => {
            said.push(line);
            const found = /^Serving HTTP on (http:\S+)\/$/.exec(line);
            if (found)
                resolve(found[1]);
        });
        child.on("error", reject);
        lines.on("close", () => reject(new Error(`no address among: ${said.join("\n")}`)));
    });
    return site; // the lines are still read, so that the daemon never blocks
}

async function ready(site) {
    for (const end = Date.now() + BUILDING; Date.now() < end;) {
        const { state } = await (await fetch(`${site}/api/v1/status`)).json();
        if (state === "ready")
            return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the index was not built in time");
}

/* Waits until the element's text equals or matches this. */
export async function says(page, selector, words) {
    const pattern = words instanceof RegExp ? words : new RegExp(`^${escaped(words)}$`);
    await page.locator(selector).filter({ hasText: pattern }).waitFor({ state: "attached" });
}

function escaped(words) {
    return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export async function search(page, query) {
    await page.locator("#query").fill(query);
}

/* Lets the page's time pass 20 times as fast, as far as it waits for half a second or longer. */
export function hurried(page) {
    return page.addInitScript(() => {
        const start = window.setTimeout;
        window.setTimeout = (act, delay, ...more) => start(act, delay < 500 ? delay : delay / 20, ...more);
    });
}

/* Keeps every request for these addresses without an answer until the returned function is called. */
export async function stalled(page, addresses) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(addresses, async (route) => {
        await released;
        await route.continue().catch(() => {}); // the page may have given up
    });
    return async () => {
        release();
        await page.unroute(addresses);
    };
}

export function copied(page) {
    return page.evaluate(() => navigator.clipboard.readText());
}

export function focused(page) {
    return page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
}

export function bar(page) {
    return page.locator("#progress").evaluate((element) =>
        element.hasAttribute("value") ? [element.value, element.max] : null);
}

/* Answers a route with a problem document, as the daemon would. */
export function problem(route, status, members, headers = {}) {
    return route.fulfill({
        status,
        headers,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "about:blank", status, ...members }),
    });
}

/* The page in scope name, where the number of results is known. The scope stays in the address while
 * typing. */
export const named = (site, query) =>
    `${site}/?${query === undefined ? "" : `query=${query}&`}scope=name`;

export const SEARCHES = "**/api/v1/search?*";
