/*
 * Folding walks once over the sequences of a result; only sequences are variants. Two bitmaps (the
 * documents shown, and the bases that already have a row) make it a few nanoseconds a sequence, and
 * there are only some thousands of them. The runs of the characters, which come first, are copied
 * as they are, unless a character is hidden. A result without sequences is not copied at all.
 */

#include "index/search/match/fold.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/file/bitmap.h"

enum {
    NAME_STEPS = 16, /* a name in a preferred language compared with the query */
    TONED_WORDS = 4, /* of the shortest name of a variant: "mage: dark skin tone" */
};

struct folding {
    const struct charindex *index;
    const struct plan *plan;
    struct budget *budget;
    bool words;            /* the query consists of words: it may be a name, */
    uint32_t first, end;   /* also in one of the preferred languages from first to end - 1 */
    struct bitmap shown;   /* the result */
    struct bitmap settled; /* bases that already have a row */
    uint64_t *memory;      /* of both bitmaps */
    bool mixed;            /* a character was hidden */
};

static bool is_words(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (clause->kind != QUERY_WORD || clause->negated ||
            (i > 0 && clause->group == clause[-1].group))
            return false;
    }
    return plan->clause_count > 0;
}

/* Sets the range of preferred languages. Most English names are those of the documents, but CLDR has
 * "person walking: dark skin tone, facing right" where emoji-test.txt has another order. */
static void prefer(struct folding *folding)
{
    const struct sources *sources = charindex_sources(folding->index);
    const bool toned = folding->plan->word_count >= TONED_WORDS;

    for (uint32_t i = 0; i < sources->language_count; i++)
        if (languages_have(&folding->plan->preferred.first, i) &&
            (toned || i != sources_english(sources))) {
            folding->first = folding->end == 0 ? i : folding->first;
            folding->end = i + 1;
        }
}

/* Is the query that text, word for word? */
static bool is_text(const struct plan *plan, struct word_list list)
{
    if (list.count != plan->word_count)
        return false;
    for (uint32_t i = 0; i < list.count; i++)
        if (plan->words[i].term != le32toh(list.terms_le[i]))
            return false;
    return true;
}

/* The first short name of the document in this language or a later one; texts are sorted by kind and
 * language. */
static uint32_t find_short_name(const struct charindex *index, struct text_range texts,
                                uint32_t language)
{
    struct bisection search = {.low = texts.first, .high = texts.end};

    while (bisect(&search)) {
        uint8_t its_language;
        enum text_kind kind = charindex_text_kind(index, search.middle, &its_language);

        bisect_narrow(&search, kind < TEXT_SHORT_NAME ||
                                   (kind == TEXT_SHORT_NAME && its_language < language));
    }
    return search.low;
}

/* Is the query a short name of the document in a preferred language? */
static bool is_short_name(const struct folding *folding, uint32_t document)
{
    const struct charindex *index = folding->index;
    struct text_range texts = charindex_texts(index, document);
    uint32_t number;

    if (folding->end == 0 || !budget_take(folding->budget, BUDGET_EVALUATE, NAME_STEPS))
        return false;
    number = find_short_name(index, texts, folding->first);
    for (; number < texts.end; number++) {
        uint8_t language;

        if (charindex_text_kind(index, number, &language) != TEXT_SHORT_NAME ||
            language >= folding->end || !budget_take(folding->budget, BUDGET_EVALUATE, 1))
            return false;
        if (languages_have(&folding->plan->preferred.first, language) &&
            is_text(folding->plan, charindex_text_words(index, number)))
            return true;
    }
    return false;
}

static bool is_full_name(const struct folding *folding, uint32_t document)
{
    return is_text(folding->plan, charindex_name_words(folding->index, document));
}

/* Does the row of the variants before the document belong to one that has the query as a name? */
static bool is_taken(const struct folding *folding, uint32_t base, uint32_t document)
{
    const uint32_t *variants_le;
    uint32_t count = charindex_variants(folding->index, base, &variants_le);

    for (uint32_t i = 0; i < count && le32toh(variants_le[i]) < document; i++) {
        uint32_t variant = le32toh(variants_le[i]);

        if (bitmap_has(&folding->shown, variant))
            return is_full_name(folding, variant) || is_short_name(folding, variant);
    }
    return false;
}

/* Is the query the name of that document, word for word? A short name that several of them have in a
 * preferred language is that of the base, or else of the first variant. */
