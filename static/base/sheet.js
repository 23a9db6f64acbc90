/* Style sheets outside the first view, loaded with the modules that need them. */

import { element } from "./element.js";

const sheets = new Map(); // address ▶ loaded, or being loaded

/* Loads a style sheet that lies beside a module, whose import.meta.url is given, once. Resolves when it is there
 * or cannot be. */
export function sheetLoad(module, name) {
    const { href } = new URL(name, module);
    if (!sheets.has(href))
        sheets.set(href, new Promise((resolve) => document.head.append(
            element("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve }))));
    return sheets.get(href);
}
