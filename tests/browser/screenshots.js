/*
 * Screenshots of the page's main states: node screenshots.js SITE FOLDER [NAME]
 */

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./browser.js";

const [site, folder, only = ""] = process.argv.slice(2);
const WIDE = { width: 1440, height: 900 };
const MIDDLE = { width: 1000, height: 760 };
const PHONE = { width: 390, height: 780 };

const press = (...keys) => async (page) => {
    for (const key of keys)
        await page.keyboard.press(key);
};
const click = (name) => (page) => page.getByRole("button", { name }).first().click();
const scroll = (part) => (page) => page.evaluate((share) =>
    scrollTo(0, document.documentElement.scrollHeight * share), part);

async function copied(page) {
    await page.locator(".line").first().locator(".entry").first().click();
    await page.locator(".toast.shown").waitFor();
}

async function picked(page) {
    for (const i of [0, 2, 3, 5]) {
        await page.locator(".line .entry").nth(i).hover(); // the buttons of a cell come with the mouse
        await page.locator(".line button.pick").nth(i).click();
    }
    await page.waitForTimeout(2800);
}

async function remembered(page) {
    await page.goto(`${site}/?query=euro`);
    await page.locator(".line .entry").first().click();
    await page.locator(".line .entry").nth(1).click();
    await page.goto(site);
}

async function inspected(page) {
    await click("Inspect text")(page);
    await page.locator("#text").fill("é👨‍👩‍👧 pаypal\u202Etxt");
    await page.locator(".clusters li").first().waitFor();
}

async function helped(page) {
    await click("Help: keys and queries")(page);
    await page.locator("#help[open]").waitFor();
}

async function sheetOpened(page) {
    const open = page.getByRole("button", { name: /^Filters/ });
    await page.locator(".filters h2").first().waitFor({ state: "attached" });
    if (await open.isVisible())
        await open.click();
}

async function failed(page) {
    await page.route("**/api/v1/search?*", (route) => route.abort());
    await page.locator("#query").fill("moon");
    await page.locator("#trouble span").waitFor();
}

/* name: [address, action before the screenshot] */
const STATES = {
    home: ["/"],
    remembered: ["/", remembered],
    names: ["/?query=arrow"],
    emoji: ["/?query=emoji%3Ayes&view=grid"],
    ideographs: ["/?query=cjk", scroll(0.5)],
    grid: ["/?query=block%3Aarrows&view=grid", press("/", "Enter", "ArrowRight")],
    keyboard: ["/?query=heart", press("/", "Enter", "ArrowDown", "ArrowRight")],
    details: ["/?query=e+acute#U+00E9"],
    invisible: ["/?query=zero+width#U+200B"],
    lacking: ["/?query=U%2B10FFFD#U+10FFFD"],
    sequence: ["/?query=family#U+1F468+U+200D+U+1F469+U+200D+U+1F467"],
    filtered: ["/?query=letter+script%3Agreek+age%3A1.1"],
    sheet: ["/?query=arrow", sheetOpened],
    browse: ["/?browse=script"],
    character: ["/U+2764"],
    mended: ["/?query=sunflowr"],
    nothing: ["/?query=xyzzyx&scope=name"],
    refused: ["/?query=sun+%22cat"],
    rtl: ["/?query=arabic+ligature"],
    marks: ["/?query=combining"],
    copied: ["/?query=thumbs+up", copied],
    picked: ["/?query=star", picked],
    inspector: ["/", inspected],
    help: ["/?query=star", helped],
    trouble: ["/?query=star", failed],
};

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
    for (const [size, viewport] of Object.entries({ wide: WIDE, middle: MIDDLE, phone: PHONE }))
        for (const colorScheme of size === "middle" ? ["light"] : ["light", "dark"])
            for (const [name, [address, act]] of Object.entries(STATES).filter(([name]) => name.startsWith(only))) {
                const page = await browser.newPage({ viewport, colorScheme, serviceWorkers: "block" });
                await page.goto(site + address);
                await page.waitForLoadState("networkidle");
                await act?.(page);
                await page.waitForLoadState("networkidle");
                await page.waitForTimeout(150);
                await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`) });
                await page.context().close();
            }
} finally {
    await browser.close();
}
