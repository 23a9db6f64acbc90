/*
 * Finds replacements for a word that is not in the index, in this order of likelihood:
 *
 *   1. terms one edit away:           smyle      smile
 *   2. two terms joined:              thumbsup   thumbs up      (if they are found together)
 *   3. terms two edits away, from six letters on; before 2. if only the first letter is in doubt, which is
 *      seldom wrong:         tounge     tongue, not lounge
 *
 * and for two adjacent words the term that they form together: semi colon, semicolon.
 *
 * Words of definitions are not proposed, and a word that is only in definitions counts as unknown:
 * their vocabulary is so large that every typing error is near one of its words, or is one. A word
 * with a digit is a wrong number, not a misspelling.
 */

#include "index/search/fallback/repair.h"

#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/search/match/evaluate.h"
#include "index/text/words.h"

enum {
    LETTERS_MIN = 3,      /* shorter words are near too many terms */
    LETTERS_DOUBT = 4,    /* and shorter ones may be codes, if they are known at all */
    LETTERS_TWO = 6,      /* words of this length may have two errors, */
    LETTERS_LONG = 7,     /* and of this length one is likely to be one */
    HALF_LETTERS = 2,     /* of each part of a word split in two, at least */
    SPLITS_MAX = 4,       /* splits of a word that are choices */
    SPLITS_TRIED = 6,     /* splits of a word that are evaluated */
    SPLIT_DOCUMENTS = 64, /* documents read of a split */
    DOUBTFUL_RUNS = 4,    /* a word with at most this many is doubtful */
    WELL_KNOWN = 100,     /* a prominence: its words are not doubtful */
    LITTLE_KNOWN = 64,    /* another: the letters of scripts that few people read have less */
    EXACT_KNOWN = 256,    /* greater than any prominence */
};

static struct plan_fields without_definitions(const struct plan_fields *fields)
{
    struct plan_fields result = *fields;

    result.bits[FIELD_DEFINITION / 64] &= ~((uint64_t)1 << (FIELD_DEFINITION % 64));
    return result;
}

/* Finds the term of the word, if it is in one of the fields. */
static bool find_term(const struct charindex *index, struct slice word,
                      const struct plan_fields *fields, uint32_t *term)
{
    struct plan_word found;

    if (!charindex_term(index, word.bytes, word.size, term))
        return false;
    found = (struct plan_word){.term = *term};
    return plan_fields_known(index, plan_word_lists(index, &found), fields);
}

/* The clause's word, folded. */
static struct slice word_of(const struct repairs *repairs, uint32_t clause)
{
    const struct query_word *word = &repairs->query->words[repairs->query->clauses[clause].first];

    return (struct slice){.bytes = repairs->query->folded + word->first, .size = word->size};
}

/* Is the clause a word that may be replaced? */
static bool is_word(const struct repairs *repairs, uint32_t clause)
{
    const struct query_clause *asked = &repairs->query->clauses[clause];

    return asked->kind == QUERY_WORD && !asked->negated && asked->field != QUERY_DEFINITION &&
           word_of(repairs, clause).size > 0;
}

static bool is_unknown(const struct repairs *repairs, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    const struct plan_word *word = &repairs->plan->words[planned->first];
    struct plan_fields fields = without_definitions(&planned->fields);

    return word->letter < 0 && !plan_known(repairs->index, repairs->plan, planned, &fields);
}

/* Only other forms of it, or longer words, are known. */
static bool is_no_term(const struct repairs *repairs, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    struct plan_word word = repairs->plan->words[planned->first];
    struct plan_fields fields = without_definitions(&planned->fields);

    word.prefixed = (struct term_range){.first = 0, .end = 0};
    return word.letter < 0 &&
           (word.term == PLAN_NO_TERM ||
            !plan_fields_known(repairs->index, plan_word_lists(repairs->index, &word), &fields));
}

/* Is the word in a name or keyword of a well-known character? */
static bool is_well_known(const struct repairs *repairs, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    struct plan_fields fields = without_definitions(&planned->fields);
    uint32_t term = repairs->plan->words[planned->first].term;

    plan_field_remove(&fields, FIELD_ALIAS);
    return term != PLAN_NO_TERM && nearest_known(repairs->index, &fields, term) >= WELL_KNOWN;
}

/* A word that is in very few texts may be an error in those: BRAKCET. Or it is what few people mean:
 * "angrt" is a name in HTML. */
static bool is_doubtful(const struct repairs *repairs, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    struct list_range lists =
        plan_word_lists(repairs->index, &repairs->plan->words[planned->first]);
    uint32_t runs = 0;

    for (uint32_t list = lists.first; list < lists.end && runs <= DOUBTFUL_RUNS; list++)
        if (plan_field_in(&planned->fields, charindex_list_field(repairs->index, list)))
            runs += charindex_list(repairs->index, list).count;
    return runs <= DOUBTFUL_RUNS && !is_well_known(repairs, clause);
}

