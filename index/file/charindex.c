/*
 * Queries on a loaded index: a view of an image that was completely verified before
 * (index/file/load.c). So these functions check nothing, and cost only their search.
 */

#include "index/file/charindex.h"

#include <assert.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/base/bits.h"
#include "index/file/format.h"
#include "index/file/line.h"
#include "index/file/view.h"

/*
 * Its versions and sources.
 */

const struct sources *charindex_sources(const struct charindex *index)
{
    return &index->sources;
}

struct slice charindex_image(const struct charindex *index)
{
    return (struct slice){.bytes = (const char *)index->bytes, .size = index->size};
}

const char *charindex_generation(const struct charindex *index)
{
    return index->generation;
}

const char *charindex_unicode_version(const struct charindex *index)
{
    return index->unicode_version;
}

const char *charindex_icu_unicode(const struct charindex *index)
{
    return index->icu_unicode;
}

const char *charindex_data_version(const struct charindex *index)
{
    return index->data_version;
}

const char *charindex_icu_version(const struct charindex *index)
{
    return index->icu_version;
}

uint32_t charindex_characters(const struct charindex *index)
{
    return index->characters;
}

uint32_t charindex_sequences(const struct charindex *index)
{
    return index->sequences;
}

uint32_t charindex_terms(const struct charindex *index)
{
    return index->terms;
}

/*
 * Documents.
 */

uint32_t charindex_documents(const struct charindex *index)
{
    return index->documents;
}

uint32_t charindex_first_sequence(const struct charindex *index)
{
    return view_first_sequence(index);
}

uint32_t charindex_code_point(const struct charindex *index, uint32_t document)
{
    uint32_t first_sequence = view_first_sequence(index);

    assert(document < index->documents);
    if (document < first_sequence)
        return view_u32(index, CHUNK_DOCS, document);
    return view_u32(index, CHUNK_SPTS, view_u32(index, CHUNK_SOFF, document - first_sequence));
}

size_t charindex_points(const struct charindex *index, uint32_t document,
                        uint32_t points[static SEQUENCE_MAX])
{
    uint32_t sequence, begin;
    size_t count;

    assert(document < index->documents);
    if (document < view_first_sequence(index)) {
        points[0] = view_u32(index, CHUNK_DOCS, document);
        return 1;
    }
    sequence = document - view_first_sequence(index);
    begin = view_u32(index, CHUNK_SOFF, sequence);
    count = view_u32(index, CHUNK_SOFF, (size_t)sequence + 1) - begin;
    for (size_t i = 0; i < count; i++)
        points[i] = view_u32(index, CHUNK_SPTS, begin + i);
    return count;
}

/* The position of the first of `count` ascending numbers that is at least `wanted`. */
static uint32_t lower_bound(const struct charindex *index, enum format_chunk chunk, uint32_t count,
                            uint32_t wanted)
{
    struct bisection search = {.low = 0, .high = count};

    while (bisect(&search))
        bisect_narrow(&search, view_u32(index, chunk, search.middle) < wanted);
    return search.low;
}

uint32_t charindex_find_from(const struct charindex *index, uint32_t code_point)
{
    return lower_bound(index, CHUNK_DOCS, view_first_sequence(index), code_point);
}

bool charindex_find(const struct charindex *index, uint32_t code_point, uint32_t *document)
{
    *document = charindex_find_from(index, code_point);
    return *document < view_first_sequence(index) &&
           view_u32(index, CHUNK_DOCS, *document) == code_point;
}

/* The length of the longest common prefix, in code points. */
static size_t common_prefix(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t common = 0;

    while (common < a_count && common < b_count && a[common] == b[common])
        common++;
    return common;
}

/* The number of sequences that are not greater than the text. */
static uint32_t sequences_up_to(const struct charindex *index, const uint32_t *text, size_t count)
{
    struct bisection search = {.low = 0, .high = index->sequences};

    while (bisect(&search)) {
        uint32_t points[SEQUENCE_MAX];
        size_t own = view_bare(index, search.middle, points);
        size_t common = common_prefix(points, own, text, count);
        bool greater = common < own && (common == count || points[common] > text[common]);

        bisect_narrow(&search, !greater);
    }
    return search.low;
}

