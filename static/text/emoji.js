/*
 * The form in which a character is written: ❤ as text or as an emoji, 👍 in a skin tone. The server tells
 * which forms there are: `presentation`, the one that people mostly mean, and `toned`, the medium tone.
 */

export const EMOJI = "\uFE0F";
export const MEDIUM = "\u{1F3FD}";
const BARE = /\p{Emoji_Presentation}/u; // an emoji without a selector

/* Both forms of a character that has two, else null. */
export function emojiForms({ char, presentation }) {
    return presentation ? { emoji: BARE.test(char) ? char : char + EMOJI, text: `${char}\uFE0E` } : null;
}

/* The character of a result as this person prefers it. `emoji` is "usual", "emoji", "text" or "bare",
 * without a selector; `tone` is one of the five or empty. */
export function emojiText(result, { emoji, tone }) {
    const { char, presentation, toned } = result;
    if (typeof toned === "string" && tone !== "")
        return toned.replaceAll(MEDIUM, tone);
    const form = emoji === "usual" && presentation === "emoji" ? presentation : emoji;
    return emojiForms(result)?.[form] ?? char;
}

/* Are there other forms of it, or variants under it? */
export function emojiVaries({ presentation, toned, variants }) {
    return Boolean(presentation) || Boolean(toned) || (Array.isArray(variants) ? variants.length : variants) > 0;
}
