/*
 * Dialogs: a heading, a body and a close button. The browser keeps the focus inside a modal
 * dialog, closes it on Escape and restores the focus. The modules that import this one are loaded
 * when a dialog is first wanted, and wait here for its style.
 */

import { button, element } from "../base/element.js";
import { say } from "../base/messages.js";
import { sheetLoad } from "../base/sheet.js";

await sheetLoad(import.meta.url, "dialog.css");

export function dialogMake(id, heading) {
    const title = element("h2", { id: `${id}-title` }, heading);
    const body = element("div.body", { tabIndex: -1 });
    const dialog = element("dialog", { id, "aria-labelledby": title.id },
        element("div.top", {}, title, button("close", "×", say("close"), () => dialog.close())), body);
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog) // the backdrop
            dialog.close();
    });
    document.body.append(dialog);
    return { dialog, title, body };
}
