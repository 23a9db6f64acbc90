/*
 * Dialogs: a heading, a body, a way out. The browser keeps the focus inside a modal one, closes it
 * by Escape and gives the focus back.
 */

import { button, element } from "./element.js";

export function dialogMake(id, words) {
    const title = element("h2", { id: `${id}-title` }, words);
    const body = element("div.body", { tabIndex: -1 });
    const dialog = element("dialog", { id, "aria-labelledby": title.id },
        element("div.top", {}, title, button("close", "×", "Close", () => dialog.close())), body);
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog) // the ground behind it
            dialog.close();
    });
    document.body.append(dialog);
    return { dialog, title, body };
}
