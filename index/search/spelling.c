/*
 * What may have been meant. A word that no text has is replaced, in this order of trust, by
 *
 *   1. terms one edit away:           smyle      smile
 *   2. two terms that it is made of:  thumbsup   thumbs up      (if they are found together)
 *   3. terms two edits away, from six letters on
 *
 * and at last neighbours are put together that are a term together: semi colon, semicolon. Whether
 * a proposal finds anything is for the caller to see; it gets several.
 *
 * Words of definitions are no aim, and a word that only definitions have counts as unknown: their
 * English is too large, and every typing error is near to some word of it, or is one. A word with a
 * digit in it is a number that is wrong, and not a spelling.
 */

#include "index/search/spelling.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/search/evaluate.h"
#include "index/search/nearest.h"
#include "index/unicode/words.h"

enum {
    LETTERS_MIN = 3,      /* shorter words are near to everything */
    LETTERS_TWO = 6,      /* from here on two edits may be wrong */
    HALF_LETTERS = 2,     /* of a word taken apart */
    SPLITS_MAX = 4,       /* that are kept of a word */
    SPLITS_TRIED = 6,     /* that are looked up */
    SPLIT_DOCUMENTS = 64, /* of one that are looked at */
    DOUBTFUL_RUNS = 2,    /* of a word's lists */
    WHOLE_KNOWN = 256,    /* more than any prominence */
    CHOICES_MAX = NEAREST_MAX,
};

/* What may stand in place of some bytes of the query: one term or two. */
struct choice {
    struct slice words[2];
    unsigned known;
};

struct repair {
    uint32_t begin, end;
    size_t count;
    struct choice choices[CHOICES_MAX];
};

struct speller {
    const struct charindex *index;
    const struct query *query;
    const struct plan *plan;
    struct slice text;
    struct budget *budget;
    size_t count;
    struct repair repairs[SPELLING_WORDS]; /* in the order of the text */
};

static struct plan_fields without_definitions(const struct plan_fields *fields)
{
    struct plan_fields result = *fields;

    result.bits[FIELD_DEFINITION / 64] &= ~((uint64_t)1 << (FIELD_DEFINITION % 64));
    return result;
}

/* Finds the term, if it is in one of the fields. */
static bool find_term(const struct charindex *index, struct slice word,
                      const struct plan_fields *fields, uint32_t *term)
{
    struct plan_word found;

    if (!charindex_term(index, word.bytes, word.size, term))
        return false;
    found = (struct plan_word){.term = *term};
    return plan_fields_known(index, plan_word_lists(index, &found), fields);
}

/* The clause's word as the parser has folded it. */
static struct slice word_of(const struct speller *speller, uint32_t clause)
{
    const struct query_word *word = &speller->query->words[speller->query->clauses[clause].first];

    return (struct slice){.bytes = speller->query->folded + word->first, .size = word->size};
}

/* Is the clause one word that may be written otherwise? */
static bool is_word(const struct speller *speller, uint32_t clause)
{
    const struct query_clause *asked = &speller->query->clauses[clause];

    return asked->kind == QUERY_WORD && !asked->negated && asked->field != QUERY_DEFINITION &&
           word_of(speller, clause).size > 0;
}

static bool is_unknown(const struct speller *speller, uint32_t clause)
{
    const struct plan_clause *planned = &speller->plan->clauses[clause];
    const struct plan_word *word = &speller->plan->words[planned->first];
    struct plan_fields fields = without_definitions(&planned->fields);

    return word->letter < 0 &&
           !plan_fields_known(speller->index, plan_word_lists(speller->index, word), &fields);
}

/* A word that hardly any text has may be wrong in that text: BRAKCET. */
static bool is_doubtful(const struct speller *speller, uint32_t clause)
{
    const struct plan_word *word = &speller->plan->words[speller->plan->clauses[clause].first];

    return charindex_lists_runs(speller->index, plan_word_lists(speller->index, word)) <=
           DOUBTFUL_RUNS;
}

static bool is_letters(struct slice word)
{
    for (size_t at = 0; at < word.size;) {
        int32_t point = utf8_next(word.bytes, word.size, &at);

        if (point < 0 || u_isdigit(point))
            return false;
    }
    return true;
}

/*
 * Terms that are near.
 */

