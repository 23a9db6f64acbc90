/*
 * The checks that the parts of the verification share: what each must accept and what it must
 * refuse.
 */

#include "index/file/verify_tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/bare_index.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_offsets(void **state)
{
    static const struct {
        const char *title;
        uint32_t offsets[4]; /* of three things */
        size_t end;
        bool valid;
    } table[] = {
        {"ascending", {0, 1, 2, 3}, 3, true},
        {"nothing at all", {0, 0, 0, 0}, 0, true},
        {"empty things", {0, 0, 5, 5}, 5, true},
        {"the first is not 0", {1, 1, 2, 3}, 3, false},
        {"falling", {0, 2, 1, 3}, 3, false},
        {"falling at the end", {0, 2, 4, 3}, 3, false},
        {"short of the end", {0, 1, 2, 3}, 4, false},
        {"beyond the end", {0, 1, 2, 4}, 3, false},
        {"one beyond memory", {0, UINT32_MAX, 2, 3}, 3, false},
        {"the last beyond memory", {0, 1, 2, UINT32_MAX}, 3, false},
    };
    struct charindex index = {.size = 0};

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        bare_index_give_numbers(&index, CHUNK_SOFF, table[i].offsets, 4);
        if (verify_offsets(&index, CHUNK_SOFF, 3, table[i].end) != table[i].valid)
            fail_msg("offsets that are %s", table[i].title);
    }
    BARE_INDEX_NUMBERS(&index, CHUNK_SOFF, 0);
    assert_true(verify_offsets(&index, CHUNK_SOFF, 0, 0)); /* of no things */
    assert_false(verify_offsets(&index, CHUNK_SOFF, 0, 1));
    bare_index_release(&index);
}

static void test_texts(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        uint32_t middle; /* the offset of the second text */
        bool valid;
    } table[] = {
        {"catdog", 6, 3, true},
        {"catdog", 6, 0, true},
        {"catdog", 6, 6, true},
        {"caf\xC3\xA9s", 6, 3, true},
        {"caf\xC3\xA9s", 6, 5, true},
        {"caf\xC3\xA9s", 6, 4, false}, /* inside a character */
        {"\xF0\x9F\x98\x80.", 5, 1, false},
        {"\xF0\x9F\x98\x80.", 5, 3, false},
        {"\xF0\x9F\x98\x80.", 5, 4, true},
        {"cat\ndog", 7, 3, false},
        {"cat\0dog", 7, 3, false},
        {"cat\x7F", 4, 3, false},
        {"cat\xFF", 4, 3, false},
        {"caf\xC3", 4, 3, false}, /* the end of the character is missing */
        {"catdog", 6, 7, false},
    };
    struct charindex index = {.size = 0};

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        bare_index_give(&index, CHUNK_XTXT, table[i].bytes, table[i].size);
        BARE_INDEX_NUMBERS(&index, CHUNK_XOFF, 0, table[i].middle, (uint32_t)table[i].size);
        if (verify_texts(&index, CHUNK_XOFF, 2, CHUNK_XTXT) != table[i].valid)
            fail_msg("text number %zu", i);
    }
    bare_index_release(&index);
}

static void test_postings(void **state)
{
    static const struct {
        const char *title;
        uint32_t runs[3][2]; /* first document and rank */
        uint32_t count, total;
        bool valid;
    } table[] = {
        {"none", {{0, 0}}, 0, 0, true},
        {"one", {{0, 0}}, 1, 1, true},
        {"all", {{0, 0}}, 1, 10, true},
        {"two runs", {{0, 0}, {5, 3}}, 2, 8, true},
        {"runs of one, two apart", {{0, 0}, {2, 1}, {4, 2}}, 3, 3, true},
        {"none with a total", {{0, 0}}, 0, 1, false},
        {"a first rank that is not 0", {{0, 1}}, 1, 2, false},
        {"an empty run", {{0, 0}}, 1, 0, false},
        {"an empty run before another", {{0, 0}, {5, 0}}, 2, 3, false},
        {"a document too many", {{0, 0}}, 1, 11, false},
        {"a run that begins beyond the documents", {{10, 0}}, 1, 1, false},
        {"a run that ends beyond the documents", {{9, 0}}, 1, 2, false},
        {"a run that wraps around", {{9, 0}}, 1, UINT32_MAX, false},
        {"runs that touch", {{0, 0}, {3, 3}}, 2, 4, false},
        {"runs that overlap", {{0, 0}, {2, 3}}, 2, 4, false},
        {"runs that fall", {{5, 0}, {0, 1}}, 2, 2, false},
        {"ranks that fall", {{0, 0}, {4, 2}, {8, 1}}, 3, 3, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct posting_run runs[3];
        struct postings postings = {.runs = runs, .count = table[i].count, .total = table[i].total};

        for (size_t run = 0; run < 3; run++)
            runs[run] = posting_run(table[i].runs[run][0], table[i].runs[run][1]);
        if (verify_postings(&postings, 10) != table[i].valid)
            fail_msg("postings: %s", table[i].title);
    }
}

static void test_bitmaps(void **state)
{
    (void)state;
    for (uint32_t documents = 1; documents <= 130; documents++) {
        const struct charindex index = {.documents = documents};
        const size_t words = format_bitmap_words(documents);

        for (uint32_t bit = 0; bit < words * 64; bit++) {
            char bitmap[3 * 8] = {0};

            format_put_u64(bitmap + bit / 64 * 8, UINT64_C(1) << bit % 64);
            if (verify_bitmap(&index, bitmap) != (bit < documents))
                fail_msg("bit %u of %u documents", bit, documents);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_postings),
        cmocka_unit_test(test_bitmaps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
