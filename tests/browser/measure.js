/*
 * Measures the page in Chromium and prints the results: node measure.js SITE
 *
 * They depend on the machine, so they are only printed, not asserted.
 */

import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./browser.js";
import { firstPaint, keystrokesWatch, shifts, wireWatch } from "./measuring.js";

const [site] = process.argv.slice(2);
const TURNS = 5;
const SLOWER = 4; // times, for the CPU, while typing
const QUERIES = ["thumbs up", "right arrow", "cjk unified", "heart -black", "letter", "block:arrows"];

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const say = (what, value) => console.log(`${what.padEnd(52)} ${value}`);

async function fresh(browser, act) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    try {
        return await act(await context.newPage());
    } finally {
        await context.close();
    }
}

function loadOf(browser, address) {
    return fresh(browser, async (page) => {
        const wire = await wireWatch(page);
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        return { loaded: wire(), paint: await firstPaint(page), shifted: (await shifts(page)).sum };
    });
}

/* The floor: a field in an empty document. */
const NOTHING = "data:text/html,<input id=query>";

function typingOf(browser, address, slower) {
    return fresh(browser, async (page) => {
        await page.goto(address);
        await page.waitForLoadState("networkidle");
        const session = await page.context().newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
        await keystrokesWatch(page);
        for (const query of QUERIES) {
            await page.locator("#query").fill("");
            await page.locator("#query").pressSequentially(query, { delay: 120 });
            await page.waitForTimeout(300);
        }
        const { sum } = await shifts(page);
        return { durations: await page.evaluate(() => window.keystrokes), sum };
    });
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
    for (const address of ["/", "/?query=arrow"]) {
        const loads = [];
        for (let i = 0; i < TURNS; i += 1)
            loads.push(await loadOf(browser, address));
        const { loaded } = loads[0];
        say(`${address}: bytes on the wire, ${loaded.length} requests`, loaded.reduce((sum, { bytes }) => sum + bytes, 0));
        say(`${address}: first contentful paint, median of ${TURNS}, ms`, median(loads.map(({ paint }) => paint)).toFixed(0));
        say(`${address}: cumulative layout shift`, Math.max(...loads.map(({ shifted }) => shifted)));
    }
    const keys = QUERIES.join("").length;
    for (const slower of [1, SLOWER])
        for (const [what, address] of [["the page", site], ["an empty document", NOTHING]]) {
            const { durations, sum } = await typingOf(browser, address, slower);
            const sorted = durations.sort((a, b) => b - a);
            say(`${keys} letters into ${what}, CPU ${slower} times slower`, "");
            say("    interaction to next paint, worst, ms", sorted[0] ?? "under 16");
            say("    98th percentile, ms", sorted[Math.floor(sorted.length / 50)] ?? "under 16");
            say("    median of those of 16 ms and more, ms", sorted.length > 0 ? median(sorted) : "none");
            say("    cumulative layout shift", sum);
        }
} finally {
    await browser.close();
}
