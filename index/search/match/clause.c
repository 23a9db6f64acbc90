/*
 * Words select lists of postings, properties the postings of their values, and a range is a set by
 * itself.
 */

#include "index/search/match/clause.h"

#include <assert.h>
#include <endian.h>

#include "index/base/bisect.h"

enum {
    LISTS_A_STEP = 2, /* lists skipped because of their field */
    LIST_STEPS = 2,   /* a list used */
    RANGE_STEPS = 50, /* a range found and put */
};

static const struct postings nothing = {.runs = NULL};

/* The documents from first to end - 1 as a set that borrows its run from set->own. */
static struct postings own_set(struct clause_set *set, uint32_t first, uint32_t end)
{
    if (first >= end)
        return nothing;
    set->own = posting_run(first, 0);
    return (struct postings){.runs = &set->own, .count = 1, .total = end - first};
}

bool clause_stored_union(const struct evaluation *evaluation, const struct plan_clause *clause,
                         struct stored_union *stored)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    unsigned fields =
        FIELD_KEYWORD + (unsigned)charindex_sources(evaluation->index)->language_count;
    struct term_range terms = word->prefixed;

    if (terms.first >= terms.end && word->term == PLAN_NO_TERM)
        return false;
    if (terms.first >= terms.end)
        terms = (struct term_range){.first = word->term, .end = word->term + 1};
    for (unsigned field = 0; field < fields; field++)
        if (!plan_field_in(&clause->fields, field))
            return false;
    return charindex_stored_union(evaluation->index, terms, stored);
}

/* A list that is looked for, and how many there are. */
struct only_list {
    bool first; /* the first one will do */
    uint32_t found;
    struct postings set;
};

/* Counts the lists of the part. Returns false if they are more than one, or not worth a look. */
static bool find_only(const struct evaluation *evaluation, const struct plan_part *part,
                      struct only_list *only)
{
    if (part->lists.end - part->lists.first > FIELDS_MAX)
        return false;
    for (uint32_t list = part->lists.first; list < part->lists.end; list++) {
        if (!plan_field_in(&part->fields, charindex_list_field(evaluation->index, list)))
            continue;
        if (only->found++ > 0)
            return false;
        only->set = charindex_list(evaluation->index, list);
        if (only->first)
            return true;
    }
    return true;
}

/* Do all parts of the clause have at most one list together? Names come first among the lists of a
 * term, so the first list is enough in scope name. */
static bool one_list(const struct evaluation *evaluation, const struct plan_clause *clause,
                     const struct plan_word *word, struct list_range lists, struct postings *set)
{
    struct plan_part part = {.lists = lists, .fields = clause->fields};
    struct only_list only = {
        .first = clause->fields.bits[0] == (uint64_t)1 << FIELD_NAME &&
                 clause->kind == QUERY_WORD && word->form_count == 0,
        .set = nothing,
    };
    bool one = find_only(evaluation, &part, &only);

    for (uint32_t number = 1; one && number < plan_parts(word); number++) {
        part = plan_part(evaluation->index, evaluation->plan, clause, number);
        one = find_only(evaluation, &part, &only);
    }
    *set = only.set;
    return one;
}

/* The runs of the forms, which are the parts after the first one. */
static uint32_t count_form_runs(const struct evaluation *evaluation,
                                const struct plan_clause *clause, const struct plan_word *word)
{
    uint32_t runs = 0;

    for (uint32_t number = 1; number < plan_parts(word); number++)
        runs += charindex_lists_runs(
            evaluation->index,
            plan_part(evaluation->index, evaluation->plan, clause, number).lists);
    return runs;
}

static bool plain_word(const struct evaluation *evaluation, const struct plan_clause *clause,
                       struct clause_set *set)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    struct list_range lists = plan_word_lists(evaluation->index, word);
    uint32_t forms = count_form_runs(evaluation, clause, word), document;
    struct stored_union stored;

    if (clause_stored_union(evaluation, clause, &stored)) {
        set->set = stored.set;
        set->runs = (stored.bitmap ? (uint32_t)BITMAP_STEPS : stored.set.count) + forms;
        return !stored.bitmap && forms == 0 && word->letter < 0;
    }
    set->runs = charindex_lists_runs(evaluation->index, lists) + forms;
    if (!one_list(evaluation, clause, word, lists, &set->set))
        return false;
    if (word->letter < 0)
        return true;
    if (set->set.total > 0)
        return false; /* two sets: the letter and the word */
    if (charindex_find(evaluation->index, (uint32_t)word->letter, &document))
        set->set = own_set(set, document, document + 1);
    return true;
}

