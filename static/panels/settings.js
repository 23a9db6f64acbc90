/*
 * The settings: all preferences in one dialog, and what the browser stores of this page. Each is a row of
 * ROWS; another module adds one with settingsRow().
 */

import { addressOf, addressRead } from "../base/address.js";
import { button, element } from "../base/element.js";
import { clipboardTell } from "../base/clipboard.js";
import { languageChosen, languageKeep } from "../base/language.js";
import { say } from "../base/messages_later.js";
import { preference, preferenceSet } from "../base/preferences.js";
import { SCHEMES, schemeNow, schemeSet } from "../base/scheme.js";
import { sheetLoad } from "../base/sheet.js";
import { storeClear } from "../base/store.js";
import { keptForget } from "../offline/kept.js";
import { namesForget } from "../offline/names.js";
import { introFetch } from "../start/intro.js";
import { FORMATS, formatOf } from "../text/escapes.js";
import { dialogMake } from "./dialog.js";
import { namesControl } from "./names.js";

const GROUPS = ["looks", "copying", "emoji", "search", "stored"]; // settings-group.looks
const TONES = ["none", "light", "medium-light", "medium", "medium-dark", "dark"]; // tone.light
const HAND = "✋";

/* { group, title, note, make() }: title and note are keys of messages; make() returns the control, which shows what
 * is stored now. */
const ROWS = [
    { group: "looks", title: "settings.colours", make: () => choice(
        SCHEMES.map((name) => [name, say(`scheme.${name}`)]), schemeNow(), schemeSet) },
    { group: "looks", title: "settings.view", make: () => preferred("view",
        [[null, say("settings.view-suited")], ["list", say("choices.list")], ["grid", say("choices.grid")]]) },
    { group: "looks", title: "settings.fonts", note: "settings.fonts-note", make: () => preferred("fonts",
        [["auto", say("settings.fonts-auto")], ["off", say("settings.fonts-off")]]) },
    { group: "looks", title: "settings.page-language", make: pageLanguages },
    { group: "copying", title: "choices.format", make: () => formats("format", "character") },
    { group: "copying", title: "settings.second", note: "settings.second-note", make: () => formats("second", "named") },
    { group: "emoji", title: "settings.form", note: "settings.form-note", make: () => preferred("emoji",
        [["usual", "❤\uFE0F, ©"], ["emoji", "❤\uFE0F, ©\uFE0F"], ["text", "❤\uFE0E, ©\uFE0E"], ["bare", ""]]
            .map(([name, example]) => [name, say(`settings.form-${name}`, { example })])) },
    { group: "emoji", title: "settings.tone", make: tones },
    { group: "search", title: "settings.names-language", note: "settings.names-language-note", make: languages },
    { group: "search", title: "settings.history", make: () => preferred("history",
        [["on", say("settings.yes")], ["off", say("settings.no")]]) },
    { group: "stored", title: "collections", note: "settings.collections-note", make: collecting },
    { group: "stored", title: "settings.names", note: "settings.names-note", make: namesControl },
    { group: "stored", title: "settings.all", note: "settings.all-note", make: clearing },
];

let parts = null;
let body = null;
let collect = null;

/* Adds a row at the end of its group, for modules that bring a setting of their own. */
export function settingsRow(row) {
    ROWS.push(row);
}

/* openCollections() shows the collections. */
export async function settingsShow(openCollections) {
    await sheetLoad(import.meta.url, "settings.css");
    collect = openCollections;
    parts ??= made();
    fill();
    parts.dialog.showModal();
}

function made() {
    const { dialog, body: place } = dialogMake("settings", say("tools.settings"));
    body = place;
    addEventListener("popstate", () => dialog.close()); // Back leaves it
    return { dialog };
}

function fill() {
    body.replaceChildren(...GROUPS.map((group, at) => element("section", { role: "group", "aria-labelledby": `settings-${at}` },
        element("h3", { id: `settings-${at}` }, say(`settings-group.${group}`)),
        ...ROWS.filter((row) => row.group === group).map(rowMake))));
}

