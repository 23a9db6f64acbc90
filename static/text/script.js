/*
 * What a script is called in the language of the page. The names are CLDR's, which the build adds to the messages
 * (server/answers/http/base/script_messages.c). Queries and addresses have Unicode's.
 */

import { sayKnown } from "../base/messages_later.js";

/* "Altitalisch" for Old Italic; the same where the language has no name for it. */
export function scriptOf(script) {
    return sayKnown(`script.${script.toLowerCase().replaceAll(" ", "-")}`, script);
}
