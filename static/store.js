/*
 * What this browser remembers of the person, and nobody else: localStorage, which may be full or
 * forbidden, in which case nothing is remembered.
 */

export function storeRead(name, otherwise) {
    try {
        return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
        return otherwise;
    }
}

export function storeWrite(name, value) {
    try {
        localStorage.setItem(name, JSON.stringify(value));
    } catch {
        // Not remembered, then.
    }
}
