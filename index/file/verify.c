/*
 * The proof as a whole: which parts there are, how large each chunk must be, and where it was
 * made from. Damage is found by the checksum; this is for bytes that somebody wrote, and for our
 * own mistakes.
 */

#include "index/file/verify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/plain.h"
#include "index/file/view.h"

bool verify_offsets(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                    size_t end)
{
    uint32_t before = 0;

    if (view_u32(index, offsets, 0) != 0)
        return false;
    for (size_t i = 1; i <= count; i++) {
        uint32_t offset = view_u32(index, offsets, i);

        if (offset < before)
            return false;
        before = offset;
    }
    return before == end;
}

bool verify_texts(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                  enum format_chunk text)
{
    const struct slice all = index->chunks[text];

    if (!verify_offsets(index, offsets, count, all.size) || !plain_valid(all.bytes, all.size))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t begin = view_u32(index, offsets, i);

        if (begin < all.size && ((unsigned char)all.bytes[begin] & 0xC0) == 0x80)
            return false;
    }
    return true;
}

bool verify_postings(const struct postings *postings, uint32_t documents)
{
    uint32_t behind = 0; /* the first document that the next run may begin with */

    if (postings->count == 0 ? postings->total != 0 : posting_rank(postings, 0) != 0)
        return false;
    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), rank = posting_rank(postings, run);
        uint32_t next = posting_rank(postings, run + 1);

        if (first < behind || first >= documents || next <= rank || next - rank > documents - first)
            return false;
        behind = first + (next - rank) + 1;
    }
    return true;
}

bool verify_bitmap(const struct charindex *index, const char *bitmap)
{
    size_t words = format_bitmap_words(index->documents);

    return index->documents % 64 == 0 ||
           format_u64(bitmap + (words - 1) * 8) >> index->documents % 64 == 0;
}

/*
 * Sizes.
 */

/* Counts that only the sizes of the chunks tell. */
static bool count_things(struct charindex *index)
{
    const struct slice *chunks = index->chunks;

    if (chunks[CHUNK_POFF].size < 4 || chunks[CHUNK_WOFF].size < 4 || chunks[CHUNK_XOFF].size < 4 ||
        chunks[CHUNK_VOFF].size < 4)
        return false;
    index->tails = (uint32_t)(view_count(index, CHUNK_POFF, 4) - 1);
    index->word_lists = (uint32_t)(view_count(index, CHUNK_WOFF, 4) - 1);
    index->strings = (uint32_t)(view_count(index, CHUNK_XOFF, 4) - 1);
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
        {CHUNK_TERM, (size_t)index->terms + 1, 4},
        {CHUNK_LBEG, (size_t)index->terms + 1, 4},
        {CHUNK_LRUN, (size_t)index->lists + 1, 4},
        {CHUNK_LTOT, index->lists, 4},
        {CHUNK_RUNS, view_count(index, CHUNK_RUNS, sizeof(struct posting_run)),
         sizeof(struct posting_run)},
        {CHUNK_UKEY, index->unions, 8},
        {CHUNK_UBIT, index->unions * bitmap, 8},
        {CHUNK_WOFF, (size_t)index->word_lists + 1, 4},
        {CHUNK_WTRM, view_count(index, CHUNK_WTRM, 4), 4},
        {CHUNK_NBIT, bitmap, 8},
        {CHUNK_NRNK, bitmap, 4},
        {CHUNK_NLST, view_count(index, CHUNK_NLST, 4), 4},
        {CHUNK_TBEG, (size_t)index->documents + 1, 4},
        {CHUNK_TEXT, index->texts, FORMAT_TEXT_SIZE},
        {CHUNK_XOFF, (size_t)index->strings + 1, 4},
        {CHUNK_VBEG, PROPERTY_COUNT + 1, 4},
        {CHUNK_VOFF, (size_t)index->values + 1, 4},
        {CHUNK_SBEG, (size_t)CHARINDEX_TIERS + index->values + 1, 4},
        {CHUNK_STOT, (size_t)CHARINDEX_TIERS + index->values, 4},
        {CHUNK_SRUN, view_count(index, CHUNK_SRUN, sizeof(struct posting_run)),
         sizeof(struct posting_run)},
    };
    static const enum format_chunk relations[] = {CHUNK_VARK, CHUNK_RTOK, CHUNK_RFRK, CHUNK_CONK};

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
 * Sources.
 */

