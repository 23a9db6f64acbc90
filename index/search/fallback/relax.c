/*
 * Relaxes queries. A user's name for a character often differs from the sources' by one word
 * ("bullet point", "percent symbol") or by a form of a word ("curly quote"). A query that finds
 * nothing is retried without that difference; the result then names the query that was run.
 *
 * The most common word is dropped first, because it is the least specific. (Quorum search with
 * inverse document frequency: C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information
 * Retrieval", 2008, chapters 6 and 7.)
 */

#include "index/search/fallback/relax.h"

#include <errno.h>
#include <string.h>

#include "index/unicode/inflection.h"

enum {
    WORDS_MAX = 8,      /* queries with more words are not names, and are not relaxed */
    FORMS_MAX = 4,      /* other forms of a word */
    FORMS_TRIED = 64,   /* terms stemmed to find the forms of a word */
    STEM_STEPS = 40,    /* a term stemmed: 0.2 µs */
    FORM_LETTERS = 3,   /* shorter words have no other forms */
    MUCH_COMMONER = 60, /* ratio of runs from which only the rarer word is proposed */
};

/* The words of the query, and how common each is. */
struct relaxation {
    const struct charindex *index;
    const struct query *query;
    const struct plan *plan;
    const char *text;
    struct budget *budget; /* of relax_forms() */
    size_t count;
    uint32_t runs[WORDS_MAX]; /* of its postings; 0: not in the index */
};

static struct slice word_of(const struct relaxation *relaxation, size_t i)
{
    const struct query_word *word = &relaxation->query->words[relaxation->query->clauses[i].first];

    return (struct slice){.bytes = relaxation->query->folded + word->first, .size = word->size};
}

/* Is every clause a word in any field, not negated, and the only one of its group? */
static bool is_words(const struct relaxation *relaxation)
{
    for (size_t i = 0; i < relaxation->count; i++) {
        const struct query_clause *clause = &relaxation->query->clauses[i];

        if (clause->kind != QUERY_WORD || clause->negated || clause->field != QUERY_ANYWHERE ||
            word_of(relaxation, i).size == 0 ||
            relaxation->query->words[clause->first].letter >= 0x80) /* may be pasted */
            return false;
    }
    return relaxation->query->group_count == relaxation->count;
}

/* Returns false if queries of this kind are not relaxed. */
static bool begin(struct relaxation *relaxation, const struct charindex *index,
                  const struct query *query, const struct plan *plan, const char *text)
{
    *relaxation = (struct relaxation){
        .index = index, .query = query, .plan = plan, .text = text, .count = query->count};
    if (query->count == 0 || query->count > WORDS_MAX || !is_words(relaxation))
        return false;
    for (size_t i = 0; i < relaxation->count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];
        uint32_t parts = plan_parts(&plan->words[clause->first]);

        for (uint32_t number = 0; number < parts; number++) {
            struct plan_part part = plan_part(index, plan, clause, number);

            if (plan_fields_known(index, part.lists, &part.fields))
                relaxation->runs[i] += charindex_lists_runs(index, part.lists);
        }
    }
    return true;
}

/* The words that are in the index, as bits. */
static unsigned words_known(const struct relaxation *relaxation)
{
    unsigned known = 0;

    for (size_t i = 0; i < relaxation->count; i++)
        known |= relaxation->runs[i] > 0 ? 1u << i : 0u;
    return known;
}

/* Appends the word as it was written. */
static void append_word(const struct relaxation *relaxation, size_t i, struct proposal *proposal)
{
    const struct query_word *word = &relaxation->query->words[relaxation->query->clauses[i].first];

    proposal_append(proposal, (struct slice){.bytes = relaxation->text + word->begin,
                                             .size = word->end - word->begin});
}

/*
 * Forms of words.
 */

/* Finds terms with the word's stem, except those that begin with the word: the word itself matches
 * those. */
static size_t find_forms(const struct relaxation *relaxation, struct inflection *inflection,
                         struct slice word, uint32_t forms[static FORMS_MAX])
{
    char stem[STEM_MAX_SIZE], other[STEM_MAX_SIZE];
    size_t size = inflection_stem(inflection, word.bytes, word.size, stem), shared, count = 0;
    struct term_range range;

    if (size < FORM_LETTERS)
        return 0;
    /* The common prefix of word and stem: "cry" has the stem "cri". */
    for (shared = 0; shared < size && shared < word.size && stem[shared] == word.bytes[shared];)
        shared++;
    if (shared + 1 < FORM_LETTERS)
        return 0;
    range = charindex_terms_with(relaxation->index, stem, shared);
    if (range.end - range.first > FORMS_TRIED)
        range.end = range.first + FORMS_TRIED;
    for (uint32_t term = range.first; term < range.end && count < FORMS_MAX; term++) {
        struct slice text = charindex_term_text(relaxation->index, term);

        if (slice_has_prefix(text, word))
            continue;
        if (!budget_take(relaxation->budget, BUDGET_RELAX, STEM_STEPS))
            break;
        if (inflection_stem(inflection, text.bytes, text.size, other) == size &&
            memcmp(stem, other, size) == 0)
            forms[count++] = term;
    }
    return count;
}

