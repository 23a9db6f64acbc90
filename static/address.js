/*
 * The address bar as the page's memory: what is searched can be linked, and Back leads to what
 * was searched before. The letters of a query being typed share one entry of the history; a
 * query that the person settled on (Enter, leaving the field, Back) keeps its entry, and the
 * next one gets its own.
 */

let settled = true;

export function addressRead() {
    const parameters = new URLSearchParams(location.search);
    const offset = Number(parameters.get("offset"));
    return {
        query: parameters.get("query") ?? "",
        scope: parameters.get("scope"), // null: as the server has it
        offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    };
}

/* Makes the address that of the query's first results, in the scope that it names if it names one;
 * false where it is so already. */
export function addressFollow(query) {
    const { scope } = addressRead();
    const parameters = String(new URLSearchParams({
        ...(query === "" ? {} : { query }),
        ...(scope === null ? {} : { scope }),
    }));
    const address = parameters === "" ? "/" : `/?${parameters}`;
    if (address === location.pathname + location.search)
        return false;
    if (settled)
        history.pushState(null, "", address);
    else
        history.replaceState(null, "", address);
    settled = false;
    return true;
}

export function addressSettle() {
    settled = true;
}
