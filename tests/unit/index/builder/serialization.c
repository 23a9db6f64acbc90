/*
 * Two characters that have been collected: every chunk is written, and a piece that fails fails all.
 */

#include "index/builder/serialization.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void add(struct collection *collection, uint32_t code_point, const char *name)
{
    const struct source_character character = {.code_point = code_point,
                                               .name = name,
                                               .name_size = strlen(name),
                                               .words_size = strlen(name),
                                               .named = true};

    documents_character(&collection->documents, &character);
    assert_int_equal(properties_document(&collection->properties, code_point, false), 0);
    assert_int_equal(names_add(&collection->names, &collection->vocabulary, name, strlen(name)), 0);
}

static struct collection *make(void)
{
    static const struct source_spelling spelling = {
        .kind = SPELLING_ASCII, .text = "a'", .size = 2, .weight = 1};
    struct collection *collection = calloc(1, sizeof *collection);

    assert_non_null(collection);
    collection_init(collection, NULL);
    collection->sources.language_count = 1;
    memcpy(collection->sources.languages[0], "en", 2);
    add(collection, 'A', "LATIN CAPITAL LETTER A");
    add(collection, 0xC1, "LATIN CAPITAL LETTER A WITH ACUTE");
    assert_int_equal(documents_number(&collection->documents), 0);
    assert_int_equal(texts_add(&collection->texts, &collection->vocabulary, 0, TEXT_KEYWORD, 0,
                               (struct slice){.bytes = "letters", .size = 7}),
                     0);
    assert_int_equal(spellings_add(&collection->spellings, 1, &spelling), 0);
    references_add(&collection->references, 'A', 0xC1);
    assert_int_equal(names_post(&collection->names, &collection->documents, &collection->vocabulary,
                                &collection->chunks),
                     0);
    assert_int_equal(
        texts_settle(&collection->texts, &collection->documents, &collection->vocabulary), 0);
    for (uint32_t document = 0; document < 2; document++)
        properties_prominence(&collection->properties, document, 1);
    return collection;
}

static void destroy(struct collection *collection)
{
    collection_release(collection);
    free(collection);
}

static void test_every_piece_writes_its_chunks(void **state)
{
    static const enum format_chunk chunks[] = {
        CHUNK_SRCS, CHUNK_LANG, CHUNK_NAME, CHUNK_TERM, CHUNK_STEM, CHUNK_LFLD, CHUNK_TEXT,
        CHUNK_XTXT, CHUNK_SPLT, CHUNK_PTXT, CHUNK_VKEY, CHUNK_RTOK, CHUNK_DECK,
    };
    struct collection *collection = make();

    (void)state;
    assert_int_equal(serialize_collection(collection), 0);
    assert_false(chunks_failed(&collection->chunks));
    for (size_t i = 0; i < COUNT(chunks); i++)
        if (collection->chunks.list[chunks[i]].size == 0)
            fail_msg("chunk %d is empty", chunks[i]);
    destroy(collection);
}

/* Pieces run in parallel: the same bytes, whichever is first. */
static void test_it_is_deterministic(void **state)
{
    struct collection *one = make(), *other = make();

    (void)state;
    assert_int_equal(serialize_collection(one), 0);
    assert_int_equal(serialize_collection(other), 0);
    for (size_t i = 0; i < CHUNK_COUNT; i++) {
        assert_int_equal(one->chunks.list[i].size, other->chunks.list[i].size);
        if (one->chunks.list[i].size > 0)
            assert_memory_equal(one->chunks.list[i].bytes, other->chunks.list[i].bytes,
                                one->chunks.list[i].size);
    }
    destroy(one);
    destroy(other);
}

static void test_a_piece_that_fails(void **state)
{
    struct collection *collection = make();

    (void)state;
    collection->references.list.failed = true;
    assert_int_equal(serialize_collection(collection), -ENOMEM);
    destroy(collection);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_piece_writes_its_chunks),
        cmocka_unit_test(test_it_is_deterministic),
        cmocka_unit_test(test_a_piece_that_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
