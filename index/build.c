/*
 * The build: records from the sources become chunks, chunks become one image.
 *
 * Each chunk grows in a buffer of its own while the records pass by once, in the order of code
 * points; what needs an order of its own (names, terms) is sorted afterwards; then everything is
 * laid out, sealed with a checksum, and read back by the very parser that reads files, so that
 * nothing is ever served that could not be loaded.
 */

#include "index/build.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/buffer.h"
#include "index/character.h"
#include "index/checksum.h"
#include "index/format.h"
#include "index/image.h"
#include "index/line.h"
#include "index/sources/sources.h"
#include "index/words.h"

/* The hash table reports a failed allocation here instead of ending the process: the element is
 * not added, and its `added` stays false. */
#define HASH_NONFATAL_OOM                1
#define uthash_nonfatal_oom(entry)       ((entry)->added = false)
#define HASH_FUNCTION(key, length, hash) ((hash) = checksum_hash((key), (length)))
#include <uthash.h>

enum {
    PROGRESS_EVERY = 512,        /* documents between two calls */
    PROGRESS_DOCUMENTS = 150000, /* about as many as there are, for the estimate */
    PROGRESS_READ = 700,         /* thousandths of the time that reading takes; measured */
    PROGRESS_NAMES = 850,
    PROGRESS_TERMS = 950,
    PROGRESS_DONE = 1000,
};

/* A distinct word with its postings so far. */
struct term {
    UT_hash_handle hh;
    bool added;
    struct posting_run *runs;
    uint32_t count, capacity;
    uint32_t total;
    uint32_t behind; /* the document after the last one posted */
    size_t size;
    char text[];
};

/* A distinct tail of a JSON object. */
struct tail {
    UT_hash_handle hh;
    bool added;
    uint16_t number;
    size_t size;
    char text[];
};

struct builder {
    struct buffer chunks[CHUNK_COUNT];
    struct term *terms;
    struct tail *tails;
    struct character_facts facts; /* of the last character: neighbours mostly share them */
    uint16_t facts_tail;
    uint32_t documents, characters, runs;
    build_progress progress;
    void *context;
    int error; /* 0, -ENOMEM or -ECANCELED: what stopped the enumeration */
};

static void chunk_u32(struct builder *builder, enum format_chunk chunk, size_t value)
{
    uint8_t bytes[4];

    assert(value <= UINT32_MAX);
    format_put_u32(bytes, (uint32_t)value);
    buffer_append(&builder->chunks[chunk], bytes, sizeof bytes);
}

static int report(const struct builder *builder, unsigned permille)
{
    return builder->progress(builder->context, permille) ? 0 : -ECANCELED;
}

/*
 * Words and their postings.
 */

static struct term *term_of(struct builder *builder, const struct word *word)
{
    struct term *term;

    HASH_FIND(hh, builder->terms, word->folded, word->size, term);
    if (term)
        return term;
    term = calloc(1, sizeof *term + word->size);
    if (!term)
        return NULL;
    term->added = true;
    term->size = word->size;
    memcpy(term->text, word->folded, word->size);
    HASH_ADD_KEYPTR(hh, builder->terms, term->text, term->size, term);
    if (!term->added) {
        free(term);
        return NULL;
    }
    return term;
}

/* Documents come in ascending order: the same one again, the last one's neighbour, or a gap. */
static int term_post(struct term *term, uint32_t document)
{
    if (term->total > 0 && term->behind == document + 1)
        return 0; /* the word stands in the name twice */
    if (term->total == 0 || term->behind != document) {
        if (term->count == term->capacity) {
            uint32_t capacity = term->capacity ? term->capacity * 2 : 2;
            void *runs = realloc(term->runs, capacity * sizeof *term->runs);

            if (!runs)
                return -ENOMEM;
            term->runs = runs;
            term->capacity = capacity;
        }
        term->runs[term->count++] = posting_run(document, term->total);
    }
    term->total++;
    term->behind = document + 1;
    return 0;
}

