/*
 * Drives the verification: the size of each chunk first, then every part, in groups of which each part
 * relies only on those before it. The checksum detects damage; verification protects against bytes
 * made on purpose, and against bugs of this program.
 */

#include "index/file/verify.h"

#include <errno.h>
#include <stdlib.h>

#include "index/base/parallel.h"
#include "index/file/origin.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"

/*
 * Sizes.
 */

/* Reads the counts that only the sizes of the chunks determine. */
static bool read_counts(struct charindex *index)
{
    const struct slice *chunks = index->chunks;

    if (chunks[CHUNK_STEM].size < 4 || chunks[CHUNK_SPLO].size < 4 || chunks[CHUNK_POFF].size < 4 ||
        chunks[CHUNK_WOFF].size < 4 || chunks[CHUNK_XOFF].size < 4 || chunks[CHUNK_VOFF].size < 4 ||
        chunks[CHUNK_MWOF].size < 4 || chunks[CHUNK_MQOF].size < 4)
        return false;
    index->tails = (uint32_t)(view_count(index, CHUNK_POFF, 4) - 1);
    index->word_lists = (uint32_t)(view_count(index, CHUNK_WOFF, 4) - 1);
    index->stems = (uint32_t)(view_count(index, CHUNK_STEM, 4) - 1);
    index->strings = (uint32_t)(view_count(index, CHUNK_XOFF, 4) - 1);
    index->spellings = (uint32_t)(view_count(index, CHUNK_SPLO, 4) - 1);
    index->spelling_entries = (uint32_t)view_count(index, CHUNK_SPLE, FORMAT_SPELLING_SIZE);
    index->meanings = (uint32_t)(view_count(index, CHUNK_MWOF, 4) - 1);
    index->meaning_entries = (uint32_t)view_count(index, CHUNK_MLST, 2);
    index->meaning_queries = (uint32_t)(view_count(index, CHUNK_MQOF, 4) - 1);
    index->values = (uint32_t)(view_count(index, CHUNK_VOFF, 4) - 1);
    index->lists = (uint32_t)chunks[CHUNK_LFLD].size;
    index->unions = (uint32_t)view_count(index, CHUNK_UKEY, 8);
    index->texts = (uint32_t)view_count(index, CHUNK_TEXT, FORMAT_TEXT_SIZE);
    index->sources.language_count = view_count(index, CHUNK_LANG, FORMAT_LANGUAGE_SIZE);
    return index->documents > 0 && index->sequences < index->documents &&
           index->characters <= view_first_sequence(index) && index->tails <= UINT16_MAX &&
           index->sources.language_count > 0 && index->sources.language_count <= LANGUAGES_MAX;
}

