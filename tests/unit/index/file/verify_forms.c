/*
 * Bytes about stems and forms that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

/* The texts are "facegrinl". */
static void test_stems_are_in_order(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_STEM, 0, 1},
        {"a stem that ends before it begins", CHUNK_STEM, 2, 2},
        {"an empty stem", CHUNK_STEM, 1, 0},
        {"an offset beyond memory", CHUNK_STEM, 1, UINT32_MAX},
        {"the last ends beyond the texts", CHUNK_STEM, SMALL_STEMS, 10},
        {"the last ends before", CHUNK_STEM, SMALL_STEMS, 8},
        {"a byte that is not UTF-8", CHUNK_STXT, 0, 0x656361FF},
        {"a control character", CHUNK_STXT, 0, 0x6563610A},
        {"out of order", CHUNK_STXT, 0, 0x6563617A},
        {"the same twice", CHUNK_STXT, 1, 0x65636166},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "forms");
}

static void test_forms_and_stems_lead_to_each_other(void **state)
{
    const struct subject *subject = *state;
    struct small_image image = subject->image;
    const uint32_t first = format_u32_at(small_image_chunk(&image, CHUNK_FTRM), 0);
    const uint32_t smile = format_u32_at(small_image_chunk(&image, CHUNK_FTRM), 2);
    const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_FBEG, 0, 1},
        {"a stem without terms", CHUNK_FBEG, 1, 0},
        {"terms that end before they begin", CHUNK_FBEG, 2, 0},
        {"an offset beyond memory", CHUNK_FBEG, 2, UINT32_MAX},
        {"the last ends beyond the forms", CHUNK_FBEG, SMALL_STEMS, SMALL_FORMS + 1},
        {"the last ends before", CHUNK_FBEG, SMALL_STEMS, SMALL_FORMS - 1},
        {"a term that is not there", CHUNK_FTRM, 0, SMALL_TERMS},
        {"a term far beyond", CHUNK_FTRM, 0, UINT32_MAX},
        {"a term of another stem", CHUNK_FTRM, 0, smile},
        {"a term twice", CHUNK_FTRM, 1, smile},
        {"a stem that is not there", CHUNK_FORM, first, SMALL_STEMS},
        {"a stem far beyond", CHUNK_FORM, first, UINT32_MAX - 1},
        {"no stem", CHUNK_FORM, first, UINT32_MAX},
        {"another stem", CHUNK_FORM, first, 1},
        {"a stem of a term that is not among its forms", CHUNK_FORM, 0, 0},
    };

    assert_changes_refused(subject, changes, COUNT(changes), "forms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_stems_are_in_order),
        STORY(test_forms_and_stems_lead_to_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
