#ifndef CHARFINDER_TESTS_UNIT_INDEX_SEARCH_PARSING_H
#define CHARFINDER_TESTS_UNIT_INDEX_SEARCH_PARSING_H

/*
 * The query language as tables, for the tests of the grammar's parts: parsed texts, and errors with
 * the exact column and a part of the message that is unique to it.
 *
 * Groups are compared as one line of text, with | between alternatives, - before each clause of a
 * negated group, and the bytes of every clause in the query:
 *     cat@0-3                 a word
 *     π(U+03C0)@0-2           a word that may also be a pasted letter; of ASCII any single one may
 *     cat*@0-4                a prefix
 *     "cat face"@0-10         a phrase
 *     name:cat@0-8            a field's word
 *     U+2600@0-6              a code point
 *     U+2600..U+26FF@0-14     a range
 *     [U+2600 U+2601]@0-7     pasted text
 *     block=Arrows@0-12       a property
 *     category=So@0-11        categories
 *     age=14.0..255.255@0-8   versions
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "index/search/query/grammar.h"
#include "index/unicode/fraction.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Parses an allocation of exactly the text's size, and frees it: the query must not point into
 * it. */
static inline bool parse(struct query *query, const char *text, size_t size,
                         struct query_error *error)
{
    char *copy = malloc(size ? size : 1);
    bool parsed;

    assert_non_null(copy);
    memcpy(copy, text, size);
    memset(query, 0xA5, sizeof *query);
    memset(error, 0xA5, sizeof *error);
    parsed = query_parse(query, NULL, copy, size, error);
    free(copy);
    return parsed;
}

static inline void describe_text(struct buffer *out, const struct query *query,
                                 const struct query_clause *clause)
{
    for (uint32_t i = 0; i < clause->count; i++)
        buffer_append_format(out, "%sU+%04X", i ? " " : "[", query->points[clause->first + i]);
    buffer_append_text(out, "]");
}

static inline void describe_words(struct buffer *out, const struct query *query,
                                  const struct query_clause *clause)
{
    static const char *const fields[] = {"", "name:", "alias:", "keyword:", "definition:"};

    buffer_append_text(out, fields[clause->field]);
    for (uint32_t i = 0; i < clause->count; i++) {
        const struct query_word *word = &query->words[clause->first + i];

        if (i > 0)
            buffer_append_text(out, " ");
        else if (clause->kind == QUERY_PHRASE)
            buffer_append_text(out, "\"");
        buffer_append(out, query->folded + word->first, word->size);
        if (word->letter >= 0x80)
            buffer_append_format(out, "(U+%04X)", (unsigned)word->letter);
        assert_true(word->begin >= clause->begin && word->end <= clause->end);
    }
    buffer_append_text(out, clause->kind == QUERY_PHRASE   ? "\""
                            : clause->kind == QUERY_PREFIX ? "*"
                                                           : "");
}

static inline void describe_property(struct buffer *out, const struct query *query,
                                     const struct query_clause *clause)
{
    const char *between = "=";

    buffer_append_text(out, property_name(clause->property));
    switch (property_kind(clause->property)) {
    case PROPERTY_KIND_VERSIONS:
        buffer_append_format(out, "=%u.%u..%u.%u", clause->low >> 8, clause->low & 0xFF,
                             clause->high >> 8, clause->high & 0xFF);
        break;
    case PROPERTY_KIND_NUMBERS:
        buffer_append_format(out, "=%g..%g", (double)fraction_of_bits(clause->low),
                             (double)fraction_of_bits(clause->high));
        break;
    case PROPERTY_KIND_CATEGORIES:
        for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++)
            if (clause->categories >> i & 1) {
                buffer_append_format(out, "%s%s", between, property_category_name(i));
                between = ",";
            }
        break;
    default:
        buffer_append_text(out, "=");
        buffer_append(out, query->folded + clause->first, clause->count);
    }
}

static inline void describe_clause(struct buffer *out, const struct query *query,
                                   const struct query_clause *clause)
{
    if (clause->negated)
        buffer_append_text(out, "-");
    switch (clause->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
    case QUERY_PATTERN:
    case QUERY_PHRASE:
        describe_words(out, query, clause);
        break;
    case QUERY_CODE_POINT:
        buffer_append_format(out, "U+%04X", clause->low);
        break;
    case QUERY_RANGE:
        buffer_append_format(out, "U+%04X..U+%04X", clause->low, clause->high);
        break;
    case QUERY_TEXT:
        describe_text(out, query, clause);
        break;
    case QUERY_PROPERTY:
        describe_property(out, query, clause);
        break;
    case QUERY_RELATIVES:
        buffer_append_format(out, "%s:U+%04X", clause->relation == QUERY_LIKE ? "like" : "base",
                             clause->low);
        break;
    }
    buffer_append_format(out, "@%u-%u", clause->begin, clause->end);
}

static inline void describe(struct buffer *out, const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];
        bool alternative = i > 0 && clause->group == clause[-1].group;

        assert_int_equal(clause->group, i == 0 ? 0 : clause[-1].group + !alternative);
        assert_true(!alternative || clause->negated == clause[-1].negated);
        if (i > 0)
            buffer_append_text(out, alternative ? "|" : " ");
        describe_clause(out, query, clause);
    }
    assert_int_equal(query->group_count,
                     query->count == 0 ? 0 : query->clauses[query->count - 1].group + 1);
    buffer_append(out, "", 1);
}

static inline void assert_parsed(const char *text, size_t size, const char *expected)
{
    struct buffer described = BUFFER_INIT;
    struct query_error error;
    struct query query;

    if (!parse(&query, text, size, &error))
        fail_msg("\"%s\" was refused at column %zu: %s", text, error.column, error.message);
    describe(&described, &query);
    if (strcmp(described.bytes, expected) != 0)
        fail_msg("\"%s\" was parsed as %s instead of %s", text, described.bytes, expected);
    buffer_release(&described);
}

static inline void assert_refused(const char *text, size_t size, size_t column, const char *part)
{
    struct query_error error;
    struct query query;

    if (parse(&query, text, size, &error))
        fail_msg("\"%s\" was taken", text);
    if (error.column != column || !memchr(error.message, '\0', sizeof error.message) ||
        !strstr(error.message, part))
        fail_msg("\"%s\" was refused at column %zu: %s", text, error.column, error.message);
}

struct reading {
    const char *text, *clauses;
};

static inline void assert_readings(const struct reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_parsed(readings[i].text, strlen(readings[i].text), readings[i].clauses);
}

struct refusal {
    const char *text;
    size_t column;
    const char *part;
};

static inline void assert_refusals(const struct refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_refused(refusals[i].text, strlen(refusals[i].text), refusals[i].column,
                       refusals[i].part);
}

/* Parses a text filled with repetitions of a pattern into *query. */
static inline void parse_pattern(struct query *query, const char *pattern)
{
    size_t length = strlen(pattern), size = QUERY_MAX_SIZE / length * length;
    char text[QUERY_MAX_SIZE];
    struct query_error error;

    for (size_t i = 0; i < size; i++)
        text[i] = pattern[i % length];
    if (!parse(query, text, size, &error))
        fail_msg("\"%s\" repeated was refused: %s", pattern, error.message);
    assert_true(query->count <= QUERY_MAX_CLAUSES);
    assert_true(query->point_count <= QUERY_MAX_POINTS);
    assert_true(query->folded_size <= QUERY_FOLDED_SIZE);
}

#endif
