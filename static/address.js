/*
 * The address bar as the page's memory: what is shown can be linked, and Back leads to what was
 * shown before.
 *
 *     /?query=cat+face&scope=name&view=grid&offset=300#U+1F431
 *
 * offset is the first row that is seen; behind # stands the character whose details are open. The
 * letters of a query being typed share one entry of the history; a query that the person settled on
 * (Enter, leaving the field, opening details, Back) keeps its entry, and the next one gets its own.
 */

let settled = true;

export function addressRead() {
    const parameters = new URLSearchParams(location.search);
    const offset = Number(parameters.get("offset"));
    return {
        query: parameters.get("query") ?? "",
        scope: parameters.get("scope") === "name" ? "name" : null, // null: everything
        view: parameters.get("view"), // null: as the person likes it
        offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
        character: fragmentRead(),
    };
}

export function addressOf({ query, scope, view, offset }) {
    const parameters = String(new URLSearchParams({
        ...(query ? { query } : {}),
        ...(scope ? { scope } : {}),
        ...(view ? { view } : {}),
        ...(offset ? { offset } : {}),
    }));
    return parameters === "" ? "/" : `/?${parameters}`;
}

/* How a result is named behind #, and in the API's paths. */
export function addressKey({ codepoint, codepoints }) {
    return codepoint ?? codepoints.join("+");
}

/* A link to its details. With a "?", since "/#" is taken for a skip link by who looks for those. */
export function addressDetails(key) {
    return `/?#${key}`;
}

/* Makes the address that of the query's first results, in that scope; false where it is so. */
export function addressFollow(query, scope) {
    const before = addressRead();
    if (before.query === query && before.scope === scope)
        return false;
    const address = addressOf({ query, scope, view: before.view });
    if (settled)
        history.pushState(null, "", address);
    else
        history.replaceState(null, "", address);
    settled = false;
    return true;
}

/* Notes in the current entry what changed about the view: { offset }, { view }. */
export function addressNote(change) {
    const address = addressOf({ ...addressRead(), ...change }) + location.hash;
    if (address !== location.pathname + location.search + location.hash)
        history.replaceState(history.state, "", address);
}

/* Goes to an address of the page, as its link would. */
export function addressGo(address) {
    history.pushState(null, "", address);
    settled = true;
}

export function addressSettle() {
    settled = true;
}

function fragmentRead() {
    try {
        return decodeURIComponent(location.hash.slice(1));
    } catch {
        return ""; // a stray percent sign
    }
}
