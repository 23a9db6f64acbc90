/*
 * Wires the page. Data flows one way:
 *
 *     navigation   what is typed, linked or revisited ▶ an address
 *     finder       an address ▶ one search ▶ status, progress, filters
 *     results      the rows of the search ▶ a grid to scroll, click and steer by keyboard
 *     actions      one result ▶ copied, picked or shown in detail
 *
 * Each of the four gets the ones after it as parameters. It reports back to those before it only
 * through the callbacks given here.
 */

import { Actions } from "./actions.js";
import { Choices } from "./choices.js";
import { Finder } from "./finder.js";
import { keysWatch } from "./keys.js";
import { later } from "./later.js";
import { Navigation } from "./navigation.js";
import { Results } from "./results.js";
import { toolsShow } from "./tools.js";

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
const finder = new Finder(results, actions);
const navigation = new Navigation(field, { choices, finder, results, actions });

keysWatch(field, results);
toolsShow(document.querySelector("#tools"));
navigation.start();
addEventListener("load", async () => (await later(import("./offline.js")))?.offlineWatch());
