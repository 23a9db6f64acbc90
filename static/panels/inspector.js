/*
 * The inspector: splits any text into grapheme clusters and their code points, with warnings about
 * what may mislead a reader.
 */

import { addressDetails } from "../base/address.js";
import { apiGet, Problem } from "../base/api.js";
import { dialogMake } from "./dialog.js";
import { element } from "../base/element.js";
import { say, sayKnown, sayParts } from "../base/messages_later.js";
import { escapeText } from "../text/escapes.js";
import { glyphHidden, glyphShow } from "../text/glyph.js";

const PAUSE = 100; // milliseconds without a key before the request

const FORMS = { nfc: "NFC", nfd: "NFD", nfkc: "NFKC", nfkd: "NFKD" };

let inspector = null;

/* Opens it, with this text if there is one. */
export function inspectorShow(text = "") {
    inspector ??= new Inspector();
    inspector.show(text);
}

class Inspector {
    #parts = dialogMake("inspector", say("inspect.title"));
    #field = element("textarea", { id: "text", rows: 3, spellcheck: false, placeholder: say("inspect.paste") });
    #found = element("div.found", { role: "status" });
    #clusters = element("ol.clusters");
    #aborter = new AbortController();
    #pause = 0;

    constructor() {
        this.#parts.body.append(element("label", { for: "text" }, say("inspect.label")), this.#field,
            this.#found, this.#clusters);
        this.#field.addEventListener("input", () => {
            clearTimeout(this.#pause);
            this.#pause = setTimeout(() => this.#ask(), PAUSE);
        });
        addEventListener("popstate", () => this.#parts.dialog.close()); // Back leaves it
        this.#clusters.addEventListener("click", ({ target }) =>
            target.closest("a") && this.#parts.dialog.close());
    }

    show(text) {
        this.#parts.dialog.showModal();
        this.#field.focus();
        if (text === "")
            return;
        this.#field.value = text;
        this.#ask();
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
        element("p", {}, say(forms.length > 0 ? "inspect.normalized" : "inspect.unnormalized", {
            graphemes: length.graphemes, points: length.code_points, utf8: length.utf8, utf16: length.utf16,
            forms: forms.join(", "),
        })),
        ...warnings.map(({ type, byte, text }) => element("p.warning", {},
            ...sayParts("inspect.warning", { type: sayKnown(`warning.${type.replace(" ", "-")}`, type), byte, text: element("bdi", {}, legible(text)) }))),
    ];
}

function legible(text) {
    return glyphHidden({ char: text, category: "" }) ? escapeText(text, "point") : text;
}

function cluster({ text, name, codepoints }) {
    const glyph = element("bdi.glyph");
    glyphShow(glyph, { char: text, category: codepoints.length === 1 ? codepoints[0].category : "" });
    return element("li", {}, glyph, element("div", {},
        ...(codepoints.length > 1 ? [element("p.sequence", {}, name ?? say("inspect.unnamed"))] : []),
        element("ul", {}, ...codepoints.map(point))));
}

function point({ codepoint, name, invisible, utf8 }) {
    return element("li", {},
        element("a", { href: addressDetails(codepoint) }, codepoint), ` ${name ?? ""} `,
        ...(invisible ? [element("span.note", {}, say("inspect.invisible")), " "] : []),
        element("code.bytes", {}, utf8));
}
