/*
 * A virtual list: an element as high as the whole result, in which only the lines near the window
 * exist. A line that leaves the window is refilled and reused where one enters. Lines are in
 * document order. Loads nothing and handles no keys: it reports what is in view, and its source
 * fills the lines.
 */

import { clamp, linesMissing, linesOf, linesSeen } from "../base/lines.js";

export class Viewport {
    #root;
    #source;
    #lines = new Map(); // number ▶ element
    #spare = []; // elements to reuse
    #total = 0;
    #columns = 1;
    #lineHeight = 1;
    #width = 0;
    #top = 0; // of the window at the last update
    #first = 0; // row in view then
    #frame = 0;

    /*
     * root is as wide as a line. The source has
     *     make(columns)             creates a line
     *     columns(line)             how many columns style.css gives it
     *     fill(line, first, count)  shows the results from row `first` on in it
     *     seen(first, end, direction)
     */
    constructor(root, source) {
        this.#root = root;
        this.#source = source;
        addEventListener("scroll", () => this.#schedule(), { passive: true });
        new ResizeObserver(() => this.#resized()).observe(root);
        addEventListener("resize", () => this.#schedule());
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
        return this.#rowAt(this.#window().top);
    }

    /* The first row in view at the last update. */
    get at() {
        return this.#first;
    }

    /* Shows `total` rows from row `first` on. If the layout is unchanged, existing lines are
     * refilled: this happens after every key. */
    open(total, first) {
        this.#total = total;
        const { width, ...seen } = this.#window(); // read everything before writing
        if (width === 0 || width !== this.#width)
            return this.reshape(first);
        this.#measure();
        this.refresh(0, total);
        if (first === 0 && seen.top <= 0)
            return this.#update(0, seen);
        this.#scrollTo(first);
        return this.#update(0);
    }

    /* Lays out the same rows anew. The first row in view stays: the one before anything moved. */
    reshape(first = this.#first) {
        this.#layOut();
        this.#scrollTo(first);
        this.#update(0);
    }

    /* Refills rows first to end as far as their lines exist. */
    refresh(first, end) {
        for (const [number, line] of this.#lines)
            if (number * this.#columns < end && (number + 1) * this.#columns > first)
                this.#fill(line, number);
    }

    /* Scrolls just far enough to bring the whole row into view. */
    reveal(index) {
        const { top, height } = this.#window();
        const line = Math.floor(index / this.#columns);
        const missing = linesMissing(line, top, height - overlaid(), this.#lineHeight);
        if (missing !== 0)
            scrollBy({ top: missing, behavior: "instant" });
        this.#update(Math.sign(missing));
    }

    /* The window onto root: its first visible pixel, visible height, and width. */
    #window() {
        const covered = Math.max(0, ...["header", ".field"].map((bar) => // on a phone the field alone stays
            document.querySelector(bar).getBoundingClientRect().bottom));
        const { top, width } = this.#root.getBoundingClientRect();
        return { top: covered - top, height: innerHeight - covered, width };
    }

    #rowAt(top) {
        return clamp(Math.round(top / this.#lineHeight) * this.#columns, 0, Math.max(this.#total - 1, 0));
    }

    #scrollTo(first) {
        if (first > 0 || this.#window().top > 0) {
            const wanted = Math.floor(first / this.#columns) * this.#lineHeight;
            scrollBy({ top: wanted - this.#window().top, behavior: "instant" });
        }
    }

    /* Measures a line as style.css lays it out, and drops all existing ones. */
    #layOut() {
        const probe = this.#source.make(1);
        this.#root.replaceChildren(probe);
        this.#lines.clear();
        this.#spare = [];
        this.#lineHeight = probe.getBoundingClientRect().height || 1;
        this.#columns = this.#source.columns(probe);
        this.#width = this.#window().width;
        this.#root.replaceChildren();
        this.#measure();
    }

    #measure() {
        const lines = linesOf(this.#total, this.#columns);
        this.#root.ariaRowCount = lines;
        this.#root.style.height = `${lines * this.#lineHeight}px`;
    }

    #resized() {
        if (this.#total > 0 && this.#window().width !== this.#width)
            this.reshape();
    }

    #schedule() {
        if (this.#total === 0 || this.#frame !== 0)
            return;
        this.#frame = requestAnimationFrame(() => {
            this.#frame = 0;
            const seen = this.#window();
            // Before its observer notices another width, the rows are still where the old one put
            // them: the first row in view would be a wrong one, and reshape() would keep it.
            if (seen.width !== this.#width)
                this.reshape();
            else
                this.#update(Math.sign(seen.top - this.#top), seen);
        });
    }

    #update(direction, { top, height } = this.#window()) {
        const lines = linesOf(this.#total, this.#columns);
        const { first, end } = linesSeen(top, height, this.#lineHeight, lines);
        this.#top = top;
        this.#first = this.#rowAt(top);
        for (const [number, line] of this.#lines)
            if (number < first || number >= end) {
                this.#lines.delete(number);
                this.#spare.push(line);
            }
        for (let number = end - 1; number >= first; number -= 1)
            if (!this.#lines.has(number))
                this.#fill(this.#place(number), number);
        for (const line of this.#spare)
            line.remove();
        this.#source.seen(first * this.#columns, Math.min(end * this.#columns, this.#total), direction);
    }

    /* Called from the last line up, so that the line below exists. */
    #place(number) {
        const line = this.#spare.pop() ?? this.#source.make(this.#columns);
        line.style.transform = `translateY(${number * this.#lineHeight}px)`;
        this.#lines.set(number, line);
        this.#root.insertBefore(line, this.#lines.get(number + 1) ?? null);
        return line;
    }

    #fill(line, number) {
        const first = number * this.#columns;
        this.#source.fill(line, first, Math.min(this.#columns, this.#total - first));
    }
}

/* How much of the window's lower edge is under the tray or the line of keys. */
function overlaid() {
    const tops = Array.from(document.querySelectorAll(".tray, .hints"), (one) => one.getBoundingClientRect())
        .filter(({ height }) => height > 0).map(({ top }) => top);
    return innerHeight - Math.min(innerHeight, ...tops);
}
