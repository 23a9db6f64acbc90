/*
 * Copies text to the clipboard and shows a toast. Over plain HTTP from another machine, browsers
 * hide the clipboard from scripts but still copy a selection: that is the fallback.
 */

import { element } from "./element.js";

const SHOWN = 2500; // milliseconds

let toast = null;
let fading = 0;

/* Copies text, described by `what`; more is appended to the toast. A text of null cannot be
 * copied. */
export async function clipboardCopy(text, what, ...more) {
    if (text === null)
        return clipboardTell("Not available in this format.");
    const copied = await written(text) || selected(text);
    return clipboardTell(copied ? `Copied ${what}` : "The browser did not allow copying.", ...more);
}

export function clipboardTell(message, ...more) {
    if (toast === null)
        document.body.append(toast = element("div.toast", { role: "status" }));
    clearTimeout(fading);
    toast.replaceChildren(element("span", {}, message), ...more);
    toast.classList.add("shown");
    fading = setTimeout(() => toast.classList.remove("shown"), SHOWN);
}

async function written(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}

function selected(text) {
    const before = document.activeElement;
    const field = element("textarea.outside", { value: text });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return copied;
}
