/*
 * The forms of a character in a small menu beside it: as an emoji and as text, in skin tones, with genders,
 * and the sequences that contain it. The first two are known at once, the server tells the others.
 */

import { aboveAll } from "../base/above.js";
import { addressKey } from "../base/address.js";
import { apiGet, Problem } from "../base/api.js";
import { element } from "../base/element.js";
import { say } from "../base/messages_later.js";
import { emojiForms, MEDIUM } from "../text/emoji.js";
import { glyphShow } from "../text/glyph.js";
import { sheetLoad } from "../base/sheet.js";

const TONES = [
    ["\u{1F3FB}", "tone.light"], ["\u{1F3FC}", "tone.medium-light"], [MEDIUM, "tone.medium"],
    ["\u{1F3FE}", "tone.medium-dark"], ["\u{1F3FF}", "tone.dark"],
];
const RELATED = 24; // sequences that contain it
const MARGIN = 8; // pixels from the edges of the window

let close = null; // the open menu

/* Opens the menu at an element; the form that is chosen is given to copy(result, other). */
export async function variantsShow(result, at, copy) {
    await sheetLoad(import.meta.url, "variants.css");
    close?.();
    const before = document.activeElement;
    const menu = element("div.variants", { role: "menu", tabIndex: -1, "aria-label": say("variants.title", { name: result.name }) });
    const known = new Set();
    const add = (forms) => {
        for (const form of forms.filter(({ char }) => !known.has(char) && known.add(char)))
            menu.append(item(form));
        place(menu, at);
    };
    const aborter = new AbortController();
    close = () => {
        close = null;
        aborter.abort();
        document.removeEventListener("pointerdown", outside, true);
        menu.remove();
        before?.focus({ preventScroll: true });
    };
    const outside = ({ target }) => menu.contains(target) || close();
    document.addEventListener("pointerdown", outside, true);
    addEventListener("popstate", () => close?.(), { once: true });
    menu.addEventListener("keydown", (event) => key(event, menu) && event.preventDefault());
    menu.addEventListener("click", (event) => {
        const chosen = forms.get(event.target.closest("button"));
        if (chosen === undefined)
            return;
        close();
        copy(chosen, event.shiftKey || event.altKey);
    });
    const above = aboveAll();
    (above === document.body ? document.querySelector("main") : above).append(menu); // a landmark
    add(own(result));
    menu.firstElementChild.focus({ preventScroll: true });
    menu.ariaBusy = "true";
    add(await others(result, aborter.signal));
    menu.ariaBusy = "false";
}

const forms = new WeakMap(); // a button: its form

function item(form) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, form);
    const made = element("button", { type: "button", role: "menuitem", tabIndex: -1, ariaLabel: form.name, title: form.name }, glyph);
    forms.set(made, form);
    return made;
}

/* Forms that are what they are: the preferences have no say in them. */
function exact({ category = "So", name }, char, more) {
    const points = Array.from(char, (one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
    return { char, name: more === undefined ? name : say("variants.form", { name, form: more }), category,
        ...(points.length === 1 ? { codepoint: points[0] } : { codepoints: points }) };
}

function own(result) {
    const { char, toned } = result;
    const two = emojiForms(result);
    return [
        ...(two ? [exact(result, two.emoji, say("variants.emoji")), exact(result, two.text, say("variants.text"))] : [exact(result, char)]),
        ...(toned ? TONES.map(([tone, name]) => exact(result, toned.replaceAll(MEDIUM, tone), say(name))) : []),
    ];
}

/* What it is a variant of, the variants of that, and what contains it. */
async function others(result, signal) {
    try {
        const about = await apiGet(`characters/${encodeURIComponent(addressKey(result))}`, {}, signal);
        const base = about.base ? await apiGet(`characters/${encodeURIComponent(addressKey(about.base))}`, {}, signal) : about;
        const related = result.codepoint === undefined ? { results: [] }
            : await apiGet("search", { q: `${result.codepoint} emoji:yes`, limit: RELATED }, signal);
        return [...base === about ? [] : [base], ...base.variants ?? [], ...related.results]
            .filter(({ codepoint }) => codepoint !== result.codepoint || codepoint === undefined)
            .map((one) => exact(one, one.char));
    } catch (error) {
        if (!signal.aborted && !(error instanceof Problem))
            throw error;
        return [];
    }
}

/* Below the element where there is space, else above it; whole within the window. */
function place(menu, at) {
    const { left, right, top, bottom } = at.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const within = (value, size, all) => Math.max(MARGIN, Math.min(value, all - size - MARGIN));
    const below = bottom + height + MARGIN <= innerHeight;
    menu.style.left = `${within(right - left > 2 * width ? left : (left + right - width) / 2, width, document.documentElement.clientWidth)}px`;
    menu.style.top = `${within(below ? bottom : top - height, height, innerHeight)}px`;
}

function key({ key: name }, menu) {
    const items = [...menu.children];
    const now = items.indexOf(document.activeElement);
    const across = items.filter(({ offsetTop }) => offsetTop === items[0].offsetTop).length;
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, ArrowDown: now + across, ArrowUp: now - across, Home: 0, End: items.length - 1 }[name];
    if (name === "Escape" || name === "Tab") {
        close();
        return true;
    }
    items[Math.max(0, Math.min(to ?? now, items.length - 1))]?.focus();
    return to !== undefined;
}
