/*
 * Work that waits for a frame. What is done in one piece is seen in one piece, and keys wait for it: so long
 * work is done in slices, each in a task of its own after a frame, where the browser puts keys before it.
 */

const FRAME = 24; // milliseconds for a slice and its frame
const MOST = 16; // pieces in a slice

const channel = new MessageChannel();
const waiting = [];

let keyed = false; // a key came before the frame

channel.port1.onmessage = () => waiting.shift()();
addEventListener("keydown", () => (keyed = true), true);

/* Calls act() in a task of its own. */
export function inTask(act) {
    waiting.push(act);
    channel.port2.postMessage(null);
}

/* Calls act() in a task after the next frame, with the milliseconds that the frame took: style, layout, paint. Where a
 * field has the focus, the layout comes before the callback. NaN: a key came first, which lays out the page, too. */
export function afterFrame(act) {
    const called = performance.now();
    keyed = false;
    requestAnimationFrame((begun) => {
        const from = keyed ? NaN : Math.max(called, begun);
        inTask(() => act(performance.now() - from));
    });
}

/* How many pieces of work fit into a frame, learned from those before: layout and paint take several times what the
 * script does, and can be measured only afterwards. */
export class Slice {
    size = 2;

    /* So many pieces took so many milliseconds, with their frame. */
    took(pieces, time) {
        if (time > FRAME)
            this.size = Math.max(1, Math.floor(Math.min(this.size, pieces) / 2));
        else if (time < FRAME / 2 && pieces >= this.size)
            this.size = Math.min(this.size * 2, MOST);
    }
}
