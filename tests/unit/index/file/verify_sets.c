/*
 * Values and sets of documents that contradict each other under a checksum that fits.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_values_have_names_and_documents(void **state)
{
    enum { SETS = CHARINDEX_TIERS + SMALL_VALUES, LAST_RUN = 29 * 2 };
    static const struct change changes[] = {
        {"the first property does not begin at 0", CHUNK_VBEG, 0, 1},
        {"values that end before they begin", CHUNK_VBEG, 2, 2},
        {"values beyond memory", CHUNK_VBEG, 2, UINT32_MAX},
        {"the last ends before", CHUNK_VBEG, 5, SMALL_VALUES - 1},
        {"the last ends beyond", CHUNK_VBEG, 5, SMALL_VALUES + 1},
        {"a value without a name", CHUNK_VOFF, 14, 103},
        {"a name beyond memory", CHUNK_VOFF, 1, UINT32_MAX},
        {"a name that is no text", CHUNK_VTXT, 0, 0x69730A42},
        {"scripts out of order", CHUNK_VBEG, 1, 2},
        {"sets that do not begin at 0", CHUNK_SBEG, 0, 1},
        {"sets that end before they begin", CHUNK_SBEG, 2, 0},
        {"a value without documents", CHUNK_SBEG, SETS - 1, 30},
        {"the last ends beyond", CHUNK_SBEG, SETS, 31},
        {"a document that is not there", CHUNK_SRUN, LAST_RUN, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_SRUN, LAST_RUN, UINT32_MAX},
        {"a total beyond the documents", CHUNK_STOT, SETS - 1, 4},
        {"a total of nothing", CHUNK_STOT, SETS - 1, 0},
        {"a tier of nothing that has some", CHUNK_STOT, 2, 1},
        {"blocks out of order", CHUNK_SRUN, (size_t)8 * 2, 7},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "values");
}

static void test_each_document_has_one_value(void **state)
{
    enum { SETS = CHARINDEX_TIERS + SMALL_VALUES };
    static const struct change changes[] = {
        {"no tier for one", CHUNK_STOT, 1, 2},
        {"two tiers for one", CHUNK_SRUN, 0, 3},
        {"two tiers for one of several", CHUNK_STOT, 1, 4},
        {"no tier, and two for another", CHUNK_SRUN, (size_t)5 * 2, 1},
        {"not every one an emoji or none", CHUNK_STOT, SETS - 1, 2},
        {"an emoji and none", CHUNK_STOT, SETS - 2, 7},
        {"two categories for one", CHUNK_SRUN, (size_t)18 * 2, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sets");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_values_have_names_and_documents),
        STORY(test_each_document_has_one_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
