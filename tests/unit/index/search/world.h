#ifndef CHARFINDER_TESTS_UNIT_INDEX_SEARCH_WORLD_H
#define CHARFINDER_TESTS_UNIT_INDEX_SEARCH_WORLD_H

/*
 * The real index, of this machine's sources in English and German, and helpers, for the tests of
 * all modules of the search.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/utf8.h"
#include "index/file/charindex.h"
#include "index/search/match/evaluate.h"
#include "index/search/match/plan.h"
#include "index/search/query/grammar.h"
#include "index/search/search.h"
#include "tests/indexes/fixture.h"
#include "tests/unit/index/base/random.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Was the source available when the index was built? Tests of its data are skipped without it. */
static inline bool world_has(const struct charindex *index, enum source_id source)
{
    return charindex_sources(index)->list[source].state == SOURCE_OK;
}

/* The part of a name that has words: empty for a label, and without an ideograph's hexadecimal
 * suffix. */
static inline struct slice indexed_part(const struct charindex *index, uint32_t document)
{
    static const char *const rules[] = {"CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-",
                                        "TANGUT IDEOGRAPH-"};
    struct slice name = charindex_name(index, document);

    if (name.bytes[0] == '<')
        name.size = 0;
    for (size_t i = 0; i < COUNT(rules); i++)
        if (name.size > strlen(rules[i]) && memcmp(name.bytes, rules[i], strlen(rules[i])) == 0)
            name.size = strlen(rules[i]);
    return name;
}

/* Overwrites the stack of earlier calls: results must not refer to it. */
static inline void stack_trample(void)
{
    volatile char below[192 * 1024];

    for (size_t i = 0; i < sizeof below; i++)
        below[i] = (char)0xA5;
}

static inline uint32_t document_of(const struct charindex *index, uint32_t code_point)
{
    uint32_t document = UINT32_MAX;

    if (!charindex_find(index, code_point, &document))
        fail_msg("U+%04X is not in the index", code_point);
    return document;
}

/* The document of the sequence that is the whole text. */
static inline uint32_t sequence_of(const struct charindex *index, const char *text)
{
    uint32_t points[SEQUENCE_MAX], document = UINT32_MAX;
    size_t count = 0, size = strlen(text);

    for (size_t at = 0; at < size && count < SEQUENCE_MAX;)
        points[count++] = (uint32_t)utf8_next(text, size, &at);
    if (charindex_find_sequence(index, points, count, &document) != count)
        fail_msg("%s is not a sequence", text);
    return document;
}

static inline void parse_good(struct query *query, const char *text)
{
    struct query_error error;

    if (!query_parse(query, NULL, text, strlen(text), &error))
        fail_msg("\"%s\" was refused at %zu: %s", text, error.column, error.message);
}

/* For free(). Languages may be NULL: all. */
static inline struct plan *plan_of(const struct charindex *index, const char *text,
                                   enum search_scope scope, const struct languages *languages)
{
    struct search_options options = {.scope = scope};
    struct query query;
    struct plan *plan;

    if (languages)
        options.languages = *languages;
    parse_good(&query, text);
    plan = plan_new(index, &query, &options);
    assert_non_null(plan);
    memset(&query, 0xA5, sizeof query);
    return plan;
}

/* Checks the invariants of a result's runs. */
static inline void assert_runs(const struct charindex *index, const struct postings *set)
{
    uint32_t rank = 0, last_end = 0;

    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t first = posting_first(set, run), end = posting_end(set, run);

        assert_true(run == 0 || first > last_end);
        assert_true(first < end && end <= charindex_documents(index));
        assert_int_equal(posting_rank(set, run), rank);
        rank += end - first;
        last_end = end;
    }
    assert_int_equal(set->total, rank);
}

static inline bool set_has(const struct postings *set, uint32_t document)
{
    for (uint32_t run = 0; run < set->count; run++)
        if (document >= posting_first(set, run) && document < posting_end(set, run))
            return true;
    return false;
}

/* Is the document in what the query evaluates to, in scope all? */
static inline bool finds(const struct charindex *index, const char *text, uint32_t document)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct posting_set set;
    uint32_t clause;
    struct budget budget = BUDGET_INIT;
    bool found;

    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_OK);
    found = set_has(&set.postings, document);
    free(plan);
    posting_set_release(&set);
    return found;
}

#endif
