/*
 * Measures the page in Chromium and prints the results: node measure.js SITE
 *
 * They depend on the machine, so they are only printed, not asserted: paints and keys are compared with those of
 * an empty document, measured in the same run. What does not depend on it is told in stories: typing.test.js counts
 * the layouts that a key forces and the rows that one task fills, scrolling.test.js the lines that exist.
 */

import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./browser.js";
import { dragged, firstPaint, heapOf, keystrokesWatch, shifts, tasksOf, wireWatch } from "./measuring.js";
import { filled, lines, scrollToRow } from "./steps.js";

const [site] = process.argv.slice(2);
const TURNS = 5;
const SLOWER = 4; // times, for the CPU, while typing
const QUERIES = ["thumbs up", "right arrow", "cjk unified", "heart -black", "letter", "block:arrows"];
const KEYS = QUERIES.join("").length;
const FONTLESS = "/?query=block:tifinagh|block:cuneiform|block:emoticons"; // most systems lack glyphs of these
const STEP = 2800; // rows between two stops in cjk
const DRAGGED = 240; // frames

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const quantile = (list, part) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * part) - 1];
const say = (what, value) => console.log(`${what.padEnd(66)} ${value}`);

async function fresh(browser, act) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    try {
        return await act(await context.newPage());
    } finally {
        await context.close();
    }
}

/* The floor: a field in an empty document. */
const NOTHING = "data:text/html,<label for=query>Query</label><input id=query>";

function loadOf(browser, address) {
    return fresh(browser, async (page) => {
        const wire = await wireWatch(page);
        await page.goto(address);
        await page.waitForLoadState("networkidle");
        return { loaded: wire(), paint: await firstPaint(page), shifted: (await shifts(page)).sum };
    });
}

const LONG = 50; // milliseconds of a task that a key notices

/* Durations of keys that took 16 ms and more, and of long tasks; these are traced in a second round, since a trace
 * makes all else slower. */
function typingOf(browser, address, slower) {
    return fresh(browser, async (page) => {
        await page.goto(address);
        await page.waitForLoadState("networkidle");
        const session = await page.context().newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
        await keystrokesWatch(page);
        const type = async (query) => {
            await page.locator("#query").fill("");
            await page.locator("#query").pressSequentially(query, { delay: 120 });
            await page.waitForTimeout(300);
        };
        for (const query of QUERIES)
            await type(query);
        const { sum } = await shifts(page);
        const keys = await page.evaluate(() => window.keystrokes);
        keys.sort((a, b) => b - a);
        const tasks = []; // of each query
        for (const query of QUERIES)
            tasks.push((await tasksOf(page, () => type(query))).filter((time) => time > LONG));
        const most = Math.max(...tasks.map(({ length }) => length));
        return { worst: keys[0] ?? 0, p98: keys[Math.floor(keys.length / 50)] ?? 0, median: median(keys) ?? 0, tasks: tasks.flat(), most, sum };
    });
}

async function typingTell(browser, slower) {
    const nothing = await typingOf(browser, NOTHING, slower);
    const typed = await typingOf(browser, site, slower);
    const told = (name) => `${typed[name]} - ${nothing[name]} = ${typed[name] - nothing[name]}`;
    say(`${KEYS} letters, the CPU ${slower} times slower, less an empty document's:`, "");
    say("    from a key to the next paint, worst, ms", told("worst"));
    say("    98th percentile, ms", told("p98"));
    say("    median of those of 16 ms and more, ms", told("median"));
    say("    tasks over 50 ms of CPU time, most of one query, the longest, ms",
        `${typed.tasks.length}, ${typed.most}, ${Math.max(0, ...typed.tasks).toFixed(0)}`);
    say("    cumulative layout shift", typed.sum);
}

/* From end to end with stops, then in one drag. */
function scrollingTell(browser) {
    return fresh(browser, async (page) => {
        await page.goto(`${site}/?query=cjk&view=list`);
        await filled(page);
        const total = await lines(page);
        for (let row = 0; row < total; row += STEP) {
            await scrollToRow(page, row);
            await filled(page);
        }
        say("cjk: heap after all of it, MB", (await heapOf(page)).toFixed(2));
        await page.evaluate(() => scrollTo(0, 0));
        await filled(page);
        await page.waitForTimeout(1500); // what was asked before counts no more
        const asked = [];
        page.on("request", (request) => request.url().includes("/api/") && asked.push(Date.now()));
        const before = Date.now();
        const { frames } = await dragged(page, DRAGGED);
        await filled(page);
        const busiest = Math.max(0, ...asked.map((time) => asked.filter((other) => other >= time && other < time + 1000).length));
        say(`cjk: dragging in ${DRAGGED} frames, frames p95, ms`, quantile(frames, 0.95).toFixed(1));
        say(`cjk: searches in ${((Date.now() - before) / 1000).toFixed(1)} s, most in one second`, `${asked.length}, ${busiest}`);
    });
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
    const addresses = ["/", "/?query=arrow"];
    const loads = new Map([NOTHING, ...addresses].map((address) => [address, []]));
    for (let i = 0; i < TURNS; i += 1)
        for (const [address, list] of loads)
            list.push(await loadOf(browser, address === NOTHING ? NOTHING : site + address));
    const paintOf = (address) => median(loads.get(address).map(({ paint }) => paint));
    for (const address of addresses) {
        const [{ loaded }] = loads.get(address);
        say(`${address}: bytes on the wire, ${loaded.length} requests`, loaded.reduce((sum, { bytes }) => sum + bytes, 0));
        say(`${address}: first contentful paint, less an empty document's, ms`,
            `${paintOf(address).toFixed(0)} - ${paintOf(NOTHING).toFixed(0)} = ${(paintOf(address) - paintOf(NOTHING)).toFixed(0)}`);
        say(`${address}: cumulative layout shift`, Math.max(...loads.get(address).map(({ shifted }) => shifted)));
    }
    say("fonts arriving: cumulative layout shift", await fresh(browser, async (page) => {
        await page.goto(site + FONTLESS);
        await page.waitForTimeout(5000);
        return (await shifts(page)).sum;
    }));
    for (const slower of [1, SLOWER])
        await typingTell(browser, slower);
    await scrollingTell(browser);
} finally {
    await browser.close();
}
