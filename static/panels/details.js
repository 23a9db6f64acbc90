/*
 * The details of one character from /api/v1/characters/: beside the results in a wide window, else
 * in a modal dialog. The fragment of the address names the open character, so every character named
 * here is a link, and Back returns to the previous one.
 */

import { addressDetails, addressKey, addressOf } from "../base/address.js";
import { apiGet, Problem } from "../base/api.js";
import { categoryOf } from "../text/shown.js";
import { captionOf } from "../text/caption.js";
import { dialogMake } from "./dialog.js";
import { button, element } from "../base/element.js";
import { fontsLack } from "../fonts/fonts.js";
import { emojiForms } from "../text/emoji.js";
import { languagesPreferred } from "../base/language.js";
import { glyphFit, glyphPoints, glyphShow } from "../text/glyph.js";
import { say, sayKnown } from "../base/messages_later.js";
import { scriptOf } from "../text/script.js";
import { queryFilter } from "../base/filters.js";
import { shareAddress, shareButtons } from "./share.js";

const LANGUAGES = {
    html: "HTML", html_hex: say("forms.html-hex"), html_name: say("forms.html-name"), css: "CSS", c: "C",
    python: "Python", javascript: "JavaScript", rust: "Rust", java: "Java", go: "Go", url: "URL",
};
const SLOW = 5; // seconds without an answer before the person is told
const COPIED = ["latex", "typst", "html", "keysym"]; // ways to type that are a text

export class Details {
    #parts = dialogMake("details", "");
    #handlers;
    #key = "";
    #moving = false; // between beside the results and modal
    #aborter = new AbortController();
    #wide = matchMedia("(min-width: 75rem)");

    /* handlers: copy(result), copyText(text), pick(result), star(result), closed(). */
    constructor(handlers) {
        this.#handlers = handlers;
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
        if (!this.#parts.dialog.open) {
            this.#parts.title.textContent = key;
            this.#parts.body.replaceChildren(); // not those of the character before
            this.#show();
        }
        const retry = () => button("retry", say("status.again"), "", () => this.#again());
        const slow = setTimeout(() => this.#tell(key,
            element("p.trouble", {}, say("status.slow")), retry()), SLOW * 1000);
        this.#parts.body.ariaBusy = "true";
        try {
            const answer = await apiGet(`characters/${encodeURIComponent(key)}`, {}, signal);
            if (typeof answer.char !== "string")
                throw new Problem(0, say("api.partial"));
            this.#settle(slow);
            this.#fill(answer);
        } catch (error) {
            clearTimeout(slow);
            if (signal.aborted)
                return;
            this.#settle(slow);
            if (!(error instanceof Problem))
                throw error;
            this.#tell(key, element("p.trouble", {}, error.detail), ...(error.status === 404 ? [] : [retry()]));
        }
    }

