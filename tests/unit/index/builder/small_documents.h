#ifndef CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_DOCUMENTS_H
#define CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_DOCUMENTS_H

/*
 * A few documents, for the tests of the modules that build on them, and access to the chunks that
 * they write.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/utf8.h"
#include "index/builder/documents/documents.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct small_documents {
    struct chunks chunks;
    struct documents documents;
};

static inline void small_begin(struct small_documents *small)
{
    *small = (struct small_documents){.documents = {.characters = 0}};
    small->documents.chunks = &small->chunks;
}

static inline void small_release(struct small_documents *small)
{
    documents_release(&small->documents);
    chunks_release(&small->chunks);
}

/* In the order of code points. */
static inline void small_character(struct small_documents *small, uint32_t code_point,
                                   const char *name)
{
    const struct source_character character = {.code_point = code_point,
                                               .name = name,
                                               .name_size = strlen(name),
                                               .words_size = strlen(name),
                                               .named = name[0] != '<'};

    documents_character(&small->documents, &character);
}

static inline size_t small_points(const char *text, uint32_t points[static SEQUENCE_MAX])
{
    size_t count = 0, size = strlen(text);

    for (size_t at = 0; at < size;) {
        assert_true(count < SEQUENCE_MAX);
        points[count++] = (uint32_t)utf8_next(text, size, &at);
    }
    return count;
}

static inline void small_sequence(struct small_documents *small, const char *text, const char *name,
                                  uint32_t order)
{
    uint32_t points[SEQUENCE_MAX];
    const struct source_sequence sequence = {.points = points,
                                             .count = small_points(text, points),
                                             .name = name,
                                             .name_size = strlen(name),
                                             .order = order};

    documents_sequence(&small->documents, &sequence);
}

static inline void small_number(struct small_documents *small)
{
    assert_int_equal(documents_number(&small->documents), 0);
}

static inline uint32_t small_document(const struct small_documents *small, const char *text)
{
    uint32_t points[SEQUENCE_MAX], document = UINT32_MAX;
    size_t count = small_points(text, points);
    struct bare bare;

    assert_true(bare_of(points, count, &bare));
    if (!documents_find(&small->documents, &bare, &document))
        fail_msg("%s is not a document", text);
    return document;
}

static inline void assert_numbers(const struct chunks *chunks, enum format_chunk chunk,
                                  const uint32_t *expected, size_t count)
{
    const struct buffer *written = &chunks->list[chunk];

    assert_int_equal(written->size, count * sizeof *expected);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(format_u32_at(written->bytes, i), expected[i]);
}

static inline void assert_bytes(const struct chunks *chunks, enum format_chunk chunk,
                                const char *expected)
{
    const struct buffer *written = &chunks->list[chunk];

    assert_int_equal(written->size, strlen(expected));
    assert_memory_equal(written->bytes, expected, written->size);
}

#endif
