/*
 * Wires the page: what is typed becomes the address and a search, what the search tells becomes
 * lines, counts and filters, and what is clicked or pressed becomes a copy, a pick or details. At
 * most one search lives; a newer one closes it first.
 */

import {
    addressDetails, addressFollow, addressGo, addressKey, addressNote, addressRead, addressSettle,
} from "./address.js";
import { indexAwait } from "./api.js";
import { Choices } from "./choices.js";
import { clipboardCopy, clipboardTell } from "./clipboard.js";
import { Cursor } from "./cursor.js";
import { element } from "./element.js";
import { escapeText } from "./escapes.js";
import { glyphText } from "./glyph.js";
import { introHide, introShow } from "./intro.js";
import { keysWatch } from "./keys.js";
import { later, laterAsked } from "./later.js";
import { Progress } from "./progress.js";
import { queryBlank } from "./query.js";
import { cellsFill, cellsMake, rowFill, rowMake } from "./row.js";
import { searchOpen } from "./search.js";
import { Status } from "./status.js";
import { storeRead } from "./store.js";
import { toolsShow } from "./tools.js";
import { Tray } from "./tray.js";
import { Viewport } from "./viewport.js";

const TYPING_PAUSE = 60; // milliseconds without a key after which the query is meant
const FACETS_PAUSE = 150; // milliseconds after the rows, so that they wait for who still types
const SCROLL_PAUSE = 300; // milliseconds without scrolling after which the place is noted

const field = document.querySelector("#query");
const scopeBox = field.form.elements.scope;
const results = document.querySelector("#results");
const grid = element("div", { id: "grid", role: "grid", tabIndex: 0, "aria-label": "Results",
    "aria-multiselectable": "true" });

const status = new Status();
const progress = new Progress(document.querySelector("#progress"));
const choices = new Choices(document.querySelector("#bar"), viewChosen);
const tray = new Tray({ copy: copyPicked, changed: () => viewport.refresh(0, viewport.total) });
const viewport = new Viewport(grid, {
    make: (columns) => (cells() ? cellsMake(columns) : rowMake()),
    columns: (line) => (cells() ? getComputedStyle(line).gridTemplateColumns.split(" ").length : 1),
    fill(line, first, count) {
        const rows = Array.from({ length: count }, (_, i) => search?.row(first + i));
        (cells() ? cellsFill : rowFill)(line, first, rows, (result) => tray.has(result));
    },
    seen(first, end, direction) {
        search?.want(first, end, direction);
        cursor.paint();
        clearTimeout(notePause);
        notePause = setTimeout(() => search && addressNote({ offset: viewport.first }), SCROLL_PAUSE);
    },
});
const cursor = new Cursor(grid, viewport, {
    act: rowAct, pick: pickRow, details: detailsOf, leave: () => field.focus(),
});

let search = null;
let shown = null; // the address that it belongs to
let typingPause = 0;
let notePause = 0;
let entering = false; // to the results, when they come
let facets = null;
let details = null;

/* Searching. */

function searchStop() {
    clearTimeout(typingPause);
    clearTimeout(notePause);
    search?.close();
    search = null;
}

/* Shows what an address asks for. */
function show(wanted) {
    searchStop();
    shown = wanted;
    status.untroubled();
    viewSet(choices.follow(wanted.view));
    if (queryBlank(wanted.query))
        return homeShow();
    introHide();
    results.ariaBusy = "true";
    let first = wanted.offset; // null once it is shown: a replaced index begins where we are
    search = searchOpen(wanted, {
        opened(answer) {
            resultsShow(answer, first ?? viewport.first, wanted);
            if (first !== null)
                cursor.set(first);
            first = null;
            entered();
        },
        arrived(from, end) {
            viewport.refresh(from, end);
            cursor.paint();
            loadedShow();
        },
        building(percent) {
            status.untroubled();
            status.building(percent);
            progress.show(percent, 100);
        },
        refused(problem) {
            resultsClear();
            status.refused(problem);
        },
        troubled: (problem, seconds) => status.troubled(problem, seconds, () => search?.retry()),
        recovered: () => status.untroubled(),
    });
    return undefined;
}

function homeShow() {
    entering = false;
    resultsClear();
    status.home();
    introShow().then((intro) => storeRead("recent", null)
        && recent(({ recentShow }) => recentShow(intro, copyResult)));
}

/* The memory of what was copied is no part of the first view. */
async function recent(deed) {
    const module = await later(import("./recent.js"));
    return module && deed(module);
}

function resultsClear() {
    viewport.open(0, 0);
    results.replaceChildren();
    results.ariaBusy = "false";
    facets?.clear();
    progress.hide();
}

function resultsShow(answer, first, wanted) {
    results.ariaBusy = "false";
    status.found(answer, wanted);
    if (answer.total === 0)
        results.replaceChildren();
    else if (!grid.isConnected)
        results.replaceChildren(grid);
    viewport.open(answer.total, first);
    loadedShow();
    setTimeout(facetsShow, FACETS_PAUSE, search, answer, wanted);
}

/* The filters of a search, unless there is a newer one. */
async function facetsShow(opened, { facets: counts, total }, wanted) {
    const module = await later(import("./facets.js"));
    if (module === null || search !== opened)
        return;
    facets ??= new module.Facets(document.querySelector("#facets"));
    if (!facets.show(counts, wanted))
        return;
    if (total > 0) // the filter that was clicked is gone: its rows have the focus now
        grid.focus({ preventScroll: true });
    else
        field.focus();
}

