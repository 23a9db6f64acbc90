/*
 * What the page says, in its language: that of <html lang>, which the server has chosen. The table of the
 * language is a file of static/messages/; messages_later.js waits for the part that the first view does not need.
 */

const { lang, dir } = document.documentElement;
const IN_ENGLISH = lang === "en";
const plurals = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(`${lang}-u-nu-latn`);
const texts = {};
const split = new Map(); // a text: its parts, of which every second is the name of a value

/* A step to the right in lines of text: 1 is forward, -1 is back. */
export const RIGHTWARD = dir === "rtl" ? -1 : 1;

await messagesLoad(`${lang}.json`);

/* Adds the messages of a file. */
export async function messagesLoad(file) {
    const response = await fetch(new URL(`../messages/${file}`, import.meta.url));
    if (!response.ok)
        throw new Error(`No messages: ${file}`);
    Object.assign(texts, await response.json());
}

/* A number, grouped as the language does. */
export function number(value) {
    return numbers.format(value);
}

/* The message with this key; { count: 2, query: "cat" } is put in for {count} and {query}. The number named count
 * decides on the plural. */
export function say(key, values = {}) {
    return sayParts(key, values).join("");
}

/* The same where values are elements, too: returns a list of texts and elements. */
export function sayParts(key, values) {
    const forms = texts[key] ?? key;
    const text = typeof forms === "string" ? forms : forms[plurals.select(values.count)] ?? forms.other;
    if (!split.has(text))
        split.set(text, text.split(/\{(.*?)\}/));
    return split.get(text).map((part, i) => {
        const value = i % 2 === 0 ? part : values[part];
        return typeof value === "number" ? number(value) : value;
    }).filter((part) => part !== "");
}

/* What the server says in English: as it is to readers of English, to others by the message with this key, if any. */
export function sayTold(english, key) {
    return IN_ENGLISH ? english : key && say(key);
}

/* The message with this key, if there is one. */
export function sayKnown(key, otherwise) {
    return key in texts ? say(key) : otherwise;
}
