/*
 * Preferences in localStorage. If it is full or forbidden, nothing is stored.
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
        // not stored
    }
}
