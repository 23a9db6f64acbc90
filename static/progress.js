/*
 * The bar. It shows how much of something is there: rows of a result, percent of the index.
 */

export class Progress {
    #bar;

    constructor(bar) {
        this.#bar = bar;
    }

    /* A bar of nothing at all would be an empty promise: a total of 0 hides it. */
    show(done, total) {
        if (total === 0)
            return this.hide();
        this.#bar.max = total;
        this.#bar.value = done;
        this.#bar.textContent = `${done} of ${total}`;
    }

    hide() {
        this.#bar.removeAttribute("value");
    }
}
