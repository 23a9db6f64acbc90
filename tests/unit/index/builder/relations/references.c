/*
 * References between characters: both ways, and only those that lead somewhere.
 */

#include "index/builder/relations/references.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/builder/small_documents.h"

enum { A, B, C };

static void references_lead_both_ways(void **state)
{
    struct references references = {.list = VECTOR_INIT};
    struct small_documents small;

    (void)state;
    small_begin(&small);
    small_character(&small, 'a', "LATIN SMALL LETTER A");
    small_character(&small, 'b', "LATIN SMALL LETTER B");
    small_character(&small, 'c', "LATIN SMALL LETTER C");
    small_number(&small);
    references_add(&references, 'c', 'a');
    references_add(&references, 'a', 'b');
    references_add(&references, 'a', 'b'); /* again */
    references_add(&references, 'b', 'b'); /* to itself */
    references_add(&references, 'a', 'z'); /* not in the index */
    references_add(&references, 'z', 'a');
    assert_int_equal(references_write(&references, &small.documents, &small.chunks), 0);
    assert_numbers(&small.chunks, CHUNK_RTOK, (const uint32_t[]){A, C}, 2);
    assert_numbers(&small.chunks, CHUNK_RTOB, (const uint32_t[]){0, 1, 2}, 3);
    assert_numbers(&small.chunks, CHUNK_RTOV, (const uint32_t[]){'b', 'a'}, 2);
    assert_numbers(&small.chunks, CHUNK_RFRK, (const uint32_t[]){A, B}, 2);
    assert_numbers(&small.chunks, CHUNK_RFRV, (const uint32_t[]){'c', 'a'}, 2);
    references_release(&references);
    small_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_lead_both_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