function loadedShow() {
    status.loaded(search.loaded, viewport.total);
    progress.show(search.loaded, viewport.total);
}

/* Enter, or a link, leads into the results. */
function entered() {
    if (entering && viewport.total > 0)
        cursor.enter();
    entering = false;
}

/* What the field holds is a new query: the address follows, and the list begins anew. */
function searchTyped() {
    clearTimeout(typingPause);
    const query = queryBlank(field.value) ? "" : field.value;
    if (!addressFollow(query, scopeBox.checked ? "name" : null))
        return false;
    if (scrollY > 0)
        scrollTo({ top: 0, behavior: "instant" });
    show(addressRead());
    detailsFollow();
    return true;
}

function showAddress() {
    const wanted = addressRead();
    field.value = wanted.query;
    scopeBox.checked = wanted.scope === "name";
    show(wanted);
    detailsFollow();
}

/* Acting on results. */

function cells() {
    return grid.classList.contains("cells");
}

function viewSet(view) {
    grid.classList.toggle("cells", view === "grid");
}

function viewChosen(view) {
    addressNote({ view });
    shown = { ...shown, view };
    viewSet(view);
    viewport.reshape();
}

function rowAct(index, place) {
    if (place === "entry")
        withRow(index, copyResult);
    else if (place === "details")
        detailsOf(index);
    else
        pickRow(index);
}

function withRow(index, deed) {
    const result = search?.row(index);
    if (result !== undefined)
        deed(result);
}

function copyResult(result) {
    const text = escapeText(result.char, choices.format);
    const words = choices.format === "character" ? `${glyphText(result)} ${result.name}` : text;
    recent(({ recentAdd }) => recentAdd(result));
    return clipboardCopy(text, words, element("a", { href: addressDetails(addressKey(result)) }, "Details"));
}

function copyPicked(picked) {
    const forms = picked.map(({ char }) => escapeText(char, choices.format));
    const apart = ["point", "utf8"].includes(choices.format) ? " " : "";
    recent(({ recentAdd }) => picked.forEach(recentAdd));
    return clipboardCopy(forms.includes(null) ? null : forms.join(apart), `${picked.length} characters`);
}

function pickRow(index) {
    withRow(index, pickResult);
}

function pickResult(result) {
    clipboardTell(`${tray.toggle(result) ? "Picked" : "Took out"} ${result.name}`);
}

/* Details. */

function detailsOf(index) {
    withRow(index, (result) => {
        location.hash = addressKey(result);
    });
}

/* Opens what the address names behind #, or closes what it does not. */
async function detailsFollow() {
    if (addressRead().character === "")
        return details?.close();
    if (details === null) {
        const module = await laterAsked(import("./details.js"));
        if (module === null)
            return undefined;
        details ??= new module.Details({
            copy: copyResult,
            copyText: (text) => clipboardCopy(text, text),
            pick: pickResult,
            closed: () => addressRead().character && addressGo(location.pathname + location.search),
        });
    }
    const { character } = addressRead();
    return character === "" ? details.close() : details.open(character);
}

/* What the person does. */

field.addEventListener("input", () => {
    entering = false;
    clearTimeout(typingPause);
    typingPause = setTimeout(searchTyped, TYPING_PAUSE);
});

field.addEventListener("change", () => {
    searchTyped();
    addressSettle();
});

scopeBox.addEventListener("change", () => {
    searchTyped();
    addressSettle();
});

field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = searchTyped();
    addressSettle();
    entering = true;
    if (!asked && results.ariaBusy !== "true")
        entered();
});

grid.addEventListener("mousedown", (event) => {
    event.preventDefault(); // nothing in it takes the focus from it
    grid.focus({ preventScroll: true });
});

grid.addEventListener("click", ({ target }) => {
    const entry = target.closest(".entry") ?? target.closest(".line")?.firstElementChild;
    if (!entry?.dataset.index)
        return;
    const index = Number(entry.dataset.index);
    const place = target.closest("button")?.dataset.place ?? "entry";
    cursor.set(index, cells() ? "entry" : place);
    rowAct(index, place);
});

/* Links within the page lead where they would, without leaving it. */
document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
        return;
    if (link.origin !== location.origin || link.pathname !== "/")
        return;
    event.preventDefault();
    if (link.hash !== "") { // details, over what is shown
        location.hash = link.hash;
        return;
    }
    addressGo(link.href);
    scrollTo({ top: 0, behavior: "instant" });
    entering = link.search !== "";
    showAddress();
    if (link.search === "")
        field.focus();
});

addEventListener("popstate", () => {
    addressSettle();
    const { query, scope, view } = addressRead();
    if (query === shown?.query && scope === shown.scope && view === shown.view)
        detailsFollow(); // nothing else is another
    else
        showAddress();
});

history.scrollRestoration = "manual"; // the address knows the place
keysWatch(field, cursor);
toolsShow(document.querySelector("#tools"));
addEventListener("load", async () => (await later(import("./offline.js")))?.offlineWatch());
if (field.value !== field.defaultValue)
    searchTyped(); // typed while this module was on its way
else if (!queryBlank(addressRead().query))
    showAddress();
else if (document.body.dataset.state === "building")
    indexAwait((percent) => {
        status.building(percent);
        progress.show(percent, 100);
    }).then(() => search === null && showAddress());
else
    showAddress();
