/*
 * Wires the page: what is typed becomes the address and a search, and what the search tells
 * becomes rows, a status line and a bar. At most one search lives; a newer one closes it first,
 * and a closed search tells nothing, so no old answer can ever stand over a new one.
 */

import { addressFollow, addressRead, addressSettle } from "./address.js";
import { indexAwait } from "./api.js";
import { introShow, introHide } from "./intro.js";
import { Progress } from "./progress.js";
import { Results } from "./results.js";
import { searchOpen } from "./search.js";
import { Status } from "./status.js";

const TYPING_PAUSE = 150; // milliseconds without a key after which the query is meant

const field = document.querySelector("#query");
const status = new Status();
const progress = new Progress(document.querySelector("#progress"));
const results = new Results(document.querySelector("#results"), () => search?.more());

let search = null;
let pause = 0;

function searchStop() {
    clearTimeout(pause);
    search?.close();
    search = null;
}

/* Shows what an address asks for. */
function show({ query, scope, offset }) {
    searchStop();
    status.untroubled();
    if (blank(query)) {
        introShow();
        results.clear();
        progress.hide();
        status.home();
        return;
    }
    introHide();
    results.busy();
    search = searchOpen({ query, scope }, offset, {
        page: (page, fresh) => showPage(page, fresh, offset),
        building: showBuilding,
        refused(problem) {
            results.clear();
            progress.hide();
            status.refused(problem);
        },
        troubled: (problem, seconds) => status.troubled(problem, seconds, () => search?.retry()),
    });
}

function showPage(page, fresh, offset) {
    const last = page.offset + page.results.length;
    if (fresh)
        results.replace(page.results, page.offset);
    else
        results.append(page.results, page.offset);
    if (page.next === null)
        results.end();
    status.untroubled();
    status.found(page);
    status.loaded(last, page.total);
    progress.show(last, page.total);
    if (page.offset === 0 && offset > 0) // the index was replaced: this is the beginning after all
        document.querySelector("#before")?.remove();
    document.querySelector("#after")?.remove();
}

function showBuilding(percent) {
    status.untroubled();
    status.building(percent);
    progress.show(percent, 100);
}

function blank(query) {
    return /^[\t-\r ]*$/.test(query); // page.c says the same
}

/* What the field holds is a new query: the address follows, and the list begins anew. */
function searchTyped() {
    clearTimeout(pause);
    const query = blank(field.value) ? "" : field.value;
    if (!addressFollow(query))
        return;
    document.querySelector("#before")?.remove();
    scrollTo(0, 0);
    show({ ...addressRead(), query, offset: 0 });
}

function showAddress() {
    const asked = addressRead();
    field.value = asked.query;
    show(asked);
}

field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(searchTyped, TYPING_PAUSE);
});

field.addEventListener("change", () => {
    searchTyped();
    addressSettle();
});

field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    searchTyped();
    addressSettle();
});

addEventListener("popstate", () => {
    addressSettle();
    showAddress();
});

if (field.value !== field.defaultValue)
    searchTyped(); // typed while this module was on its way
else if (!blank(addressRead().query))
    showAddress();
else if (document.body.dataset.state === "building")
    indexAwait(showBuilding).then(() => {
        if (search === null)
            show(addressRead());
    });
