/*
 * A phrase is within one text, so all its words have a list in the same field. The lists are
 * intersected field by field, and only documents that are in all of them and match the other groups
 * of the query are read. The 42,720 ideographs of an extension share the words of their names and
 * are checked once.
 */

#include "index/search/match/phrase.h"

#include <endian.h>

#include "index/base/bisect.h"

enum {
    PROBE_STEPS = 1,     /* the kind of a text compared */
    TEXT_STEPS = 3,      /* the words of a text fetched: a cache miss */
    WORDS_A_STEP = 2,    /* words compared */
    INTERSECT_STEPS = 4, /* one run searched in another list */
};

static bool has_phrase(const struct word_list *list, const struct plan_word *words, uint32_t count)
{
    for (uint32_t at = 0; at + count <= list->count; at++) {
        uint32_t same = 0;

        while (same < count && le32toh(list->terms_le[at + same]) == words[same].term)
            same++;
        if (same == count)
            return true;
    }
    return false;
}

/* The kinds of text in a field, as bits. */
static unsigned kinds_of(unsigned field)
{
    if (field == FIELD_ALIAS)
        return TEXT_ALIASES;
    return field == FIELD_DEFINITION ? TEXT_DEFINITIONS : TEXT_KEYWORDS;
}

struct phrase {
    const struct plan_word *words;
    uint32_t count;
    unsigned field;
    struct bitmap *target;
    bool on;
};

/* Documents from this one to *next - 1 have the same words in their names: checks all at once.
 * Returns false if the budget runs out. */
static bool check_name(struct evaluation *evaluation, const struct phrase *phrase,
                       uint32_t document, uint32_t end, uint32_t *next)
{
    struct word_list list = charindex_name_words(evaluation->index, document);

    *next = charindex_name_words_end(evaluation->index, document);
    *next = *next < end ? *next : end;
    if (has_phrase(&list, phrase->words, phrase->count))
        bitmap_put(phrase->target, document, *next, phrase->on);
    return evaluation_spend(evaluation, list.count / WORDS_A_STEP + (size_t)TEXT_STEPS);
}

/* A document's texts are sorted by kind and language: finds the lower bound. With all languages a
 * document may have a thousand texts, of which a field has a few. */
static uint32_t find_text(struct evaluation *evaluation, struct text_range texts, unsigned kind,
                          unsigned language)
{
    struct bisection search = {.low = texts.first, .high = texts.end};

    while (bisect(&search)) {
        uint8_t its_language;
        unsigned its_kind = charindex_text_kind(evaluation->index, search.middle, &its_language);

        (void)evaluation_spend(evaluation, PROBE_STEPS); /* few: check_kind() stops */
        bisect_narrow(&search, its_kind < kind || (its_kind == kind && its_language < language));
    }
    return search.low;
}

/* Is the phrase in one of the document's texts of this kind (and, for keywords, of the field's
 * language)? Returns false if the budget runs out. */
static bool check_kind(struct evaluation *evaluation, const struct phrase *phrase,
                       struct text_range texts, unsigned kind, bool *found)
{
    const struct charindex *index = evaluation->index;
    bool keywords = phrase->field >= FIELD_KEYWORD;
    unsigned language = keywords ? phrase->field - FIELD_KEYWORD : 0;
    uint32_t number = find_text(evaluation, texts, kind, language);

    for (; number < texts.end && !*found; number++) {
        uint8_t its_language;
        struct word_list words;

        if (charindex_text_kind(index, number, &its_language) != kind ||
            (keywords && its_language != language))
            break;
        words = charindex_text_words(index, number);
        (void)evaluation_spend(evaluation, TEXT_STEPS);
        if (words.count < phrase->count)
            continue;
        if (!evaluation_spend(evaluation, words.count / WORDS_A_STEP))
            return false;
        *found = has_phrase(&words, phrase->words, phrase->count);
    }
    return evaluation_spend(evaluation, 0); /* the calls above ignored the result */
}

