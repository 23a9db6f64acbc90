/*
 * The form in which a character is written: ❤ as text or as an emoji, 👍 in a skin tone. The server tells
 * which forms there are: `presentation`, the one that people mostly mean, and `toned`, the medium tone.
 */

export const TEXT = "\uFE0E";
export const EMOJI = "\uFE0F";
export const MEDIUM = "\u{1F3FD}";

/* The character of a result as this person prefers it. `emoji` is "usual", "emoji", "text" or "bare",
 * without a selector; `tone` is one of the five or empty. */
export function emojiText({ char, presentation, toned }, { emoji, tone }) {
    if (typeof toned === "string" && tone !== "")
        return toned.replaceAll(MEDIUM, tone);
    if (presentation === undefined || presentation === null || emoji === "bare")
        return char;
    if (emoji === "usual")
        return presentation === "emoji" ? char + EMOJI : char;
    return char + (emoji === "emoji" ? EMOJI : TEXT);
}

/* Are there other forms of it, or variants under it? */
export function emojiVaries({ presentation, toned, variants }) {
    return Boolean(presentation) || Boolean(toned) || (Array.isArray(variants) ? variants.length : variants) > 0;
}
