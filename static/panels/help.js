/*
 * Help: the keys, and the query syntax from the start page.
 */

import { dialogMake } from "./dialog.js";
import { element } from "../base/element.js";
import { keyName } from "../base/keynames.js";
import { say } from "../base/messages_later.js";
import { introFetch } from "../start/intro.js";
import { storeRead, storeWrite } from "../base/store.js";

const KEYS = [
    [["/", "Ctrl K"], "help.focus"],
    [["↑", "↓"], "help.choose"],
    [["Enter"], "help.copy-first"],
    [["Ctrl Enter"], "help.pick-first"],
    [["Tab"], "help.leave-field"],
    [["↑", "↓", "←", "→"], "help.move"],
    [["PageUp", "PageDown"], "help.screen"],
    [["Home", "End"], "help.ends"],
    [["Enter"], "help.copy"],
    [["Shift Enter"], "help.copy-second"],
    [["Space"], "help.pick"],
    [["f"], "help.star"],
    [["v"], "help.forms"],
    [["i"], "help.details"],
    [["Shift ←", "Shift →"], "help.tray-move"],
    [["+", "Delete"], "help.tray-change"],
    [["Esc"], "help.close"],
    [["?"], "help.help"],
];

let made = null;

export async function helpShow() {
    made ??= await helpMake();
    made.body.querySelector(".choice input").checked = storeRead("hints", true) !== false;
    if (!made.dialog.open)
        made.dialog.showModal();
}

/* Whether the line of hints is shown; controls/hints.js reads it whenever the field gets the focus. */
function hintsChoice() {
    const box = element("input", { type: "checkbox", checked: storeRead("hints", true) !== false });
    box.addEventListener("change", () => storeWrite("hints", box.checked));
    return element("label.choice", {}, box, " ", say("help.hints"));
}

async function helpMake() {
    const help = dialogMake("help", say("help.title"));
    const table = element("table.keys", {}, element("tbody", {}, ...KEYS.map(([keys, action]) =>
        element("tr", {}, element("th", { scope: "row" }, ...keys.map((key) => element("kbd", {}, keyName(key)))),
            element("td", {}, say(action))))));
    help.body.append(element("h3", {}, say("help.keys")), table, hintsChoice());
    const language = (await introFetch()).querySelector("#language");
    if (language !== null) {
        const copy = language.cloneNode(true);
        copy.removeAttribute("id");
        copy.setAttribute("aria-labelledby", "help-language");
        help.body.append(element("h3", { id: "help-language" }, say("syntax.title")), copy);
    }
    addEventListener("popstate", () => help.dialog.close()); // Back leaves it
    help.body.addEventListener("click", ({ target }) => target.closest("a") && help.dialog.close());
    return help;
}
