/*
 * Copies text to the clipboard and tells so in a toast. Over plain HTTP from another machine,
 * browsers hide the clipboard from scripts but still copy a selection: that is the fallback. What
 * document.execCommand() returns is not proof of it, so the text counts as copied only after the
 * browser has asked for it with a copy event. If it never does, the text is shown selected.
 */

import { aboveAll, aboveKeep, hear } from "./above.js";
import { button, element } from "./element.js";
import { say } from "./messages.js";

const SHOWN = 4000; // milliseconds

let toast = null;
let fading = 0;

/* Copies text, described by `what`; more is appended to the toast. A text of null cannot be
 * copied. */
export async function clipboardCopy(text, what, ...more) {
    if (text === null)
        return clipboardTell(say("copy.unavailable"));
    if (/\p{Cs}/u.test(text))
        return clipboardTell(say("copy.surrogate"));
    if (await written(text) || selected(text))
        return clipboardTell(say("copy.copied", { what }), ...more);
    return offer(text, what);
}

export function clipboardTell(message, ...more) {
    show(element("span", {}, message), ...more);
    fade();
}

function show(...parts) {
    if (toast === null) {
        toast = element("div.toast", { role: "log", "aria-live": "off" }); // it is heard through hear()
        aboveKeep(toast);
    }
    clearTimeout(fading);
    toast.replaceChildren(...parts);
    toast.classList.add("shown");
    hear(parts[0].textContent);
}

function hide() {
    clearTimeout(fading);
    toast.classList.remove("shown");
}

/* Hides the toast after a while, but not under the pointer or the focus. */
function fade() {
    fading = setTimeout(() => (toast.matches(":hover, :focus-within") ? fade() : hide()), SHOWN);
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
    const field = element("textarea.outside", { value: text, readOnly: true });
    let given = false;
    const give = (event) => (given = copyGive(event, text));
    aboveAll().append(field);
    field.focus({ preventScroll: true });
    field.select();
    document.addEventListener("copy", give, true);
    const allowed = document.execCommand("copy");
    document.removeEventListener("copy", give, true);
    field.remove();
    before?.focus({ preventScroll: true });
    return allowed && given;
}

/* Answers a copy event: with the text itself, since a field may have changed its line breaks. */
function copyGive(event, text) {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopPropagation();
    return event.clipboardData.getData("text/plain") === text;
}

/* Shows the text selected, for the person to copy, until it is copied or closed. */
function offer(text, what) {
    const before = document.activeElement;
    const field = element("textarea.offered", { value: text, readOnly: true, rows: 1, ariaLabel: say("copy.text") });
    const close = () => {
        hide();
        toast.replaceChildren();
        before?.focus({ preventScroll: true });
    };
    field.addEventListener("copy", (event) => {
        const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
        if (all && copyGive(event, text)) {
            close();
            clipboardTell(say("copy.copied", { what }));
        }
    });
    field.addEventListener("keydown", (event) => {
        if (event.key !== "Escape")
            return;
        event.preventDefault(); // it would close a dialog
        event.stopPropagation();
        close();
    });
    show(element("span", {}, say("copy.refused")),
        field, button("close", "×", say("close"), close));
    field.focus({ preventScroll: true });
    field.select();
}
