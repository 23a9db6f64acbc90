/*
 * A virtual list: an element as high as the whole result, in which only the lines near the window
 * exist. A line that leaves the window is refilled and reused where one enters. Lines are in
 * document order.
 *
 * New results are filled in slices, with a frame after each: so a key is seen soon, whatever the lines
 * cost, which each shape learns. Lines outside of the window wait until nobody types. Measuring would lay
 * out the page at once, so what was measured is kept until it may have changed.
 */

import { afterFrame, inTask, Slice } from "../base/frames.js";
import { clamp, linesMissing, linesOf, linesSeen } from "../base/lines.js";

const ALL = Infinity; // lines to fill at once
const NONE = 0; // the first are filled in the next task
const REST = 150; // milliseconds until lines outside of the window are filled: more than from key to key

export class Viewport {
    #root;
    #source;
    #lines = new Map(); // number ▶ element
    #stale = new Set(); // numbers of lines that show what was there before
    #spare = []; // elements to reuse
    #spares = new Map(); // shape ▶ elements of other shapes to reuse
    #shapes = new Map(); // shape ▶ { columns, lineHeight, slice }
    #shape = ""; // of the lines: their view and width
    #seen = null; // the window, as measured since it last moved
    #range = { first: 0, end: 0, seen: { first: 0, end: 0 } }; // lines to show, and those that are in the window
    #slice = new Slice(); // of the shape
    #slicing = false; // more lines are filled after the next frame
    #resting = 0; // timer: lines outside of the window are filled then
    #total = 0;
    #columns = 1;
    #lineHeight = 1;
    #width = 0;
    #top = 0; // of the window at the last update
    #first = 0; // row in view then
    #frame = 0;

