/*
 * What the page itself has to know of the query language: whether a query asks anything, and the
 * clauses that are filters. It changes a query by its text alone; index/search/grammar.c is who
 * understands it.
 */

const FILTER = /(?<=^|[\s,])-?(?:block|category|script|age):(?:"[^"]*"|[^\s,|"]+)(?=[\s,]|$)/gi;

export function queryBlank(query) {
    return /^[\t-\r ]*$/.test(query); // page.c says the same
}

/* The filters in it, as they stand there. */
export function queryFilters(query) {
    return query.match(FILTER) ?? [];
}

/* category:So, block:"Box Drawing" */
export function queryFilter(property, value) {
    return `${property}:${/^[\w.-]+$/.test(value) ? value : `"${value}"`}`;
}

export function queryWith(query, filter) {
    return `${query.trim()} ${filter}`;
}

export function queryWithout(query, filter) {
    return query.replace(FILTER, (found) => (found === filter ? "" : found)).replace(/\s+/g, " ").trim();
}
