/*
 * Puts text on the clipboard and says so. Over plain HTTP from another machine browsers hide the
 * clipboard from scripts, but still copy what is selected: that is the second way.
 */

import { element } from "./element.js";

const SHOWN = 2500; // milliseconds

let toast = null;
let fading = 0;

/* Copies, and tells what was copied in the words given; more is put behind them. */
export async function clipboardCopy(text, words, ...more) {
    if (text === null)
        return clipboardTell("It has no such form.");
    const copied = await written(text) || selected(text);
    return clipboardTell(copied ? `Copied ${words}` : "The browser does not let this page copy.", ...more);
}

export function clipboardTell(words, ...more) {
    if (toast === null)
        document.body.append(toast = element("div.toast", { role: "status" }));
    clearTimeout(fading);
    toast.replaceChildren(element("span", {}, words), ...more);
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
