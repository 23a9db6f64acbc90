/*
 * The keys that work everywhere: / to the field, ? for help; and those that lead from the field
 * into the results. A modal dialog keeps its keys to itself, and so does whatever one types into.
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
