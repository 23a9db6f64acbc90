#ifndef CHARFINDER_INDEX_SEARCH_MATCH_PLAN_H
#define CHARFINDER_INDEX_SEARCH_MATCH_PLAN_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/options.h"
#include "index/search/query/grammar.h"

/*
 * A query translated for one index: every word is a term and a range of terms, every field a set of
 * fields. Evaluation, ranking and explanation use it.
 */

struct plan_fields {
    uint64_t bits[(FIELDS_MAX + 63) / 64]; /* bit n: FIELD_… n */
};

static inline bool plan_field_in(const struct plan_fields *fields, unsigned field)
{
    return fields->bits[field / 64] >> (field % 64) & 1;
}

static inline void plan_field_remove(struct plan_fields *fields, unsigned field)
{
    fields->bits[field / 64] &= ~((uint64_t)1 << (field % 64));
}

/* Removes the fields that are not among the others. */
static inline void plan_fields_limit(struct plan_fields *fields, const struct plan_fields *others)
{
    for (size_t i = 0; i < sizeof fields->bits / sizeof *fields->bits; i++)
        fields->bits[i] &= others->bits[i];
}

#define PLAN_NO_TERM UINT32_MAX

struct plan_word {
    uint32_t term;              /* the word; PLAN_NO_TERM: not in the index, or a PREFIX */
    struct term_range prefixed; /* terms that start with the word, if they match; else empty */
    uint32_t size;              /* bytes of the folded word, to compare with longer terms */
    int32_t letter;             /* as in struct query_word */
    uint32_t form_count;        /* of forms_le */
    const uint32_t *forms_le; /* terms that stand for the word at a small cost: the others with its
                                   stem, ascending, perhaps with itself. The index's */
    uint64_t form_bits;       /* bit n: one of them is n modulo 64 */
};

/* Is the term one of the word's forms? In English texts only; see struct plan. */
static inline bool plan_is_form(const struct plan_word *word, uint32_t term)
{
    if (!(word->form_bits >> (term % 64) & 1))
        return false;
    for (uint32_t i = 0; i < word->form_count; i++)
        if (le32toh(word->forms_le[i]) == term)
            return true;
    return false;
}

struct plan_clause {
    enum query_clause_kind kind;
    bool negated;
    uint32_t group;
    struct plan_fields fields;    /* in which its words match */
    uint32_t first, count;        /* words of the plan; TEXT: points of the plan */
    uint32_t low, high;           /* as in struct query_clause */
    enum query_relation relation; /* the same */
    enum property property;
    struct value_range values; /* PROPERTY: the values selected */
    uint32_t categories;       /* CATEGORY: only some of them; bit n is values.first + n */
    uint32_t begin, end;       /* its bytes in the query's text */
};

/* One allocation, which contains all that it points to. Immutable, so thread-safe. */
struct plan {
    enum search_scope scope;
    struct preference preferred;   /* languages; empty only if no keywords are looked up */
    struct plan_fields understood; /* all fields but keywords in other languages */
    uint32_t group_count, clause_count, word_count, point_count;
    struct plan_clause *clauses; /* clauses of one group are neighbours */
    struct plan_word *words;     /* in the order of the query */
    uint32_t *points;
    struct plan_fields english; /* in which forms match */
    bool any;                   /* its documents have most of the words, not all; see quorum.h */
};

/* The lists of a word in all fields: of all terms with the prefix if those match, else of its term.
 * Those of its forms come besides. */
struct list_range plan_word_lists(const struct charindex *index, const struct plan_word *word);

/* A word matches in parts: part 0 is itself and its prefix, then each form is a part. */
struct plan_part {
    struct list_range lists;   /* may be empty */
    struct plan_fields fields; /* of the clause in which they match */
};
static inline uint32_t plan_parts(const struct plan_word *word)
{
    return 1 + word->form_count;
}
struct plan_part plan_part(const struct charindex *index, const struct plan *plan,
                           const struct plan_clause *clause, uint32_t number);

/* Does the clause, a WORD or PREFIX, match anything in these fields? */
bool plan_known(const struct charindex *index, const struct plan *plan,
                const struct plan_clause *clause, const struct plan_fields *fields);
/* Is one of these lists in one of the fields? */
bool plan_fields_known(const struct charindex *index, struct list_range lists,
                       const struct plan_fields *fields);

/* The fields that a field of a query stands for, in that scope and with these languages. */
struct plan_fields plan_fields_of(const struct charindex *index, enum query_field field,
                                  const struct search_options *options);

/* Does a clause that is not negated also match in other languages than those preferred? */
bool plan_is_multilingual(const struct plan *plan);
/* A copy, for free(), whose words match only in fields that are understood. NULL when memory ran
 * out. */
struct plan *plan_understood(const struct plan *plan);

/* Returns a plan for free(), in which a pattern (pattern.h) is a word that is not in the index, or NULL when memory ran out. Equal alternatives and equal groups are in
 * it once (repeats.h); their words are all there. */
struct plan *plan_new(const struct charindex *index, const struct query *query,
                      const struct search_options *options);
/* The same with the repeats: clause n of the plan is clause n of the query. */
struct plan *plan_parallel(const struct charindex *index, const struct query *query,
                           const struct search_options *options);
/* The same, but its words match only in fields that are understood: for queries that the user did not type,
 * because every typing error is a word in some language. */
struct plan *plan_for_guesses(const struct charindex *index, const struct query *query,
                              const struct search_options *options);

#endif
