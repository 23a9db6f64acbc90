/*
 * Detects characters that no font here has. Browsers have no API for that, so the character is drawn and
 * compared with the box drawn for code points that no font has. Firefox writes the code point into that
 * box: there the frames are compared, and what is outside of them. And whether emoji have colours here. The fonts
 * of the server do not count.
 */

const SIZE = 32; // pixels
const SIDE = SIZE * 2; // of the canvas
const MISSING = ["\u{10FFFF}", "\u{1FFFE}"]; // noncharacters
const MISSING_SHORT = "\uFFFF"; // the same with four digits

const FACE = "\u{1F600}"; // every font of emoji has it

let pen; // null where canvases are forbidden, undefined until it is needed
let boxes = null;
let colourless; // undefined until it is asked for

export function fontsLack(char) {
    if (!penTake())
        return false;
    boxes ??= MISSING.map(drawn);
    if (same(boxes[0], boxes[1]))
        return same(drawn(char), boxes[0]);
    boxes[2] ??= drawn(MISSING_SHORT);
    return framed(drawn(char), boxes[char.codePointAt(0) > 0xffff ? 0 : 2]);
}

/* Are emoji drawn in black, as by DejaVu, or not at all? */
export function fontsColourless() {
    colourless ??= penTake() && !coloured(pixels(FACE));
    return colourless;
}

/* Is there a pixel that is far from grey? */
function coloured(data) {
    return data.some((_, at) => at % 4 === 0 && data[at + 3] > 127
        && Math.max(...data.subarray(at, at + 3)) - Math.min(...data.subarray(at, at + 3)) > 64);
}

/* Which pixels have ink. Not how much: some browsers change what is read a little, against fingerprinting. */
function drawn(char) {
    const data = pixels(char);
    return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => data[at * 4 + 3] >> 7);
}

function pixels(char) {
    pen.clearRect(0, 0, SIDE, SIDE);
    pen.fillText(char, SIZE / 4, SIZE * 1.5);
    return pen.getImageData(0, 0, SIDE, SIDE).data;
}

/* Can be drawn? */
function penTake() {
    if (pen === undefined) {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = SIDE;
        pen = canvas.getContext("2d", { willReadFrequently: true });
        if (pen !== null)
            pen.font = `${SIZE}px system-ui, sans-serif`;
    }
    return pen !== null;
}

function same(one, other) {
    return one.every((pixel, at) => pixel === other[at]);
}

/* Are the two equal on the frame of the box, and outside of it? */
function framed(image, box) {
    const { left, top, right, bottom } = bounds(box);
    return right > left && image.every((pixel, at) => {
        const x = at % SIDE;
        const y = Math.floor(at / SIDE);
        return (x > left && x < right && y > top && y < bottom) || pixel === box[at];
    });
}

/* The rectangle that has all ink. */
function bounds(image) {
    const found = { left: SIDE, top: SIDE, right: -1, bottom: -1 };
    image.forEach((pixel, at) => {
        if (pixel === 0)
            return;
        found.left = Math.min(found.left, at % SIDE);
        found.right = Math.max(found.right, at % SIDE);
        found.top = Math.min(found.top, Math.floor(at / SIDE));
        found.bottom = Math.max(found.bottom, Math.floor(at / SIDE));
    });
    return found;
}