/* Appends the word, if it is known, and its forms. Returns the number of forms. */
static size_t append_forms(const struct relaxation *relaxation, struct inflection *inflection,
                           size_t i, struct proposal *proposal)
{
    uint32_t forms[FORMS_MAX];
    size_t count = find_forms(relaxation, inflection, word_of(relaxation, i), forms);
    bool bar = relaxation->runs[i] > 0 || count == 0;

    if (bar)
        append_word(relaxation, i, proposal);
    for (size_t form = 0; form < count; form++) {
        if (bar)
            proposal_append(proposal, slice_of("|"));
        proposal_append(proposal, charindex_term_text(relaxation->index, forms[form]));
        bar = true;
    }
    return count;
}

int relax_forms(const struct charindex *index, const struct query *query, const struct plan *plan,
                const char *text, bool all_known, struct budget *budget,
                struct proposals *proposals)
{
    struct relaxation relaxation;
    struct inflection *inflection;
    struct proposal proposal;
    size_t found = 0;

    proposals->count = 0;
    if (!begin(&relaxation, index, query, plan, text) ||
        (all_known && words_known(&relaxation) != (1u << relaxation.count) - 1))
        return 0;
    relaxation.budget = budget;
    inflection = inflection_new();
    if (!inflection)
        return -ENOMEM;
    proposal_begin(&proposal, proposals);
    for (size_t i = 0; i < relaxation.count; i++) {
        if (i > 0)
            proposal_append(&proposal, slice_of(" "));
        found += append_forms(&relaxation, inflection, i, &proposal);
    }
    inflection_free(inflection);
    if (found > 0)
        proposal_end(&proposal);
    return 0;
}

/*
 * Fewer words.
 */

/* Proposes the words whose bits are set, separated by the separator. */
static void propose(const struct relaxation *relaxation, unsigned words, const char *separator,
                    struct proposals *proposals)
{
    struct proposal proposal;

    proposal_begin(&proposal, proposals);
    for (size_t i = 0; i < relaxation->count; i++) {
        if (!(words >> i & 1))
            continue;
        if (proposal.size > 0)
            proposal_append(&proposal, slice_of(separator));
        append_word(relaxation, i, &proposal);
    }
    proposal_end(&proposal);
}

/* The bit of the most common of the words whose bits are set; 0: none. */
static unsigned commonest(const struct relaxation *relaxation, unsigned among)
{
    unsigned found = 0;
    uint32_t runs = 0;

    for (size_t i = 0; i < relaxation->count; i++)
        if (among >> i & 1 && (found == 0 || relaxation->runs[i] > runs)) {
            found = 1u << i;
            runs = relaxation->runs[i];
        }
    return found;
}

/* The runs of the word with this bit. */
static uint32_t runs_of(const struct relaxation *relaxation, unsigned word)
{
    return relaxation->runs[__builtin_ctz(word)];
}

/* Of two words: the rarer one if the other is much more common, or either. */
static void propose_of_two(const struct relaxation *relaxation, unsigned words,
                           struct proposals *proposals)
{
    unsigned common = commonest(relaxation, words), rare = words & ~common;

    if (runs_of(relaxation, common) / MUCH_COMMONER > runs_of(relaxation, rare))
        propose(relaxation, rare, " ", proposals);
    else
        propose(relaxation, words, "|", proposals);
}

/* Proposes all words but one, without the most common one first. */
static void propose_without_one(const struct relaxation *relaxation, unsigned words,
                                struct proposals *proposals)
{
    for (unsigned left = words; left != 0;) {
        unsigned word = commonest(relaxation, left);

        left &= ~word;
        propose(relaxation, words & ~word, " ", proposals);
    }
}

void relax_words(const struct charindex *index, const struct query *query, const struct plan *plan,
                 const char *text, struct proposals *proposals)
{
    struct relaxation relaxation;
    unsigned known;

    proposals->count = 0;
    if (!begin(&relaxation, index, query, plan, text))
        return;
    known = words_known(&relaxation);
    if (known != (1u << relaxation.count) - 1)
        propose(&relaxation, known, " ", proposals);
    while (__builtin_popcount(known) > 2) {
        propose_without_one(&relaxation, known, proposals);
        known &= ~commonest(&relaxation, known);
    }
    if (__builtin_popcount(known) == 2)
        propose_of_two(&relaxation, known, proposals);
}
