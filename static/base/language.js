/*
 * The language of the page that somebody has chosen, and those of the names. Nobody has to choose: the server goes
 * by the browser's languages. A chosen one is stored, and named by the address, as it is in links without scripts;
 * theme.js leads pages without it there.
 */

import { preference } from "./preferences.js";
import { storeRead, storeWrite } from "./store.js";

const TAGS = 8; // languages of the browser that are sent

/* The tag of the chosen language, or null. */
export function languageChosen() {
    return storeRead("language", null);
}

/* Remembers it; null: nothing is chosen. */
export function languageKeep(tag) {
    storeWrite("language", tag);
}

/* The language of names that was chosen in the settings; else that of the page, if it was chosen, and the browser's,
 * as far as the index has them, in the order of preference, so that answers depend on the address alone; null if
 * nobody would notice: English is the default. The fewer addresses, the more of them are cached. The server does
 * the same with Accept-Language. */
export function languagesPreferred() {
    const indexed = document.body.dataset.languages?.split(" "); // undefined while it is being built
    const chosen = preference("lang");
    const tags = (chosen === "" ? [languageChosen(), ...navigator.languages ?? []].filter(Boolean) : [chosen])
        .filter((tag) => /^[A-Za-z]{2,8}(-\w{1,8})*$/.test(tag))
        .filter((tag) => indexed?.some((name) => languageOf(name) === languageOf(tag)) ?? true);
    return /^en(-US)?$/.test(tags[0] ?? "en") && tags.every((tag) => /^en/.test(tag))
        ? null
        : tags.slice(0, TAGS).join(",");
}

/* Without regions and scripts, and current: "he" for "iw-IL". CLDR calls Norwegian "no". */
function languageOf(tag) {
    const language = tag.split(/[-_]/)[0];
    return Intl.getCanonicalLocales(language)[0].replace(/^nb$/, "no");
}
