/*
 * The loaded index: a view of an image, with every offset in it proven before the first question
 * is asked, so that the questions themselves check nothing and cost only their search.
 *
 * It neither reads files nor knows where the bytes came from; they may be anybody's.
 */

#include "index/charindex.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/checksum.h"
#include "index/format.h"
#include "index/line.h"

enum { VERSION_SIZE = 8 }; /* "255.255" */

struct charindex {
    atomic_uint references;
    struct image image; /* bytes NULL where the index only borrows them */
    const uint8_t *bytes;
    size_t size;
    struct slice chunks[CHUNK_COUNT];
    uint32_t documents, characters, terms, runs, tails;
    char generation[CHARINDEX_GENERATION_SIZE];
    char icu_version[VERSION_SIZE];
    char unicode_version[VERSION_SIZE];
};

static uint32_t number(const struct charindex *index, enum format_chunk chunk, uint32_t at)
{
    return format_u32(index->chunks[chunk].bytes + (size_t)at * 4);
}

/*
 * Verification, outside in: the frame, the table of chunks, then each chunk in the order in which
 * the next one relies on it.
 */

static bool frame_valid(const uint8_t *bytes, size_t size, struct reason *reason)
{
    uint8_t digest[CHECKSUM_SIZE];

    if (size < FORMAT_HEADER_SIZE + FORMAT_TRAILER_SIZE || size > FORMAT_MAX_SIZE) {
        reason_set(reason, "%zu bytes are no index", size);
        return false;
    }
    if (memcmp(bytes + FORMAT_AT_MAGIC, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1) != 0) {
        reason_set(reason, "it does not begin as an index does");
        return false;
    }
    if (format_u32(bytes + FORMAT_AT_BYTE_ORDER) != FORMAT_BYTE_ORDER) {
        reason_set(reason, "its byte order mark is damaged");
        return false;
    }
    if (format_u32(bytes + FORMAT_AT_VERSION) != FORMAT_VERSION) {
        reason_set(reason, "its format version is %u, this program reads %d",
                   format_u32(bytes + FORMAT_AT_VERSION), FORMAT_VERSION);
        return false;
    }
    if (format_u64(bytes + FORMAT_AT_LENGTH) != size) {
        reason_set(reason, "it has %zu bytes instead of %llu", size,
                   (unsigned long long)format_u64(bytes + FORMAT_AT_LENGTH));
        return false;
    }
    checksum_of(bytes, size - FORMAT_TRAILER_SIZE, digest);
    if (memcmp(digest, bytes + size - FORMAT_TRAILER_SIZE, FORMAT_TRAILER_SIZE) != 0) {
        reason_set(reason, "its checksum does not match its bytes");
        return false;
    }
    return true;
}

/* Finds every chunk between the table and the trailer, in order, without overlap. */
static bool table_valid(struct charindex *index)
{
    const uint8_t *table = index->bytes + FORMAT_HEADER_SIZE;
    const size_t table_size = (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    const size_t limit = index->size - FORMAT_TRAILER_SIZE;
    size_t end = FORMAT_HEADER_SIZE + table_size;

    if (format_u32(index->bytes + FORMAT_AT_CHUNKS) != CHUNK_COUNT || end > limit)
        return false;
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++) {
        const uint8_t *entry = table + chunk * FORMAT_ENTRY_SIZE;
        uint64_t offset = format_u64(entry + 8), size = format_u64(entry + 16);

        if (memcmp(entry, FORMAT_CHUNK_IDS + chunk * 4, 4) != 0)
            return false;
        if (offset < end || offset > limit || offset % FORMAT_ALIGNMENT != 0 ||
            size > limit - offset)
            return false;
        index->chunks[chunk] =
            (struct slice){.bytes = (const char *)index->bytes + offset, .size = (size_t)size};
        end = (size_t)(offset + size);
    }
    return true;
}

