/*
 * Work that waits for a frame. What is done in one piece is seen in one piece, and keys wait for it: so long
 * work is done in slices, each in a task of its own after a frame, where the browser puts keys before it.
 */

const FRAME = 32; // milliseconds for a slice and its frame
const MOST = 16; // pieces in a slice

const channel = new MessageChannel();
const waiting = [];

channel.port1.onmessage = () => waiting.shift()();

/* Calls act() in a task after the next frame, with the milliseconds that the frame took: style, layout, paint. */
export function afterFrame(act) {
    requestAnimationFrame(() => {
        const begun = performance.now();
        waiting.push(() => act(performance.now() - begun));
        channel.port2.postMessage(null);
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
