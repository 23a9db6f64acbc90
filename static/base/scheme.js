/*
 * The colour scheme. theme.js applies the stored one before the first paint; it is stored as a bare word.
 */

export const SCHEMES = ["system", "light", "dark"];

export function schemeNow() {
    return document.documentElement.dataset.theme ?? "system";
}

export function schemeSet(scheme) {
    if (scheme === "system")
        delete document.documentElement.dataset.theme;
    else
        document.documentElement.dataset.theme = scheme;
    try {
        localStorage.setItem("theme", scheme);
    } catch {
        // not stored
    }
}
