/*
 * Measures whether what is written fits where it is written. Each function returns a list of complaints,
 * empty if all is well.
 */

/* How a person may space text (WCAG 2.2, 1.4.12), and the fonts that every Debian has. */
export const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`;
export const DEFAULT_FONTS = "* { font-family: 'DejaVu Sans' !important; } code, kbd, .point { font-family: 'DejaVu Sans Mono' !important; }";

/* Texts that leave their control or are cut, words that break inside a control, texts over each other. Cut at
 * the end of a line by an ellipsis is not cut; glyphs are fitted by another module. */
export function misfits(page) {
    return page.evaluate(() => {
        const CONTROLS = "button, select, .chip, .tool, .view, kbd, summary, h1, h2, h3, label, th, dt, .toast > *, .hints > *";
        const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
        const name = (one) => `${one.localName}${one.id ? `#${one.id}` : ""}.${one.className} "${one.textContent.trim().slice(0, 40)}"`;
        const complaints = [];
        const texts = [];
        const within = (inner, outer, slack = 1.5) => inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack
            && inner.left >= outer.left - slack && inner.right <= outer.right + slack;
        /* As far as no element around it hides it. */
        const clipped = ({ left, right, top: upper, bottom }, inside) => {
            const seen = { left, right, top: upper, bottom };
            for (let one = inside; one !== null; one = one.parentElement) {
                if (getComputedStyle(one).overflowX === "visible")
                    continue;
                const box = one.getBoundingClientRect();
                Object.assign(seen, { left: Math.max(seen.left, box.left), right: Math.min(seen.right, box.right),
                    top: Math.max(seen.top, box.top), bottom: Math.min(seen.bottom, box.bottom) });
            }
            return seen;
        };
        const top = document.querySelector("dialog:modal") ?? document.body;
        const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (node.data.trim() === "" || !shown(parent) || parent.closest(".glyph, .wall, .values bdi, textarea, script, option, .place, [aria-hidden='true'], .skip"))
                continue;
            const style = getComputedStyle(parent);
            if (style.clipPath !== "none" || parent.closest("label") && getComputedStyle(parent.closest("label")).clipPath !== "none")
                continue; // only for screen readers
            const range = document.createRange();
            range.selectNodeContents(node);
            const rects = Array.from(range.getClientRects()).filter(({ width, height }) => width > 0 && height > 0);
            if (rects.length === 0 || rects.every(({ bottom, top: upper }) => bottom < 0 || upper > innerHeight))
                continue;
            const control = parent.closest(CONTROLS);
            if (control !== null) {
                const box = control.getBoundingClientRect();
                if (node.data.trim().length > 1 && !rects.every((rect) => within(rect, box, control.matches("h1, h2, h3") ? 6 : 1.5)))
                    complaints.push(`leaves its box: ${name(control)}`);
                for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
                    range.setStart(node, index);
                    range.setEnd(node, index + word.length);
                    const lines = new Set(Array.from(range.getClientRects(), ({ top: upper }) => Math.round(upper)));
                    if (lines.size > 1 && word.length < 16 && !/[-:/_]/.test(word))
                        complaints.push(`breaks ${word}: ${name(control)}`);
                }
            }
            for (let one = parent; one !== null && one !== document.body; one = one.parentElement) {
                const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(one);
                const cuts = ["hidden", "clip"].includes(overflowY) && webkitLineClamp === "none";
                const box = one.getBoundingClientRect();
                if (cuts && rects.some((rect) => rect.top < box.top - 3 || rect.bottom > box.bottom + 3))
                    complaints.push(`cut: ${name(parent)} by ${name(one)}`);
                if (["auto", "scroll"].includes(overflowY) || ["hidden", "clip"].includes(overflowX) && textOverflow === "ellipsis")
                    break;
            }
            const seen = rects.map((rect) => clipped(rect, parent)).filter(({ left, right, top: upper, bottom }) => right > left && bottom > upper);
            texts.push({ rects: seen, parent, layer: parent.closest(".toast, .hints, .tray, dialog, header, .field, .hint, .whereabouts, .active") });
        }
        for (const [i, one] of texts.entries())
            for (const other of texts.slice(i + 1))
                if (one.layer === other.layer && one.parent !== other.parent && !one.parent.contains(other.parent) && !other.parent.contains(one.parent)
                    && one.rects.some((a) => other.rects.some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
                        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)))
                    complaints.push(`over each other: ${name(one.parent)} and ${name(other.parent)}`);
        return [...new Set(complaints)].slice(0, 9);
    });
}

/* Controls smaller than a finger, in CSS pixels. A link within a sentence may be. */
export function smallTargets(page, size = 44) {
    return page.evaluate((least) => {
        const top = document.querySelector("dialog:modal") ?? document.body;
        return Array.from(top.querySelectorAll("button, a[href], select, input:not([type='checkbox']), textarea, summary, label"))
            .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
                && getComputedStyle(one).clipPath === "none" && !one.matches(".skip, dd .points a")
                && (one.localName !== "a" || getComputedStyle(one).display !== "inline" || one.closest("p, td, dd, li") === null)
                && (one.localName !== "label" || one.querySelector("input") !== null))
            .map((one) => [one, one.getBoundingClientRect()])
            .filter(([, { width, height }]) => Math.round(width) < least || Math.round(height) < least)
            .map(([one, { width, height }]) => `${one.localName}.${one.className} "${one.textContent.slice(0, 30)}" ${Math.round(width)} × ${Math.round(height)}`)
            .slice(0, 9);
    }, size);
}