/* The characters of a range of code points. */
static struct value_range characters(const struct evaluation *evaluation, uint32_t low,
                                     uint32_t high)
{
    return (struct value_range){
        .first = charindex_find_from(evaluation->index, low),
        .end = high < UINT32_MAX ? charindex_find_from(evaluation->index, high + 1)
                                 : charindex_first_sequence(evaluation->index),
    };
}

/* The first sequence whose first code point is not less than this one. */
static uint32_t sequence_from(const struct charindex *index, uint32_t code_point)
{
    struct bisection search = {.low = charindex_first_sequence(index),
                               .high = charindex_documents(index)};

    while (bisect(&search))
        bisect_narrow(&search, charindex_code_point(index, search.middle) < code_point);
    return search.low;
}

/* A range alone matches its characters. With other clauses, or negated, it also matches the
 * sequences that start in it, as a block does. */
static bool range_has_sequences(const struct evaluation *evaluation,
                                const struct plan_clause *clause)
{
    return evaluation_sequences(evaluation) &&
           (evaluation->plan->clause_count > 1 || clause->negated);
}

/* Does the clause select this value? */
static bool is_wanted(const struct plan_clause *clause, uint32_t value)
{
    uint32_t number = value - clause->values.first;

    return clause->property != PROPERTY_CATEGORY ||
           (number < 32 && (clause->categories >> number & 1));
}

/* The documents related to the clause's character, ascending. */
static uint32_t relatives(const struct evaluation *evaluation, const struct plan_clause *clause,
                          const uint32_t **documents_le)
{
    uint32_t document;

    if (!charindex_find(evaluation->index, clause->low, &document))
        return 0;
    switch (clause->relation) {
    case QUERY_LIKE:
        return charindex_confusables(evaluation->index, document, documents_le);
    case QUERY_BASE:
        return charindex_decompositions(evaluation->index, document, documents_le);
    }
    assert(false && "not a value of enum query_relation");
    return 0;
}

static bool plain_property(const struct evaluation *evaluation, const struct plan_clause *clause,
                           struct clause_set *set)
{
    uint32_t wanted = 0;

    for (uint32_t value = clause->values.first; value < clause->values.end; value++) {
        if (!is_wanted(clause, value))
            continue;
        wanted++;
        set->set = charindex_value(evaluation->index, value);
        set->runs += set->set.count;
    }
    return wanted <= 1;
}

bool clause_plain(const struct evaluation *evaluation, const struct plan_clause *clause,
                  struct clause_set *set)
{
    const uint32_t *related_le;
    struct value_range range;
    uint32_t document;

    set->runs = 0;
    set->set = nothing;
    switch (clause->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
        return plain_word(evaluation, clause, set);
    case QUERY_PROPERTY:
        return plain_property(evaluation, clause, set);
    case QUERY_RELATIVES:
        set->runs = relatives(evaluation, clause, &related_le);
        return set->runs == 0;
    case QUERY_RANGE:
        range = characters(evaluation, clause->low, clause->high);
        set->set = own_set(set, range.first, range.end);
        return !range_has_sequences(evaluation, clause);
    case QUERY_CODE_POINT:
        if (charindex_find(evaluation->index, clause->low, &document))
            set->set = own_set(set, document, document + 1);
        return !evaluation_sequences(evaluation);
    case QUERY_PHRASE:
    case QUERY_TEXT:
        return false;
    case QUERY_PATTERN:
        break;
    }
    assert(false && "not a value of enum query_clause_kind");
    return true;
}

/* Writes the runs of a set. Returns their number. */
static uint32_t set_spans(const struct postings *set, struct posting_span *spans)
{
    for (uint32_t run = 0; run < set->count; run++)
        spans[run] =
            (struct posting_span){.first = posting_first(set, run), .end = posting_end(set, run)};
    return set->count;
}

uint32_t clause_spans(const struct evaluation *evaluation, const struct plan_clause *clause,
                      struct posting_span *spans)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    uint32_t document, count = 0, number = 0;
    struct stored_union stored; /* not a bitmap, which is not small */
    struct postings set;

    if (clause_stored_union(evaluation, clause, &stored)) {
        count = set_spans(&stored.set, spans);
        number = 1;
    }
    for (; number < plan_parts(word); number++) {
        struct plan_part part = plan_part(evaluation->index, evaluation->plan, clause, number);

        for (uint32_t list = part.lists.first; list < part.lists.end; list++) {
            if (!plan_field_in(&part.fields, charindex_list_field(evaluation->index, list)))
                continue;
            set = charindex_list(evaluation->index, list);
            count += set_spans(&set, spans + count);
        }
    }
    if (word->letter >= 0 && charindex_find(evaluation->index, (uint32_t)word->letter, &document))
        spans[count++] = (struct posting_span){.first = document, .end = document + 1};
    return count;
}