static int add_words(struct builder *builder, const struct source_record *record)
{
    struct words words;
    struct word word;

    words_init(&words, record->name, record->words_size);
    while (words_next(&words, &word)) {
        struct term *term = term_of(builder, &word);

        if (!term || term_post(term, builder->documents) != 0)
            return -ENOMEM;
    }
    return 0;
}

/*
 * Properties: 149,251 documents share some two thousand combinations of them.
 */

static int tail_of(struct builder *builder, const struct character_facts *facts, uint16_t *number)
{
    struct buffer text = BUFFER_INIT;
    struct tail *tail;

    buffer_append_format(&text,
                         ",\"category\":\"%s\",\"block\":\"%s\",\"script\":\"%s\",\"age\":\"%s\"",
                         facts->category, facts->block, facts->script, facts->age);
    if (text.failed)
        return -ENOMEM;
    HASH_FIND(hh, builder->tails, text.bytes, text.size, tail);
    if (!tail) {
        tail = calloc(1, sizeof *tail + text.size);
        if (tail) {
            tail->added = true;
            tail->number = (uint16_t)HASH_COUNT(builder->tails);
            tail->size = text.size;
            memcpy(tail->text, text.bytes, text.size);
            HASH_ADD_KEYPTR(hh, builder->tails, tail->text, tail->size, tail);
            if (!tail->added) {
                free(tail);
                tail = NULL;
            } else {
                assert(tail->number < UINT16_MAX);
                chunk_u32(builder, CHUNK_POFF, builder->chunks[CHUNK_PTXT].size);
                buffer_append(&builder->chunks[CHUNK_PTXT], text.bytes, text.size);
            }
        }
    }
    buffer_release(&text);
    if (!tail)
        return -ENOMEM;
    *number = tail->number;
    return 0;
}

static bool facts_equal(const struct character_facts *a, const struct character_facts *b)
{
    return a->category && b->category && strcmp(a->category, b->category) == 0 &&
           strcmp(a->block, b->block) == 0 && strcmp(a->script, b->script) == 0 &&
           strcmp(a->age, b->age) == 0;
}

static int add_properties(struct builder *builder, uint32_t code_point)
{
    struct character_facts facts;
    uint16_t little;

    character_facts(code_point, &facts);
    if (!facts_equal(&facts, &builder->facts)) {
        int r = tail_of(builder, &facts, &builder->facts_tail);

        if (r < 0)
            return r;
        builder->facts = facts;
    }
    little = htole16(builder->facts_tail);
    buffer_append(&builder->chunks[CHUNK_PROP], &little, sizeof little);
    return 0;
}

static void add_line(struct builder *builder, const struct source_record *record)
{
    struct buffer *lines = &builder->chunks[CHUNK_LINE];
    char prefix[LINE_PREFIX_MAX];

    chunk_u32(builder, CHUNK_LOFF, lines->size);
    buffer_append(lines, prefix, line_prefix(prefix, record->code_point));
    buffer_append(lines, record->name, record->name_size);
    buffer_append_text(lines, LINE_END);
}

static int add_record(struct builder *builder, const struct source_record *record)
{
    int r;

    chunk_u32(builder, CHUNK_DOCS, record->code_point);
    add_line(builder, record);
    r = add_properties(builder, record->code_point);
    if (r == 0)
        r = add_words(builder, record);
    if (r < 0)
        return r;

    builder->documents++;
    builder->characters += record->named;
    if (builder->documents % PROGRESS_EVERY != 0 || builder->documents > PROGRESS_DOCUMENTS)
        return 0;
    return report(builder, PROGRESS_READ * builder->documents / PROGRESS_DOCUMENTS);
}

static bool visit(void *context, const struct source_record *record)
{
    struct builder *builder = context;

    builder->error = add_record(builder, record);
    return builder->error == 0;
}

/*
 * The two orders of their own.
 */

