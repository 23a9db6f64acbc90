#ifndef CHARFINDER_INDEX_SEARCH_PLAN_H
#define CHARFINDER_INDEX_SEARCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/grammar.h"
#include "index/search/options.h"

/*
 * A query against one index: every word has become a term and a range of terms, every field a
 * set of fields. What evaluates a query and what explains and ranks its hits both read it.
 */

struct plan_fields {
    uint64_t bits[(FIELDS_MAX + 63) / 64]; /* bit n: FIELD_… n */
};

static inline bool plan_field_in(const struct plan_fields *fields, unsigned field)
{
    return fields->bits[field / 64] >> (field % 64) & 1;
}

#define PLAN_NO_TERM UINT32_MAX

struct plan_word {
    uint32_t term;               /* the whole word; PLAN_NO_TERM: no text has it, or only its
                                    beginning was asked for */
    struct term_range beginning; /* the terms that begin with it, where they count too; else empty.
                                    A term that is among them is so by being whole or not */
    uint32_t size;               /* bytes of the folded word, to tell how much longer a term is */
    int32_t letter;              /* as in struct query_word */
};

struct plan_clause {
    enum query_clause_kind kind;
    bool negated;
    uint32_t group;
    struct plan_fields fields; /* where its words may stand */
    uint32_t first, count;     /* words of the plan; TEXT: points of the plan */
    uint32_t low, high;        /* as in struct query_clause */
    enum property property;
    struct value_range values; /* PROPERTY: those that are asked for */
    uint32_t categories;       /* CATEGORY: only some of them; bit n stands for values.first + n */
    uint32_t begin, end;       /* its bytes in the query's text */
};

/* One allocation; all it points to lies within it. */
struct plan {
    enum search_scope scope;
    uint32_t group_count, clause_count, word_count, point_count;
    struct plan_clause *clauses; /* those of one group are neighbours */
    struct plan_word *words;     /* in the order of the query */
    uint32_t *points;
};

/* The lists of a word, in any field: those of its beginnings where they count, else its own. */
struct list_range plan_word_lists(const struct charindex *index, const struct plan_word *word);
/* Is one of these lists in one of the fields? */
bool plan_fields_known(const struct charindex *index, struct list_range lists,
                       const struct plan_fields *fields);

/* The bytes that it takes. */
size_t plan_size(const struct plan *plan);

/* Returns a plan for free(), or NULL when memory ran out. Equal alternatives and equal groups are in
 * it once (repeats.h); their words are all there. */
struct plan *plan_new(const struct charindex *index, const struct query *query,
                      const struct search_options *options);
/* The same with the repeats: clause n of the plan is clause n of the query. */
struct plan *plan_parallel(const struct charindex *index, const struct query *query,
                           const struct search_options *options);

#endif
