/*
 * The inspector: splits any text into grapheme clusters and their code points, with warnings about
 * what may mislead a reader.
 */

import { addressDetails } from "./address.js";
import { apiGet, Problem } from "./api.js";
import { dialogMake } from "./dialog.js";
import { element } from "./element.js";
import { escapeText } from "./escapes.js";
import { glyphHidden, glyphShow } from "./glyph.js";

const PAUSE = 100; // milliseconds without a key before the request

const FORMS = { nfc: "NFC", nfd: "NFD", nfkc: "NFKC", nfkd: "NFKD" };

let inspector = null;

export function inspectorShow() {
    inspector ??= new Inspector();
    inspector.show();
}

class Inspector {
    #parts = dialogMake("inspector", "Inspect text");
    #field = element("textarea", { id: "text", rows: 3, spellcheck: false, placeholder: "Paste text" });
    #found = element("div.found", { role: "status" });
    #clusters = element("ol.clusters");
    #aborter = new AbortController();
    #pause = 0;

    constructor() {
        this.#parts.body.append(element("label", { for: "text" }, "Shows the code points of any text of up to 1,024 bytes."), this.#field,
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
            return this.#show("", []);
        try {
            const answer = await apiGet("inspect", { text: this.#field.value }, signal);
            return this.#show(summary(answer), answer.clusters.map(cluster));
        } catch (error) {
            if (signal.aborted)
                return undefined;
            if (!(error instanceof Problem))
                throw error;
            return this.#show(error.detail, []);
        }
    }

    #show(summary, clusters) {
        this.#found.replaceChildren(...[summary].flat());
        this.#clusters.replaceChildren(...clusters);
    }
}

function summary({ length, normalization, warnings }) {
    const forms = Object.keys(FORMS).filter((form) => normalization[form]).map((form) => FORMS[form]);
    return [
        element("p", {}, `${length.graphemes} grapheme clusters, ${length.code_points} code points, `,
            `${length.utf8} bytes in UTF-8, ${length.utf16} code units in UTF-16; `,
            forms.length > 0 ? `normalized in ${forms.join(", ")}` : "not normalized"),
        ...warnings.map(({ type, byte, text }) => element("p.warning", {},
            `Warning: ${type} at byte ${byte}: `, element("bdi", {}, legible(text)))),
    ];
}

function legible(text) {
    return glyphHidden({ char: text, category: "" }) ? escapeText(text, "point") : text;
}

function cluster({ text, name, codepoints }) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, { char: text, category: codepoints.length === 1 ? codepoints[0].category : "" });
    return element("li", {}, glyph, element("div", {},
        ...(codepoints.length > 1 ? [element("p.sequence", {}, name ?? "unnamed sequence")] : []),
        element("ul", {}, ...codepoints.map(point))));
}

function point({ codepoint, name, invisible, utf8 }) {
    return element("li", {},
        element("a", { href: addressDetails(codepoint) }, codepoint), ` ${name ?? ""} `,
        ...(invisible ? [element("span.note", {}, "invisible"), " "] : []),
        element("code.bytes", {}, utf8));
}
