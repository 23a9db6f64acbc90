/*
 * Help: what the keys do, and the query language of the start page.
 */

import { dialogMake } from "./dialog.js";
import { element } from "./element.js";
import { introWords } from "./intro.js";

const KEYS = [
    [["/"], "to the search field"],
    [["↓"], "from the field to the results"],
    [["↑", "↓", "←", "→"], "move among them; → reaches a row's buttons"],
    [["Page Up", "Page Down"], "by a screen"],
    [["Home", "End"], "to the first, to the last"],
    [["Enter"], "copy"],
    [["Space"], "pick, to copy several as one"],
    [["i"], "details"],
    [["Esc"], "back"],
    [["?"], "this help"],
];

let made = null;

export async function helpShow() {
    made ??= await helpMake();
    if (!made.dialog.open)
        made.dialog.showModal();
}

async function helpMake() {
    const help = dialogMake("help", "Help");
    const table = element("table.keys", {}, element("tbody", {}, ...KEYS.map(([keys, deed]) =>
        element("tr", {}, element("th", { scope: "row" }, ...keys.map((key) => element("kbd", {}, key))),
            element("td", {}, deed)))));
    help.body.append(element("h3", {}, "Keys"), table);
    const language = (await introWords()).querySelector("#language");
    if (language !== null) {
        const copy = language.cloneNode(true);
        copy.removeAttribute("id");
        copy.setAttribute("aria-labelledby", "help-language");
        help.body.append(element("h3", { id: "help-language" }, "What you can ask"), copy);
    }
    help.body.addEventListener("click", ({ target }) => target.closest("a") && help.dialog.close());
    return help;
}