/* How many points of the text the first `bare` ones other than U+FE0F take, including the U+FE0F
 * among and after them. */
static size_t points_taken(const uint32_t *points, size_t count, size_t bare)
{
    size_t at = 0;

    while (at < count && (bare > 0 || points[at] == VARIATION_SELECTOR_16))
        bare -= points[at++] != VARIATION_SELECTOR_16;
    return at;
}

/*
 * Every sequence that is a prefix of the text is also a prefix of the last sequence up to the text.
 * So if that one is not itself a prefix of the text, the answer is a prefix of what the two have in
 * common, which is searched next.
 */
size_t charindex_find_sequence(const struct charindex *index, const uint32_t *points, size_t count,
                               uint32_t *document)
{
    uint32_t text[SEQUENCE_MAX], sequence[SEQUENCE_MAX];
    size_t size = 0;

    if (count < 2 || points[0] == VARIATION_SELECTOR_16)
        return 0;
    for (size_t i = 0; i < count && size < SEQUENCE_MAX; i++)
        if (points[i] != VARIATION_SELECTOR_16)
            text[size++] = points[i];
    while (size > 1) {
        uint32_t end = sequences_up_to(index, text, size);
        size_t own, common;

        if (end == 0)
            return 0;
        own = view_bare(index, end - 1, sequence);
        common = common_prefix(sequence, own, text, size);
        if (common == own) {
            *document = view_first_sequence(index) + end - 1;
            return points_taken(points, count, own);
        }
        size = common;
    }
    return 0;
}

struct slice charindex_lines(const struct charindex *index, uint32_t document, uint32_t count)
{
    uint32_t begin, end;

    assert(document <= index->documents && count <= index->documents - document);
    begin = view_u32(index, CHUNK_LOFF, document);
    end = view_u32(index, CHUNK_LOFF, (size_t)document + count);
    return (struct slice){.bytes = index->chunks[CHUNK_LINE].bytes + begin, .size = end - begin};
}

struct slice charindex_name(const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    uint32_t points[SEQUENCE_MAX];
    size_t prefix = line_prefix_size(points, charindex_points(index, document, points));

    return (struct slice){.bytes = line.bytes + prefix,
                          .size = line.size - prefix - (sizeof LINE_END - 1)};
}

struct slice charindex_properties(const struct charindex *index, uint32_t document)
{
    const char *tails = index->chunks[CHUNK_PROP].bytes;

    assert(document < index->documents);
    return view_slice(index, CHUNK_POFF, CHUNK_PTXT, format_u16(tails + (size_t)document * 2));
}

static struct slice name_at(const struct charindex *index, uint32_t at)
{
    return charindex_name(index, view_u32(index, CHUNK_NAME, at));
}

bool charindex_find_name(const struct charindex *index, const char *name, size_t size,
                         uint32_t *document)
{
    struct slice wanted = {.bytes = name, .size = size};
    struct bisection search = {.high = index->characters};

    while (bisect(&search))
        bisect_narrow(&search, slice_compare(name_at(index, search.middle), wanted) < 0);
    if (search.low == index->characters || !slice_equal(name_at(index, search.low), wanted))
        return false;
    *document = view_u32(index, CHUNK_NAME, search.low);
    return true;
}

unsigned charindex_prominence(const struct charindex *index, uint32_t document)
{
    assert(document < index->documents);
    return (uint8_t)index->chunks[CHUNK_PROM].bytes[document];
}

/* First the tiers, then one set per value. */
static struct postings set_at(const struct charindex *index, uint32_t set)
{
    return view_postings(index, CHUNK_SBEG, CHUNK_SRUN, CHUNK_STOT, set);
}

struct postings charindex_tier(const struct charindex *index, unsigned tier)
{
    assert(tier < CHARINDEX_TIERS);
    return set_at(index, tier);
}

/*
 * Relations between documents.
 */

uint32_t view_related(const struct charindex *index, enum format_chunk keys, uint32_t document,
                      const uint32_t **numbers_le)
{
    const enum format_chunk begins = keys + 1, values = keys + 2;
    uint32_t count = (uint32_t)view_count(index, keys, sizeof(uint32_t));
    uint32_t at = lower_bound(index, keys, count, document), begin;
    const void *all = index->chunks[values].bytes;

    *numbers_le = all;
    if (at == count || view_u32(index, keys, at) != document)
        return 0;
    begin = view_u32(index, begins, at);
    *numbers_le += begin;
    return view_u32(index, begins, (size_t)at + 1) - begin;
}

