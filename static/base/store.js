/*
 * What the browser stores of this page, in localStorage. If it is full or forbidden, nothing is stored.
 */

export function storeRead(name, otherwise) {
    try {
        return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
        return otherwise;
    }
}

/* Returns whether it is stored. */
export function storeWrite(name, value) {
    try {
        localStorage.setItem(name, JSON.stringify(value));
        return true;
    } catch {
        return false;
    }
}

/* act(name) is called when another tab has stored something under a name; null: it has cleared everything. */
export function storeWatch(act) {
    addEventListener("storage", ({ key, storageArea }) => {
        if (storageArea === null || storageArea === localStorage)
            act(key);
    });
}

export function storeClear() {
    try {
        localStorage.clear();
    } catch {
        // nothing is stored
    }
}
