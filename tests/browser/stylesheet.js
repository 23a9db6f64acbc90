/*
 * Reads style sheets as far as these tests need it, and knows which features are newer than the oldest
 * browsers that the page is for: Safari 15.4, Chrome 100 and Firefox 100 (static/README.md).
 */

/* What a declaration may not rely on: a pattern of "property: value". */
const NEWER = [
    /light-dark\(/, /color-mix\(|\boklch\(|\boklab\(|\blab\(|\blch\(/, /:.*\d[dsl]v(h|w|min|max|b|i)\b/, /:.*\dcq(w|h|i|b|min|max)\b/,
    /^overflow(-x|-y|-clip-margin)?:.*\bclip\b/, /^(width|height|inset|min-|max-).*\bcalc-size\(/, /\b(round|mod|rem|sin|cos|pow|sqrt|hypot)\(/,
    /^(position-anchor|anchor-name|position-area|position-try)/, /:.*\banchor\(/, /^grid-template.*\bsubgrid\b/, /\blinear\(/,
    /^(animation|view)-timeline|^animation-range/, /^mask(-|:)/, /^font-palette/, /^container(-|:)/,
];

/* Newer, but nothing is lost without it: it only refines what is there. */
const REFINES = [
    "scrollbar-gutter", "scrollbar-width", "translate", "contain", "content-visibility", "overscroll-behavior",
    "forced-color-adjust", "text-wrap", "accent-color", "interpolate-size", "field-sizing", "hyphens", "overflow-anchor",
];

const NEWER_SELECTORS = /:has\(|:modal\b|:open\b|:popover-open|:user-(in)?valid|::details-content|:state\(/;
const NEWER_RULES = /^@(container|scope|starting-style|property|view-transition|position-try)\b/;

/* [{ prelude, declarations: [text], rules: [the same] }] */
export function sheetParse(text) {
    return parse(text.replace(/\/\*[\s\S]*?\*\//g, "")).rules;
}

function parse(text) {
    const block = { declarations: [], rules: [] };
    let depth = 0;
    let start = 0;
    let open = 0;
    for (let i = 0; i < text.length; i += 1)
        if (text[i] === "{" && depth++ === 0) {
            open = i;
        } else if (text[i] === "}" && --depth === 0) {
            block.rules.push({ prelude: text.slice(start, open).trim(), ...parse(text.slice(open + 1, i)) });
            start = i + 1;
        } else if (text[i] === ";" && depth === 0) {
            block.declarations.push(text.slice(start, i).replace(/\s+/g, " ").trim());
            start = i + 1;
        }
    return block;
}

const newer = (declaration) => !REFINES.includes(propertyOf(declaration)) && NEWER.some((pattern) => pattern.test(declaration));
const propertyOf = (declaration) => declaration.split(":")[0].trim();

/* What in a style sheet needs a newer browser and has no fallback: no declaration of the same property
 * before it, in the same rule; not in @supports. */
export function sheetNewer(text) {
    return sheetParse(text).flatMap((rule) => rulesNewer(rule));
}

function rulesNewer({ prelude, declarations, rules }) {
    if (prelude.startsWith("@supports"))
        return [];
    const complaints = declarations.filter((one, i) => newer(one)
        && !declarations.slice(0, i).some((before) => propertyOf(before) === propertyOf(one) && !newer(before)))
        .map((one) => `${prelude} { ${one} }`);
    if (NEWER_RULES.test(prelude) || !prelude.startsWith("@") && NEWER_SELECTORS.test(prelude))
        complaints.push(prelude);
    if (!prelude.startsWith("@") && rules.some((inner) => !inner.prelude.startsWith("@media")))
        complaints.push(`${prelude} { … {`);
    return [...complaints, ...rules.flatMap(rulesNewer)];
}

/* The style sheet as an old browser takes it: without what is newer, without nesting. */
export function sheetOld(text) {
    return sheetParse(text).map(ruleOld).join("\n");
}

function ruleOld({ prelude, declarations, rules }) {
    if (/^@supports not selector\(/.test(prelude))
        return rules.map(ruleOld).join("\n");
    if (/^@supports selector\(/.test(prelude) || NEWER_SELECTORS.test(prelude))
        return "";
    const kept = declarations.filter((one) => !newer(one) && !["translate", "scrollbar-gutter"].includes(propertyOf(one)));
    const inner = prelude.startsWith("@") ? rules.map(ruleOld) : [];
    return `${prelude} {\n${[...kept.map((one) => `${one};`), ...inner].join("\n")}\n}`;
}
