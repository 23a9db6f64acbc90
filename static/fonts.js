/*
 * Detects characters that no font here has. Browsers have no API for that, so the character is
 * drawn and compared with the box drawn for code points that no font has. Firefox writes the code
 * point into that box: there all boxes differ, and no missing glyph is reported.
 */

const SIZE = 32; // pixels
const MISSING = ["\u{10FFFF}", "\u{1FFFE}"]; // noncharacters

let pen = null;
let boxes = null;

export function fontsLack(char) {
    boxes ??= MISSING.map(drawn);
    return boxes[0] === boxes[1] && drawn(char) === boxes[0];
}

function drawn(char) {
    pen ??= penMake();
    pen.clearRect(0, 0, SIZE * 2, SIZE * 2);
    pen.fillText(char, SIZE / 4, SIZE * 1.5);
    return pen.getImageData(0, 0, SIZE * 2, SIZE * 2).data.join("");
}

function penMake() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIZE * 2;
    const made = canvas.getContext("2d", { willReadFrequently: true });
    made.font = `${SIZE}px system-ui, sans-serif`;
    return made;
}
