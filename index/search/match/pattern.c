/*
 * Looks for a pattern in the vocabulary. The letters before its first wildcard narrow the terms to
 * those with that prefix. Among them, the longest run of letters is searched in the text of all
 * terms, which the index stores one after another: that is ten times as fast as going from term to
 * term. Only terms that contain it are compared.
 */

#include "index/search/match/pattern.h"

#include <string.h>

#include "index/base/bisect.h"
#include "index/base/utf8.h"

enum {
    BYTES_A_STEP = 8,   /* searched in the text of the terms */
    TERM_STEPS = 20,    /* a term found and compared */
    COMPARED_BYTES = 4, /* bytes compared a step, where "*" has to be tried at many places */
};

bool pattern_is_in(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].kind == QUERY_PATTERN)
            return true;
    return false;
}

static size_t next_point(struct slice text, size_t at)
{
    (void)utf8_next(text.bytes, text.size, &at);
    return at;
}

/* Where a "*" was matched last: if the rest does not fit, it matches one code point more. */
bool pattern_matches(struct slice pattern, struct slice word)
{
    size_t at = 0, in_word = 0, star = SIZE_MAX, star_in_word = 0;

    while (in_word < word.size) {
        if (at < pattern.size && pattern.bytes[at] == '*') {
            star = at++;
            star_in_word = in_word;
        } else if (at < pattern.size && pattern.bytes[at] == '?') {
            at++;
            in_word = next_point(word, in_word);
        } else if (at < pattern.size && pattern.bytes[at] == word.bytes[in_word]) {
            at++;
            in_word++;
        } else if (star < SIZE_MAX) {
            at = star + 1;
            in_word = star_in_word = next_point(word, star_in_word);
        } else {
            return false;
        }
    }
    while (at < pattern.size && pattern.bytes[at] == '*')
        at++;
    return at == pattern.size;
}

static bool is_wildcard(char c)
{
    return c == '*' || c == '?';
}

/* The letters before the first wildcard. */
static struct slice prefix_of(struct slice pattern)
{
    size_t size = 0;

    while (size < pattern.size && !is_wildcard(pattern.bytes[size]))
        size++;
    return (struct slice){.bytes = pattern.bytes, .size = size};
}

/* The longest run of letters. */
static struct slice longest_of(struct slice pattern)
{
    struct slice longest = {.bytes = pattern.bytes, .size = 0};

    for (size_t at = 0, begin; at < pattern.size; at++) {
        for (begin = at; at < pattern.size && !is_wildcard(pattern.bytes[at]);)
            at++;
        if (at - begin > longest.size)
            longest = (struct slice){.bytes = pattern.bytes + begin, .size = at - begin};
    }
    return longest;
}

struct expansion {
    const struct charindex *index;
    struct budget *budget;
    struct query_clause clause;
    struct query *expanded;
    struct plan_fields fields; /* of the clause */
    struct slice pattern;      /* in expanded->folded */
    uint32_t words;            /* added so far */
};

static bool has_room(const struct query *query)
{
    return query->count < QUERY_MAX_CLAUSES && query->word_count < QUERY_MAX_CLAUSES;
}

/* Adds a clause of one word, whose bytes are in query->folded; size 0: no word matches it. */
static void add_word(struct expansion *expansion, enum query_clause_kind kind, uint32_t first,
                     size_t size)
{
    struct query *query = expansion->expanded;
    struct query_clause *clause = &query->clauses[query->count++];

    *clause = expansion->clause;
    clause->kind = kind;
    clause->first = (uint32_t)query->word_count;
    clause->count = 1;
    query->words[query->word_count++] = (struct query_word){.first = first,
                                                            .size = (uint32_t)size,
                                                            .begin = clause->begin,
                                                            .end = clause->end,
                                                            .letter = -1};
}

/* Adds the term as an alternative: a phrase of one word, which does not match as a prefix. */
static bool add_term(struct expansion *expansion, uint32_t term)
{
    struct slice text = charindex_term_text(expansion->index, term);
    struct query *query = expansion->expanded;
    uint32_t first = (uint32_t)query->folded_size;

    if (expansion->words == PATTERN_WORDS_MAX || !has_room(query) ||
        text.size > QUERY_FOLDED_SIZE - query->folded_size)
        return false;
    memcpy(query->folded + first, text.bytes, text.size);
    query->folded_size += text.size;
    add_word(expansion, QUERY_PHRASE, first, text.size);
    expansion->words++;
    return true;
}

