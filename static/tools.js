/*
 * The tools at the top: colours, taking a text apart, help. What opens is fetched when it is first
 * asked for.
 */

import { button } from "./element.js";
import { laterAsked } from "./later.js";

const NEXT = { system: "light", light: "dark", dark: "system" };
const SIGNS = { system: "◐", light: "☀", dark: "☾" };

export function toolsShow(place) {
    const theme = button("tool", "", "", () => themeChange(theme));
    themeTell(theme);
    place.append(
        button("tool", "Inspect", "Inspect a text", inspectorOpen), theme,
        button("tool", "?", "Help: keys and queries", helpOpen));
}

export async function helpOpen() {
    (await laterAsked(import("./help.js")))?.helpShow();
}

async function inspectorOpen() {
    (await laterAsked(import("./inspector.js")))?.inspectorShow();
}

function themeNow() {
    return document.documentElement.dataset.theme ?? "system";
}

/* theme.js reads what is stored, before the first paint. */
function themeChange(control) {
    const next = NEXT[themeNow()];
    if (next === "system")
        delete document.documentElement.dataset.theme;
    else
        document.documentElement.dataset.theme = next;
    try {
        localStorage.setItem("theme", next);
    } catch {
        // Not remembered, then.
    }
    themeTell(control);
}

function themeTell(control) {
    const theme = themeNow();
    control.textContent = SIGNS[theme];
    control.ariaLabel = control.title = `Colours: ${theme}`;
}
