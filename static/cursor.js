/*
 * Where the keyboard is in the grid of results. The grid itself keeps the focus and names the
 * active place (aria-activedescendant), so that no focus is lost when lines are filled anew or
 * scrolled away; WAI-ARIA's grid pattern says which key leads where.
 */

import { clamp } from "./lines.js";
import { placeId, PLACES } from "./row.js";

export class Cursor {
    #root;
    #viewport;
    #deeds;
    #index = 0;
    #place = 0;
    #active = null; // the element that is marked as active

    /* The deeds: act(index, place) for Enter, pick(index), details(index), and leave() for going
     * up or back to the field. */
    constructor(root, viewport, deeds) {
        this.#root = root;
        this.#viewport = viewport;
        this.#deeds = deeds;
        root.addEventListener("keydown", (event) => this.#key(event));
        root.addEventListener("focus", () => this.paint());
    }

    get index() {
        return this.#index;
    }

    /* To that place, without scrolling. */
    set(index, place = "entry") {
        this.#index = clamp(index, 0, Math.max(this.#viewport.total - 1, 0));
        this.#place = PLACES.indexOf(place);
        this.paint();
    }

    /* Takes the focus, to the active row where it is seen, else to the first one that is. */
    enter() {
        const { first, span } = this.#viewport;
        if (this.#index < first || this.#index >= first + span)
            this.set(first);
        this.#root.focus({ preventScroll: true });
        this.#viewport.reveal(this.#index);
    }

    /* Marks the active place, where its line exists; to be called when lines were filled. */
    paint() {
        const active = document.getElementById(placeId(this.#index, PLACES[this.#place]));
        this.#active?.classList.remove("active");
        active?.classList.add("active");
        this.#active = active;
        if (active === null)
            this.#root.removeAttribute("aria-activedescendant");
        else
            this.#root.setAttribute("aria-activedescendant", active.id);
    }

    #key(event) {
        if (event.ctrlKey && event.key !== "Home" && event.key !== "End" || event.altKey || event.metaKey)
            return;
        if (this.#moved(event.key) || this.#done(event.key))
            event.preventDefault();
    }

    #moved(key) {
        const { columns, span, total } = this.#viewport;
        switch (key) {
        case "ArrowDown":
            return this.#move(columns);
        case "ArrowUp":
            return this.#index < columns ? this.#leave() : this.#move(-columns);
        case "ArrowRight":
            return this.#aside(1);
        case "ArrowLeft":
            return this.#aside(-1);
        case "PageDown":
            return this.#move(span);
        case "PageUp":
            return this.#move(-span);
        case "Home":
            return this.#move(-total);
        case "End":
            return this.#move(total);
        default:
            return false;
        }
    }

    #done(key) {
        switch (key) {
        case "Enter":
            this.#deeds.act(this.#index, PLACES[this.#place]);
            return true;
        case " ":
            this.#deeds.pick(this.#index);
            return true;
        case "i":
            this.#deeds.details(this.#index);
            return true;
        case "Escape":
            return this.#leave();
        default:
            return false;
        }
    }

    #move(rows) {
        const { columns, total } = this.#viewport;
        const last = total - 1;
        const wanted = this.#index + rows;
        if (Math.abs(rows) > columns || wanted <= last)
            this.#index = clamp(wanted, 0, last);
        this.#viewport.reveal(this.#index);
        this.paint();
        return true;
    }

    /* In the list to the buttons of the row, in the grid to the next cell. */
    #aside(step) {
        if (this.#root.classList.contains("cells")) {
            this.#place = 0;
            return this.#move(this.#index + step < 0 ? 0 : step);
        }
        this.#place = clamp(this.#place + step, 0, PLACES.length - 1);
        this.paint();
        return true;
    }

    #leave() {
        this.#deeds.leave();
        return true;
    }
}
