/*
 * Clauses of a query that are filters. A query is edited as text; index/search/query/grammar.c parses it.
 */

const FILTER = /(?<=^|[\s,])-?(?:block|category|script|age):(?:"[^"]*"|[^\s,|"]+)(?=[\s,]|$)/gi;

/* The filters in a query, verbatim. */
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
