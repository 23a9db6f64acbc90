/*
 * The list of rows, in chunks: each page of results is an <ol>. A chunk far from what is seen
 * gives its rows back and keeps only its height, so that a result of 97,000 rows costs the
 * browser no more than one of a thousand. Its results are kept, and become rows again when it
 * comes near.
 */

import { rowElement } from "./row.js";

const NEAR = "3000px 0px"; // a chunk this near has its rows
const AHEAD = "2500px 0px"; // the end this near calls for more

export class Results {
    #root;
    #onEnd;
    #end = document.createElement("div"); // an empty element behind the last row
    #rows = new WeakMap(); // of a chunk's element: its results
    #nearness = new IntersectionObserver((entries) => this.#chunksMoved(entries), {
        rootMargin: NEAR,
    });
    #ending = new IntersectionObserver((entries) => this.#endMoved(entries), {
        rootMargin: AHEAD,
    });

    /* onEnd is called when the last row comes near, and again after each append while it is. */
    constructor(root, onEnd) {
        this.#root = root;
        this.#onEnd = onEnd;
        root.after(this.#end);
    }

    /* What is shown is about to be replaced. */
    busy() {
        this.#ending.disconnect();
        this.#root.ariaBusy = "true";
    }

    clear() {
        this.#nearness.disconnect();
        this.#ending.disconnect();
        this.#root.replaceChildren();
        this.#root.ariaBusy = "false";
    }

    replace(results, offset) {
        this.clear();
        this.append(results, offset);
    }

    /* Adds the results that begin after the first `offset` ones. */
    append(results, offset) {
        if (results.length > 0)
            this.#root.append(this.#chunk(results, offset));
        this.#ending.disconnect(); // observing anew reports anew, even where nothing moved
        this.#ending.observe(this.#end);
    }

    /* There are no more. */
    end() {
        this.#ending.disconnect();
    }

    #chunk(results, offset) {
        const chunk = document.createElement("ol");
        chunk.start = offset + 1;
        chunk.setAttribute("role", "list");
        chunk.ariaLabel = `Results ${offset + 1} to ${offset + results.length}`;
        this.#rows.set(chunk, results);
        chunkFill(chunk, results);
        this.#nearness.observe(chunk);
        return chunk;
    }

    #chunksMoved(entries) {
        for (const { target, isIntersecting, boundingClientRect } of entries) {
            if (!isIntersecting)
                chunkEmpty(target, boundingClientRect.height);
            else if (target.childElementCount === 0)
                chunkFill(target, this.#rows.get(target));
        }
    }

    #endMoved(entries) {
        if (entries.at(-1).isIntersecting)
            this.#onEnd();
    }
}

function chunkFill(chunk, results) {
    chunk.style.height = "";
    chunk.append(...results.map(rowElement));
}

function chunkEmpty(chunk, height) {
    chunk.style.height = `${height}px`;
    chunk.replaceChildren();
}
