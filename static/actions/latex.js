/*
 * The command of LaTeX for a character, which only the document of the character has.
 */

import { addressKey } from "../base/address.js";
import { apiGet } from "../base/api.js";

const KNOWN = 200; // characters that are remembered
const known = new Map(); // a character: its command, or null

/* The commands one after the other, apart from the letter that would belong to the one before; null if a
 * character has none. Throws a Problem if the server cannot be asked. */
export async function latexOf(results) {
    const commands = await Promise.all(results.map(commandOf));
    return commands.includes(null) ? null : commands.reduce(joined, "");
}

function joined(text, command) {
    return /\\[A-Za-z]+$/.test(text) && /^[A-Za-z]/.test(command) ? `${text} ${command}` : text + command;
}

async function commandOf(result) {
    if (/^[A-Za-z0-9]$/.test(result.char))
        return result.char;
    if (known.size > KNOWN)
        known.clear();
    if (!known.has(result.char)) {
        known.set(result.char, usual(await apiGet(`characters/${encodeURIComponent(addressKey(result))}`)));
    }
    return known.get(result.char);
}

/* Of several commands (\\ga, \\alpha, \\upalpha) the one that HTML knows by the same name, else the first. */
function usual({ typing = [], html_names: names = [] }) {
    const commands = typing.find(({ way }) => way === "latex")?.keys ?? [];
    const shared = commands.filter((command) => names.includes(command.slice(1)));
    return shared.find((command) => command === command.toLowerCase()) ?? shared[0] ?? commands[0] ?? null;
}