/* Compares one term. Returns false if the budget ran out, or too many terms match. */
static bool try_term(struct expansion *expansion, uint32_t term)
{
    const struct charindex *index = expansion->index;
    struct term_range range = {.first = term, .end = term + 1};
    struct slice text = charindex_term_text(index, term);

    if (!budget_take(expansion->budget, BUDGET_EVALUATE,
                     TERM_STEPS + expansion->pattern.size * text.size / COMPARED_BYTES / 16))
        return false;
    return !pattern_matches(expansion->pattern, text) ||
           !plan_fields_known(index, charindex_lists(index, range), &expansion->fields) ||
           add_term(expansion, term);
}

/* The term that has this byte of the text of all terms. */
static uint32_t term_at(const struct charindex *index, struct term_range terms, const char *byte)
{
    struct bisection search = {.low = terms.first, .high = terms.end};

    while (bisect(&search))
        bisect_narrow(&search, charindex_term_text(index, search.middle).bytes <= byte);
    return search.low - 1;
}

static bool find_terms(struct expansion *expansion)
{
    const struct charindex *index = expansion->index;
    const struct slice prefix = prefix_of(expansion->pattern);
    const struct slice letters = longest_of(expansion->pattern);
    struct term_range terms = charindex_terms_with(index, prefix.bytes, prefix.size);
    struct slice all = charindex_terms_text(index, terms);
    const char *at = all.bytes, *end = all.bytes + all.size;

    if (!budget_reserve(expansion->budget, BUDGET_EVALUATE, all.size / BYTES_A_STEP))
        return false;
    while (at < end && (at = memmem(at, (size_t)(end - at), letters.bytes, letters.size))) {
        uint32_t term = term_at(index, terms, at);
        struct slice text = charindex_term_text(index, term);

        if (at + letters.size <= text.bytes + text.size && !try_term(expansion, term))
            return false;
        at = at + letters.size <= text.bytes + text.size ? text.bytes + text.size : at + 1;
        terms.first = term;
    }
    return true;
}

/* Is the clause the only one of its group, so that it may become several groups? */
static bool is_alone(const struct query *query, uint32_t number)
{
    const struct query_clause *clause = &query->clauses[number];

    return !clause->negated && (number == 0 || clause[-1].group != clause->group) &&
           (number + 1 == query->count || clause[1].group != clause->group);
}

/* Adds a group for each run of letters: greek*gamma, of which no word is known, are the words greek
 * and gamma. */
static bool add_parts(struct expansion *expansion, uint32_t *groups)
{
    const struct slice pattern = expansion->pattern;
    const uint32_t group = expansion->clause.group;
    uint32_t parts = 0;

    for (size_t at = 0, begin; at < pattern.size; at++) {
        for (begin = at; at < pattern.size && !is_wildcard(pattern.bytes[at]);)
            at++;
        if (at == begin)
            continue;
        if (!has_room(expansion->expanded))
            return false;
        expansion->clause.group = group + parts++;
        /* What a last "*" follows is a prefix. */
        add_word(expansion, at + 1 == pattern.size ? QUERY_PREFIX : QUERY_WORD,
                 (uint32_t)(pattern.bytes + begin - expansion->expanded->folded), at - begin);
    }
    *groups += parts - 1;
    return true;
}

/* Adds words instead of the pattern. *groups is the number of groups that there are more than in
 * the query. */
static bool expand(struct expansion *expansion, const struct query *query, uint32_t number,
                   uint32_t *groups)
{
    const struct slice pattern = expansion->pattern;

    if (pattern.size > 0 && !find_terms(expansion))
        return false;
    if (expansion->words > 0)
        return true;
    if (pattern.size > 0 && is_alone(query, number) && !memchr(pattern.bytes, '?', pattern.size))
        return add_parts(expansion, groups);
    add_word(expansion, QUERY_PHRASE, 0, 0);
    return true;
}

int pattern_expand(const struct charindex *index, const struct search_options *options,
                   struct budget *budget, const struct query *query, struct query *expanded,
                   uint32_t *clause)
{
    uint32_t groups = 0;

    *expanded = *query;
    expanded->count = 0;
    for (uint32_t i = 0; i < query->count; i++) {
        const struct query_word *word = &query->words[query->clauses[i].first];
        struct expansion expansion = {
            .index = index, .budget = budget, .clause = query->clauses[i], .expanded = expanded};

        *clause = i;
        expansion.clause.group += groups;
        if (!has_room(expanded))
            return BUDGET_EXCEEDED;
        if (expansion.clause.kind != QUERY_PATTERN) {
            expanded->clauses[expanded->count++] = expansion.clause;
            continue;
        }
        expansion.fields = plan_fields_of(index, expansion.clause.field, options);
        expansion.pattern =
            (struct slice){.bytes = expanded->folded + word->first, .size = word->size};
        if (!expand(&expansion, query, i, &groups))
            return BUDGET_EXCEEDED;
    }
    expanded->group_count += groups;
    return BUDGET_OK;
}
