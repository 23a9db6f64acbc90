/*
 * The control of the settings for the names that the browser keeps, to search them without a connection: how large
 * they are, or how far they are loaded, and a button to keep or to remove them.
 */

import { button, element } from "../base/element.js";
import { languagesPreferred } from "../base/language.js";
import { say } from "../base/messages_later.js";
import { namesForget, namesKept, namesStore } from "../offline/names.js";
import { cachesAllowed } from "../offline/places.js";

const told = element("span.note", { role: "status" });
const control = element("div.buttons", { role: "group" }, told);
let busy = false;

/* There is one control, which goes on loading while the settings are closed. */
export function namesControl() {
    if (!cachesAllowed())
        told.textContent = say("names.insecure");
    else if (!busy)
        show();
    return control;
}

async function show() {
    const kept = await namesKept().catch(() => null);
    told.textContent = kept === null ? "" : say("names.kept", { size: Math.round(kept.bytes / 100_000) / 10 });
    const act = kept === null ? button("keep", say("names.keep"), "", keep) : button("remove", say("names.remove"), "", remove);
    const focused = control.contains(document.activeElement);
    control.replaceChildren(told, act);
    if (focused)
        act.focus();
}

async function keep() {
    if (busy)
        return;
    busy = true;
    const tell = (percent) => (told.textContent = say("names.loading", { percent }));
    tell(0);
    try {
        await namesStore(languagesPreferred(), tell);
        await show();
    } catch ({ message }) {
        told.textContent = message;
    } finally {
        busy = false;
    }
}

async function remove() {
    await namesForget();
    await show();
}
