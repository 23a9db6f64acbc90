/*
 * The tools in the header: inspector, colour scheme, help. Dialogs are loaded when first opened.
 */

import { button } from "./element.js";
import { laterAsked } from "./later.js";

const NEXT = { system: "light", light: "dark", dark: "system" };
const SIGNS = { system: "◐", light: "☀", dark: "☾" };

export function toolsShow(place) {
    const theme = button("tool", "", "", () => themeChange(theme));
    themeShow(theme);
    place.append(
        button("tool", "Inspect", "Inspect text", inspectorOpen), theme,
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

/* theme.js reads the stored value before the first paint. */
function themeChange(control) {
    const next = NEXT[themeNow()];
    if (next === "system")
        delete document.documentElement.dataset.theme;
    else
        document.documentElement.dataset.theme = next;
    try {
        localStorage.setItem("theme", next);
    } catch {
        // not stored
    }
    themeShow(control);
}

function themeShow(control) {
    const theme = themeNow();
    control.textContent = SIGNS[theme];
    control.ariaLabel = control.title = `Colours: ${theme}`;
}
