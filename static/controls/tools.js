/*
 * The tools in the header: inspector, settings, help. Dialogs are loaded when first opened.
 */

import { button } from "../base/element.js";
import { laterAsked } from "../base/later.js";
import { say } from "../base/messages.js";

/* openCollections() shows the collections, which the settings lead to. */
export function toolsShow(place, openCollections) {
    place.append(
        button("tool", say("tools.inspect"), say("tools.inspector"), inspectorOpen),
        button("tool", "⚙\uFE0E", say("tools.settings"), () => settingsOpen(openCollections)),
        button("tool", "?", say("tools.help"), helpOpen));
}

export async function helpOpen() {
    (await laterAsked(import("../panels/help.js")))?.helpShow();
}

async function inspectorOpen() {
    (await laterAsked(import("../panels/inspector.js")))?.inspectorShow();
}

async function settingsOpen(openCollections) {
    (await laterAsked(import("../panels/settings.js")))?.settingsShow(openCollections);
}