uint32_t charindex_base(const struct charindex *index, uint32_t document)
{
    assert(document < index->documents);
    if (document < view_first_sequence(index))
        return document;
    return view_u32(index, CHUNK_BASE, document - view_first_sequence(index));
}

bool charindex_has_presentations(const struct charindex *index, uint32_t document)
{
    const uint32_t count = (uint32_t)view_count(index, CHUNK_EVAR, 4);
    const uint32_t at = lower_bound(index, CHUNK_EVAR, count, document);

    assert(document < index->documents);
    return at < count && view_u32(index, CHUNK_EVAR, at) == document;
}

uint32_t charindex_variants(const struct charindex *index, uint32_t document,
                            const uint32_t **variants_le)
{
    return view_related(index, CHUNK_VARK, document, variants_le);
}

uint32_t charindex_references_to(const struct charindex *index, uint32_t document,
                                 const uint32_t **points_le)
{
    return view_related(index, CHUNK_RTOK, document, points_le);
}

uint32_t charindex_references_from(const struct charindex *index, uint32_t document,
                                   const uint32_t **points_le)
{
    return view_related(index, CHUNK_RFRK, document, points_le);
}

uint32_t charindex_confusables(const struct charindex *index, uint32_t document,
                               const uint32_t **documents_le)
{
    return view_related(index, CHUNK_CONK, document, documents_le);
}

uint32_t charindex_decompositions(const struct charindex *index, uint32_t document,
                                  const uint32_t **documents_le)
{
    return view_related(index, CHUNK_DECK, document, documents_le);
}

/*
 * Words.
 */

struct list_range charindex_lists(const struct charindex *index, struct term_range terms)
{
    assert(terms.first <= terms.end && terms.end <= index->terms);
    return (struct list_range){.first = view_u32(index, CHUNK_LBEG, terms.first),
                               .end = view_u32(index, CHUNK_LBEG, terms.end)};
}

unsigned charindex_list_field(const struct charindex *index, uint32_t list)
{
    assert(list < index->lists);
    return (uint8_t)index->chunks[CHUNK_LFLD].bytes[list];
}

struct postings charindex_list(const struct charindex *index, uint32_t list)
{
    assert(list < index->lists);
    return view_postings(index, CHUNK_LRUN, CHUNK_RUNS, CHUNK_LTOT, list);
}

unsigned charindex_commonness(const struct charindex *index, uint32_t term)
{
    assert(term < index->terms);
    return (uint8_t)index->chunks[CHUNK_TLOG].bytes[term];
}

uint32_t charindex_lists_runs(const struct charindex *index, struct list_range lists)
{
    assert(lists.first <= lists.end && lists.end <= index->lists);
    return view_u32(index, CHUNK_LRUN, lists.end) - view_u32(index, CHUNK_LRUN, lists.first);
}

static struct term_range union_terms(const struct charindex *index, uint32_t at)
{
    return (struct term_range){.first = view_u32(index, CHUNK_UKEY, (size_t)at * 2),
                               .end = view_u32(index, CHUNK_UKEY, (size_t)at * 2 + 1)};
}

bool charindex_stored_union(const struct charindex *index, struct term_range terms,
                            struct stored_union *stored)
{
    const void *bitmaps = index->chunks[CHUNK_UBIT].bytes; /* at a multiple of 8 */
    struct bisection search = {.low = 0, .high = index->unions};
    struct term_range found;
    uint32_t bitmap;

    while (bisect(&search)) {
        found = union_terms(index, search.middle);
        bisect_narrow(&search, found.first < terms.first ||
                                   (found.first == terms.first && found.end < terms.end));
    }
    if (search.low == index->unions)
        return false;
    found = union_terms(index, search.low);
    if (found.first != terms.first || found.end != terms.end)
        return false;
    stored->set = view_postings(index, CHUNK_UBEG, CHUNK_URUN, CHUNK_UTOT, search.low);
    bitmap = view_u32(index, CHUNK_UMAP, search.low);
    stored->bitmap =
        bitmap == FORMAT_NO_BITMAP
            ? NULL
            : (const uint64_t *)bitmaps + bitmap * format_bitmap_words(index->documents);
    return true;
}

