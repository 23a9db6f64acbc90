/*
 * The keyboard cursor in the grid of results. The grid itself has the focus and names the active
 * place (aria-activedescendant), so the focus survives when lines are refilled or scrolled away.
 */

import { clamp } from "../base/lines.js";
import { RIGHTWARD } from "../base/messages.js";
import { placeId, PLACES } from "./row.js";

export class Cursor {
    #root;
    #viewport;
    #handlers;
    #index = 0;
    #place = 0;
    #active = null; // the element marked as active

    /* handlers: act(index, place, other) for Enter, Space, f and i, `other` with Shift or Alt, and leave()
     * for moving back to the field. */
    constructor(root, viewport, handlers) {
        this.#root = root;
        this.#viewport = viewport;
        this.#handlers = handlers;
        root.addEventListener("keydown", (event) => this.#key(event));
        root.addEventListener("focus", () => {
            this.unsteer();
            this.paint();
        });
    }

    /* Does the field steer, which has the focus? */
    get steered() {
        return this.#root.classList.contains("steered");
    }

    /* ArrowDown, ArrowUp, PageDown or PageUp in the field: highlights the row in view, or moves. Returns
     * the id of the highlighted place; null: the highlight has left the list upwards. */
    steer(key) {
        const { first, columns } = this.#viewport;
        this.#place = 0;
        if (!this.steered) {
            if (key === "ArrowUp" || key === "PageUp")
                return null;
            this.#root.classList.add("steered");
            this.set(first);
        } else if (key === "ArrowUp" && this.#index < columns) {
            this.unsteer();
            return null;
        } else {
            this.#move(key);
        }
        return this.#active?.id ?? null;
    }

    unsteer() {
        this.#root.classList.remove("steered");
    }

    get index() {
        return this.#index;
    }

    /* Moves to that place without scrolling. */
    set(index, place = "entry") {
        this.#index = clamp(index, 0, Math.max(this.#viewport.total - 1, 0));
        this.#place = PLACES.indexOf(place);
        this.paint();
    }

    /* Takes the focus, at the active row if it is in view, else at the first row in view. */
    enter() {
        const { first, span } = this.#viewport;
        if (this.#index < first || this.#index >= first + span)
            this.set(first);
        this.#root.focus({ preventScroll: true });
        this.#viewport.reveal(this.#index);
    }

    /* Marks the active place if its line exists. Call it after lines were filled. */
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
        if (event.ctrlKey && event.key !== "Home" && event.key !== "End" || event.altKey && event.key !== "Enter"
            || event.metaKey)
            return;
        if (this.#move(event.key) || this.#act(event.key, event.shiftKey || event.altKey))
            event.preventDefault();
    }

    #move(key) {
        const { columns, span, total } = this.#viewport;
        switch (key) {
        case "ArrowDown":
            return this.#moveBy(columns);
        case "ArrowUp":
            return this.#index < columns ? this.#leave() : this.#moveBy(-columns);
        case "ArrowRight":
            return this.#aside(RIGHTWARD);
        case "ArrowLeft":
            return this.#aside(-RIGHTWARD);
        case "PageDown":
            return this.#moveBy(span);
        case "PageUp":
            return this.#moveBy(-span);
        case "Home":
            return this.#moveBy(-total);
        case "End":
            return this.#moveBy(total);
        default:
            return false;
        }
    }

    #act(key, other) {
        switch (key) {
        case "Enter":
            this.#handlers.act(this.#index, PLACES[this.#place], other);
            return true;
        case " ":
            this.#handlers.act(this.#index, "pick", other);
            return true;
        case "f":
            this.#handlers.act(this.#index, "star");
            return true;
        case "i":
            this.#handlers.act(this.#index, "details");
            return true;
        case "Escape":
            return this.#leave();
        default:
            return false;
        }
    }

    #moveBy(rows) {
        const { columns, total } = this.#viewport;
        const last = total - 1;
        const wanted = this.#index + rows;
        if (Math.abs(rows) > columns || wanted <= last)
            this.#index = clamp(wanted, 0, last);
        this.#viewport.reveal(this.#index);
        this.paint();
        return true;
    }

    /* In the list: to the buttons of the row. In the grid: to the next cell. */
    #aside(step) {
        if (this.#root.classList.contains("cells")) {
            this.#place = 0;
            return this.#moveBy(this.#index + step < 0 ? 0 : step);
        }
        const next = clamp(this.#place + step, 0, PLACES.length - 1);
        if (document.getElementById(placeId(this.#index, PLACES[next]))?.getClientRects().length > 0)
            this.#place = next; // a phone has no space for all of them
        this.paint();
        return true;
    }

    #leave() {
        this.#handlers.leave();
        return true;
    }
}