static bool sizes_valid(struct charindex *index)
{
    const struct slice *chunks = index->chunks;
    size_t documents = index->documents, terms = index->terms;

    if (documents == 0 || index->characters > documents || chunks[CHUNK_POFF].size < 4 ||
        chunks[CHUNK_POFF].size % 4 != 0 || chunks[CHUNK_POFF].size / 4 - 1 > UINT16_MAX)
        return false;
    index->tails = (uint32_t)(chunks[CHUNK_POFF].size / 4 - 1);
    return chunks[CHUNK_SRCS].size % FORMAT_SOURCE_SIZE == 0 &&
           chunks[CHUNK_DOCS].size == documents * 4 &&
           chunks[CHUNK_LOFF].size == (documents + 1) * 4 &&
           chunks[CHUNK_PROP].size == documents * 2 &&
           chunks[CHUNK_NAME].size == (size_t)index->characters * 4 &&
           chunks[CHUNK_TERM].size == (terms + 1) * 4 &&
           chunks[CHUNK_PBEG].size == (terms + 1) * 4 && chunks[CHUNK_PTOT].size == terms * 4 &&
           chunks[CHUNK_RUNS].size == (size_t)index->runs * sizeof(struct posting_run);
}

static bool code_points_valid(const struct charindex *index)
{
    for (uint32_t document = 0; document < index->documents; document++) {
        uint32_t code_point = number(index, CHUNK_DOCS, document);

        if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
            return false;
        if (document > 0 && code_point <= number(index, CHUNK_DOCS, document - 1))
            return false;
    }
    return true;
}

/* Offsets that begin at 0, never fall, and end at the end of the chunk they lead into. */
static bool offsets_valid(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                          size_t end)
{
    uint32_t before = 0;

    for (uint32_t i = 0; i <= count; i++) {
        uint32_t offset = number(index, offsets, i);

        if (offset < before || (i == 0 && offset != 0))
            return false;
        before = offset;
    }
    return before == end;
}

static bool lines_valid(const struct charindex *index)
{
    const size_t end_size = sizeof LINE_END - 1;

    if (!offsets_valid(index, CHUNK_LOFF, index->documents, index->chunks[CHUNK_LINE].size))
        return false;
    for (uint32_t document = 0; document < index->documents; document++) {
        struct slice line = charindex_lines(index, document, 1);
        char prefix[LINE_PREFIX_MAX];
        size_t size = line_prefix(prefix, charindex_code_point(index, document));

        if (line.size < size + end_size || line.size > LINE_MAX_SIZE ||
            memcmp(line.bytes, prefix, size) != 0 ||
            memcmp(line.bytes + line.size - end_size, LINE_END, end_size) != 0)
            return false;
    }
    return true;
}

static bool properties_valid(const struct charindex *index)
{
    if (!offsets_valid(index, CHUNK_POFF, index->tails, index->chunks[CHUNK_PTXT].size))
        return false;
    for (uint32_t document = 0; document < index->documents; document++)
        if (format_u16(index->chunks[CHUNK_PROP].bytes + (size_t)document * 2) >= index->tails)
            return false;
    return true;
}

