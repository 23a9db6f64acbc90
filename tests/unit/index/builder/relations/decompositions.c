/*
 * Which characters are the base of which, for a few documents and for a real index.
 */

#include "index/builder/relations/decompositions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/builder/installed.h"
#include "tests/unit/index/builder/small_documents.h"

enum { A, B, CIRCUMFLEX, CIRCUMFLEX_AND_ACUTE, CIRCLED };

static void each_is_related_to_every_step(void **state)
{
    struct small_documents small;

    (void)state;
    small_begin(&small);
    small_character(&small, 'a', "LATIN SMALL LETTER A");
    small_character(&small, 'b', "LATIN SMALL LETTER B");
    small_character(&small, 0xE2, "LATIN SMALL LETTER A WITH CIRCUMFLEX");
    small_character(&small, 0x1EA5, "LATIN SMALL LETTER A WITH CIRCUMFLEX AND ACUTE");
    small_character(&small, 0x24D0, "CIRCLED LATIN SMALL LETTER A");
    small_character(&small, 0x24D2, "CIRCLED LATIN SMALL LETTER C"); /* there is no c */
    small_number(&small);
    decompositions_write(&small.documents, &small.chunks);
    assert_numbers(&small.chunks, CHUNK_DECK,
                   (const uint32_t[]){A, CIRCUMFLEX, CIRCUMFLEX_AND_ACUTE, CIRCLED}, 4);
    assert_numbers(&small.chunks, CHUNK_DECB, (const uint32_t[]){0, 3, 5, 7, 8}, 5);
    assert_numbers(&small.chunks, CHUNK_DECV,
                   (const uint32_t[]){CIRCUMFLEX, CIRCUMFLEX_AND_ACUTE, CIRCLED, A,
                                      CIRCUMFLEX_AND_ACUTE, A, CIRCUMFLEX, A},
                   8);
    small_release(&small);
}

static void without_characters_the_relation_is_empty(void **state)
{
    struct small_documents small;

    (void)state;
    small_begin(&small);
    decompositions_write(&small.documents, &small.chunks);
    assert_numbers(&small.chunks, CHUNK_DECK, NULL, 0);
    assert_numbers(&small.chunks, CHUNK_DECB, (const uint32_t[]){0}, 1);
    small_release(&small);
}

static void a_relation_leads_both_ways(void **state)
{
    const struct charindex *index = *state;
    uint32_t pairs = 0;

    for (uint32_t document = 0; document < charindex_documents(index); document++) {
        const uint32_t *list, *back;
        uint32_t count = charindex_decompositions(index, document, &list);

        for (uint32_t i = 0; i < count; i++) {
            uint32_t other = le32toh(list[i]), at = 0;
            uint32_t back_count = charindex_decompositions(index, other, &back);

            while (at < back_count && le32toh(back[at]) != document)
                at++;
            assert_true(at < back_count);
            pairs++;
        }
    }
    assert_true(pairs > 8000);
}

int main(void)
{
    const struct CMUnitTest of_few[] = {
        cmocka_unit_test(each_is_related_to_every_step),
        cmocka_unit_test(without_characters_the_relation_is_empty),
    };
    const struct CMUnitTest of_all[] = {
        cmocka_unit_test(a_relation_leads_both_ways),
    };

    return cmocka_run_group_tests(of_few, NULL, NULL) +
           cmocka_run_group_tests(of_all, installed_make, installed_free);
}
