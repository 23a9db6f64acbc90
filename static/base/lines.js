/*
 * The arithmetic of a virtual list: rows in lines of equal height, so that a line's position is a
 * multiplication. (151,978 rows of 72 pixels are 10.9 million pixels; Firefox allows 17.8 million,
 * the least of all browsers.)
 */

const SPARE = 3; // lines above and below the window

export function linesOf(total, columns) {
    return Math.ceil(total / columns);
}

/* The lines to render for a window that starts at pixel `top`; `seen` are those that are in it. */
export function linesSeen(top, height, lineHeight, lines) {
    const first = Math.floor(top / lineHeight);
    const end = Math.ceil((top + height) / lineHeight);
    const within = (line) => clamp(line, 0, lines);
    return {
        first: within(first - SPARE), end: within(end + SPARE),
        seen: { first: within(first), end: within(end) },
    };
}

/* How far to scroll to bring a whole line into the window; 0 if it is there. */
export function linesMissing(line, top, height, lineHeight) {
    const above = line * lineHeight - top;
    const below = (line + 1) * lineHeight - (top + height);
    return above < 0 ? above : Math.max(below, 0);
}

export function clamp(value, least, most) {
    return Math.max(least, Math.min(value, most));
}
