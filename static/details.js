/*
 * All about one character, as /api/v1/characters/ tells it: beside the results where there is room,
 * else as a dialog. Which character is open stands in the address, behind #, so that every
 * character named here is a link, and Back leads through them.
 */

import { addressDetails, addressKey, addressOf } from "./address.js";
import { apiGet, Problem } from "./api.js";
import { dialogMake } from "./dialog.js";
import { button, element } from "./element.js";
import { fontsLack } from "./fonts.js";
import { glyphPoints, glyphShow } from "./glyph.js";
import { queryFilter } from "./query.js";

const LANGUAGES = {
    html: "HTML", html_hex: "HTML, hexadecimal", html_name: "HTML, by name", css: "CSS", c: "C",
    python: "Python", javascript: "JavaScript", rust: "Rust", java: "Java", go: "Go",
};
const CASES = { upper: "uppercase", lower: "lowercase", title: "titlecase", folded: "case folded" };

export class Details {
    #parts = dialogMake("details", "");
    #deeds;
    #key = "";
    #moving = false; // from beside the results to above them, or back
    #aborter = new AbortController();
    #wide = matchMedia("(min-width: 75rem)");

    /* The deeds: copy(result), copyText(text), pick(result), closed(). */
    constructor(deeds) {
        this.#deeds = deeds;
        const { dialog } = this.#parts;
        dialog.addEventListener("close", () => this.#closed());
        dialog.addEventListener("keydown", ({ key }) => key === "Escape" && dialog.close());
        this.#wide.addEventListener("change", () => dialog.open && this.#reopen());
    }

    async open(key) {
        if (key === this.#key)
            return;
        this.#key = key;
        this.#aborter.abort();
        this.#aborter = new AbortController();
        const { signal } = this.#aborter;
        if (!this.#parts.dialog.open)
            this.#show();
        try {
            this.#fill(await apiGet(`characters/${encodeURIComponent(key)}`, {}, signal));
        } catch (error) {
            if (signal.aborted)
                return;
            if (!(error instanceof Problem))
                throw error;
            this.#tell(key, element("p.trouble", {}, error.detail));
        }
    }

    close() {
        this.#parts.dialog.close();
    }

    #show() {
        const { dialog } = this.#parts;
        if (this.#wide.matches)
            dialog.show();
        else
            dialog.showModal();
        document.body.classList.toggle("beside", this.#wide.matches);
    }

    /* The window became wide, or narrow. */
    #reopen() {
        this.#moving = true;
        this.#parts.dialog.close();
        this.#show();
    }

    #closed() {
        if (this.#moving) {
            this.#moving = false;
            return;
        }
        document.body.classList.remove("beside");
        if (this.#key === "")
            return;
        this.#key = "";
        this.#aborter.abort();
        this.#deeds.closed();
    }

    #tell(title, ...parts) {
        this.#parts.title.textContent = title;
        this.#parts.body.replaceChildren(...parts);
        this.#parts.body.scrollTop = 0;
        (this.#parts.body.querySelector("button") ?? this.#parts.body).focus();
    }

    #fill(answer) {
        const about = { ...answer, name: answer.name ?? answer.label }; // private use has no name
        this.#tell(about.label ?? about.name, this.#face(about), ...[
            section("Also called", aliases(about)),
            section("Meaning", about.definition ? [element("p", {}, about.definition)] : []),
            section("Keywords", keywords(about)),
            section("Kind", [facts(kind(about))]),
            section("Looks like", chips(about.confusables)),
            section("See also", chips(union(about.cross_references))),
            section("A variant of", chips(about.base ? [about.base] : [])),
            section("Variants", chips(about.variants)),
            section("Made of", made(about)),
            section("Case", cases(about)),
            section("Written as", this.#written(about)),
            section("Neighbours", chips([...about.neighbours?.before ?? [], ...about.neighbours?.after ?? []])),
            section("Properties", properties(about)),
        ].filter((part) => part !== null));
        fit(this.#parts.body.querySelector(".face .glyph"));
    }

    #face(about) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, about);
        const lacking = fontsLack(about.char);
        return element("div.face", {}, glyph, element("div", {},
            element("p.point", {}, glyphPoints(about)),
            ...(lacking ? [element("p.note.lacking", {}, "No font on this device shows it.")] : []),
            ...(glyph.classList.contains("hidden") ? [element("p.note", {}, "It shows nothing by itself; the frame is ours.")] : []),
            element("p.deeds", {},
                button("copy", "Copy", "", () => this.#deeds.copy(about)),
                button("pick", "Pick", "", () => this.#deeds.pick(about)))));
    }

    #written({ escapes = {}, encodings = {} }) {
        const ways = [
            ...Object.entries(escapes).map(([name, text]) => [LANGUAGES[name] ?? name, text]),
            ["UTF-8", words(encodings.utf8)], ["UTF-16", words(encodings.utf16)], ["UTF-32", words(encodings.utf32)],
        ].filter(([, text]) => text);
        return [element("table.ways", {}, element("tbody", {}, ...ways.map(([name, text]) =>
            element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, element("code", {}, text)),
                element("td", {}, button("copy", "Copy", `Copy ${text}`, () => this.#deeds.copyText(text)))))))];
    }
}

/* Some ligatures are as wide as a whole line; then they are smaller. */
function fit(glyph) {
    const { scrollWidth, clientWidth } = glyph;
    if (scrollWidth > clientWidth)
        glyph.style.fontSize = `${parseFloat(getComputedStyle(glyph).fontSize) * clientWidth / scrollWidth * 0.9}px`;
}

const words = (list) => (Array.isArray(list) ? list.join(" ") : list);

function section(title, parts) {
    return parts.length > 0 ? element("section", {}, element("h3", {}, title), ...parts) : null;
}

/* Pairs of a name and a node or text. */
function facts(pairs) {
    return element("dl", {}, ...pairs.flatMap(([name, value]) =>
        [element("dt", {}, name), element("dd", {}, value)]));
}

function chips(results = []) {
    if (results.length === 0)
        return [];
    return [element("ul.chips", {}, ...results.map((result) => element("li", {}, chip(result))))];
}

function chip(result) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, { category: "", ...result });
    return element("a.chip", { href: addressDetails(addressKey(result)), title: result.name, "aria-label": result.name }, glyph);
}

function union({ to = [], from = [] } = {}) {
    const seen = new Set();
    return [...to, ...from].filter((result) => !seen.has(addressKey(result)) && seen.add(addressKey(result)));
}

function aliases({ name, label, aliases: list = [], html_names: html = [], short_names: short = {} }) {
    const items = [
        ...(label !== undefined && label !== name ? [[name, "name"]] : []),
        ...list.map(({ text, type }) => [text, type]),
        ...Object.entries(short).flatMap(([language, texts]) => texts.map((text) => [text, language])),
        ...html.map((text) => [`&${text};`, "HTML"]),
    ];
    return items.length === 0 ? [] : [element("ul.names", {}, ...items.map(([text, type]) =>
        element("li", {}, text, " ", element("span.type", {}, type))))];
}

function keywords({ keywords: lists = {} }) {
    return Object.entries(lists).map(([language, texts]) => element("p", { lang: language.replace("_", "-") },
        ...texts.flatMap((text, i) => [i > 0 ? ", " : "", element("a", {
            href: addressOf({ query: text.includes(" ") ? `keyword:"${text}"` : `keyword:${text}` }),
        }, text)])));
}

function narrowed(property, value) {
    return element("a", { href: addressOf({ query: queryFilter(property, value) }) }, value);
}

function kind(about) {
    const pairs = [];
    if (about.category_name)
        pairs.push(["Category", element("span", {}, narrowed("category", about.category), ` ${spaced(about.category_name)}`)]);
    for (const [property, title] of [["block", "Block"], ["script", "Script"], ["age", "Since Unicode"]])
        if (about[property])
            pairs.push([title, narrowed(property, about[property])]);
    return pairs;
}

function spaced(name) {
    return name.replaceAll("_", " ").toLowerCase();
}

function pointLinks(points) {
    return element("span.points", {}, ...points.flatMap((point, i) => [
        i > 0 ? " " : "",
        element("a", { href: addressDetails(point), title: String.fromCodePoint(parseInt(point.slice(2), 16)) }, point),
    ]));
}

function made({ codepoint, codepoints, decomposition, nfd, nfkd }) {
    if (codepoints !== undefined)
        return [facts([["Code points", pointLinks(codepoints)]])];
    const pairs = [];
    const other = (points) => points?.length > 0 && points.join() !== codepoint;
    if (decomposition?.points?.length > 0)
        pairs.push([spaced(decomposition.type), pointLinks(decomposition.points)]);
    if (other(nfd))
        pairs.push(["NFD", pointLinks(nfd)]);
    if (other(nfkd))
        pairs.push(["NFKD", pointLinks(nfkd)]);
    return pairs.length > 0 ? [facts(pairs)] : [];
}

function cases({ codepoint, case: forms = {} }) {
    const pairs = Object.entries(forms).filter(([, points]) => points.join() !== codepoint)
        .map(([form, points]) => [CASES[form] ?? form, pointLinks(points)]);
    return pairs.length > 0 ? [facts(pairs)] : [];
}

function properties({ properties: all }) {
    if (all === undefined)
        return [];
    const pairs = Object.entries(all).filter(([, value]) => value !== null && value !== false)
        .map(([name, value]) => [spaced(name), name === "mirror"
            ? pointLinks([value]) : value === true ? "yes" : spaced(String(value))]);
    return [facts(pairs)];
}