/*
 * Adding clauses to a bitmap, or removing them.
 */

static bool put_set(struct evaluation *evaluation, const struct postings *set,
                    struct bitmap *target, bool on)
{
    if (!evaluation_spend(evaluation, (size_t)set->count + LIST_STEPS))
        return false;
    bitmap_put_postings(target, set, on);
    return true;
}

static bool put_part(struct evaluation *evaluation, const struct plan_part *part,
                     struct bitmap *target, bool on)
{
    struct plan_fields fields = part->fields;

    if (!evaluation_spend(evaluation, (part->lists.end - part->lists.first) / LISTS_A_STEP))
        return false;
    for (uint32_t list = part->lists.first; list < part->lists.end; list++) {
        struct postings set;

        if (!plan_field_in(&fields, charindex_list_field(evaluation->index, list)))
            continue;
        set = charindex_list(evaluation->index, list);
        if (!put_set(evaluation, &set, target, on))
            return false;
    }
    return true;
}

static bool put_stored(struct evaluation *evaluation, const struct stored_union *stored,
                       struct bitmap *target, bool on)
{
    if (!stored->bitmap)
        return put_set(evaluation, &stored->set, target, on);
    bitmap_put_stored(target, stored->bitmap, on);
    return evaluation_spend(evaluation, BITMAP_STEPS);
}

static bool put_word(struct evaluation *evaluation, const struct plan_clause *clause,
                     struct bitmap *target, bool on)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    uint32_t document, number = 0;
    struct stored_union stored;

    if (word->letter >= 0 && charindex_find(evaluation->index, (uint32_t)word->letter, &document))
        bitmap_put(target, document, document + 1, on);
    if (clause_stored_union(evaluation, clause, &stored)) {
        if (!put_stored(evaluation, &stored, target, on))
            return false;
        number = 1;
    }
    for (; number < plan_parts(word); number++) {
        struct plan_part part = plan_part(evaluation->index, evaluation->plan, clause, number);

        if (!put_part(evaluation, &part, target, on))
            return false;
    }
    return true;
}

static bool put_range(struct evaluation *evaluation, const struct plan_clause *clause,
                      struct bitmap *target, bool on)
{
    struct value_range range = characters(evaluation, clause->low, clause->high);

    bitmap_put(target, range.first, range.end, on);
    if (range_has_sequences(evaluation, clause))
        bitmap_put(target, sequence_from(evaluation->index, clause->low),
                   clause->high < UINT32_MAX ? sequence_from(evaluation->index, clause->high + 1)
                                             : charindex_documents(evaluation->index),
                   on);
    return evaluation_spend(evaluation, RANGE_STEPS);
}

static bool put_property(struct evaluation *evaluation, const struct plan_clause *clause,
                         struct bitmap *target, bool on)
{
    for (uint32_t value = clause->values.first; value < clause->values.end; value++) {
        struct postings set;

        if (!evaluation_spend(evaluation, 1))
            return false;
        if (!is_wanted(clause, value))
            continue;
        set = charindex_value(evaluation->index, value);
        if (!evaluation_spend(evaluation, (size_t)set.count + LIST_STEPS))
            return false;
        bitmap_put_postings(target, &set, on);
    }
    return true;
}

static bool put_relatives(struct evaluation *evaluation, const struct plan_clause *clause,
                          struct bitmap *target, bool on)
{
    const uint32_t *documents_le;
    uint32_t count = relatives(evaluation, clause, &documents_le);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t document = le32toh(documents_le[i]);

        bitmap_put(target, document, document + 1, on);
    }
    return evaluation_spend(evaluation, (size_t)count + LIST_STEPS);
}

bool clause_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on)
{
    switch (clause->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
        return put_word(evaluation, clause, target, on);
    case QUERY_RANGE:
        return put_range(evaluation, clause, target, on);
    case QUERY_PROPERTY:
        return put_property(evaluation, clause, target, on);
    case QUERY_RELATIVES:
        return put_relatives(evaluation, clause, target, on);
    case QUERY_CODE_POINT:
    case QUERY_TEXT:
    case QUERY_PHRASE:
    case QUERY_PATTERN: /* a plan has none */
        break;
    }
    assert(false && "a clause of another module");
    return false;
}