struct named {
    const char *name;
    uint32_t size, document;
};

static int named_compare(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = memcmp(a->name, b->name, a->size < b->size ? a->size : b->size);

    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static int sort_names(struct builder *builder)
{
    const struct buffer *lines = &builder->chunks[CHUNK_LINE];
    struct named *list = calloc(builder->characters, sizeof *list);
    uint32_t count = 0;

    if (!list)
        return -ENOMEM;
    for (uint32_t document = 0; document < builder->documents; document++) {
        const char *code_points = builder->chunks[CHUNK_DOCS].bytes;
        const char *offsets = builder->chunks[CHUNK_LOFF].bytes + (size_t)document * 4;
        size_t prefix = line_prefix_size(format_u32(code_points + (size_t)document * 4));
        size_t begin = format_u32(offsets) + prefix;
        size_t end = format_u32(offsets + 4) - (sizeof LINE_END - 1);

        if (lines->bytes[begin] == '<') /* a label; no name begins so */
            continue;
        assert(count < builder->characters);
        list[count++] = (struct named){lines->bytes + begin, (uint32_t)(end - begin), document};
    }
    qsort(list, count, sizeof *list, named_compare);
    for (uint32_t i = 0; i < count; i++)
        chunk_u32(builder, CHUNK_NAME, list[i].document);
    free(list);
    return 0;
}

static int term_compare(const struct term *a, const struct term *b)
{
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);

    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static void write_terms(struct builder *builder)
{
    HASH_SORT(builder->terms, term_compare);
    for (const struct term *term = builder->terms; term; term = term->hh.next) {
        chunk_u32(builder, CHUNK_TERM, builder->chunks[CHUNK_TTXT].size);
        buffer_append(&builder->chunks[CHUNK_TTXT], term->text, term->size);
        chunk_u32(builder, CHUNK_PBEG, builder->runs);
        chunk_u32(builder, CHUNK_PTOT, term->total);
        buffer_append(&builder->chunks[CHUNK_RUNS], term->runs, term->count * sizeof *term->runs);
        builder->runs += term->count;
    }
    chunk_u32(builder, CHUNK_TERM, builder->chunks[CHUNK_TTXT].size);
    chunk_u32(builder, CHUNK_PBEG, builder->runs);
}

/*
 * The layout.
 */

static void write_sources(struct builder *builder, const struct sources *sources)
{
    struct buffer *chunk = &builder->chunks[CHUNK_SRCS];

    for (size_t i = 0; i < SOURCES_COUNT; i++) {
        buffer_append(chunk, sources->list[i].name, sizeof sources->list[i].name);
        buffer_append(chunk, sources->list[i].digest, sizeof sources->list[i].digest);
    }
}

static size_t aligned(size_t size)
{
    return (size + FORMAT_ALIGNMENT - 1) / FORMAT_ALIGNMENT * FORMAT_ALIGNMENT;
}

static size_t image_size(const struct builder *builder)
{
    size_t size = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;

    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        size = aligned(size) + builder->chunks[chunk].size;
    return size + FORMAT_TRAILER_SIZE;
}

static void write_header(const struct builder *builder, const struct sources *sources,
                         uint8_t *header, size_t size)
{
    memcpy(header + FORMAT_AT_MAGIC, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1);
    format_put_u32(header + FORMAT_AT_VERSION, FORMAT_VERSION);
    format_put_u32(header + FORMAT_AT_BYTE_ORDER, FORMAT_BYTE_ORDER);
    format_put_u64(header + FORMAT_AT_LENGTH, size);
    memcpy(header + FORMAT_AT_ICU, sources->icu_version, sizeof sources->icu_version);
    memcpy(header + FORMAT_AT_UNICODE, sources->unicode_version, sizeof sources->unicode_version);
    format_put_u32(header + FORMAT_AT_DOCUMENTS, builder->documents);
    format_put_u32(header + FORMAT_AT_CHARACTERS, builder->characters);
    format_put_u32(header + FORMAT_AT_TERMS, HASH_COUNT(builder->terms));
    format_put_u32(header + FORMAT_AT_RUNS, builder->runs);
    format_put_u32(header + FORMAT_AT_CHUNKS, CHUNK_COUNT);
}

static void write_chunks(const struct builder *builder, uint8_t *bytes)
{
    uint8_t *entry = bytes + FORMAT_HEADER_SIZE;
    size_t at = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;

    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++, entry += FORMAT_ENTRY_SIZE) {
        const struct buffer *content = &builder->chunks[chunk];

        at = aligned(at);
        memcpy(entry, FORMAT_CHUNK_IDS + chunk * 4, 4);
        format_put_u64(entry + 8, at);
        format_put_u64(entry + 16, content->size);
        if (content->size > 0)
            memcpy(bytes + at, content->bytes, content->size);
        at += content->size;
    }
}

