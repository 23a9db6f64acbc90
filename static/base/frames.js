/*
 * Work that waits for a frame. What is done in one piece is seen in one piece, and keys wait for it: so long
 * work is done in slices, each in a task of its own after a frame, where the browser puts keys before it.
 */

const channel = new MessageChannel();
const waiting = [];

channel.port1.onmessage = () => waiting.shift()();

/* Calls act() in a task after the next frame. */
export function afterFrame(act) {
    requestAnimationFrame(() => {
        waiting.push(act);
        channel.port2.postMessage(null);
    });
}