    #settle(slow) {
        clearTimeout(slow);
        this.#parts.body.ariaBusy = "false";
    }

    #again() {
        const key = this.#key;
        this.#key = "";
        this.open(key);
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

    /* The window became wide or narrow. */
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
        this.#handlers.closed();
    }

    #tell(title, ...parts) {
        this.#parts.title.textContent = title;
        this.#parts.body.replaceChildren(...parts);
        this.#parts.body.scrollTop = 0;
        (this.#parts.body.querySelector("button") ?? this.#parts.body).focus();
    }

    #fill(answer) {
        // private use characters have no name
        const about = { ...answer, name: answer.name ?? answer.label, short_name: shortName(answer) };
        this.#tell(captionOf({ ...about, name: about.label ?? about.name }), this.#face(about), ...[
            section(say("character.names"), aliases(about)),
            section(say("details.definition"), about.definition ? [element("p", {}, about.definition)] : []),
            section(say("character.keywords"), keywords(about)),
            section(say("details.classes"), [facts(classes(about))]),
            section(say("details.confusables"), chips(about.confusables)),
            section(say("relative.to"), chips(union(about.cross_references))),
            section(say("relative.base"), chips(about.base ? [about.base] : [])),
            section(say("relative.variants"), chips(about.variants)),
            section(say("details.composition"), composition(about)),
            section(say("details.case"), cases(about)),
            section(say("character.typing"), this.#typing(about)),
            section(say("details.forms"), this.#escapes(about)),
            section(say("character.neighbours"), chips([...about.neighbours?.before ?? [], ...about.neighbours?.after ?? []])),
            section(say("character.properties"), properties(about)),
        ].filter((part) => part !== null));
        glyphFit(this.#parts.body.querySelector(".face .glyph"));
    }

    #face(about) {
        const glyph = element("bdi.glyph");
        glyphShow(glyph, about);
        const noFont = fontsLack(about.char);
        return element("div.face", {}, glyph, element("div", {},
            element("p.point", {}, glyphPoints(about)),
            ...(about.codepoint ? [element("p.official", { translate: "no" }, about.label ?? about.name)] : []),
            ...(noFont ? [element("p.note.no-font", {}, say("details.no-font"))] : []),
            ...(about.beyond_icu ? [element("p.note", {}, say("details.beyond-icu", { version: about.beyond_icu }))] : []),
            ...(glyph.classList.contains("hidden") ? [element("p.note", {}, say("details.invisible"))] : []),
            element("p.buttons", {},
                button("copy", say("copy"), "", () => this.#handlers.copy(about)),
                button("pick", say("pick"), "", () => this.#handlers.pick(about)),
                button("star", say("star"), "", () => this.#handlers.star(about)),
                ...shareButtons(captionOf({ ...about, name: about.label ?? about.name }), () => shareAddress(about)))));
    }

    /* Names of characters can be copied; keys cannot. */
    #typing({ typing = [] }) {
        return typing.length === 0 ? [] : [element("table.typing", {}, element("tbody", {}, ...typing.map((row) =>
            element("tr", {}, element("th", { scope: "row" }, sayKnown(`typing.${row.way.replace("_", "-")}`, row.label)),
                element("td", {}, ...row.keys.flatMap((keys) => [element("kbd", {}, keys), " "]),
                    element("small", {}, sayKnown(`typing-where.${row.way.replace("_", "-")}`, row.where))),
                element("td", {}, ...(COPIED.includes(row.way)
                    ? [button("copy", say("copy"), say("copy.one", { what: row.keys[0] }), () => this.#handlers.copyText(row.keys[0]))] : []))))))];
    }

    #escapes(about) {
        const { escapes = {}, encodings = {} } = about;
        const forms = [
            ...Object.entries(emojiForms(about) ?? {}).map(([form, text]) => [say(`variants.${form}`), text]),
            ...Object.entries(escapes).map(([name, text]) => [LANGUAGES[name] ?? name, text]),
            ["UTF-8", joined(encodings.utf8)], ["UTF-16", joined(encodings.utf16)], ["UTF-32", joined(encodings.utf32)],
        ].filter(([, text]) => text);
        return [element("table.escapes", {}, element("tbody", {}, ...forms.map(([name, text]) =>
            element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, element("code", {}, text)),
                element("td", {}, button("copy", say("copy"), say("copy.one", { what: text }), () => this.#handlers.copyText(text)))))))];
    }
}

/* The short name in the first language of the reader that has one, like those of the rows; the answer has all
 * languages of the index. */
function shortName({ short_names: names = {} }) {
    const tags = [...languagesPreferred()?.split(",") ?? [], "en"];
    const found = tags.flatMap((tag) => [tag.replaceAll("-", "_"), tag.split("-")[0]]).find((tag) => names[tag]?.length > 0);
    return names[found]?.[0];
}

const joined = (list) => (Array.isArray(list) ? list.join(" ") : list);

function section(title, parts) {
    return parts.length > 0 ? element("section", {}, element("h3", {}, title), ...parts) : null;
}

/* A list of pairs: a name, and a node or text. */
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
        ...(label !== undefined && label !== name ? [[name, say("details.official")]] : []),
        ...list.map(({ text, type }) => [text, sayKnown(`alias.${type}`, type)]),
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

function filterLink(property, value) {
    return element("a", { href: addressOf({ query: queryFilter(property, value) }) }, property === "script" ? scriptOf(value) : value);
}

function classes(about) {
    const pairs = [];
    if (about.category_name)
        pairs.push([say("property.category"), element("span", {}, filterLink("category", about.category), ` ${categoryOf(about.category)}`)]);
    for (const [property, title] of ["block", "script", "age"].map((name) => [name, say(`property.${name}`)]))
        if (about[property])
            pairs.push([title, property === "age" && about.new
                ? element("span", {}, filterLink(property, about[property]), ` · ${say("rows.new", { version: about.age })}`)
                : filterLink(property, about[property])]);
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

function composition({ codepoint, codepoints, decomposition, nfd, nfkd }) {
    if (codepoints !== undefined)
        return [facts([[say("details.points"), pointLinks(codepoints)]])];
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
        .map(([form, points]) => [sayKnown(`case.${form}`, form), pointLinks(points)]);
    return pairs.length > 0 ? [facts(pairs)] : [];
}

function properties({ properties: all }) {
    if (all === undefined)
        return [];
    const pairs = Object.entries(all).filter(([, value]) => value !== null && value !== false)
        .map(([name, value]) => [spaced(name), name === "mirror"
            ? pointLinks([value]) : value === true ? say("yes") : spaced(String(value))]);
    return [facts(pairs)];
}