static bool is_its_name(const struct folding *folding, uint32_t document, uint32_t base)
{
    if (!folding->words)
        return false;
    return is_full_name(folding, document) ||
           (is_short_name(folding, document) && !is_short_name(folding, base) &&
            !is_taken(folding, base, document));
}

/* Hides the current row of the variants of this base: the base, and its variants before the
 * document. */
static void hide_row(struct folding *folding, uint32_t base, uint32_t document)
{
    const uint32_t *variants_le;
    uint32_t count = charindex_variants(folding->index, base, &variants_le);

    bitmap_put(&folding->shown, base, base + 1, false);
    folding->mixed = folding->mixed || base < charindex_first_sequence(folding->index);
    for (uint32_t i = 0; i < count && le32toh(variants_le[i]) < document; i++)
        bitmap_put(&folding->shown, le32toh(variants_le[i]), le32toh(variants_le[i]) + 1, false);
}

static void fold_document(struct folding *folding, uint32_t document)
{
    uint32_t base = charindex_base(folding->index, document);
    bool has_row;

    if (base == document)
        return;
    has_row = bitmap_has(&folding->shown, base) || bitmap_has(&folding->settled, base);
    if (is_its_name(folding, document, base))
        hide_row(folding, base, document);
    else if (has_row)
        bitmap_put(&folding->shown, document, document + 1, false);
    bitmap_put(&folding->settled, base, base + 1, true);
}

static int folding_open(struct folding *folding, const struct postings *set)
{
    uint32_t size = charindex_documents(folding->index);
    size_t words = bitmap_words(size);

    folding->memory = malloc(words * 2 * sizeof *folding->memory);
    if (!folding->memory)
        return -ENOMEM;
    folding->shown = (struct bitmap){.words = folding->memory, .size = size};
    folding->settled = (struct bitmap){.words = folding->memory + words, .size = size};
    bitmap_clear(&folding->shown);
    bitmap_clear(&folding->settled);
    bitmap_put_postings(&folding->shown, set, true);
    return 0;
}

/* The number of runs that begin with a character. */
static uint32_t character_runs(const struct folding *folding, const struct postings *set)
{
    uint32_t limit = charindex_first_sequence(folding->index);
    struct bisection search = {.low = 0, .high = set->count};

    while (bisect(&search))
        bisect_narrow(&search, posting_first(set, search.middle) < limit);
    return search.low;
}

/* Replaces the sequences of the set by those that are shown. */
static int assign_sequences(const struct folding *folding, struct posting_set *set)
{
    const struct postings *old = &set->postings;
    uint32_t first = charindex_first_sequence(folding->index), end = folding->shown.size;
    uint32_t kept = character_runs(folding, old), at;
    struct postings result = {.count = kept, .total = posting_rank(old, kept)};
    struct posting_run *runs;

    at = kept > 0 ? posting_end(old, kept - 1) : 0;
    if (at > first)
        result.total -= at - first; /* the last run goes on with sequences */
    runs = malloc(((size_t)kept + old->total - result.total) * sizeof *runs);
    if (!runs)
        return -ENOMEM;
    if (kept > 0)
        memcpy(runs, old->runs, kept * sizeof *runs);
    at = at < first ? end : first; /* where the last run can be continued */
    for (uint32_t document = bitmap_next(&folding->shown, first, end); document < end;
         document = bitmap_next(&folding->shown, document + 1, end)) {
        if (document != at || result.count == 0)
            runs[result.count++] = posting_run(document, result.total);
        result.total++;
        at = document + 1;
    }
    result.runs = runs;
    posting_set_replace(set, &result, runs);
    return 0;
}

int fold_variants(const struct charindex *index, const struct plan *plan, struct budget *budget,
                  struct posting_set *set)
{
    struct folding folding = {
        .index = index, .plan = plan, .budget = budget, .words = is_words(plan)};
    uint32_t end = charindex_documents(index), document = charindex_first_sequence(index);
    int r;

    if (set->postings.count == 0 ||
        posting_end(&set->postings, set->postings.count - 1) <= document)
        return 0;
    if (folding_open(&folding, &set->postings) < 0)
        return -ENOMEM;
    prefer(&folding);
    for (document = bitmap_next(&folding.shown, document, end); document < end;
         document = bitmap_next(&folding.shown, document + 1, end))
        fold_document(&folding, document);
    r = folding.mixed ? posting_set_assign(set, &folding.shown) : assign_sequences(&folding, set);
    free(folding.memory);
    return r;
}