static void add_near(struct speller *speller, struct repair *repair, uint32_t clause,
                     unsigned distance)
{
    struct plan_fields fields = without_definitions(&speller->plan->clauses[clause].fields);
    struct nearest_term terms[NEAREST_MAX];
    size_t count = nearest_terms(speller->index, &fields, word_of(speller, clause), distance,
                                 speller->budget, terms);

    for (size_t i = 0; i < count && repair->count < CHOICES_MAX; i++)
        if (terms[i].cost > 0) /* a doubtful word is near to itself */
            repair->choices[repair->count++] = (struct choice){
                .words = {charindex_term_text(speller->index, terms[i].term)},
                .known = terms[i].known,
            };
}

/*
 * Words taken apart.
 */

/* The prominence of the best known document of a set, of the first ones, and 1; 0: it is empty. */
static unsigned best_known(const struct charindex *index, const struct postings *set)
{
    unsigned known = 0;
    uint32_t seen = 0;

    for (uint32_t run = 0; run < set->count && seen < SPLIT_DOCUMENTS; run++)
        for (uint32_t document = posting_first(set, run);
             document < posting_end(set, run) && seen < SPLIT_DOCUMENTS; document++, seen++) {
            unsigned prominence = 1 + charindex_prominence(index, document);

            known = prominence > known ? prominence : known;
        }
    return known;
}

/* How well known is the best of what both words find together? Returns -ENOMEM, or 0 with *known
 * only above 0 where they do find something. */
static int known_together(struct speller *speller, const struct plan_clause *clause,
                          const struct plan_word halves[static 2], unsigned *known)
{
    struct plan_word words[2] = {halves[0], halves[1]};
    struct plan_clause clauses[2] = {*clause, *clause};
    struct plan plan = {
        .scope = SCOPE_ALL,
        .group_count = 2,
        .clause_count = 2,
        .word_count = 2,
        .clauses = clauses,
        .words = words,
    };
    struct posting_set set;
    uint32_t stopped;
    int r;

    for (uint32_t i = 0; i < 2; i++) {
        clauses[i].group = i;
        clauses[i].first = i;
    }
    *known = 0;
    r = evaluate(speller->index, &plan, speller->budget, &set, &stopped);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    *known = best_known(speller->index, &set.postings);
    posting_set_release(&set);
    return 0;
}

/* Whole words found together are better than any that only begin so: thumbs up, not thumb sup. */
static int split_known(struct speller *speller, const struct plan_clause *clause,
                       const struct plan_word halves[static 2], unsigned *known)
{
    struct plan_word whole[2] = {halves[0], halves[1]};
    int r;

    for (uint32_t i = 0; i < 2; i++)
        whole[i].beginning = (struct term_range){.first = 0, .end = 0};
    r = known_together(speller, clause, whole, known);
    if (r < 0 || *known > 0) {
        *known += WHOLE_KNOWN;
        return r;
    }
    return known_together(speller, clause, halves, known);
}

static bool find_half(const struct speller *speller, const struct plan_fields *fields,
                      struct slice half, struct plan_word *word)
{
    *word = (struct plan_word){.term = PLAN_NO_TERM, .letter = -1};
    if (utf8_length(half.bytes, half.size) < HALF_LETTERS ||
        !find_term(speller->index, half, fields, &word->term))
        return false;
    word->beginning = charindex_terms_with(speller->index, half.bytes, half.size);
    return true;
}

/* Adds a choice behind those from `first` on that are at least as well known. */
static void insert_split(struct repair *repair, size_t first, const struct choice *choice)
{
    size_t at = repair->count;

    if (at == CHOICES_MAX || at - first == SPLITS_MAX) {
        if (repair->choices[at - 1].known >= choice->known || at == first)
            return;
        at--;
    } else {
        repair->count++;
    }
    while (at > first && repair->choices[at - 1].known < choice->known) {
        repair->choices[at] = repair->choices[at - 1];
        at--;
    }
    repair->choices[at] = *choice;
}