static int lay_out(const struct builder *builder, const struct sources *sources,
                   struct image *image)
{
    size_t size = image_size(builder);
    int r;

    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        if (builder->chunks[chunk].failed)
            return -ENOMEM;
    r = image_allocate(image, size);
    if (r < 0)
        return r;
    write_header(builder, sources, image->bytes, size);
    write_chunks(builder, image->bytes);
    checksum_of(image->bytes, size - FORMAT_TRAILER_SIZE,
                (uint8_t *)image->bytes + size - FORMAT_TRAILER_SIZE);
    return 0;
}

static void builder_release(struct builder *builder)
{
    struct term *term = builder->terms;
    struct tail *tail = builder->tails;

    /* The tables go first; the elements still hang together by their links. */
    HASH_CLEAR(hh, builder->terms);
    HASH_CLEAR(hh, builder->tails);
    while (term) {
        struct term *next = term->hh.next;

        free(term->runs);
        free(term);
        term = next;
    }
    while (tail) {
        struct tail *next = tail->hh.next;

        free(tail);
        tail = next;
    }
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        buffer_release(&builder->chunks[chunk]);
}

static int read_records(struct builder *builder, struct reason *reason)
{
    int r = sources_read(visit, builder, reason);

    if (r == -ECANCELED)
        return builder->error;
    chunk_u32(builder, CHUNK_LOFF, builder->chunks[CHUNK_LINE].size);
    chunk_u32(builder, CHUNK_POFF, builder->chunks[CHUNK_PTXT].size);
    for (size_t chunk = 0; r == 0 && chunk < CHUNK_COUNT; chunk++)
        if (builder->chunks[chunk].failed)
            r = -ENOMEM;
    return r;
}

static int build_image(struct builder *builder, struct image *image, struct reason *reason)
{
    struct sources sources;
    int r;

    sources_identify(&sources);
    write_sources(builder, &sources);
    r = read_records(builder, reason);
    if (r == 0)
        r = report(builder, PROGRESS_READ);
    if (r == 0)
        r = sort_names(builder);
    if (r == 0)
        r = report(builder, PROGRESS_NAMES);
    if (r < 0)
        return r;
    write_terms(builder);
    r = report(builder, PROGRESS_TERMS);
    return r < 0 ? r : lay_out(builder, &sources, image);
}

int build_index(build_progress progress, void *context, struct charindex **index,
                struct reason *reason)
{
    struct builder builder = {.progress = progress, .context = context};
    struct image image = {.bytes = NULL};
    int r = build_image(&builder, &image, reason);

    builder_release(&builder);
    if (r < 0)
        return r;
    r = charindex_adopt(&image, index, reason);
    if (r != CHARINDEX_OK) {
        image_release(&image);
        /* Sources that contradict themselves (a name twice, lines out of order): not our mistake,
         * and nothing to serve. */
        return r < 0 ? r : -EIO;
    }
    (void)progress(context, PROGRESS_DONE);
    return 0;
}
