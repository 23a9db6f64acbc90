/*
 * Keys outside the results: / focuses the field, ? opens help, ↓ in the field moves to the results.
 * Inside modal dialogs and other fields they do nothing.
 */

import { helpOpen } from "./tools.js";

const TYPING = "input:not([type=checkbox]), textarea, select";

export function keysWatch(field, results) {
    field.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown" || results.total === 0)
            return;
        event.preventDefault();
        results.enter();
    });
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches(TYPING)
            || document.querySelector("dialog:modal"))
            return;
        if (event.key === "/") {
            event.preventDefault();
            field.focus();
            field.select();
        } else if (event.key === "?") {
            event.preventDefault();
            helpOpen();
        }
    });
}