static bool sizes_fit(const struct charindex *index)
{
    const size_t bitmap = format_bitmap_words(index->documents);
    const struct {
        enum format_chunk chunk;
        size_t count, size;
    } rules[] = {
        {CHUNK_SRCS, SOURCE_COUNT, FORMAT_SOURCE_SIZE},
        {CHUNK_ROFF, SOURCE_COUNT + 1, 4},
        {CHUNK_LANG, index->sources.language_count, FORMAT_LANGUAGE_SIZE},
        {CHUNK_DOCS, view_first_sequence(index), 4},
        {CHUNK_SOFF, (size_t)index->sequences + 1, 4},
        {CHUNK_SPTS, view_count(index, CHUNK_SPTS, 4), 4},
        {CHUNK_LOFF, (size_t)index->documents + 1, 4},
        {CHUNK_PROP, index->documents, 2},
        {CHUNK_POFF, (size_t)index->tails + 1, 4},
        {CHUNK_NAME, index->characters, 4},
        {CHUNK_PROM, index->documents, 1},
        {CHUNK_BASE, index->sequences, 4},
        {CHUNK_EVAR, view_count(index, CHUNK_EVAR, 4), 4},
        {CHUNK_TERM, (size_t)index->terms + 1, 4},
        {CHUNK_TEND, index->terms, 4},
        {CHUNK_TLOG, index->terms, 1},
        {CHUNK_LBEG, (size_t)index->terms + 1, 4},
        {CHUNK_LRUN, (size_t)index->lists + 1, 4},
        {CHUNK_LTOT, index->lists, 4},
        {CHUNK_RUNS, view_count(index, CHUNK_RUNS, sizeof(struct posting_run)),
         sizeof(struct posting_run)},
        {CHUNK_UKEY, index->unions, 8},
        {CHUNK_UBEG, (size_t)index->unions + 1, 4},
        {CHUNK_UTOT, index->unions, 4},
        {CHUNK_URUN, view_count(index, CHUNK_URUN, sizeof(struct posting_run)),
         sizeof(struct posting_run)},
        {CHUNK_UMAP, index->unions, 4},
        {CHUNK_UBIT, view_count(index, CHUNK_UBIT, bitmap * 8), bitmap * 8},
        {CHUNK_STEM, (size_t)index->stems + 1, 4},
        {CHUNK_FBEG, (size_t)index->stems + 1, 4},
        {CHUNK_FTRM, view_count(index, CHUNK_FTRM, 4), 4},
        {CHUNK_FORM, index->terms, 4},
        {CHUNK_WOFF, (size_t)index->word_lists + 1, 4},
        {CHUNK_WTRM, view_count(index, CHUNK_WTRM, 4), 4},
        {CHUNK_NBIT, bitmap, 8},
        {CHUNK_NRNK, bitmap, 4},
        {CHUNK_NLST, view_count(index, CHUNK_NLST, 4), 4},
        {CHUNK_TBEG, (size_t)index->documents + 1, 4},
        {CHUNK_TEXT, index->texts, FORMAT_TEXT_SIZE},
        {CHUNK_XOFF, (size_t)index->strings + 1, 4},
        {CHUNK_SPLO, (size_t)index->spellings + 1, 4},
        {CHUNK_SPLB, (size_t)index->spellings + 1, 4},
        {CHUNK_SPLE, index->spelling_entries, FORMAT_SPELLING_SIZE},
        {CHUNK_MWOF, (size_t)index->meanings + 1, 4},
        {CHUNK_MBEG, (size_t)index->meanings + 1, 4},
        {CHUNK_MLST, index->meaning_entries, 2},
        {CHUNK_MQOF, (size_t)index->meaning_queries + 1, 4},
        {CHUNK_NEWB, PROPERTY_COUNT + 1, 4},
        {CHUNK_NEWR, view_count(index, CHUNK_NEWR, FORMAT_RANGE_SIZE), FORMAT_RANGE_SIZE},
        {CHUNK_NEWP, view_count(index, CHUNK_NEWP, 4), 4},
        {CHUNK_NEWN, 2 * view_count(index, CHUNK_NEWP, 4), 4},
        {CHUNK_NEWM, view_count(index, CHUNK_NEWM, FORMAT_MAPPING_SIZE), FORMAT_MAPPING_SIZE},
        {CHUNK_NEWC, view_count(index, CHUNK_NEWC, 4), 4},
        {CHUNK_VBEG, PROPERTY_COUNT + 1, 4},
        {CHUNK_VOFF, (size_t)index->values + 1, 4},
        {CHUNK_SBEG, (size_t)CHARINDEX_TIERS + index->values + 1, 4},
        {CHUNK_STOT, (size_t)CHARINDEX_TIERS + index->values, 4},
        {CHUNK_SRUN, view_count(index, CHUNK_SRUN, sizeof(struct posting_run)),
         sizeof(struct posting_run)},
    };
    static const enum format_chunk relations[] = {CHUNK_VARK, CHUNK_RTOK, CHUNK_RFRK,
                                                  CHUNK_CONK, CHUNK_DECK, CHUNK_SPRK};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (index->chunks[rules[i].chunk].size != rules[i].count * rules[i].size)
            return false;
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (index->chunks[relations[i]].size % 4 != 0 ||
            index->chunks[relations[i] + 1].size != index->chunks[relations[i]].size + 4 ||
            index->chunks[relations[i] + 2].size % 4 != 0)
            return false;
    return true;
}

