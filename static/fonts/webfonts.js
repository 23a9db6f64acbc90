/*
 * Fonts from the server for characters that no font here has, or emoji that none has in colour. After the first
 * paint, and whenever glyphs change, what is new is measured while the browser is idle and nobody types: new faces
 * lay out all text again. For the rows of 256 code points where something is missing a style sheet is added, and the
 * browser loads a slice when a glyph of it is on the page. A sequence, which one font must draw, has a slice and a
 * family of its own. A character that the server's fonts lack as well says so. The start page has characters of all
 * kinds: of those, only the parts near the window are looked at. The settings may forbid it.
 */

import { ROOT } from "../base/address.js";
import { glyphFit } from "../text/glyph.js";
import { preference, preferencesWatch } from "../base/preferences.js";
import { sheetLoad } from "../base/sheet.js";
import { fontsColourless, fontsLack } from "./fonts.js";
import { say } from "../base/messages_later.js";

await sheetLoad(import.meta.url, "webfonts.css");

const FAMILY = "charfinder"; // in the style sheets of the server
const UNFINISHED = ".fonts-unfinished"; // the selector of the last rule of one that will have more
const KNOWN = 5000; // characters that are remembered
const AT_ONCE = 16; // rows or sequences of one style sheet
const TRIES = 12; // in two minutes; then the server is too busy, or has given up
const TURN = 4; // milliseconds of measuring before keys are handled
const QUIET = 400; // milliseconds without a change in a field
const NEAR = "50%"; // of the window, above and below it
const PARTS = ".wall section, .values li"; // of the start page
const GLYPHS = ".glyph, .wall a[title], .values bdi, .tones bdi";
const EMOJI = /^\P{Mn}*(\p{Emoji_Presentation}(?!\uFE0E)|\uFE0F)/u; // drawn in colour where a font has colours
const WITHOUT = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Cn}]$/u; // draw nothing

const known = new Map(); // a character: do the fonts here lack it?
const shown = new WeakMap(); // an element: the text that was looked at
const asked = new Map(); // "row=26" or "sequence=1f1e8-1f1ed": a promise, kept when its style sheet is complete

const watched = new WeakSet(); // parts of the start page
const far = new WeakSet(); // those of them that have not been near the window

const nearing = new IntersectionObserver((seen) => {
    const came = seen.filter(({ isIntersecting }) => isIntersecting);
    for (const { target } of came) {
        far.delete(target);
        nearing.unobserve(target);
    }
    if (came.length > 0)
        plan();
}, { rootMargin: NEAR });

let planned = false;
let typed = -QUIET; // when somebody did

export function webfontsWatch() {
    addEventListener("input", () => (typed = performance.now()), { capture: true, passive: true });
    new MutationObserver(plan).observe(document.body, { childList: true, subtree: true, characterData: true });
    document.fonts.addEventListener("loadingdone", fit);
    preferencesWatch((name) => name === "fonts" && plan());
    plan();
}

function plan() {
    if (planned || preference("fonts") === "off")
        return;
    planned = true;
    const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 50));
    quiet().then(() => idle(() => {
        planned = false;
        look(performance.now() + TURN);
    }, { timeout: 1000 }));
}

async function quiet() {
    while (performance.now() < typed + QUIET)
        await new Promise((resolve) => setTimeout(resolve, QUIET));
}

/* What a new face draws may be wider than its tile. */
function fit() {
    document.querySelectorAll(".glyph.served").forEach(glyphFit);
}

/* Measuring takes a tenth of a millisecond for each character: what does not fit into the time comes next
 * time. */
function look(until) {
    const missing = new Map(); // an element: its missing characters
    for (const glyph of document.querySelectorAll(GLYPHS)) {
        const text = glyph.textContent;
        if (shown.get(glyph) === text || isFar(glyph))
            continue;
        if (performance.now() > until) {
            plan();
            break;
        }
        shown.set(glyph, text);
        const lacking = [...text].filter(EMOJI.test(text) && fontsColourless() ? draws : lacks);
        glyph.classList.remove("fontless");
        glyph.style.removeProperty("font-family");
        glyph.classList.toggle("served", lacking.length > 0);
        if (lacking.length > 0)
            missing.set(glyph, lacking);
    }
    serveCharacters([...missing].filter(([glyph]) => !isSequence(glyph)));
    serveSequences([...missing].filter(([glyph]) => isSequence(glyph)));
}