function rowMake({ group, title, note, make }, at) {
    const control = make();
    const id = `setting-${group}-${at}`;
    const notes = note === undefined ? [] : [element("p.note", { id }, say(note))];
    if (note !== undefined)
        control.setAttribute("aria-describedby", id);
    if (control.localName === "select")
        return element("div.setting", {}, element("label.pair", {}, element("span", {}, say(title)), control), ...notes);
    control.setAttribute("aria-label", say(title));
    return element("div.setting", {}, element("div.pair", {}, element("span", {}, say(title)), control), ...notes);
}

/* A list to choose from: pairs of a value and a label. */
function choice(pairs, now, act) {
    const select = element("select", {}, ...pairs.map(([value, label], at) => option(at, label, value === now)));
    select.addEventListener("change", () => act(pairs[Number(select.value)][0]));
    return select;
}

function option(at, label, selected) {
    return element("option", { value: String(at), selected }, label);
}

function preferred(name, pairs) {
    return choice(pairs, preference(name), (value) => preferenceSet(name, value));
}

function formats(name, otherwise) {
    return choice(Object.entries(FORMATS), formatOf(preference(name), otherwise), (value) => preferenceSet(name, value));
}

function tones() {
    const values = ["", "\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];
    const tone = (at) => say(`tone.${TONES[at]}`);
    const group = element("div.tones", { role: "radiogroup" });
    values.forEach((value, at) => {
        const radio = element("input", { type: "radio", name: "tone", value, checked: value === preference("tone"), ariaLabel: tone(at) });
        radio.addEventListener("change", () => preferenceSet("tone", value));
        group.append(element("label", { title: tone(at) }, radio, element("bdi", { "aria-hidden": "true" }, HAND + value)));
    });
    return group;
}

/* The start page lists them, in their own names; it may have to be fetched, and nothing waits for that. */
function pageLanguages() {
    const pairs = [[null, say("settings.as-browser")]];
    const select = choice(pairs, languageChosen(), languageChoose);
    introFetch().then((intro) => intro.querySelectorAll(".languages a[hreflang]").forEach(({ hreflang, textContent }) =>
        select.append(option(pairs.push([hreflang, textContent]) - 1, textContent, hreflang === languageChosen()))));
    return select;
}

function languages() {
    const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language", fallback: "code" });
    const indexed = (document.body.dataset.languages ?? "en").split(" ").map((tag) => tag.replace("_", "-"));
    return preferred("lang", [["", say("settings.as-browser")], ...indexed.map((tag) => [tag, nameOf(names, tag)])]);
}

function nameOf(names, tag) {
    try {
        return names.of(tag);
    } catch {
        return tag;
    }
}

/* Remembers the language, and loads the page in it; null: in that of the browser. */
function languageChoose(tag) {
    languageKeep(tag);
    const { pathname, search, hash } = location;
    const address = addressOf({ ...addressRead(), lang: tag });
    if (address === pathname + search)
        location.reload(); // the browser would only follow the fragment
    else
        location.assign(address + hash);
}

function collecting() {
    return element("div.buttons", { role: "group" }, button("open", say("settings.open"), "", () => {
        parts.dialog.close();
        collect();
    }));
}

/* Asks once more, in place. */
function clearing() {
    const place = element("div.buttons", { role: "group" });
    const ask = () => {
        const yes = button("clear", say("settings.clear"), "", async () => {
            storeClear();
            await Promise.all([namesForget(), keptForget()]).catch(() => {}); // forbidden: then there is nothing
            location.reload();
        });
        place.replaceChildren(yes, button("keep", say("keep"), "", () => {
            offer();
            place.querySelector("button").focus();
        }));
        yes.focus();
        clipboardTell(say("settings.final"));
    };
    const offer = () => place.replaceChildren(button("clear", say("settings.clear-ask"), "", ask));
    offer();
    return place;
}