static int add_splits(struct speller *speller, struct repair *repair, uint32_t clause)
{
    const struct plan_clause *planned = &speller->plan->clauses[clause];
    struct plan_fields fields = without_definitions(&planned->fields);
    struct slice word = word_of(speller, clause);
    size_t first = repair->count, tried = 0;

    for (size_t at = 0; at < word.size && tried < SPLITS_TRIED;) {
        struct plan_word halves[2];
        struct choice choice;
        int r;

        (void)utf8_next(word.bytes, word.size, &at);
        if (!find_half(speller, &fields, (struct slice){word.bytes, at}, &halves[0]) ||
            !find_half(speller, &fields, (struct slice){word.bytes + at, word.size - at},
                       &halves[1]))
            continue;
        tried++;
        r = split_known(speller, planned, halves, &choice.known);
        if (r < 0)
            return r;
        choice.words[0] = charindex_term_text(speller->index, halves[0].term);
        choice.words[1] = charindex_term_text(speller->index, halves[1].term);
        if (choice.known > 0)
            insert_split(repair, first, &choice);
    }
    return 0;
}

/* Two words instead of one need a group of their own, and no field before them. */
static bool stands_alone(const struct speller *speller, uint32_t clause)
{
    const struct query_clause *clauses = speller->query->clauses;

    return clauses[clause].field == QUERY_ANYWHERE &&
           (clause == 0 || clauses[clause - 1].group != clauses[clause].group) &&
           (clause + 1 == speller->query->count ||
            clauses[clause + 1].group != clauses[clause].group);
}

/*
 * Repairs.
 */

static int find_choices(struct speller *speller, struct repair *repair, uint32_t clause)
{
    struct slice word = word_of(speller, clause);
    size_t letters = utf8_length(word.bytes, word.size);
    int r = 0;

    if (letters < LETTERS_MIN || !is_letters(word))
        return 0;
    add_near(speller, repair, clause, 1);
    if (stands_alone(speller, clause))
        r = add_splits(speller, repair, clause);
    if (r == 0 && repair->count == 0 && letters >= LETTERS_TWO)
        add_near(speller, repair, clause, 2);
    return r;
}

/* Finds repairs for all words of which `is_wrong` is true. Returns -ENOMEM, or whether there are
 * not too many of them. */
static int find_repairs(struct speller *speller,
                        bool (*is_wrong)(const struct speller *speller, uint32_t clause))
{
    for (uint32_t clause = 0; clause < speller->query->count; clause++) {
        const struct query_word *word;
        struct repair *repair;
        int r;

        if (!is_word(speller, clause) || !is_wrong(speller, clause))
            continue;
        if (speller->count == SPELLING_WORDS)
            return false;
        word = &speller->query->words[speller->query->clauses[clause].first];
        repair = &speller->repairs[speller->count++];
        *repair = (struct repair){.begin = word->begin, .end = word->end};
        r = find_choices(speller, repair, clause);
        if (r < 0)
            return r;
    }
    return true;
}

/*
 * Proposals.
 */

struct proposal {
    char *bytes;
    size_t size;
    bool fits;
};

static void append(struct proposal *proposal, const char *bytes, size_t size)
{
    proposal->fits = proposal->fits && size < SUGGESTION_SIZE - proposal->size;
    if (!proposal->fits)
        return;
    memcpy(proposal->bytes + proposal->size, bytes, size);
    proposal->size += size;
}

static void append_choice(struct proposal *proposal, const struct choice *choice)
{
    append(proposal, choice->words[0].bytes, choice->words[0].size);
    if (choice->words[1].size == 0)
        return;
    append(proposal, " ", 1);
    append(proposal, choice->words[1].bytes, choice->words[1].size);
}

/* Proposes the text with the repairs, each by its choice of that number. */
static void propose(const struct speller *speller, const struct repair *const *repairs,
                    const size_t *choices, size_t count, struct spelling *spelling)
{
    struct proposal proposal = {.fits = spelling->count < SPELLING_QUERIES};
    uint32_t at = 0;

    if (!proposal.fits)
        return;
    proposal.bytes = spelling->queries[spelling->count];
    for (size_t i = 0; i < count; i++) {
        append(&proposal, speller->text.bytes + at, repairs[i]->begin - at);
        append_choice(&proposal, &repairs[i]->choices[choices[i]]);
        at = repairs[i]->end;
    }
    append(&proposal, speller->text.bytes + at, speller->text.size - at);
    if (proposal.fits && proposal.size <= QUERY_MAX_SIZE) {
        proposal.bytes[proposal.size] = '\0';
        spelling->count++;
    }
}

