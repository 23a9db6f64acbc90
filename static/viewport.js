/*
 * Shows a result whole with a few dozen lines: an element as high as all of it, in which only the
 * lines near the window exist. A line that leaves the window is filled anew and put where one
 * comes in; lines stand in the document in the order in which they are seen.
 *
 * It asks for no page and knows no key: it tells what is seen, and shows what it is given.
 */

import { clamp, linesMissing, linesOf, linesSeen } from "./lines.js";

export class Viewport {
    #root;
    #source;
    #lines = new Map(); // number ▶ element
    #spare = []; // elements that show nothing
    #total = 0;
    #columns = 1;
    #lineHeight = 1;
    #width = 0;
    #top = 0; // of the window when it was last looked at
    #first = 0; // row that was seen then
    #frame = 0;

    /*
     * root is as wide as a line. The source is asked
     *     make(columns)             for a new line
     *     columns(line)             how many columns it has, as style.css lays it out
     *     fill(line, first, count)  to show the results from first on in it
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
        return Math.max(1, Math.floor(this.#window().height / this.#lineHeight) - 1) * this.#columns;
    }

    /* The first row that is seen. */
    get first() {
        return this.#rowAt(this.#window().top);
    }

    /* A result of so many rows, seen from row `first` on. Where lines are as they were, those that
     * exist are kept and filled anew: this happens at every key that is typed. */
    open(total, first) {
        this.#total = total;
        const { width, ...seen } = this.#window(); // all is read before anything is written
        if (width === 0 || width !== this.#width)
            return this.reshape(first);
        this.#measure();
        this.refresh(0, total);
        if (first === 0 && seen.top <= 0)
            return this.#update(0, seen);
        this.#scrollTo(first);
        return this.#update(0);
    }

    /* The same result in another shape: lists and cells. The first row seen stays, that is the one
     * that was first before anything took another place. */
    reshape(first = this.#first) {
        this.#layOut();
        this.#scrollTo(first);
        this.#update(0);
    }

    /* Shows rows first to end anew where they are seen. */
    refresh(first, end) {
        for (const [number, line] of this.#lines)
            if (number * this.#columns < end && (number + 1) * this.#columns > first)
                this.#fill(line, number);
    }

    /* Scrolls no farther than needed to see the row wholly. */
    reveal(index) {
        const { top, height } = this.#window();
        const line = Math.floor(index / this.#columns);
        const missing = linesMissing(line, top, height, this.#lineHeight);
        if (missing !== 0)
            scrollBy({ top: missing, behavior: "instant" });
        this.#update(Math.sign(missing));
    }

    /* What is seen of root: from which of its pixels on, how many, and how wide it is. */
    #window() {
        const covered = document.querySelector("header").getBoundingClientRect().bottom;
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

    /* style.css says how high a line is; all lines are new. */
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

    /* From the last line up, so that the line below stands already. */
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
