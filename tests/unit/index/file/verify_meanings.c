/*
 * Bytes about meanings that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

/* The texts are "beamvisagewee letter". */
static void test_phrases_are_in_order(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_MWOF, 0, 1},
        {"a phrase that ends before it begins", CHUNK_MWOF, 2, 3},
        {"an empty phrase", CHUNK_MWOF, 1, 0},
        {"an offset beyond memory", CHUNK_MWOF, 1, UINT32_MAX},
        {"the last ends beyond the texts", CHUNK_MWOF, SMALL_MEANINGS, 21},
        {"a byte that is not UTF-8", CHUNK_MWTX, 0, 0x6D6165FF},
        {"a control character", CHUNK_MWTX, 0, 0x6D61650A},
        {"out of order", CHUNK_MWTX, 0, 0x6D61657A},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "meanings");
}

static void test_queries_exist(void **state)
{
    static const struct change changes[] = {
        {"a query that is not there", CHUNK_MLST, 0, SMALL_MEANING_QUERIES},
        {"a wider query that is not there", CHUNK_MLST, 0,
         (uint32_t)(SMALL_MEANING_QUERIES | FORMAT_MEANING_WIDER) << 16},
        {"all bits set", CHUNK_MLST, 1, UINT32_MAX},
        {"lists that end before they begin", CHUNK_MBEG, 1, 4},
        {"a list beyond memory", CHUNK_MBEG, 1, UINT32_MAX},
        {"the last ends beyond the lists", CHUNK_MBEG, SMALL_MEANINGS, 5},
        {"the last ends before", CHUNK_MBEG, SMALL_MEANINGS, 3},
        {"a query beyond memory", CHUNK_MQOF, 1, UINT32_MAX},
        {"a query that is not UTF-8", CHUNK_MQTX, 0, 0x696D73FF},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "meanings");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_phrases_are_in_order),
        STORY(test_queries_exist),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
