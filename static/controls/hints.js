/*
 * The line of hints at the lower edge: what the keys do while the field has the focus and there are
 * results. Closed once, it stays away; the help has a box that brings it back.
 */

import { sheetLoad } from "../base/sheet.js";
import { button, element } from "../base/element.js";
import { keyName } from "../base/keynames.js";
import { say } from "../base/messages_later.js";
import { storeRead, storeWrite } from "../base/store.js";

const CONTROL = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl";
const KEYS = [
    [["↑", "↓"], "hints.choose"],
    [["Enter"], "hints.copy"],
    [[`${CONTROL} Enter`], "hints.pick"],
    [["Tab"], "hints.leave-field"],
    [[`${CONTROL} K`, "/"], "hints.focus"],
];

let line = null;

/* Shows the line whenever the field has the focus, and now if it has. */
export async function hintsWatch(field) {
    await sheetLoad(import.meta.url, "hints.css");
    field.addEventListener("focus", () => show(true));
    field.addEventListener("blur", () => show(false));
    show(document.activeElement === field);
}

function show(wanted) {
    const shown = wanted && storeRead("hints", true) !== false;
    if (shown && line === null)
        document.querySelector("main").append(line = make());
    document.body.classList.toggle("hinting", shown);
}

function make() {
    const close = button("close", "×", say("hints.hide"), () => {
        storeWrite("hints", false);
        show(false);
    });
    close.tabIndex = -1; // the help has the same for the keyboard
    const made = element("section.hints", { "aria-label": say("help.keys") },
        ...KEYS.flatMap(([keys, action]) => [element("span", {},
            ...keys.map((key) => element("kbd", {}, keyName(key))), " ", say(action)), " "]), close);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    return made;
}
