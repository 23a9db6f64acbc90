/*
 * The characters that were copied last, on the start page. They are remembered by this browser
 * alone, and forgotten on request.
 */

import { button, element } from "./element.js";
import { glyphShow } from "./glyph.js";
import { storeRead, storeWrite } from "./store.js";

const REMEMBERED = 24;

function read() {
    const list = storeRead("recent", []);
    return Array.isArray(list) ? list.filter(({ char, name, category }) => char && name && category) : [];
}

export function recentAdd({ char, name, category, codepoint, codepoints }) {
    const others = read().filter((result) => result.char !== char);
    storeWrite("recent", [{ char, name, category, codepoint, codepoints }, ...others].slice(0, REMEMBERED));
}

/* The section, anew; copy(result) copies one again. */
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
    const forget = button("forget", "Forget them", "", () => {
        storeWrite("recent", []);
        intro.querySelector(".recent").remove();
        document.querySelector("#query").focus();
    });
    intro.append(element("section.recent", { "aria-labelledby": "recent-title" },
        element("h3", { id: "recent-title" }, "Copied before"), list,
        element("p", {}, "Only this browser knows. ", forget)));
}
