/*
 * Characters as they are kept: in the tray, in collections, among those used. An item has what is needed to
 * show and copy it. What is read may be damaged, so that everything is checked.
 */

export const ITEMS_MAX = 500; // of one list
const CHAR_MAX = 64; // UTF-16 code units; a sequence has at most 16 code points
const NAME_MAX = 200;

/* U+1F1E8, U+1F1ED */
export function pointsOf(char) {
    return Array.from(char, (one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}

export function itemOf({ char, name, category, presentation, toned }) {
    const points = pointsOf(char);
    return {
        char, name, category: category ?? categoryOf(char),
        ...(points.length === 1 ? { codepoint: points[0] } : { codepoints: points }),
        ...(presentation ? { presentation } : {}), ...(toned ? { toned } : {}),
    };
}

/* The items of a list that are whole, at most ITEMS_MAX. */
export function itemsValid(list) {
    return Array.isArray(list) ? list.filter(valid).slice(0, ITEMS_MAX).map(itemOf) : [];
}

function valid(item) {
    return item !== null && typeof item === "object"
        && text(item.char, CHAR_MAX) && text(item.name, NAME_MAX) && text(item.category, 2)
        && [undefined, "emoji", "text"].includes(item.presentation)
        && (item.toned === undefined || text(item.toned, CHAR_MAX));
}

function text(value, most) {
    return typeof value === "string" && value.length > 0 && value.length <= most;
}

/* As far as it decides how a character is shown. */
function categoryOf(char) {
    if (/^\p{M}/u.test(char))
        return "Mn";
    return /^\p{Cc}/u.test(char) ? "Cc" : "So";
}