/* Printable ASCII, then NULs. */
static bool name_valid(const char *name, size_t size)
{
    size_t length = strnlen(name, size);

    for (size_t i = 0; i < size; i++)
        if (i < length ? name[i] <= 0x20 || name[i] >= 0x7F : name[i] != '\0')
            return false;
    return length > 0;
}

static bool read_reason(const struct charindex *index, size_t source, struct reason *reason)
{
    struct slice text = view_slice(index, CHUNK_ROFF, CHUNK_RTXT, source);

    if (text.size >= sizeof reason->text)
        return false;
    memcpy(reason->text, text.bytes, text.size);
    return true;
}

static bool read_sources(struct charindex *index)
{
    struct sources *sources = &index->sources;

    if (!verify_texts(index, CHUNK_ROFF, SOURCE_COUNT, CHUNK_RTXT))
        return false;

    memcpy(sources->icu_version, index->bytes + FORMAT_AT_ICU, 4);
    memcpy(sources->unicode_version, index->bytes + FORMAT_AT_UNICODE, 4);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const char *entry = index->chunks[CHUNK_SRCS].bytes + i * FORMAT_SOURCE_SIZE;
        struct source *source = &sources->list[i];
        uint32_t state = format_u32(entry + FORMAT_SOURCE_NAME_SIZE + CHECKSUM_SIZE);

        memcpy(source->name, entry, sizeof source->name);
        memcpy(source->digest, entry + FORMAT_SOURCE_NAME_SIZE, sizeof source->digest);
        source->records = format_u32(entry + FORMAT_SOURCE_NAME_SIZE + CHECKSUM_SIZE + 4);
        if (state > SOURCE_DAMAGED || !name_valid(source->name, sizeof source->name) ||
            !read_reason(index, i, &source->reason))
            return false;
        source->state = (enum source_state)state;
    }
    return true;
}

static bool read_languages(struct charindex *index)
{
    struct sources *sources = &index->sources;
    bool english = false;

    for (size_t i = 0; i < sources->language_count; i++) {
        memcpy(sources->languages[i], index->chunks[CHUNK_LANG].bytes + i * LANGUAGE_SIZE,
               LANGUAGE_SIZE);
        if (!name_valid(sources->languages[i], LANGUAGE_SIZE) ||
            sources->languages[i][LANGUAGE_SIZE - 1] != '\0' ||
            (i > 0 && strcmp(sources->languages[i - 1], sources->languages[i]) >= 0))
            return false;
        english = english || strcmp(sources->languages[i], "en") == 0;
    }
    return english;
}

/*
 * All of it.
 */

static bool sets_valid(const struct charindex *index, bool *valid)
{
    uint64_t *scratch = calloc(format_bitmap_words(index->documents), sizeof *scratch);

    if (!scratch)
        return false;
    *valid = verify_sets(index, scratch);
    free(scratch);
    return true;
}

static const char *first_contradiction(const struct charindex *index)
{
    static const struct {
        bool (*valid)(const struct charindex *index);
        const char *what;
    } parts[] = {
        {verify_code_points, "code points"},
        {verify_sequences, "sequences"},
        {verify_lines, "lines"},
        {verify_tails, "properties"},
        {verify_names, "names"},
        {verify_bases, "variants"},
        {verify_references, "references"},
        {verify_confusables, "confusables"},
        {verify_terms, "terms"},
        {verify_lists, "postings"},
        {verify_unions, "stored unions"},
        {verify_word_lists, "word lists"},
        {verify_name_words, "words of names"},
        {verify_document_texts, "texts"},
        {verify_values, "values"},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parts[i].valid(index))
            return parts[i].what;
    return NULL;
}

int verify_content(struct charindex *index, struct reason *reason)
{
    const char *what = NULL;
    bool valid = true;

    if (!verify_keys(index)) {
        reason_set(reason, "it has other properties than this program");
        return VERIFY_CONTRADICTION;
    }
    if (!count_things(index) || !sizes_fit(index))
        what = "sizes";
    else if (!read_sources(index))
        what = "sources";
    else if (!read_languages(index))
        what = "languages";
    else
        what = first_contradiction(index);
    if (!what) {
        if (!sets_valid(index, &valid))
            return -ENOMEM;
        what = valid ? NULL : "sets";
    }
    if (what)
        reason_set(reason, "it contradicts itself: %s", what);
    return what ? VERIFY_CONTRADICTION : VERIFY_OK;
}
