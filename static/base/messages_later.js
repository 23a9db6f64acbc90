/*
 * The messages of modules that are loaded when needed: they import say() from here, and wait for these.
 */

import { messagesLoad } from "./messages.js";

export { number, say, sayKnown, sayParts } from "./messages.js";

await messagesLoad(`${document.documentElement.lang}.later.json`);
