/*
 * Which characters and sequences are in the index, and their numbers.
 *
 * A character goes straight into its chunks. Sequences come from two sources, some of them from
 * both ("KEYCAP NUMBER SIGN" is also "keycap: #"): the first name names the document, and the other
 * one is stored with the emoji.
 */

#include "index/builder/documents/documents.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/base/plain.h"
#include "index/file/line.h"
#include "index/unicode/character.h"

/* A record of a sequence or an emoji. Numbering moves those that are documents to the front. */
struct found {
    struct bare bare;
    uint32_t points[SEQUENCE_MAX];
    size_t count;
    size_t at, size; /* its name in documents->names */
    uint32_t order;
    enum emoji_group group;
    uint32_t arrival;
};

bool bare_of(const uint32_t *points, size_t count, struct bare *bare)
{
    bare->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i] == VARIATION_SELECTOR_16 && count > 1)
            continue;
        if (bare->count == SEQUENCE_MAX)
            return false;
        bare->points[bare->count++] = points[i];
    }
    return true;
}

static int bare_compare(const struct bare *a, const struct bare *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->points[i] != b->points[i])
            return a->points[i] < b->points[i] ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

void documents_release(struct documents *documents)
{
    vector_release(&documents->named);
    vector_release(&documents->found);
    vector_release(&documents->emoji);
    buffer_release(&documents->names);
}

static void write_line(struct chunks *chunks, const uint32_t *points, size_t count,
                       struct slice name)
{
    struct buffer *lines = &chunks->list[CHUNK_LINE];
    char prefix[LINE_PREFIX_MAX];

    chunks_offset(chunks, CHUNK_LOFF, CHUNK_LINE);
    buffer_append(lines, prefix, line_prefix(prefix, points, count));
    buffer_append(lines, name.bytes, name.size);
    buffer_append_text(lines, LINE_END);
}

void documents_character(struct documents *documents, const struct source_character *character)
{
    const struct slice name = {.bytes = character->name, .size = character->name_size};

    chunks_u32(documents->chunks, CHUNK_DOCS, character->code_point);
    write_line(documents->chunks, &character->code_point, 1, name);
    if (character->named)
        vector_append(&documents->named, &documents->characters);
    documents->characters++;
}

/* Does the record make a line? The readers give only those that do; a modified file might not. */
static bool makes_a_line(const struct source_sequence *sequence)
{
    if (sequence->count == 0 || sequence->count > SEQUENCE_MAX || sequence->name_size == 0 ||
        sequence->name_size > LINE_MAX_SIZE - LINE_PREFIX_MAX - (sizeof LINE_END - 1) ||
        !plain_valid(sequence->name, sequence->name_size))
        return false;
    return sequence->count == 1 || sequence->points[0] != VARIATION_SELECTOR_16;
}

void documents_sequence(struct documents *documents, const struct source_sequence *sequence)
{
    struct found found = {
        .count = sequence->count,
        .at = documents->names.size,
        .size = sequence->name_size,
        .order = sequence->order,
        .group = sequence->group,
        .arrival = (uint32_t)documents->found.count,
    };

    if (!makes_a_line(sequence) || !bare_of(sequence->points, sequence->count, &found.bare) ||
        found.bare.count == 0)
        return;
    memcpy(found.points, sequence->points, sequence->count * sizeof *sequence->points);
    buffer_append(&documents->names, sequence->name, sequence->name_size);
    vector_append(&documents->found, &found);
}

static int found_compare(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int order = bare_compare(&a->bare, &b->bare);

    return order != 0 ? order : (a->arrival > b->arrival) - (a->arrival < b->arrival);
}

static void add_emoji(struct documents *documents, const struct found *found, uint32_t document,
                      bool has_this_name)
{
    const struct emoji emoji = {
        .document = document,
        .order = found->order,
        .group = found->group,
        .at = found->at,
        .size = found->size,
        .has_this_name = has_this_name,
    };

    vector_append(&documents->emoji, &emoji);
}

static void write_sequence(struct documents *documents, const struct found *found)
{
    const struct slice name = {.bytes = documents->names.bytes + found->at, .size = found->size};
    struct chunks *chunks = documents->chunks;

    chunks_u32(chunks, CHUNK_SOFF, chunks->list[CHUNK_SPTS].size / sizeof(uint32_t));
    for (size_t i = 0; i < found->count; i++)
        chunks_u32(chunks, CHUNK_SPTS, found->points[i]);
    write_line(chunks, found->points, found->count, name);
}

static bool find_character(const struct documents *documents, uint32_t code_point,
                           uint32_t *document)
{
    struct bisection search = {.low = 0, .high = documents->characters};

    while (bisect(&search))
        bisect_narrow(&search, documents_first_point(documents, search.middle) < code_point);
    *document = search.low;
    return search.low < documents->characters &&
           documents_first_point(documents, search.low) == code_point;
}

