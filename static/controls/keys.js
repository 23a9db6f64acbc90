/*
 * Keys outside the results (static/README.md has a table). Inside modal dialogs and other fields they do nothing.
 */

import { helpOpen } from "./tools.js";
import { later } from "../base/later.js";

const TYPING = "input:not([type=checkbox]), textarea, select";
const POINTING = "(hover: hover) and (pointer: fine)"; // there is a keyboard, mostly
const STEERING = ["ArrowDown", "ArrowUp", "PageDown", "PageUp"];

/* settle() searches at once what was typed, and returns false for what cannot be read. */
export function keysWatch(field, results, settle) {
    field.addEventListener("keydown", (event) => {
        if (!event.isComposing && inField(event, field, results, settle))
            event.preventDefault();
    });
    for (const leaving of ["input", "blur"])
        field.addEventListener(leaving, () => {
            results.unsteer();
            field.removeAttribute("aria-activedescendant");
        });
    if (matchMedia(POINTING).matches)
        hintsOffer(field);
    document.addEventListener("keydown", (event) => {
        if (!document.querySelector("dialog:modal") && anywhere(event, field))
            event.preventDefault();
    });
}

/* The line of hints is not part of the first view. */
function hintsOffer(field) {
    const first = new AbortController();
    const offer = async () => {
        if (document.body.dataset.state === "home" && field.value === "")
            return;
        first.abort();
        (await later(import("./hints.js")))?.hintsWatch(field);
    };
    for (const use of ["focus", "input"])
        field.addEventListener(use, offer, { signal: first.signal });
}

function inField({ key, ctrlKey, metaKey, altKey, shiftKey }, field, results, settle) {
    const control = ctrlKey || metaKey;
    if (key === "Enter") {
        if (settle())
            results.actWhenReady(control ? "pick" : "entry", altKey || shiftKey);
        return true;
    }
    if (!STEERING.includes(key) || control || altKey || shiftKey || results.total === 0)
        return false;
    const active = results.steer(key);
    if (active === null)
        field.removeAttribute("aria-activedescendant");
    else
        field.setAttribute("aria-activedescendant", active);
    field.setAttribute("aria-controls", "grid");
    return true;
}

function anywhere({ key, ctrlKey, metaKey, altKey, shiftKey, target }, field) {
    if (key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey)
        return fieldEnter(field);
    if (ctrlKey || altKey || metaKey || target.matches(TYPING))
        return false;
    if (key === "/")
        return fieldEnter(field);
    if (key === "?")
        helpOpen();
    return key === "?";
}

function fieldEnter(field) {
    field.focus();
    field.select();
    return true;
}
