/*
 * The text of the start page. A page with results is served without it, because text browsers show
 * hidden elements too, so it is fetched when first needed.
 */

import { addressOf, addressRead } from "../base/address.js";
import { afterFrame } from "../base/frames.js";

const AT_ONCE = 4; // groups of the wall in one frame

const intro = document.querySelector("#intro");

export async function introShow() {
    if (intro.hidden)
        groupsShow([...intro.querySelectorAll(".wall section")]);
    intro.hidden = false;
    return introFetch();
}

/* Some, and the others after the next frame: laying out all at once would delay a key. */
function groupsShow(groups) {
    groups.forEach((group, at) => (group.hidden = at >= AT_ONCE));
    if (groups.length > AT_ONCE)
        afterFrame(() => groupsShow(groups.slice(AT_ONCE)));
}

export function introHide() {
    intro.hidden = true;
}

/* Returns the section with its text, or empty if it cannot be fetched: the field is enough. */
export async function introFetch() {
    if (intro.querySelector("h2") === null)
        await introRenew();
    return intro;
}

/* Fetches the text again: the server has an index now. */
export async function introRenew() {
    const text = await fetch(addressOf({ lang: addressRead().lang })).then((response) => (response.ok ? response.text() : ""), () => "");
    const { body } = new DOMParser().parseFromString(text, "text/html");
    const section = body.querySelector("#intro");
    if (section === null)
        return;
    intro.replaceChildren(...section.childNodes);
    if (body.dataset.languages !== undefined)
        document.body.dataset.languages = body.dataset.languages;
}