static struct word_list word_list(const struct charindex *index, uint32_t list)
{
    const void *terms = index->chunks[CHUNK_WTRM].bytes;
    uint32_t begin = view_u32(index, CHUNK_WOFF, list);

    return (struct word_list){.terms_le = (const uint32_t *)terms + begin,
                              .count = view_u32(index, CHUNK_WOFF, (size_t)list + 1) - begin};
}

static uint64_t run_bits(const struct charindex *index, size_t word)
{
    return format_u64(index->chunks[CHUNK_NBIT].bytes + word * sizeof(uint64_t));
}

/* The run of a document is the number of bits up to its own, minus one. */
struct word_list charindex_name_words(const struct charindex *index, uint32_t document)
{
    uint64_t up_to = run_bits(index, document / 64) & UINT64_MAX >> (63 - document % 64);
    uint32_t run = view_u32(index, CHUNK_NRNK, document / 64);

    assert(document < index->documents);
    run += bits_count(up_to) - 1;
    return word_list(index, view_u32(index, CHUNK_NLST, run));
}

uint32_t charindex_name_words_end(const struct charindex *index, uint32_t document)
{
    uint32_t next = document + 1;
    size_t words = format_bitmap_words(index->documents);

    assert(document < index->documents);
    for (size_t word = next / 64; word < words; word++) {
        uint64_t bits = run_bits(index, word);

        if (word == next / 64)
            bits &= UINT64_MAX << next % 64;
        if (bits != 0)
            return (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits);
    }
    return index->documents;
}

struct text_range charindex_texts(const struct charindex *index, uint32_t document)
{
    assert(document < index->documents);
    return (struct text_range){.first = view_u32(index, CHUNK_TBEG, document),
                               .end = view_u32(index, CHUNK_TBEG, (size_t)document + 1)};
}

static const char *text_entry(const struct charindex *index, uint32_t at)
{
    assert(at < index->texts);
    return index->chunks[CHUNK_TEXT].bytes + (size_t)at * FORMAT_TEXT_SIZE;
}

enum text_kind charindex_text_kind(const struct charindex *index, uint32_t at, uint8_t *language)
{
    const char *entry = text_entry(index, at);

    *language = (uint8_t)format_u16(entry + 10);
    return (enum text_kind)format_u16(entry + 8);
}

struct word_list charindex_text_words(const struct charindex *index, uint32_t at)
{
    return word_list(index, format_u32(text_entry(index, at) + 4));
}

_Static_assert(sizeof(struct table_text) == FORMAT_TEXT_SIZE, "an entry as in the file");

struct text_table charindex_text_table(const struct charindex *index)
{
    const void *entries = index->chunks[CHUNK_TEXT].bytes;
    const void *begins = index->chunks[CHUNK_WOFF].bytes;
    const void *terms = index->chunks[CHUNK_WTRM].bytes;
    const void *commonness = index->chunks[CHUNK_TLOG].bytes;

    return (struct text_table){
        .entries = entries, .begins_le = begins, .terms_le = terms, .commonness = commonness};
}

struct text charindex_text(const struct charindex *index, uint32_t at)
{
    struct text text = {
        .bytes = view_slice(index, CHUNK_XOFF, CHUNK_XTXT, format_u32(text_entry(index, at))),
        .words = charindex_text_words(index, at),
    };

    text.kind = charindex_text_kind(index, at, &text.language);
    return text;
}

/*
 * Properties.
 */

struct value_range charindex_values(const struct charindex *index, enum property property)
{
    assert((unsigned)property < PROPERTY_COUNT);
    return (struct value_range){.first = view_u32(index, CHUNK_VBEG, property),
                                .end = view_u32(index, CHUNK_VBEG, (size_t)property + 1)};
}

struct slice charindex_value_name(const struct charindex *index, uint32_t value)
{
    assert(value < index->values);
    return view_slice(index, CHUNK_VOFF, CHUNK_VTXT, value);
}

struct postings charindex_value(const struct charindex *index, uint32_t value)
{
    assert(value < index->values);
    return set_at(index, CHARINDEX_TIERS + value);
}
