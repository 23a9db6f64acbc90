/*
 * The values of a real index, against what ICU says of each of its documents.
 */

#include "index/builder/properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/slice.h"
#include "tests/unit/index/builder/installed.h"

static uint32_t value_of(const struct charindex *index, enum property property, const char *name)
{
    struct value_range values = charindex_values(index, property);

    for (uint32_t value = values.first; value < values.end; value++) {
        if (slice_is(charindex_value_name(index, value), name))
            return value;
    }
    fail_msg("there is no %s", name);
    return 0;
}

/* In the census of a category, a sequence counts as its first character. */
static void test_values_have_the_documents_that_icu_says(void **state)
{
    const struct charindex *index = *state;
    struct postings letters = charindex_value(index, value_of(index, PROPERTY_CATEGORY, "Lu"));
    struct postings emoji = charindex_value(index, value_of(index, PROPERTY_EMOJI, "yes"));
    struct postings greek = charindex_value(index, value_of(index, PROPERTY_SCRIPT, "Greek"));
    uint32_t expected[3] = {0, 0, 0}, document;

    for (uint32_t i = 0; i < charindex_documents(index); i++) {
        UChar32 c = (UChar32)charindex_code_point(index, i);
        UErrorCode status = U_ZERO_ERROR;

        expected[0] += u_charType(c) == U_UPPERCASE_LETTER;
        expected[1] += i < charindex_first_sequence(index) && u_hasBinaryProperty(c, UCHAR_EMOJI);
        expected[2] += uscript_getScript(c, &status) == USCRIPT_GREEK;
    }
    assert_int_equal(letters.total, expected[0]);
    assert_int_equal(greek.total, expected[2]);
    /* Sequences that are emoji; named ones are not. */
    assert_true(emoji.total > expected[1] + 2000);
    assert_true(emoji.total < expected[1] + charindex_sequences(index));
    document = document_of(index, "\u0100\u0300");
    for (uint32_t run = 0; run < emoji.count; run++)
        assert_false(document >= posting_first(&emoji, run) && document < posting_end(&emoji, run));
}

static void test_ages_ascend_as_versions(void **state)
{
    const struct charindex *index = *state;
    struct value_range ages = charindex_values(index, PROPERTY_AGE);
    double before = 0;

    for (uint32_t value = ages.first; value < ages.end; value++) {
        struct slice name = charindex_value_name(index, value);
        double age = strtod(name.bytes, NULL);

        assert_true(age > before);
        before = age;
    }
    assert_true(before >= 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_have_the_documents_that_icu_says),
        cmocka_unit_test(test_ages_ascend_as_versions),
    };

    return cmocka_run_group_tests(tests, installed_make, installed_free);
}
