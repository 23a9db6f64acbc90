/*
 * The inspector: any text, taken apart into what a person sees as characters, and the code points
 * of each; with what may deceive the eye.
 */

import { addressDetails } from "./address.js";
import { apiGet, Problem } from "./api.js";
import { dialogMake } from "./dialog.js";
import { element } from "./element.js";
import { escapeText } from "./escapes.js";
import { glyphHidden, glyphShow } from "./glyph.js";

const PAUSE = 100; // milliseconds without a key

const FORMS = { nfc: "NFC", nfd: "NFD", nfkc: "NFKC", nfkd: "NFKD" };

let inspector = null;

export function inspectorShow() {
    inspector ??= new Inspector();
    inspector.show();
}

class Inspector {
    #parts = dialogMake("inspector", "Inspect a text");
    #field = element("textarea", { id: "text", rows: 3, spellcheck: false, placeholder: "Paste anything" });
    #found = element("div.found", { role: "status" });
    #clusters = element("ol.clusters");
    #aborter = new AbortController();
    #pause = 0;

    constructor() {
        this.#parts.body.append(element("label", { for: "text" }, "Any text of up to 1,024 bytes is taken apart."), this.#field,
            this.#found, this.#clusters);
        this.#field.addEventListener("input", () => {
            clearTimeout(this.#pause);
            this.#pause = setTimeout(() => this.#ask(), PAUSE);
        });
        this.#clusters.addEventListener("click", ({ target }) =>
            target.closest("a") && this.#parts.dialog.close());
    }

    show() {
        this.#parts.dialog.showModal();
        this.#field.focus();
    }

    async #ask() {
        this.#aborter.abort();
        this.#aborter = new AbortController();
        const { signal } = this.#aborter;
        if (this.#field.value === "")
            return this.#say("", []);
        try {
            const answer = await apiGet("inspect", { text: this.#field.value }, signal);
            return this.#say(summary(answer), answer.clusters.map(cluster));
        } catch (error) {
            if (signal.aborted)
                return undefined;
            if (!(error instanceof Problem))
                throw error;
            return this.#say(error.detail, []);
        }
    }

    #say(words, clusters) {
        this.#found.replaceChildren(...[words].flat());
        this.#clusters.replaceChildren(...clusters);
    }
}

function summary({ length, normalization, warnings }) {
    const is = Object.keys(FORMS).filter((form) => normalization[form]).map((form) => FORMS[form]);
    return [
        element("p", {}, `${length.graphemes} as seen, ${length.code_points} code points, `,
            `${length.utf8} bytes of UTF-8, ${length.utf16} units of UTF-16; `,
            is.length > 0 ? `in ${is.join(", ")}` : "in no normal form"),
        ...warnings.map(({ type, byte, text }) => element("p.warning", {},
            `Careful, ${type} at byte ${byte}: `, element("bdi", {}, legible(text)))),
    ];
}

function legible(text) {
    return glyphHidden({ char: text, category: "" }) ? escapeText(text, "point") : text;
}

function cluster({ text, name, codepoints }) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, { char: text, category: codepoints.length === 1 ? codepoints[0].category : "" });
    return element("li", {}, glyph, element("div", {},
        ...(codepoints.length > 1 ? [element("p.whole", {}, name ?? "no name as a whole")] : []),
        element("ul", {}, ...codepoints.map(point))));
}

function point({ codepoint, name, invisible, utf8 }) {
    return element("li", {},
        element("a", { href: addressDetails(codepoint) }, codepoint), ` ${name ?? ""} `,
        ...(invisible ? [element("span.note", {}, "invisible"), " "] : []),
        element("code.bytes", {}, utf8));
}