/* Emoji may be newer than ICU. *document is the first character. */
static bool all_known(const struct documents *documents, const struct bare *bare,
                      uint32_t *document)
{
    for (size_t i = bare->count; i-- > 0;)
        if (!find_character(documents, bare->points[i], document))
            return false;
    return true;
}

/* The sorted records become numbered documents, and emoji. */
static void number_all(struct documents *documents)
{
    struct found *list = documents->found.items;
    size_t count = 0;

    for (size_t i = 0; i < documents->found.count; i++) {
        struct found found = list[i];
        uint32_t document = 0;
        bool first = count == 0 || bare_compare(&list[count - 1].bare, &found.bare) != 0;

        if (!all_known(documents, &found.bare, &document))
            continue;
        if (found.bare.count == 1) { /* an emoji that is a character */
            if (found.order > 0)
                add_emoji(documents, &found, document, false);
            continue;
        }
        if (first) {
            write_sequence(documents, &found);
            list[count++] = found;
        }
        if (found.order > 0)
            add_emoji(documents, &found, documents->characters + (uint32_t)count - 1, first);
    }
    documents->found.count = count;
    documents->sequences = (uint32_t)count;
}

static int emoji_compare(const void *left, const void *right)
{
    const struct emoji *a = left, *b = right;

    return (a->order > b->order) - (a->order < b->order);
}

int documents_number(struct documents *documents)
{
    struct chunks *chunks = documents->chunks;

    if (documents->found.failed || documents->names.failed || chunks_failed(chunks))
        return -ENOMEM;
    vector_sort(&documents->found, found_compare);
    number_all(documents);
    chunks_u32(chunks, CHUNK_SOFF, chunks->list[CHUNK_SPTS].size / sizeof(uint32_t));
    chunks_offset(chunks, CHUNK_LOFF, CHUNK_LINE);
    if (documents->emoji.failed || chunks_failed(chunks))
        return -ENOMEM;
    vector_sort(&documents->emoji, emoji_compare);
    return 0;
}

uint32_t documents_count(const struct documents *documents)
{
    return documents->characters + documents->sequences;
}

static const struct found *found_at(const struct documents *documents, uint32_t document)
{
    assert(document >= documents->characters &&
           document - documents->characters < documents->found.count);
    return &documents->found.items[document - documents->characters];
}

uint32_t documents_first_point(const struct documents *documents, uint32_t document)
{
    if (document < documents->characters)
        return format_u32_at(documents->chunks->list[CHUNK_DOCS].bytes, document);
    return found_at(documents, document)->points[0];
}

const struct bare *documents_sequence_points(const struct documents *documents, uint32_t document)
{
    return &found_at(documents, document)->bare;
}

bool documents_find(const struct documents *documents, const struct bare *bare, uint32_t *document)
{
    const struct found *list = documents->found.items;
    struct bisection search = {.low = 0, .high = documents->sequences};

    if (bare->count == 1)
        return find_character(documents, bare->points[0], document);
    while (bisect(&search))
        bisect_narrow(&search, bare_compare(&list[search.middle].bare, bare) < 0);
    *document = documents->characters + search.low;
    return search.low < documents->sequences && bare_compare(&list[search.low].bare, bare) == 0;
}

struct slice documents_name(const struct documents *documents, uint32_t document)
{
    const struct buffer *lines = &documents->chunks->list[CHUNK_LINE];
    const char *offsets = documents->chunks->list[CHUNK_LOFF].bytes;
    size_t begin = format_u32_at(offsets, document);
    size_t end = format_u32_at(offsets, (size_t)document + 1) - (sizeof LINE_END - 1);
    uint32_t code_point = documents_first_point(documents, document);

    if (document >= documents->characters) {
        const struct found *found = found_at(documents, document);

        begin += line_prefix_size(found->points, found->count);
    } else {
        begin += line_prefix_size(&code_point, 1);
    }
    return (struct slice){.bytes = lines->bytes + begin, .size = end - begin};
}

struct slice documents_emoji_name(const struct documents *documents, const struct emoji *emoji)
{
    return (struct slice){.bytes = documents->names.bytes + emoji->at, .size = emoji->size};
}

/*
 * The order of names.
 */

struct named {
    struct slice name;
    uint32_t document;
};

static int named_compare(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    const int order = slice_compare(a->name, b->name);

    /* Unicode's names are unique; those of a damaged file may not be. */
    return order != 0 ? order : (a->document > b->document) - (a->document < b->document);
}

int documents_write_names(struct documents *documents)
{
    const size_t count = documents->named.count;
    struct named *list = calloc(count + 1, sizeof *list);

    if (!list || documents->named.failed) {
        free(list);
        return -ENOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t document = documents->named.items[i];

        list[i] = (struct named){.name = documents_name(documents, document), .document = document};
    }
    qsort(list, count, sizeof *list, named_compare);
    for (size_t i = 0; i < count; i++)
        chunks_u32(documents->chunks, CHUNK_NAME, list[i].document);
    free(list);
    return 0;
}