static bool check_texts(struct evaluation *evaluation, const struct phrase *phrase,
                        uint32_t document)
{
    struct text_range texts = charindex_texts(evaluation->index, document);
    unsigned kinds = kinds_of(phrase->field);
    bool found = false;

    for (unsigned kind = 0; kind < TEXT_KINDS && !found; kind++)
        if ((kinds & TEXT_BIT(kind)) && !check_kind(evaluation, phrase, texts, kind, &found))
            return false;
    if (found)
        bitmap_put(phrase->target, document, document + 1, phrase->on);
    return true;
}

static bool check_candidates(struct evaluation *evaluation, const struct phrase *phrase,
                             const struct postings *candidates)
{
    bool names = phrase->field == FIELD_NAME || phrase->field == FIELD_SEQUENCE;

    for (uint32_t run = 0; run < candidates->count; run++) {
        uint32_t end = posting_end(candidates, run);
        uint32_t document = bitmap_next(&evaluation->left, posting_first(candidates, run), end);

        while (document < end) {
            uint32_t next = document + 1;

            if (!(names ? check_name(evaluation, phrase, document, end, &next)
                        : check_texts(evaluation, phrase, document)))
                return false;
            document = bitmap_next(&evaluation->left, next, end);
        }
        if (!evaluation_spend(evaluation, 1))
            return false;
    }
    return true;
}

/* Finds the term's list in that field; false: it has none. */
static bool list_in_field(const struct charindex *index, uint32_t term, unsigned field,
                          struct postings *set)
{
    struct list_range lists =
        charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
    struct bisection search = {.low = lists.first, .high = lists.end};

    while (bisect(&search))
        bisect_narrow(&search, charindex_list_field(index, search.middle) < field);
    if (search.low == lists.end || charindex_list_field(index, search.low) != field)
        return false;
    *set = charindex_list(index, search.low);
    return true;
}

static int put_phrase_in_field(struct evaluation *evaluation, const struct phrase *phrase)
{
    struct posting_set candidates;
    struct postings next;
    int r = BUDGET_OK;

    if (!list_in_field(evaluation->index, phrase->words[0].term, phrase->field, &next))
        return BUDGET_OK;
    candidates = posting_set_borrow(&next);
    for (uint32_t i = 1; i < phrase->count && candidates.postings.total > 0; i++) {
        uint32_t fewer = candidates.postings.count;

        if (!list_in_field(evaluation->index, phrase->words[i].term, phrase->field, &next))
            goto out;
        fewer = fewer < next.count ? fewer : next.count;
        r = evaluation_spend(evaluation, (size_t)fewer * INTERSECT_STEPS + 16)
                ? posting_set_intersect(&candidates, &next)
                : BUDGET_EXCEEDED;
        if (r != 0)
            goto out;
    }
    if (!check_candidates(evaluation, phrase, &candidates.postings))
        r = BUDGET_EXCEEDED;
out:
    posting_set_release(&candidates);
    return r;
}

int phrase_put(struct evaluation *evaluation, const struct plan_clause *clause,
               struct bitmap *target, bool on)
{
    struct phrase phrase = {
        .words = evaluation->plan->words + clause->first,
        .count = clause->count,
        .target = target,
        .on = on,
    };
    struct list_range lists;
    int r = BUDGET_OK;

    for (uint32_t i = 0; i < phrase.count; i++)
        if (phrase.words[i].term == PLAN_NO_TERM)
            return BUDGET_OK;
    lists = plan_word_lists(evaluation->index, phrase.words);
    for (uint32_t list = lists.first; r == BUDGET_OK && list < lists.end; list++) {
        phrase.field = charindex_list_field(evaluation->index, list);
        if (plan_field_in(&clause->fields, phrase.field))
            r = put_phrase_in_field(evaluation, &phrase);
    }
    return r;
}
