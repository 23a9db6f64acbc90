/*
 * Bytes about newer characters that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_ranges_ascend_and_have_values(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_NEWB, 0, 1},
        {"a property without its range", CHUNK_NEWB, PROPERTY_COUNT, 0},
        {"a range too many", CHUNK_NEWB, PROPERTY_COUNT, 2},
        {"a range that ends before it begins", CHUNK_NEWR, 0, 0x3FF10},
        {"a range beyond Unicode", CHUNK_NEWR, 1, 0x110000},
        {"a value that is not there", CHUNK_NEWR, 2, REPERTOIRE_VALUES + 1},
        {"no value of ICU", CHUNK_NEWR, 2, REPERTOIRE_VALUES - 1},
        {"all bits set", CHUNK_NEWR, 2, UINT32_MAX},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "the repertoire");
}

static void test_values_have_names(void **state)
{
    static const struct change changes[] = {
        {"a property that is not there", CHUNK_NEWP, 0, PROPERTY_COUNT},
        {"a property with yes and no", CHUNK_NEWP, 0, PROPERTY_EMOJI},
        {"a value of another property", CHUNK_NEWP, 0, PROPERTY_SCRIPT},
        {"a name beyond the texts", CHUNK_NEWN, 0, 18},
        {"a name beyond memory", CHUNK_NEWN, 1, UINT32_MAX},
        {"an empty name", CHUNK_NEWN, 0, 5},
        {"a quotation mark", CHUNK_NEWT, 0, 0x6C616D22},
        {"a control character", CHUNK_NEWT, 0, 0x6C616D0A},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "the repertoire");
}

static void test_mappings_lead_to_characters(void **state)
{
    static const struct change changes[] = {
        {"a kind that is not there", CHUNK_NEWM, 0, REPERTOIRE_MAPPING_KINDS | 1 << 16},
        {"to nothing", CHUNK_NEWM, 0, REPERTOIRE_UPPER},
        {"to more than a mapping may have", CHUNK_NEWM, 0, UINT32_C(21) << 16},
        {"to more than there are", CHUNK_NEWM, 0, UINT32_C(2) << 16},
        {"of no code point", CHUNK_NEWM, 1, 0x110000},
        {"from beyond the end", CHUNK_NEWM, 2, 1},
        {"from beyond memory", CHUNK_NEWM, 2, UINT32_MAX},
        {"to a surrogate", CHUNK_NEWC, 0, 0xD800},
        {"to no code point", CHUNK_NEWC, 0, 0x110000},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "the repertoire");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        STORY(test_ranges_ascend_and_have_values),
        STORY(test_values_have_names),
        STORY(test_mappings_lead_to_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
