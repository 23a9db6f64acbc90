/*
 * The page of a character is whole without this script, which adds what needs one: buttons that copy the
 * character, its forms and its address, and share it; and fonts of the server for what no font here has.
 */

import { clipboardCopy } from "./base/clipboard.js";
import { button } from "./base/element.js";
import { say } from "./base/messages_later.js";
import { shareButtons } from "./panels/share.js";
import { webfontsWatch } from "./fonts/webfonts.js";

const glyph = document.querySelector(".face .glyph");
const points = document.querySelector(".face .point code").textContent.split(" ");
const text = String.fromCodePoint(...points.map((point) => parseInt(point.slice(2), 16)));

if (glyph !== null)
    document.getElementById("actions").append(
        button("copy", say("copy"), "", () => clipboardCopy(text, points.join(" "))));
document.getElementById("actions").append(
    ...shareButtons(document.querySelector("h1").textContent, () => location.href));

for (const form of document.querySelectorAll(".forms td code"))
    form.after(" ", button("copy", say("copy"), say("copy.one", { what: form.textContent }),
        () => clipboardCopy(form.textContent, form.textContent)));

webfontsWatch();
