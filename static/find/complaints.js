/*
 * What the server says about a query, in the words of a person. It speaks to programs, too: it names
 * the rule first and the remedy second. What this table does not know is shown as it is to readers of English.
 */

import { say } from "../base/messages_later.js";

const WORDS = [
    [/^unterminated quote/, "complaint.quote-open"],
    [/^missing term after \|/, "complaint.or-after"],
    [/^missing term before \|/, "complaint.or-before"],
    [/^misplaced -: put it before the first/, "complaint.minus-first"],
    [/^misplaced -: put it before the key/, "complaint.minus-key"],
    [/^more than one -/, "complaint.minus-twice"],
    [/^only exclusions/, "complaint.only-minus"],
    [/^unknown key: write a code point/, "complaint.point-key"],
    [/^unknown key/, "complaint.key"],
    [/^unknown (?<key>.*?):/, "complaint.value"],
    [/^invalid .*? value: (?<remedy>use .*?)(?:; the closest.*)?$/, "complaint.impossible"],
    [/^missing value/, "complaint.no-value"],
    [/^missing word after the field/, "complaint.no-word"],
    [/^incomplete range/, "complaint.range-open"],
    [/^reversed range/, "complaint.range-reversed"],
    [/^invalid range/, "complaint.range-ends"],
    [/^not a character/, "complaint.not-character"],
    [/^missing space after the closing quote/, "complaint.quote-space"],
    [/^misplaced quote/, "complaint.quote-inside"],
    [/^misplaced \*/, "complaint.star-quoted"],
    [/^no word in the phrase/, "complaint.quote-empty"],
    [/^several words (?:before \*|with a wildcard)/, "complaint.star-words"],
    [/^malformed code point/, "complaint.point"],
    [/^malformed escape/, "complaint.escape"],
    [/^malformed reference/, "complaint.reference"],
    [/^query too expensive/, "complaint.short"],
    [/^query too long/, "complaint.long"],
];

export function complaintOf({ detail, told = detail }) {
    const text = told.replace(/\.$/, "");
    for (const [pattern, key] of WORDS) {
        const found = pattern.exec(text);
        if (found !== null)
            return say(key, found.groups);
    }
    return told === detail ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : detail;
}