    /*
     * root is as wide as a line. The source has
     *     view()                    a name for how lines look: lines of one view and width look the same
     *     make(columns)             creates a line
     *     columns(line)             how many columns style.css gives it
     *     fill(line, first, count)  shows the results from row `first` on in it
     *     filled(all)               lines were filled; all: none is left to fill
     *     seen(first, end, direction)
     */
    constructor(root, source) {
        this.#root = root;
        this.#source = source;
        addEventListener("scroll", () => this.#moved(), { passive: true });
        const resized = new ResizeObserver(() => this.#resized());
        resized.observe(root);
        resized.observe(document.querySelector("header"));
        addEventListener("resize", () => {
            this.#shapes.clear();
            this.#spares.clear();
            this.#moved();
        });
    }

    get total() {
        return this.#total;
    }

    get columns() {
        return this.#columns;
    }

    /* How many rows fit into the window. */
    get span() {
        const { height } = this.#window();
        return Math.max(1, Math.floor((height - overlaid()) / this.#lineHeight) - 1) * this.#columns;
    }

    /* The first row in view. */
    get first() {
        return this.#rowAt(this.#look().top);
    }

    /* The first row in view at the last update. */
    get at() {
        return this.#first;
    }

    /* Shows `total` rows from row `first` on. If the layout is unchanged, existing lines are
     * refilled: this happens after every key. `soon`: after the next frame, since there are none, and measuring
     * would lay out what else has changed. */
    open(total, first, soon = false) {
        this.#total = total;
        if (soon && first === 0)
            return this.#openSoon();
        const { width, top } = this.#look(); // read everything before writing
        if (width === 0 || width !== this.#width || this.#shape !== this.#shapeAt(width))
            return this.reshape(first);
        this.#measure();
        this.#spoil(0, total);
        if (first > 0 || top > 0)
            this.#scrollTo(first);
        return this.#update(0, NONE);
    }

    #openSoon() {
        this.#unline();
        this.#shape = "";
        this.#first = 0;
        this.#source.filled(false);
        afterFrame(() => this.#shape === "" && this.#total > 0 && this.reshape());
    }

    /* Nothing is left to show. root is out of the document. */
    clear() {
        this.#total = 0;
        this.#seen = null;
        this.#update(0, ALL, { top: 0, height: 0 });
    }

    /* Lays out the same rows again. The first row in view stays: the one before anything moved. */
    reshape(first = this.#first) {
        cancelAnimationFrame(this.#frame);
        this.#frame = 0;
        this.#layOut();
        this.#scrollTo(first);
        this.#update(0, NONE);
    }

    /* The same before the next frame, or as part of open() if that is called before. The lines leave at once, so
     * that nothing lays them out in a shape that is not theirs. */
    reshapeSoon() {
        this.#unline();
        this.#schedule();
    }

    /* Refills rows first to end as far as their lines exist. */
    refresh(first, end) {
        this.#spoil(first, end);
        this.#fillSome(this.#slice.size);
    }

    /* Does at once what is left to do. */
    settle() {
        if (this.#shape !== this.#shapeAt(this.#width))
            this.reshape();
        this.#fillSome(ALL);
    }

    /* Scrolls just far enough to bring the whole row into view. */
    reveal(index) {
        const { top, height } = this.#window();
        const line = Math.floor(index / this.#columns);
        const missing = linesMissing(line, top, height - overlaid(), this.#lineHeight);
        if (missing !== 0)
            this.#scrollBy(missing);
        this.#update(Math.sign(missing), ALL);
    }

    #spoil(first, end) {
        for (const number of this.#lines.keys())
            if (number * this.#columns < end && (number + 1) * this.#columns > first)
                this.#stale.add(number);
    }

    /* The window onto root: its first visible pixel, visible height, and width. */
    #window() {
        const covered = Math.max(0, ...["header", ".field"].map((bar) => // on a phone the field alone stays
            document.querySelector(bar).getBoundingClientRect().bottom));
        const { top, width } = this.#root.getBoundingClientRect();
        this.#seen = { top: covered - top, height: innerHeight - covered, width };
        return this.#seen;
    }

    /* The same, without measuring what has not moved. */
    #look() {
        return this.#seen ?? this.#window();
    }

    #rowAt(top) {
        return clamp(Math.round(top / this.#lineHeight) * this.#columns, 0, Math.max(this.#total - 1, 0));
    }

    #scrollTo(first) {
        const { top } = this.#look();
        if (first > 0 || top > 0)
            this.#scrollBy(Math.floor(first / this.#columns) * this.#lineHeight - this.#window().top);
    }

    #scrollBy(top) {
        scrollBy({ top, behavior: "instant" });
        this.#seen = null;
    }

    #shapeAt(width) {
        return `${this.#source.view()} ${width}`;
    }

    /* Takes all lines out of the document, for later. */
    #unline() {
        this.#spares.set(this.#shape, [...this.#spare, ...this.#lines.values()]);
        this.#spare = [];
        this.#lines.clear();
        this.#stale.clear();
        this.#root.replaceChildren();
    }

    /* Measures a line as style.css lays it out, unless one of that shape was measured before. */
    #layOut() {
        this.#unline();
        this.#width = this.#look().width;
        this.#shape = this.#shapeAt(this.#width);
        if (!this.#shapes.has(this.#shape))
            this.#shapes.set(this.#shape, this.#probe());
        ({ columns: this.#columns, lineHeight: this.#lineHeight, slice: this.#slice } = this.#shapes.get(this.#shape));
        this.#spare = this.#spares.get(this.#shape) ?? [];
        this.#measure();
    }

    #probe() {
        const line = this.#source.make(1);
        this.#root.replaceChildren(line);
        const shape = { columns: this.#source.columns(line), lineHeight: line.getBoundingClientRect().height || 1, slice: new Slice() };
        line.remove();
        return shape;
    }

    #measure() {
        const lines = linesOf(this.#total, this.#columns);
        this.#root.ariaRowCount = lines;
        this.#root.style.height = `${lines * this.#lineHeight}px`;
    }

    /* After a layout: measuring costs nothing. */
    #resized() {
        if (this.#total === 0 || this.#shape === "")
            return;
        const before = this.#seen;
        const { width, height } = this.#window();
        if (width !== this.#width)
            this.reshape();
        else if (before !== null && height !== before.height)
            this.#update(0, this.#slice.size);
    }

    #moved() {
        this.#seen = null;
        this.#schedule();
    }

    #schedule() {
        if (this.#total === 0 || this.#frame !== 0)
            return;
        this.#frame = requestAnimationFrame(() => {
            this.#frame = 0;
            const { width, top } = this.#window();
            // Before its observer notices another width, the rows are still where the old one put
            // them: the first row in view would be a wrong one, and reshape() would keep it.
            if (this.#shape !== this.#shapeAt(width))
                this.reshape();
            else
                this.#update(Math.sign(top - this.#top), ALL);
        });
    }

    #update(direction, most, { top, height } = this.#look()) {
        const lines = linesOf(this.#total, this.#columns);
        const { first, end, seen } = linesSeen(top, height, this.#lineHeight, lines);
        this.#top = top;
        this.#first = this.#rowAt(top);
        this.#range = { first, end, seen };
        for (const [number, line] of this.#lines)
            if (number < first || number >= end) {
                this.#lines.delete(number);
                this.#stale.delete(number);
                this.#spare.push(line);
            }
        this.#fillSome(most);
        this.#source.seen(first * this.#columns, Math.min(end * this.#columns, this.#total), direction);
    }

    /* Creates and fills as many lines, and the rest after the next frame. Those in the window come first. */
    #fillSome(most) {
        const begun = performance.now();
        clearTimeout(this.#resting);
        const { first, end, seen } = this.#range;
        const missing = [];
        for (let number = first; number < end; number += 1)
            if (!this.#lines.has(number) || this.#stale.has(number))
                missing.push(number);
        const inside = missing.filter((number) => number >= seen.first && number < seen.end);
        const next = most === ALL || inside.length === 0 ? missing : inside;
        const filled = next.slice(0, most);
        for (const number of filled)
            this.#fill(this.#lines.get(number) ?? this.#place(number), number);
        for (const line of this.#spare)
            line.remove();
        this.#source.filled(filled.length === missing.length);
        if (filled.length < missing.length)
            this.#fillMore(filled.length, performance.now() - begun, filled.length === inside.length ? REST : 0);
    }

    /* The first in the next task, the rest after the next frame and that pause. */
    #fillMore(filled, time, pause) {
        if (this.#slicing)
            return;
        this.#slicing = true;
        const slice = this.#slice;
        (filled === NONE ? inTask : afterFrame)((frame) => {
            this.#slicing = false;
            slice.took(filled, time + frame);
            const more = () => this.#fillSome(this.#slice.size);
            if (pause > 0)
                this.#resting = setTimeout(more, pause);
            else
                more();
        });
    }

    #place(number) {
        const line = this.#spare.pop() ?? this.#source.make(this.#columns);
        const next = Math.min(...[...this.#lines.keys()].filter((other) => other > number));
        line.style.transform = `translateY(${number * this.#lineHeight}px)`;
        this.#root.insertBefore(line, this.#lines.get(next) ?? null);
        this.#lines.set(number, line);
        return line;
    }

    #fill(line, number) {
        const first = number * this.#columns;
        this.#stale.delete(number);
        this.#source.fill(line, first, Math.min(this.#columns, this.#total - first));
    }
}

/* How much of the window's lower edge is under the tray or the line of keys. */
function overlaid() {
    const tops = Array.from(document.querySelectorAll(".tray, .hints"), (one) => one.getBoundingClientRect())
        .filter(({ height }) => height > 0).map(({ top }) => top);
    return innerHeight - Math.min(innerHeight, ...tops);
}
