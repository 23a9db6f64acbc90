/*
 * A repertoire that is written says the same as before, and nothing is written of none.
 */

#include "index/builder/documents/repertoire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/unicode/invented.h"

static void test_what_is_written_says_the_same(void **state)
{
    struct chunks chunks = {.list = {{.bytes = NULL}}};
    struct invented invented;
    const struct repertoire *before = invented_make(&invented);
    uint32_t points[REPERTOIRE_POINTS_MAX];
    struct repertoire after;

    (void)state;
    repertoire_write(before, &chunks);
    assert_int_equal(repertoire_of_chunks(&after, &chunks), 0);
    for (unsigned property = 0; property < PROPERTY_COUNT; property++)
        for (uint32_t c = 0x3FEF0; c < 0x3FF30 && property != PROPERTY_EMOJI_GROUP; c++)
            assert_int_equal(property_number(before, (enum property)property, c),
                             property_number(&after, (enum property)property, c));
    assert_int_equal(repertoire_values(&after), 2);
    assert_string_equal(repertoire_short_name(&after, 1), "Tstx");
    assert_string_equal(repertoire_long_name(&after, 1), "Old_Test");
    assert_int_equal(repertoire_map(&after, REPERTOIRE_DECOMPOSITION, INVENTED_ACCENTED, points),
                     2);
    assert_int_equal(points[0], INVENTED_SMALL);
    assert_int_equal(points[1], 0x301);
    chunks_release(&chunks);
}

static void test_nothing(void **state)
{
    struct chunks chunks = {.list = {{.bytes = NULL}}};

    (void)state;
    repertoire_write(NULL, &chunks);
    assert_int_equal(chunks.list[CHUNK_NEWB].size, (PROPERTY_COUNT + 1) * sizeof(uint32_t));
    for (size_t i = CHUNK_NEWR; i <= CHUNK_NEWC; i++)
        assert_int_equal(chunks.list[i].size, 0);
    chunks_release(&chunks);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_says_the_same),
        cmocka_unit_test(test_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
