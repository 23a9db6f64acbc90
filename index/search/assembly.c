/*
 * The order of a result:
 *
 *   readings of marked notation
 *   exact hits of the words            only if readings answer; of one word, the first spellings stand
 *                                      before those that are less known
 *   other readings                     unless the words are in a language that was asked for
 *   the other hits of the words
 *   hits of other words                before the words if they are likelier
 *   hits in languages that were not asked for
 *   the readings that have no place yet
 */

#include "index/search/assembly.h"

#include <errno.h>

#include "index/search/match/evaluate.h"
#include "index/search/rank/exact.h"
#include "index/search/rank/rank.h"

enum {
    EXACT_FIRST = 4,   /* exact hits of the words that may stand before other readings */
    KNOWN = 80,        /* prominence: letters and syllables of most scripts have less */
    ANSWERS_FIRST = 8, /* other readings that stand before the other exact hits */
};

/* An assembly in progress. */
struct work {
    const struct hits_request *request;
    struct findings *findings;
    const struct scorer *scorer; /* of the words */
    struct parts *parts;
};

/* Adds hits with a scorer of their own. The part takes over their plan. */
static int add_hits(const struct work *work, enum part_kind kind, const char *label,
                    struct hits *hits)
{
    struct scorer scorer;
    struct plan *plan = hits->plan;

    if (!plan)
        return 0;
    scorer_init_hits(&scorer, work->request->index, hits);
    hits->plan = NULL;
    return parts_add_set(work->parts, kind, label, &hits->set.postings, &scorer, plan);
}

/* Adds the answers of readings that stand in this place. */
static int add_answers(const struct work *work, enum reading_place place)
{
    struct findings *findings = work->findings;
    const struct reading_answers *answers = &findings->answers;
    int r = 0;

    for (uint32_t i = 0; r == 0 && i < answers->count; i++) {
        const struct reading_answer *answer = &answers->list[i];

        if (answer->place != place)
            continue;
        r = answer->is_query
                ? add_hits(work, PART_READING, answer->label,
                           &findings->answers_hits[answer->first])
                : parts_add_documents(work->parts, answer->label,
                                      answers->documents + answer->first, answer->count);
    }
    return r;
}

/* Adds those hits of the words that stand before readings. Pasted text is always exact. */
static int add_exact(const struct work *work)
{
    const struct findings *findings = work->findings;
    const struct hits *words = &findings->words;
    struct posting_set exact;
    int r;

    if (words->set.postings.total == 0)
        return 0;
    if (evaluate_is_text(words->plan))
        return parts_add_text(work->parts, &words->set.postings);
    if (!findings->answered)
        return 0;
    r = exact_find_strong(work->request->index, words->plan, &work->scorer->fields,
                          &words->set.postings, work->request->budget, &exact);
    if (r == 0)
        r = parts_add_set(work->parts, PART_WORDS, NULL, &exact.postings, work->scorer, NULL);
    posting_set_release(&exact);
    return r;
}

/* Adds the other hits of the words. Pasted text has none, and is not in ascending order. */
static int add_words(const struct work *work)
{
    const struct hits *words = &work->findings->words;

    if (words->set.postings.total == 0 || evaluate_is_text(words->plan))
        return 0;
    return parts_add_set(work->parts, PART_WORDS, NULL, &words->set.postings, work->scorer, NULL);
}

/* Adds hits in languages that were not asked for: of the words, or of the words before they were
 * replaced. */
static int add_foreign(const struct work *work)
{
    struct findings *findings = work->findings;
    struct scorer scorer;

    if (findings->foreign.plan)
        return add_hits(work, PART_WORDS, NULL, &findings->foreign);
    if (findings->words.foreign.postings.total == 0)
        return 0;
    scorer_init(&scorer, work->request->index, findings->words.plan);
    return parts_add_set(work->parts, PART_WORDS, NULL, &findings->words.foreign.postings, &scorer,
                         NULL);
}

static int add_words_and_others(const struct work *work)
{
    struct findings *findings = work->findings;
    struct fallback_result *others = &findings->others;
    int r = findings->others_first ? add_hits(work, PART_WIDER, others->label, &others->hits) : 0;

    if (r == 0)
        r = add_words(work);
    if (r == 0 && !findings->others_first)
        r = add_hits(work, PART_WIDER, others->label, &others->hits);
    return r;
}

/* The document at that rank of the display order. */
static uint32_t document_at(const struct parts *parts, uint32_t rank)
{
    const struct postings order = {
        .runs = parts->runs.items, .count = (uint32_t)parts->runs.count, .total = parts->total};
    const uint32_t run = postings_run_at(&order, rank);

    return posting_first(&order, run) + rank - posting_rank(&order, run);
}