/* Is the word in texts of little-known characters only? */
static bool is_little_known(const struct repairs *repairs, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    struct plan_fields fields = without_definitions(&planned->fields);
    const uint32_t term = repairs->plan->words[planned->first].term;

    return repairs->plan->words[planned->first].letter < 0 && term != PLAN_NO_TERM &&
           nearest_known(repairs->index, &fields, term) < LITTLE_KNOWN;
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
 * Nearby terms.
 */

/* The cost of the errors that are repaired in the word. */
static unsigned cost_limit(const struct repairs *repairs, uint32_t clause)
{
    const struct slice word = word_of(repairs, clause);

    if (repairs->errors == REPAIR_ALL)
        return UINT32_MAX;
    if (repairs->errors == REPAIR_ONE ||
        (repairs->errors == REPAIR_LIKELY && utf8_length(word.bytes, word.size) >= LETTERS_LONG))
        return NEAREST_EDIT;
    return NEAREST_SLIP;
}

/* Adds nearby terms as choices. Returns the cost of the best one, or UINT32_MAX. */
static unsigned add_near(struct repairs *repairs, struct repair *repair, uint32_t clause,
                         unsigned distance)
{
    const unsigned cost_max = cost_limit(repairs, clause);
    unsigned best = UINT32_MAX;
    struct plan_fields fields = without_definitions(&repairs->plan->clauses[clause].fields);
    struct nearest_term terms[NEAREST_MAX];
    size_t count = nearest_terms(repairs->index, &fields, word_of(repairs, clause), distance,
                                 repairs->budget, terms);

    for (size_t i = 0; i < count && repair->count < REPAIR_CHOICES; i++)
        if (terms[i].cost > 0 && /* not a doubtful word itself */
            terms[i].cost <= cost_max && terms[i].known >= repairs->known_min) {
            best = repair->count == 0 ? terms[i].cost : best;
            repair->choices[repair->count++] = (struct choice){
                .words = {charindex_term_text(repairs->index, terms[i].term)},
                .known = terms[i].known,
            };
        }
    return best;
}

/*
 * Words split in two.
 */

/* One more than the highest prominence among the first documents of a set; 0: it is empty. */
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

/* Finds the best known document with both words. Returns -ENOMEM, or 0; *known is 0 if there is
 * none. */
static int known_together(struct repairs *repairs, const struct plan_clause *clause,
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
    r = evaluate(repairs->index, &plan, repairs->budget, &set, &stopped);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    *known = best_known(repairs->index, &set.postings);
    posting_set_release(&set);
    return 0;
}

/* Exact words found together are better than prefixes: thumbs up, not thumb sup. */
static int split_known(struct repairs *repairs, const struct plan_clause *clause,
                       const struct plan_word halves[static 2], unsigned *known)
{
    struct plan_word exact[2] = {halves[0], halves[1]};
    int r;

    for (uint32_t i = 0; i < 2; i++)
        exact[i].prefixed = (struct term_range){.first = 0, .end = 0};
    r = known_together(repairs, clause, exact, known);
    if (r < 0 || *known > 0) {
        *known += EXACT_KNOWN;
        return r;
    }
    return known_together(repairs, clause, halves, known);
}

static bool find_half(const struct repairs *repairs, const struct plan_fields *fields,
                      struct slice half, struct plan_word *word)
{
    *word = (struct plan_word){.term = PLAN_NO_TERM, .letter = -1};
    if (utf8_length(half.bytes, half.size) < HALF_LETTERS ||
        !find_term(repairs->index, half, fields, &word->term))
        return false;
    word->prefixed = charindex_terms_with(repairs->index, half.bytes, half.size);
    return true;
}

/* Inserts a choice after those from `first` on that are at least as well known. */
static void insert_split(struct repair *repair, size_t first, const struct choice *choice)
{
    size_t at = repair->count;

    if (at == REPAIR_CHOICES || at - first == SPLITS_MAX) {
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

static int add_splits(struct repairs *repairs, struct repair *repair, uint32_t clause)
{
    const struct plan_clause *planned = &repairs->plan->clauses[clause];
    struct plan_fields fields = without_definitions(&planned->fields);
    struct slice word = word_of(repairs, clause);
    size_t first = repair->count, tried = 0;

    for (size_t at = 0; at < word.size && tried < SPLITS_TRIED;) {
        struct plan_word halves[2];
        struct choice choice;
        int r;

        (void)utf8_next(word.bytes, word.size, &at);
        if (!find_half(repairs, &fields, (struct slice){word.bytes, at}, &halves[0]) ||
            !find_half(repairs, &fields, (struct slice){word.bytes + at, word.size - at},
                       &halves[1]))
            continue;
        tried++;
        r = split_known(repairs, planned, halves, &choice.known);
        if (r < 0)
            return r;
        choice.words[0] = charindex_term_text(repairs->index, halves[0].term);
        choice.words[1] = charindex_term_text(repairs->index, halves[1].term);
        if (choice.known > (repairs->errors == REPAIR_ALL ? 0 : EXACT_KNOWN + WELL_KNOWN))
            insert_split(repair, first, &choice);
    }
    return 0;
}

/* Only a word without a field that is the only clause of its group may become two words. */
static bool stands_alone(const struct repairs *repairs, uint32_t clause)
{
    const struct query_clause *clauses = repairs->query->clauses;

    return clauses[clause].field == QUERY_ANYWHERE &&
           (clause == 0 || clauses[clause - 1].group != clauses[clause].group) &&
           (clause + 1 == repairs->query->count ||
            clauses[clause + 1].group != clauses[clause].group);
}

/*
 * Repairs.
 */

static int find_choices(struct repairs *repairs, struct repair *repair, uint32_t clause)
{
    struct slice word = word_of(repairs, clause);
    size_t letters = utf8_length(word.bytes, word.size);
    unsigned cost;
    int r = 0;

    if (letters < (repairs->doubts ? LETTERS_DOUBT : LETTERS_MIN) || !is_letters(word))
        return 0;
    cost = add_near(repairs, repair, clause, 1);
    if (repairs->errors == REPAIR_LIKELY && repair->count == 0 && stands_alone(repairs, clause))
        return add_splits(repairs, repair, clause);
    if (repairs->errors != REPAIR_ALL)
        return 0;
    if (repair->count > 0 && cost > NEAREST_EDIT && letters >= LETTERS_TWO) {
        repair->count = 0;
        (void)add_near(repairs, repair, clause, 2);
    }
    if (stands_alone(repairs, clause))
        r = add_splits(repairs, repair, clause);
    if (r == 0 && repair->count == 0 && letters >= LETTERS_TWO)
        (void)add_near(repairs, repair, clause, 2);
    return r;
}

/* Finds repairs for all words for which `is_wrong` is true. Returns -ENOMEM, 0 if there are more
 * than REPAIRS_MAX, or 1. */
static int find_repairs(struct repairs *repairs,
                        bool (*is_wrong)(const struct repairs *repairs, uint32_t clause))
{
    for (uint32_t clause = 0; clause < repairs->query->count; clause++) {
        const struct query_word *word;
        struct repair *repair;
        int r;

        if (!is_word(repairs, clause) || !is_wrong(repairs, clause))
            continue;
        if (repairs->count == REPAIRS_MAX)
            return false;
        word = &repairs->query->words[repairs->query->clauses[clause].first];
        repair = &repairs->list[repairs->count++];
        *repair = (struct repair){.begin = word->begin, .end = word->end};
        r = find_choices(repairs, repair, clause);
        if (r < 0)
            return r;
    }
    return true;
}

static bool is_lone_word(const struct repairs *repairs, uint32_t clause)
{
    return is_word(repairs, clause) && stands_alone(repairs, clause);
}

bool repair_join(const struct repairs *repairs, uint32_t clause, struct repair *joined)
{
    struct plan_fields fields;
    const struct query_word *words = repairs->query->words;
    char word[2 * WORD_MAX_SIZE];
    struct slice a, b;
    uint32_t term;

    if (!is_lone_word(repairs, clause) || !is_lone_word(repairs, clause + 1))
        return false;
    fields = without_definitions(&repairs->plan->clauses[clause].fields);
    a = word_of(repairs, clause);
    b = word_of(repairs, clause + 1);
    if (a.size + b.size > sizeof word)
        return false;
    memcpy(word, a.bytes, a.size);
    memcpy(word + a.size, b.bytes, b.size);
    if (!find_term(repairs->index, (struct slice){word, a.size + b.size}, &fields, &term))
        return false;
    *joined = (struct repair){
        .begin = words[repairs->query->clauses[clause].first].begin,
        .end = words[repairs->query->clauses[clause + 1].first].end,
        .count = 1,
    };
    joined->choices[0].words[0] = charindex_term_text(repairs->index, term);
    return true;
}

int repairs_find(struct repairs *repairs)
{
    int r;

    repairs->count = 0;
    r = find_repairs(repairs, is_unknown);
    if (r > 0 && repairs->count == 0)
        r = find_repairs(repairs, is_no_term);
    if (r > 0 && repairs->count == 0)
        r = find_repairs(repairs, is_doubtful);
    return r;
}

int repairs_find_doubts(struct repairs *repairs)
{
    int r;

    repairs->count = 0;
    repairs->doubts = true;
    repairs->errors = REPAIR_ONE;
    r = find_repairs(repairs, is_no_term);
    if (r <= 0 || repairs->count > 0)
        return r;
    repairs->errors = REPAIR_SLIPS;
    return find_repairs(repairs, is_little_known);
}