/* A part of the start page is far until it is known to be near. */
function isFar(glyph) {
    const part = glyph.closest(PARTS);
    if (part !== null && !watched.has(part)) {
        watched.add(part);
        far.add(part);
        nearing.observe(part);
    }
    return far.has(part);
}

function draws(char) {
    return !WITHOUT.test(char);
}

function lacks(char) {
    if (!draws(char))
        return false;
    if (known.size > KNOWN)
        known.clear();
    if (!known.has(char))
        known.set(char, fontsLack(char));
    return known.get(char);
}

function isSequence(glyph) {
    return [...glyph.textContent].length > 1;
}

function rowOf(char) {
    return `row=${(char.codePointAt(0) >> 8).toString(16)}`;
}

function nameOf(text) {
    return Array.from(text, (char) => char.codePointAt(0).toString(16)).join("-");
}

/* Each of these is an element and its missing characters. */
function serveCharacters(missing) {
    ask(missing.flatMap(([, chars]) => chars.map(rowOf)));
    for (const [glyph, chars] of missing)
        tell(glyph, chars);
}

/* What no font draws as one is drawn in parts. */
function serveSequences(missing) {
    ask(missing.map(([glyph]) => `sequence=${nameOf(glyph.textContent)}`));
    for (const [glyph, chars] of missing)
        serveSequence(glyph, chars);
}

async function serveSequence(glyph, chars) {
    const text = glyph.textContent;
    const family = `${FAMILY}-${nameOf(text)}`;
    if (!await asked.get(`sequence=${nameOf(text)}`))
        return; // unknown
    const faces = await document.fonts.load(`1em "${family}"`, text).catch(() => []);
    if (glyph.textContent !== text)
        return;
    if (faces.length === 0) {
        serveCharacters([[glyph, chars]]);
        return;
    }
    glyph.style.fontFamily = `"${family}", sans-serif`;
    glyphFit(glyph);
}

function ask(things) {
    const wanted = [...new Set(things)].filter((thing) => !asked.has(thing));
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
        const some = wanted.slice(at, at + AT_ONCE);
        const complete = sheetAdd(some);
        for (const thing of some)
            asked.set(thing, complete);
        complete.then((done) => done || some.forEach((thing) => asked.delete(thing))); // later, perhaps
    }
}

/* The things of one kind as a parameter: "row=26,1f6". All of them are of that kind. */
function parameterOf(things) {
    const [kind] = things[0].split("=");
    return `${kind}=${things.map((thing) => thing.slice(kind.length + 1)).join(",")}`;
}

/* Adds a style sheet, again and again until it is complete. Returns whether it is. */
async function sheetAdd(things) {
    let before = null;
    for (let attempt = 0; attempt < TRIES; attempt++) {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = `${ROOT}fonts.css?${parameterOf(things)}`;
        await quiet();
        const loaded = await new Promise((resolve) => {
            link.onload = () => resolve(true);
            link.onerror = () => resolve(false);
            document.head.append(link);
        });
        before?.remove();
        before = link;
        if (loaded && ![...link.sheet.cssRules].some((rule) => rule.selectorText === UNFINISHED))
            return true;
        await new Promise((resolve) => setTimeout(resolve, 500 * 1.5 ** attempt));
    }
    return false;
}

/* A character that no rule covers, neither here nor on the server. */
async function tell(glyph, chars) {
    const text = glyph.textContent;
    for (const char of chars.filter(lacks)) {
        if (!await asked.get(rowOf(char)))
            return; // unknown
        const faces = await document.fonts.load(`1em ${FAMILY}`, char).catch(() => [null]);
        if (faces.length > 0 || glyph.textContent !== text)
            continue;
        glyph.dataset.note = say("fonts.none");
        glyph.classList.add("fontless");
    }
}
