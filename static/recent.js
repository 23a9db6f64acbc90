/*
 * Recently copied characters, shown on the start page. Stored in this browser only, until cleared.
 */

import { button, element } from "./element.js";
import { glyphShow } from "./glyph.js";
import { storeRead, storeWrite } from "./store.js";

const LIMIT = 24;

function read() {
    const list = storeRead("recent", []);
    return Array.isArray(list) ? list.filter(({ char, name, category }) => char && name && category) : [];
}

export function recentAdd({ char, name, category, codepoint, codepoints }) {
    const others = read().filter((result) => result.char !== char);
    storeWrite("recent", [{ char, name, category, codepoint, codepoints }, ...others].slice(0, LIMIT));
}

/* Creates the section again; a click on a character calls copy(result). */
export function recentShow(intro, copy) {
    const results = read();
    intro.querySelector(".recent")?.remove();
    if (results.length === 0)
        return;
    const list = element("ul");
    for (const result of results) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, result);
        list.append(element("li", {}, button("chip", glyph, `Copy ${result.name}`, () => copy(result))));
    }
    const forget = button("forget", "Clear this list", "", () => {
        storeWrite("recent", []);
        intro.querySelector(".recent").remove();
        document.querySelector("#query").focus();
    });
    intro.append(element("section.recent", { "aria-labelledby": "recent-title" },
        element("h3", { id: "recent-title" }, "Recently copied"), list,
        element("p", {}, "Stored only in this browser. ", forget)));
}