/* How many of the exact hits, of the ranks from `first` to `end` - 1, stay before readings: those up to the last
 * one of the first few that is well known. */
static uint32_t count_leading(const struct work *work, uint32_t first, uint32_t end)
{
    uint32_t leading = 0;

    for (uint32_t i = 0; i < EXACT_FIRST && first + i < end; i++)
        if (charindex_prominence(work->request->index, document_at(work->parts, first + i)) >=
            KNOWN)
            leading = i + 1;
    return leading;
}

/* Moves the first of the answers, which begin at the rank `answers`, before the less known of the exact hits, which
 * begin at `first`. A syllable is the name of letters in hundreds of scripts, and what else it may be would stand
 * behind all of them. */
static int mix(const struct work *work, uint32_t first, uint32_t answers)
{
    struct parts *parts = work->parts;
    const uint32_t count = parts->total - answers, leading = count_leading(work, first, answers);

    if (count == 0 || first + leading == answers)
        return 0;
    return parts_promote(parts, answers, count < ANSWERS_FIRST ? count : ANSWERS_FIRST,
                         first + leading);
}

/* Adds the exact hits of the words, and the readings that stand among and after them. */
static int add_exact_and_answers(const struct work *work)
{
    const struct findings *findings = work->findings;
    const uint32_t first = work->parts->total;
    uint32_t answers;
    int r = add_exact(work);

    if (r < 0 || findings->reads_late)
        return r;
    answers = work->parts->total;
    r = add_answers(work, READING_AMONG_EXACT);
    if (r == 0 && work->parts->sort == SORT_RELEVANCE && findings->query.count == 1)
        r = mix(work, first, answers);
    return r < 0 ? r : add_answers(work, READING_AFTER_EXACT);
}

static int add_all(const struct work *work)
{
    struct findings *findings = work->findings;
    int r = add_answers(work, READING_FIRST);

    if (r == 0)
        r = add_exact_and_answers(work);
    if (r == 0)
        r = add_words_and_others(work);
    if (r == 0)
        r = add_foreign(work);
    if (r == 0 && findings->reads_late)
        r = add_answers(work, READING_AMONG_EXACT);
    if (r == 0 && findings->reads_late)
        r = add_answers(work, READING_AFTER_EXACT);
    if (r == 0)
        r = add_answers(work, READING_AFTER_WORDS);
    if (r == 0)
        r = add_answers(work, READING_LAST);
    return r;
}

static int assemble_parts(const struct hits_request *request, struct findings *findings,
                          struct assembly *assembly)
{
    struct parts *parts = parts_new(request->options->sort, request->budget);
    const struct work work = {request, findings, &assembly->scorer, parts};
    int r = parts ? add_all(&work) : -ENOMEM;

    if (r == 0)
        r = parts_finish(parts, &assembly->result);
    if (r < 0)
        parts_free(parts);
    else
        assembly->parts = parts;
    return r;
}

/* Takes the hits of the words as they are, or ranked. */
static int take_words(const struct hits_request *request, struct hits *words,
                      struct assembly *assembly)
{
    int r = 0;

    if (request->options->sort == SORT_RELEVANCE && !evaluate_is_text(words->plan))
        r = rank_result(&assembly->scorer, request->budget, &words->set);
    if (r == 0) {
        assembly->result = words->set;
        words->set = (struct posting_set){.owned = NULL};
    }
    return r;
}

static bool has_parts(const struct findings *findings)
{
    return findings->answered || findings->others.text ||
           findings->foreign.set.postings.total > 0 || findings->words.foreign.postings.total > 0;
}

static bool needs_plan(const struct search_options *options)
{
    return options->scope == SCOPE_ALL || options->sort == SORT_RELEVANCE || options->explain;
}

int assembly_make(const struct hits_request *request, struct findings *findings,
                  struct assembly *assembly)
{
    struct hits *words = &findings->words;
    int r;

    assembly->result = (struct posting_set){.owned = NULL};
    assembly->plan = NULL;
    assembly->parts = NULL;
    if (words->plan && needs_plan(request->options))
        scorer_init_hits(&assembly->scorer, request->index, words);
    r = has_parts(findings) ? assemble_parts(request, findings, assembly)
                            : take_words(request, words, assembly);
    if (r == 0 && needs_plan(request->options)) {
        assembly->plan = words->plan;
        words->plan = NULL;
    }
    return r;
}
