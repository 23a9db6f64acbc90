/*
 * Characters that look alike, for a few documents and for a real index. The few documents use pairs
 * that have been in confusables.txt since its first version.
 */

#include "index/builder/relations/confusables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/builder/installed.h"
#include "tests/unit/index/builder/small_documents.h"

enum { LATIN_A, LATIN_B, LATIN_C, ALPHA, CYRILLIC_A, CYRILLIC_C };

/* Latin a, Greek alpha and Cyrillic a share a skeleton; so do Latin and Cyrillic c. */
static void begin(struct small_documents *small)
{
    small_begin(small);
    small_character(small, 'a', "LATIN SMALL LETTER A");
    small_character(small, 'b', "LATIN SMALL LETTER B");
    small_character(small, 'c', "LATIN SMALL LETTER C");
    small_character(small, 0x3B1, "GREEK SMALL LETTER ALPHA");
    small_character(small, 0x430, "CYRILLIC SMALL LETTER A");
    small_character(small, 0x441, "CYRILLIC SMALL LETTER ES");
    small_sequence(small, "a\uFE0Fb", "a sequence", 1);
    small_number(small);
}

static void test_each_is_related_to_all_others_of_its_skeleton(void **state)
{
    struct small_documents small;

    (void)state;
    begin(&small);
    assert_int_equal(small.documents.sequences, 1); /* a sequence does not have confusables */
    assert_int_equal(confusables_write(&small.documents, &small.chunks), 0);
    assert_numbers(&small.chunks, CHUNK_CONK,
                   (const uint32_t[]){LATIN_A, LATIN_C, ALPHA, CYRILLIC_A, CYRILLIC_C}, 5);
    assert_numbers(&small.chunks, CHUNK_CONB, (const uint32_t[]){0, 2, 3, 5, 7, 8}, 6);
    assert_numbers(&small.chunks, CHUNK_CONV,
                   (const uint32_t[]){ALPHA, CYRILLIC_A, CYRILLIC_C, LATIN_A, CYRILLIC_A, LATIN_A,
                                      ALPHA, LATIN_C},
                   8);
    small_release(&small);
}

static void test_no_characters_give_an_empty_relation(void **state)
{
    struct small_documents small;

    (void)state;
    small_begin(&small);
    assert_int_equal(confusables_write(&small.documents, &small.chunks), 0);
    assert_numbers(&small.chunks, CHUNK_CONK, NULL, 0);
    assert_numbers(&small.chunks, CHUNK_CONB, (const uint32_t[]){0}, 1);
    assert_numbers(&small.chunks, CHUNK_CONV, NULL, 0);
    small_release(&small);
}

static void test_confusables_look_like_each_other(void **state)
{
    const struct charindex *index = *state;
    const uint32_t *list, *back;
    uint32_t count = charindex_confusables(index, 'a', &list);
    bool cyrillic = false;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = le32toh(list[i]), back_count, at = 0;

        cyrillic = cyrillic || charindex_code_point(index, other) == 0x430;
        back_count = charindex_confusables(index, other, &back);
        while (at < back_count && le32toh(back[at]) != 'a')
            at++;
        assert_true(at < back_count);
        assert_int_equal(back_count, count);
    }
    assert_true(cyrillic);
    assert_int_equal(charindex_confusables(index, document_of(index, "\U0001F600"), &list), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_is_related_to_all_others_of_its_skeleton),
        cmocka_unit_test(test_no_characters_give_an_empty_relation),
        cmocka_unit_test(test_confusables_look_like_each_other),
    };

    return cmocka_run_group_tests(tests, installed_make, installed_free);
}
