/*
 * Spellings arrive in the order of their sources, and are written by text, kind and preference.
 */

#include "index/builder/documents/spellings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { DOCUMENTS = 6 };

struct fixture {
    struct chunks chunks;
    struct spellings spellings;
};

/* The documents have rising prominence. */
static void begin(struct fixture *fixture)
{
    memset(fixture, 0, sizeof *fixture);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        chunks_u8(&fixture->chunks, CHUNK_PROM, 10 * i);
}

static void add(struct fixture *fixture, uint32_t document, enum spelling_kind kind,
                const char *text, uint32_t weight)
{
    const struct source_spelling spelling = {
        .kind = kind, .text = text, .size = strlen(text), .weight = weight};

    assert_int_equal(spellings_add(&fixture->spellings, document, &spelling), 0);
}

static uint32_t number(const struct fixture *fixture, enum format_chunk chunk, size_t at)
{
    assert_true((at + 1) * 4 <= fixture->chunks.list[chunk].size);
    return format_u32_at(fixture->chunks.list[chunk].bytes, at);
}

/* Each entry is in the list of its document, and nothing else is in any list. */
static void assert_spelled(const struct fixture *fixture)
{
    const size_t keys = fixture->chunks.list[CHUNK_SPRK].size / 4;
    const size_t entries = fixture->chunks.list[CHUNK_SPLE].size / FORMAT_SPELLING_SIZE;

    assert_int_equal(fixture->chunks.list[CHUNK_SPRV].size / 4, entries);
    assert_int_equal(number(fixture, CHUNK_SPRB, keys), entries);
    for (size_t i = 0; i < keys; i++)
        for (uint32_t k = number(fixture, CHUNK_SPRB, i); k < number(fixture, CHUNK_SPRB, i + 1);
             k++)
            assert_int_equal(
                number(fixture, CHUNK_SPLE, (size_t)number(fixture, CHUNK_SPRV, k) * 2),
                number(fixture, CHUNK_SPRK, i));
}

/* Writes all, and compares them as "text:document kind,…;text:…". */
static void assert_written(struct fixture *fixture, const char *expected)
{
    const struct buffer *texts = &fixture->chunks.list[CHUNK_SPLT];
    struct buffer written = BUFFER_INIT;
    size_t count;

    spellings_write(&fixture->spellings, &fixture->chunks);
    assert_false(chunks_failed(&fixture->chunks));
    count = fixture->chunks.list[CHUNK_SPLO].size / 4 - 1;
    assert_int_equal(fixture->chunks.list[CHUNK_SPLB].size / 4, count + 1);
    assert_int_equal(number(fixture, CHUNK_SPLO, count), texts->size);
    assert_int_equal(number(fixture, CHUNK_SPLB, count) * FORMAT_SPELLING_SIZE,
                     fixture->chunks.list[CHUNK_SPLE].size);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = number(fixture, CHUNK_SPLO, i);

        buffer_append_format(&written, "%s%.*s:", i ? ";" : "",
                             (int)(number(fixture, CHUNK_SPLO, i + 1) - at), texts->bytes + at);
        for (uint32_t k = number(fixture, CHUNK_SPLB, i); k < number(fixture, CHUNK_SPLB, i + 1);
             k++)
            buffer_append_format(
                &written, "%u %s,", number(fixture, CHUNK_SPLE, (size_t)k * 2),
                spelling_word((enum spelling_kind)number(fixture, CHUNK_SPLE, (size_t)k * 2 + 1)));
    }
    buffer_append(&written, "", 1);
    assert_string_equal(written.bytes, expected);
    assert_spelled(fixture);
    buffer_release(&written);
    spellings_release(&fixture->spellings);
    chunks_release(&fixture->chunks);
}

static void test_no_spellings(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    assert_written(&fixture, "");
}

static void test_texts_are_ordered_without_case(void **state)
{
    static const char *const texts[] = {"to", "b", "To", "\u00E9", "B", "->", "\u00C9", "a"};
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add(&fixture, i % DOCUMENTS, SPELLING_LATEX, texts[i], 0);
    assert_written(&fixture, "->:5 latex,;a:1 latex,;B:4 latex,;b:1 latex,;To:2 latex,;to:0 latex,;"
                             "\u00C9:0 latex,;\u00E9:3 latex,");
}

static void test_entries_are_by_kind_weight_prominence(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    add(&fixture, 0, SPELLING_DIGRAPH, "->", UINT32_MAX);
    add(&fixture, 1, SPELLING_ASCII, "->", 1);
    add(&fixture, 2, SPELLING_ASCII, "->", 2);
    add(&fixture, 3, SPELLING_SITE, "->", 0);
    add(&fixture, 4, SPELLING_ASCII, "->", 1);
    add(&fixture, 5, SPELLING_ASCII, "->", 0);
    assert_written(&fixture, "->:3 site,2 ascii,4 ascii,1 ascii,5 ascii,0 digraph,");
}

static void test_the_best_of_a_kind_stays(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    add(&fixture, 1, SPELLING_ASCII, "<3", 1);
    add(&fixture, 2, SPELLING_ASCII, "<3", 2);
    add(&fixture, 1, SPELLING_ASCII, "<3", 3);
    add(&fixture, 1, SPELLING_ASCII, "<3", 3);
    add(&fixture, 1, SPELLING_EMOTICON, "<3", 0);
    add(&fixture, 1, SPELLING_ASCII, "<4", 0);
    assert_written(&fixture, "<3:1 emoticon,1 ascii,2 ascii,;<4:1 ascii,");
}

static void test_the_order_of_arrival_does_not_count(void **state)
{
    static const char *const texts[] = {"a", "A", "yi", "shi", ":)"};
    const unsigned count = 64;

    (void)state;
    for (unsigned step = 1; step < count; step += 2) {
        static char first[4096];
        struct fixture fixture;

        begin(&fixture);
        for (unsigned i = 0, at = 0; i < count; i++, at = (at + step) % count)
            add(&fixture, at % DOCUMENTS, (enum spelling_kind)(at % SPELLING_KINDS), texts[at % 5],
                at % 3);
        spellings_write(&fixture.spellings, &fixture.chunks);
        assert_true(fixture.chunks.list[CHUNK_SPLE].size <= sizeof first);
        if (step == 1)
            memcpy(first, fixture.chunks.list[CHUNK_SPLE].bytes,
                   fixture.chunks.list[CHUNK_SPLE].size);
        assert_memory_equal(first, fixture.chunks.list[CHUNK_SPLE].bytes,
                            fixture.chunks.list[CHUNK_SPLE].size);
        spellings_release(&fixture.spellings);
        chunks_release(&fixture.chunks);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_spellings),
        cmocka_unit_test(test_texts_are_ordered_without_case),
        cmocka_unit_test(test_entries_are_by_kind_weight_prominence),
        cmocka_unit_test(test_the_best_of_a_kind_stays),
        cmocka_unit_test(test_the_order_of_arrival_does_not_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
