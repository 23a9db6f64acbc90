/*
 * Wires the page (static/README.md). Data flows one way; what comes back comes through the callbacks given here.
 */

import { Actions } from "./actions/actions.js";
import { Choices } from "./controls/choices.js";
import { emojiVaries } from "./text/emoji.js";
import { Finder } from "./find/finder.js";
import { keysWatch } from "./controls/keys.js";
import { later } from "./base/later.js";
import { Navigation } from "./controls/navigation.js";
import { Results } from "./rows/results.js";
import { toolsShow } from "./controls/tools.js";

if (document.documentElement.classList.contains("plain"))
    await new Promise(() => {}); // the browser is too old, see theme.js: nothing starts

const field = document.querySelector("#query");

const choices = new Choices(document.querySelector("#bar"), (view) => navigation.viewChosen(view));
const actions = new Actions(choices, { changed: () => results.refresh() });
const results = new Results(document.querySelector("#results"), actions, {
    row: (index) => finder.row(index),
    seen(first, end, direction) {
        finder.want(first, end, direction);
        navigation.scrolled();
    },
    leave: () => field.focus(),
});
const finder = new Finder(results, actions, ({ results: rows }) => navigation.viewSuit(rows));
const navigation = new Navigation(field, { choices, finder, results, actions });

keysWatch(field, results, () => navigation.settle());
toolsShow(document.querySelector("#tools"), () => actions.collectionsOpen(null));
navigation.start();
document.documentElement.classList.add("scripted", "started"); // see theme.js
if (document.readyState !== "complete") // it may be: this module waits for the messages
    await new Promise((resolve) => addEventListener("load", resolve));
actions.recall();
(await later(import("./offline/offline.js")))?.offlineWatch();
(await later(import("./actions/hold.js")))?.holdWatch({
    can: emojiVaries, act: (result, at) => actions.variantsOpen(result, at),
});
(await later(import("./fonts/webfonts.js")))?.webfontsWatch();
