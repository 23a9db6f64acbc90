/*
 * The pace of requests while rows scroll by: at most 5 in a second. While somebody drags through a
 * long result, rows fly past that nobody reads: then only 2, until the hand rests.
 */

const SECOND = 1000; // milliseconds that a request counts
const REST = 120; // milliseconds without a leap: the hand rests
const SENT = 5;
const SENT_LEAPING = 2;
const LEAP = 100; // rows from one frame to the next that nobody reads

export class Pace {
    #go;
    #sent = 0;
    #starved = false;
    #resting = 0; // timer while the hand moves

    /* go() is called when requests that had to wait may be sent. */
    constructor(go) {
        this.#go = go;
    }

    get leaping() {
        return this.#resting !== 0;
    }

    /* The first row in view has moved by so many rows. */
    moved(rows) {
        if (Math.abs(rows) < LEAP && !this.leaping)
            return;
        this.stop();
        this.#resting = setTimeout(() => {
            this.#resting = 0;
            this.#go();
        }, REST);
    }

    /* May a request be sent now? Counts it if so. */
    take() {
        if (this.#sent >= (this.leaping ? SENT_LEAPING : SENT)) {
            this.#starved = true;
            return false;
        }
        this.#sent += 1;
        setTimeout(() => this.#release(), SECOND);
        return true;
    }

    stop() {
        clearTimeout(this.#resting);
        this.#resting = 0;
    }

    #release() {
        this.#sent -= 1;
        if (!this.#starved)
            return;
        this.#starved = false;
        this.#go();
    }
}
