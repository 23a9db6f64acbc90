/*
 * Help: the keys, and the query syntax from the start page.
 */

import { dialogMake } from "./dialog.js";
import { element } from "./element.js";
import { introFetch } from "./intro.js";

const KEYS = [
    [["/"], "focus the search field"],
    [["↓"], "move from the field to the results"],
    [["↑", "↓", "←", "→"], "move in the results; → reaches a row's buttons"],
    [["Page Up", "Page Down"], "move by one screen"],
    [["Home", "End"], "first, last result"],
    [["Enter"], "copy"],
    [["Space"], "pick, to copy several together"],
    [["i"], "show details"],
    [["Esc"], "close, or return to the field"],
    [["?"], "show this help"],
];

let made = null;

export async function helpShow() {
    made ??= await helpMake();
    if (!made.dialog.open)
        made.dialog.showModal();
}

async function helpMake() {
    const help = dialogMake("help", "Help");
    const table = element("table.keys", {}, element("tbody", {}, ...KEYS.map(([keys, action]) =>
        element("tr", {}, element("th", { scope: "row" }, ...keys.map((key) => element("kbd", {}, key))),
            element("td", {}, action)))));
    help.body.append(element("h3", {}, "Keys"), table);
    const language = (await introFetch()).querySelector("#language");
    if (language !== null) {
        const copy = language.cloneNode(true);
        copy.removeAttribute("id");
        copy.setAttribute("aria-labelledby", "help-language");
        help.body.append(element("h3", { id: "help-language" }, "Query syntax"), copy);
    }
    help.body.addEventListener("click", ({ target }) => target.closest("a") && help.dialog.close());
    return help;
}