/* A word without a better one remains; then at least the others are right. */
static bool keep_hopeless(struct speller *speller)
{
    bool hope = false;

    for (size_t i = 0; i < speller->count; i++) {
        struct repair *repair = &speller->repairs[i];

        hope = hope || repair->count > 0;
        if (repair->count == 0)
            repair->choices[repair->count++] =
                (struct choice){.words = {{.bytes = speller->text.bytes + repair->begin,
                                           .size = repair->end - repair->begin}}};
    }
    return hope;
}

/* The best choices together; then all the others, one word at a time. */
static void propose_repairs(struct speller *speller, struct spelling *spelling)
{
    const struct repair *repairs[SPELLING_WORDS];
    size_t choices[SPELLING_WORDS] = {0};

    if (!keep_hopeless(speller))
        return;
    for (size_t i = 0; i < speller->count; i++)
        repairs[i] = &speller->repairs[i];
    propose(speller, repairs, choices, speller->count, spelling);
    for (size_t next = 1; next < CHOICES_MAX; next++)
        for (size_t i = 0; i < speller->count; i++) {
            if (next >= repairs[i]->count)
                continue;
            choices[i] = next;
            propose(speller, repairs, choices, speller->count, spelling);
            choices[i] = 0;
        }
}

/* The clause and the one behind it as one word, if that is a term. */
static bool find_joined(const struct speller *speller, uint32_t clause, struct repair *joined)
{
    struct plan_fields fields = without_definitions(&speller->plan->clauses[clause].fields);
    struct slice a = word_of(speller, clause), b = word_of(speller, clause + 1);
    const struct query_word *words = speller->query->words;
    char word[2 * WORD_MAX_SIZE];
    uint32_t term;

    if (a.size + b.size > sizeof word)
        return false;
    memcpy(word, a.bytes, a.size);
    memcpy(word + a.size, b.bytes, b.size);
    if (!find_term(speller->index, (struct slice){word, a.size + b.size}, &fields, &term))
        return false;
    *joined = (struct repair){
        .begin = words[speller->query->clauses[clause].first].begin,
        .end = words[speller->query->clauses[clause + 1].first].end,
        .count = 1,
    };
    joined->choices[0].words[0] = charindex_term_text(speller->index, term);
    return true;
}

/* Proposes the joined word, with all repairs that are needed elsewhere. */
static void propose_joined(const struct speller *speller, const struct repair *joined,
                           struct spelling *spelling)
{
    static const size_t first_choices[SPELLING_WORDS + 1];
    const struct repair *repairs[SPELLING_WORDS + 1];
    size_t count = 0;
    bool placed = false;

    for (size_t i = 0; i < speller->count; i++) {
        const struct repair *repair = &speller->repairs[i];

        if (repair->begin >= joined->begin && repair->end <= joined->end)
            continue;
        if (repair->count == 0)
            return;
        if (!placed && repair->begin > joined->begin) {
            repairs[count++] = joined;
            placed = true;
        }
        repairs[count++] = repair;
    }
    if (!placed)
        repairs[count++] = joined;
    propose(speller, repairs, first_choices, count, spelling);
}

static void propose_all_joined(const struct speller *speller, struct spelling *spelling)
{
    for (uint32_t clause = 0; clause + 1 < speller->query->count; clause++) {
        struct repair joined;

        if (is_word(speller, clause) && is_word(speller, clause + 1) &&
            stands_alone(speller, clause) && stands_alone(speller, clause + 1) &&
            find_joined(speller, clause, &joined))
            propose_joined(speller, &joined, spelling);
    }
}

int spelling_correct(const struct charindex *index, const struct query *query,
                     const struct plan *plan, const char *text, size_t size, struct budget *budget,
                     struct spelling *spelling)
{
    struct speller speller = {
        .index = index,
        .query = query,
        .plan = plan,
        .text = {.bytes = text, .size = size},
        .budget = budget,
    };
    int r = find_repairs(&speller, is_unknown);

    spelling->count = 0;
    if (r > 0 && speller.count == 0)
        r = find_repairs(&speller, is_doubtful);
    if (r <= 0)
        return r;
    propose_repairs(&speller, spelling);
    propose_all_joined(&speller, spelling);
    return 0;
}
