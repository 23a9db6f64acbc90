/*
 * The address is the page's state: whatever is shown can be linked, and Back returns to it.
 *
 *     /?query=cat+face&scope=name&lang=de&view=grid&offset=300#U+1F431
 *
 * offset is the first row in view; the fragment names the character whose details are open. While
 * a query is being typed, its versions share one history entry. A settled query (Enter, leaving the
 * field, opening details, Back) keeps its entry, and the next query gets a new one.
 */

/* The path of the page: "/", or that below which a proxy has put it. It is told by the path of this
 * module, ROOT/static/DIGEST/base/address.js. */
export const ROOT = new URL("../../../", import.meta.url).pathname;

let settled = true;

export function addressRead() {
    const parameters = new URLSearchParams(location.search);
    const offset = Number(parameters.get("offset"));
    return {
        query: parameters.get("query") ?? "",
        scope: parameters.get("scope") === "name" ? "name" : null, // null: all
        lang: parameters.get("lang"), // null: the browser's languages
        view: parameters.get("view"), // null: as chosen before
        offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
        character: fragmentRead(),
    };
}

export function addressOf({ query, scope, lang, view, offset }) {
    const parameters = String(new URLSearchParams({
        ...(query ? { query } : {}),
        ...(scope ? { scope } : {}),
        ...(lang ? { lang } : {}),
        ...(view ? { view } : {}),
        ...(offset ? { offset } : {}),
    }));
    return parameters === "" ? ROOT : `${ROOT}?${parameters}`;
}

/* The name of a result in the fragment and in the API's paths. */
export function addressKey({ codepoint, codepoints }) {
    return codepoint ?? codepoints.join("+");
}

/* A link to its details. The "?" is there because accessibility checkers take "/#" for a skip link. */
export function addressDetails(key) {
    return `${ROOT}?#${key}`;
}

/* Changes the address to the first results of a query in a scope; returns false if it is that
 * already. */
export function addressFollow(query, scope) {
    const before = addressRead();
    if (before.query === query && before.scope === scope)
        return false;
    const address = addressOf({ query, scope, lang: before.lang, view: before.view });
    if (settled)
        history.pushState(null, "", address);
    else
        history.replaceState(null, "", address);
    settled = false;
    return true;
}

/* Updates the current history entry with a changed { offset } or { view }. */
export function addressNote(change) {
    const address = addressOf({ ...addressRead(), ...change }) + location.hash;
    if (address !== location.pathname + location.search + location.hash)
        history.replaceState(history.state, "", address);
}

/* Goes to an address of the page, as a link to it would. */
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
