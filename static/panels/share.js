/*
 * Two buttons for an address: copy it, and, where the system can, hand it to other programs.
 */

import { clipboardCopy } from "../base/clipboard.js";
import { button } from "../base/element.js";
import { say } from "../base/messages_later.js";

/* address() returns the address when a button is pressed. */
export function shareButtons(title, address) {
    const buttons = [button("link", say("copy.link"), "", () => clipboardCopy(address(), say("copy.the-link")))];
    if (typeof navigator.share === "function")
        buttons.push(button("share", say("share"), "", () => share(title, address())));
    return buttons;
}

/* The address of a character's page: U+1F1E8+1F1ED, beside the search page. */
export function shareAddress({ codepoint, codepoints }) {
    const points = codepoints ?? [codepoint];
    return new URL(`./U+${points.map((point) => point.slice(2)).join("+")}`, location.href).href;
}

/* Where sharing fails, unless the person has changed their mind, the link is copied. */
async function share(title, url) {
    try {
        await navigator.share({ title, url });
    } catch (error) {
        if (error.name !== "AbortError")
            await clipboardCopy(url, say("copy.the-link"));
    }
}
