/*
 * The arithmetic of a list too long to exist: a result of so many rows stands in lines of so many
 * columns, all of one height, so that every place in it is a multiplication. (151,978 rows of 72
 * pixels are 10.9 million; browsers stop at 17.8 million, where Firefox does.)
 */

const SPARE = 3; // lines above and below what is seen

export function linesOf(total, columns) {
    return Math.ceil(total / columns);
}

/* The lines to have for a window from `top` on, `height` pixels high. */
export function linesSeen(top, height, lineHeight, lines) {
    const first = Math.floor(top / lineHeight) - SPARE;
    const end = Math.ceil((top + height) / lineHeight) + SPARE;
    return { first: clamp(first, 0, lines), end: clamp(end, 0, lines) };
}

/* How far to scroll so that a line is wholly in a window: 0 where it is. */
export function linesMissing(line, top, height, lineHeight) {
    const above = line * lineHeight - top;
    const below = (line + 1) * lineHeight - (top + height);
    return above < 0 ? above : Math.max(below, 0);
}

export function clamp(value, least, most) {
    return Math.max(least, Math.min(value, most));
}