/*
 * The whole verification: groups of parts that do not rely on each other, only each part on those before
 * it in its group. So groups may be verified at once, and yet the first contradiction is always the same.
 */

enum { NO_MEMORY = -1, VALID, CONTRADICTION };

static int sets_valid(const struct charindex *index)
{
    uint64_t *scratch = calloc(format_bitmap_words(index->documents), sizeof *scratch);
    bool valid;

    if (!scratch)
        return NO_MEMORY;
    valid = verify_sets(index, scratch);
    free(scratch);
    return valid ? VALID : CONTRADICTION;
}

struct part {
    bool (*valid)(const struct charindex *index);
    const char *what;
};

static const struct part documents[] = {
    {verify_code_points, "code points"},
    {verify_sequences, "sequences"},
    {verify_lines, "lines"},
    {verify_tails, "properties"},
    {verify_names, "names"},
    {verify_bases, "variants"},
    {verify_presentations, "presentations"},
    {verify_references, "references"},
    {verify_confusables, "confusables"},
    {verify_decompositions, "decompositions"},
    {NULL, NULL},
};

static const struct part words[] = {
    {verify_terms, "terms"},
    {verify_endings, "endings of terms"},
    {verify_lists, "postings"},
    {verify_unions, "stored unions"},
    {verify_forms, "forms"},
    {verify_word_lists, "word lists"},
    {verify_name_words, "words of names"},
    {verify_document_texts, "texts"},
    {NULL, NULL},
};

static const struct part spellings[] = {
    {verify_spellings, "spellings"},
    {NULL, NULL},
};

static const struct part others[] = {
    {verify_meanings, "meanings"},
    {verify_repertoire, "the repertoire"},
    {verify_values, "values"}, /* before the sets */
    {NULL, NULL},
};

enum {
    GROUPS = 4,
    DIVIDED_FROM = 1024 * 1024, /* bytes; a smaller index is verified before a thread has begun */
};

static const struct part *const groups[GROUPS] = {documents, words, spellings, others};

struct verification {
    const struct charindex *index;
    const char *contradictions[GROUPS]; /* the first of each, or NULL */
    int sets;
};

static void verify_group(void *context, size_t number)
{
    struct verification *verification = context;

    for (const struct part *part = groups[number]; part->valid; part++)
        if (!part->valid(verification->index)) {
            verification->contradictions[number] = part->what;
            return;
        }
    if (groups[number] == others)
        verification->sets = sets_valid(verification->index);
}

static int contradiction(struct reason *reason, const char *what)
{
    reason_set(reason, "inconsistent content: %s", what);
    return VERIFY_CONTRADICTION;
}

int verify_outline(struct charindex *index, struct reason *reason)
{
    if (!verify_keys(index)) {
        reason_set(reason, "it has other properties than this program");
        return VERIFY_CONTRADICTION;
    }
    if (!read_counts(index) || !sizes_fit(index))
        return contradiction(reason, "sizes");
    if (!origin_read_sources(index))
        return contradiction(reason, "sources");
    if (!origin_read_languages(index))
        return contradiction(reason, "languages");
    return VERIFY_OK;
}

int verify_content(struct charindex *index, struct reason *reason)
{
    struct verification verification = {.index = index, .sets = VALID};
    int r = verify_outline(index, reason);

    if (r != VERIFY_OK)
        return r;
    if (index->size >= DIVIDED_FROM)
        parallel_run(GROUPS, verify_group, &verification);
    else
        for (size_t i = 0; i < GROUPS; i++)
            verify_group(&verification, i);
    for (size_t i = 0; i < GROUPS; i++)
        if (verification.contradictions[i])
            return contradiction(reason, verification.contradictions[i]);
    if (verification.sets == NO_MEMORY)
        return -ENOMEM;
    return verification.sets == VALID ? VERIFY_OK : contradiction(reason, "sets");
}