static int slice_compare(struct slice a, struct slice b)
{
    int order = memcmp(a.bytes, b.bytes, a.size < b.size ? a.size : b.size);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static bool names_valid(const struct charindex *index)
{
    struct slice before = {.bytes = "", .size = 0};

    for (uint32_t i = 0; i < index->characters; i++) {
        uint32_t document = number(index, CHUNK_NAME, i);
        struct slice name;

        if (document >= index->documents)
            return false;
        name = charindex_name(index, document);
        if (slice_compare(before, name) >= 0)
            return false;
        before = name;
    }
    return true;
}

static struct slice term_text(const struct charindex *index, uint32_t term)
{
    uint32_t begin = number(index, CHUNK_TERM, term);

    return (struct slice){.bytes = index->chunks[CHUNK_TTXT].bytes + begin,
                          .size = number(index, CHUNK_TERM, term + 1) - begin};
}

static struct postings term_postings(const struct charindex *index, uint32_t term)
{
    uint32_t begin = number(index, CHUNK_PBEG, term);
    const void *runs = index->chunks[CHUNK_RUNS].bytes;

    return (struct postings){.runs = (const struct posting_run *)runs + begin,
                             .count = number(index, CHUNK_PBEG, term + 1) - begin,
                             .total = number(index, CHUNK_PTOT, term)};
}

/* Runs ascend without touching, their ranks count what is before them, and all documents exist. */
static bool postings_valid(const struct postings *postings, uint32_t documents)
{
    uint32_t behind = 0; /* the first document that the next run may begin with */

    if (postings->count == 0 || posting_rank(postings, 0) != 0)
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

static bool terms_valid(const struct charindex *index)
{
    if (!offsets_valid(index, CHUNK_TERM, index->terms, index->chunks[CHUNK_TTXT].size) ||
        !offsets_valid(index, CHUNK_PBEG, index->terms, index->runs))
        return false;
    for (uint32_t term = 0; term < index->terms; term++) {
        struct postings postings = term_postings(index, term);

        if (!postings_valid(&postings, index->documents))
            return false;
        if (term > 0 && slice_compare(term_text(index, term - 1), term_text(index, term)) >= 0)
            return false;
    }
    return true;
}

static bool content_valid(struct charindex *index, struct reason *reason)
{
    const char *part = NULL;

    if (!table_valid(index))
        part = "table of chunks";
    else if (!sizes_valid(index))
        part = "sizes";
    else if (!code_points_valid(index))
        part = "code points";
    else if (!lines_valid(index))
        part = "lines";
    else if (!properties_valid(index))
        part = "properties";
    else if (!names_valid(index))
        part = "names";
    else if (!terms_valid(index))
        part = "postings";
    if (part)
        reason_set(reason, "its %s contradict themselves", part);
    return !part;
}

static void version_text(char out[static VERSION_SIZE], const uint8_t *version)
{
    (void)snprintf(out, VERSION_SIZE, "%u.%u", version[0], version[1]);
}

static void header_read(struct charindex *index)
{
    static const char hexadecimal[] = "0123456789abcdef";
    const uint8_t *header = index->bytes;
    const uint8_t *digest = index->bytes + index->size - FORMAT_TRAILER_SIZE;

    index->documents = format_u32(header + FORMAT_AT_DOCUMENTS);
    index->characters = format_u32(header + FORMAT_AT_CHARACTERS);
    index->terms = format_u32(header + FORMAT_AT_TERMS);
    index->runs = format_u32(header + FORMAT_AT_RUNS);
    version_text(index->icu_version, header + FORMAT_AT_ICU);
    version_text(index->unicode_version, header + FORMAT_AT_UNICODE);
    for (size_t i = 0; i + 1 < CHARINDEX_GENERATION_SIZE; i++)
        index->generation[i] = hexadecimal[digest[i / 2] >> (i % 2 ? 0 : 4) & 0xF];
}

int charindex_parse(const void *bytes, size_t size, struct charindex **out, struct reason *reason)
{
    struct charindex *index;

    if (!frame_valid(bytes, size, reason))
        return CHARINDEX_INVALID;
    index = calloc(1, sizeof *index);
    if (!index)
        return -ENOMEM;
    atomic_init(&index->references, 1);
    index->bytes = bytes;
    index->size = size;
    header_read(index);
    if (!content_valid(index, reason)) {
        free(index);
        return CHARINDEX_INVALID;
    }
    *out = index;
    return CHARINDEX_OK;
}

int charindex_adopt(struct image *image, struct charindex **out, struct reason *reason)
{
    int r = charindex_parse(image->bytes, image->size, out, reason);

    if (r == CHARINDEX_OK) {
        image_freeze(image);
        (*out)->image = *image;
        *image = (struct image){.bytes = NULL};
    }
    return r;
}

bool charindex_made_from(const struct charindex *index, const struct sources *sources,
                         struct reason *reason)
{
    const struct slice *list = &index->chunks[CHUNK_SRCS];

    if (memcmp(index->bytes + FORMAT_AT_ICU, sources->icu_version, 4) != 0 ||
        memcmp(index->bytes + FORMAT_AT_UNICODE, sources->unicode_version, 4) != 0) {
        reason_set(reason, "it was made from ICU %s with Unicode %s, this is ICU %u.%u with %u.%u",
                   index->icu_version, index->unicode_version, sources->icu_version[0],
                   sources->icu_version[1], sources->unicode_version[0],
                   sources->unicode_version[1]);
        return false;
    }
    if (list->size != (size_t)SOURCES_COUNT * FORMAT_SOURCE_SIZE) {
        reason_set(reason, "it was made from %zu sources instead of %d",
                   list->size / FORMAT_SOURCE_SIZE, SOURCES_COUNT);
        return false;
    }
    for (size_t i = 0; i < SOURCES_COUNT; i++) {
        const struct source *source = &sources->list[i];
        const char *entry = list->bytes + i * FORMAT_SOURCE_SIZE;

        if (memcmp(entry, source->name, sizeof source->name) != 0 ||
            memcmp(entry + FORMAT_SOURCE_NAME_SIZE, source->digest, sizeof source->digest) != 0) {
            reason_set(reason, "its source %.8s has changed", source->name);
            return false;
        }
    }
    return true;
}

struct charindex *charindex_ref(struct charindex *index)
{
    atomic_fetch_add_explicit(&index->references, 1, memory_order_relaxed);
    return index;
}

void charindex_unref(struct charindex *index)
{
    if (!index || atomic_fetch_sub_explicit(&index->references, 1, memory_order_acq_rel) != 1)
        return;
    image_release(&index->image);
    free(index);
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

const char *charindex_icu_version(const struct charindex *index)
{
    return index->icu_version;
}

uint32_t charindex_documents(const struct charindex *index)
{
    return index->documents;
}

uint32_t charindex_characters(const struct charindex *index)
{
    return index->characters;
}

uint32_t charindex_terms(const struct charindex *index)
{
    return index->terms;
}

uint32_t charindex_code_point(const struct charindex *index, uint32_t document)
{
    assert(document < index->documents);
    return number(index, CHUNK_DOCS, document);
}

bool charindex_find(const struct charindex *index, uint32_t code_point, uint32_t *document)
{
    uint32_t low = 0, high = index->documents;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (number(index, CHUNK_DOCS, middle) < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    *document = low;
    return low < index->documents && number(index, CHUNK_DOCS, low) == code_point;
}

struct slice charindex_lines(const struct charindex *index, uint32_t document, uint32_t count)
{
    uint32_t begin, end;

    assert(document <= index->documents && count <= index->documents - document);
    begin = number(index, CHUNK_LOFF, document);
    end = number(index, CHUNK_LOFF, document + count);
    return (struct slice){.bytes = index->chunks[CHUNK_LINE].bytes + begin, .size = end - begin};
}

struct slice charindex_name(const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    size_t prefix = line_prefix_size(charindex_code_point(index, document));

    return (struct slice){.bytes = line.bytes + prefix,
                          .size = line.size - prefix - (sizeof LINE_END - 1)};
}

struct slice charindex_properties(const struct charindex *index, uint32_t document)
{
    uint32_t tail = format_u16(index->chunks[CHUNK_PROP].bytes + (size_t)document * 2);
    uint32_t begin = number(index, CHUNK_POFF, tail);

    return (struct slice){.bytes = index->chunks[CHUNK_PTXT].bytes + begin,
                          .size = number(index, CHUNK_POFF, tail + 1) - begin};
}

/* Where a text stands in an ascending list of `count` texts; false where it does not. */
static bool find_text(const struct charindex *index, uint32_t count,
                      struct slice (*text_at)(const struct charindex *index, uint32_t at),
                      struct slice wanted, uint32_t *at)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = slice_compare(text_at(index, middle), wanted);

        if (order == 0) {
            *at = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool charindex_term(const struct charindex *index, const char *word, size_t size,
                    struct postings *postings)
{
    struct slice wanted = {.bytes = word, .size = size};
    uint32_t term;

    if (!find_text(index, index->terms, term_text, wanted, &term))
        return false;
    *postings = term_postings(index, term);
    return true;
}

static struct slice name_text(const struct charindex *index, uint32_t at)
{
    return charindex_name(index, number(index, CHUNK_NAME, at));
}

bool charindex_find_name(const struct charindex *index, const char *name, size_t size,
                         uint32_t *document)
{
    struct slice wanted = {.bytes = name, .size = size};
    uint32_t at;

    if (!find_text(index, index->characters, name_text, wanted, &at))
        return false;
    *document = number(index, CHUNK_NAME, at);
    return true;
}
