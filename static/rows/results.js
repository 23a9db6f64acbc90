/*
 * The results as a grid, in list view or in cells. Knows no search: it is told the total, asks its source for rows,
 * and tells it which ones come into view.
 */

import { Cursor } from "./cursor.js";
import { element } from "../base/element.js";
import { say } from "../base/messages.js";
import { cellsFill, cellsMake, rowFill, rowMake } from "./row.js";
import { shownAt } from "../text/shown.js";
import { Viewport } from "./viewport.js";

const DIMMING = 200; // milliseconds until old rows are dimmed

export class Results {
    #root;
    #actions;
    #source;
    #grid = element("div", { id: "grid", role: "grid", tabIndex: 0, "aria-label": say("rows.results"),
        "aria-multiselectable": "true" });
    #viewport;
    #cursor;
    #dimming = 0; // timer
    #entering = false; // moves the focus into the results when they come
    #acting = null; // what is done with the first row when it comes: a place, and whether Shift was pressed

    /*
     * root is the element to fill. The source is asked
     *     row(index)                   for a result, undefined while it is not loaded
     *     seen(first, end, direction)  to load rows that come into view
     *     leave()                      to take the focus from the grid
     */
    constructor(root, actions, source) {
        this.#root = root;
        this.#actions = actions;
        this.#source = source;
        this.#viewport = new Viewport(this.#grid, this.#lines());
        this.#cursor = new Cursor(this.#grid, this.#viewport, {
            act: (index, place, other) => this.#act(index, place, other),
            leave: () => source.leave(),
        });
        this.#grid.addEventListener("mousedown", (event) => {
            if (event.target.closest("button") === null && !event.shiftKey)
                return; // text can be selected
            event.preventDefault(); // the focus stays on the grid, not on what is inside
            this.#grid.focus({ preventScroll: true });
        });
        this.#grid.addEventListener("click", (event) => this.#clicked(event));
    }

    get total() {
        return this.#viewport.total;
    }

    /* The first row in view. */
    get first() {
        return this.#viewport.first;
    }

    /* The same as when the rows were last shown: costs nothing to read. */
    get at() {
        return this.#viewport.at;
    }

    /* "list" or "grid". Keeps the place. */
    set view(view) {
        if (this.#cells === (view === "grid"))
            return;
        this.#viewport.reshapeSoon();
        this.#grid.classList.toggle("cells");
    }

    /* Another search was sent. The old rows stay until open() or clear(), and are dimmed after a while: not after
     * every key, because that would paint all of them twice more. */
    wait() {
        this.#busy(true);
        this.stay();
    }

    /* Keeps the old rows: the search has found nothing that could replace them. */
    keep() {
        this.#busy(false);
        this.#entering = false;
    }

    #busy(yes) {
        this.#root.ariaBusy = String(yes);
        clearTimeout(this.#dimming);
        if (yes)
            this.#dimming = setTimeout(() => this.#root.classList.add("dim"), DIMMING);
        else
            this.#root.classList.remove("dim");
    }

    /* Shows `total` rows from row `first` on, or from the current row where first is null. */
    open(total, first) {
        if (total === 0)
            return this.clear();
        this.#busy(false);
        const empty = this.#root.childElementCount === 0;
        if (!this.#grid.isConnected)
            this.#root.replaceChildren(this.#grid);
        this.#viewport.open(total, first ?? this.first, empty);
        if (first !== null)
            this.#cursor.set(first);
        if (this.#entering)
            this.enter();
        if (this.#acting !== null)
            this.#act(0, ...this.#acting);
        return this.stay();
    }

    clear() {
        this.#busy(false);
        this.#root.replaceChildren();
        this.#viewport.clear();
        this.stay();
    }

    /* Shows rows first to end again: they were loaded, picked or removed from the tray. */
    refresh(first = 0, end = this.total) {
        this.#viewport.refresh(first, end);
    }

    /* Moves the focus to the active row. */
    enter() {
        if (this.total > 0)
            this.#cursor.enter();
    }

    /* The same, but waits for the results that were asked for. */
    enterWhenReady() {
        this.#entering = this.#root.ariaBusy === "true";
        if (!this.#entering)
            this.enter();
    }

    /* Leaves the focus where it is when the results come, and does nothing then. */
    stay() {
        this.#entering = false;
        this.#acting = null;
        this.#cursor.unsteer();
    }

    /* Moves a highlight while the field has the focus. Returns the id of the highlighted place, or null. */
    steer(key) {
        if (this.total === 0 || this.#waiting)
            return null;
        this.#viewport.settle();
        return this.#cursor.steer(key);
    }

    unsteer() {
        this.#cursor.unsteer();
    }

    /* Acts on the highlighted row or else the first, once the results that were asked for are there. */
    actWhenReady(place, other = false) {
        if (this.#root.ariaBusy === "true")
            this.#acting = [place, other];
        else if (this.total > 0)
            this.#act(this.#cursor.steered ? this.#cursor.index : 0, place, other);
    }

    /* Takes the focus without moving to another row. */
    focus() {
        if (this.total > 0)
            this.#grid.focus({ preventScroll: true });
        else
            this.#source.leave();
    }

    get #cells() {
        return this.#grid.classList.contains("cells");
    }

    /* What the viewport asks for; see viewport.js. */
    #lines() {
        return {
            view: () => (this.#cells ? "cells" : "rows"),
            make: (columns) => (this.#cells ? cellsMake(columns) : rowMake()),
            columns: (line) => (this.#cells
                ? getComputedStyle(line).gridTemplateColumns.split(" ").length : 1),
            fill: (line, first, count) => {
                const rows = Array.from({ length: count }, (_, i) => this.#source.row(first + i));
                const fill = this.#cells ? cellsFill : rowFill;
                fill(line, first, rows, this.#actions);
            },
            filled: (all) => {
                this.#grid.ariaBusy = String(!all);
                this.#cursor.paint();
            },
            seen: (first, end, direction) => this.#source.seen(first, end, direction),
        };
    }

    /* Old rows, while others are awaited, are only looked at. */
    get #waiting() {
        return this.#root.ariaBusy === "true";
    }

    #clicked({ target, altKey, shiftKey }) {
        if (this.#waiting)
            return;
        const entry = target.closest(".entry") ?? target.closest(".line")?.firstElementChild;
        if (!entry?.dataset.index || this.#selected())
            return;
        const index = Number(entry.dataset.index);
        if (shownAt(entry)?.result !== this.#source.row(index))
            return; // it has still to be filled
        const place = target.closest("button")?.dataset.place ?? "entry";
        this.#cursor.set(index, this.#cells ? "entry" : place);
        this.#act(index, place, altKey || shiftKey);
    }

    /* Was text in the grid selected, by the mouse that is clicked? */
    #selected() {
        const selection = getSelection();
        return !selection.isCollapsed && this.#grid.contains(selection.anchorNode);
    }

    /* Enter or a click on one of a row's places (see row.js), or a key that stands for it; `other`: with Shift
     * or Alt. */
    #act(index, place, other = false) {
        const result = this.#source.row(index);
        if (result === undefined || this.#waiting)
            return;
        if (place === "entry")
            this.#actions.copy(result, other);
        else if (place === "details")
            this.#actions.detailsOpen(result);
        else if (place === "star")
            this.#actions.star(result);
        else
            this.#actions.pick(result, other);
    }
}
