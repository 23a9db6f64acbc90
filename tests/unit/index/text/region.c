/*
 * Names and codes of regions, and codes that do not belong to any.
 */

#include "index/text/region.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_long_codes(void **state)
{
    (void)state;
    assert_string_equal(region_long_code("CH"), "CHE");
    assert_string_equal(region_long_code("GB"), "GBR");
}

static void test_regions_without_a_long_code(void **state)
{
    static const char others[][REGION_CODE_SIZE] = {"ZX", "QQ", "00", ""};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_equal(region_long_code(others[i]), "");
}

static void assert_name(const char *region, const char *expected)
{
    char name[64];
    size_t size = region_name(region, name, sizeof name);

    assert_int_equal(size, strlen(expected));
    assert_memory_equal(name, expected, size);
}

static void test_names(void **state)
{
    (void)state;
    assert_name("CH", "Switzerland");
    assert_name("CI", "C\xC3\xB4te d\xE2\x80\x99Ivoire");
    assert_name("XX", ""); /* not assigned */
    assert_name("", "");
}

static void test_a_name_that_does_not_fit(void **state)
{
    char name[11];

    (void)state;
    assert_int_equal(region_name("CH", name, sizeof name), 0); /* no space for the NUL */
    assert_int_equal(region_name("PE", name, sizeof name), 4);
}

struct visits {
    const char *wanted;
    char name[64];
    unsigned count, stop_after;
};

static bool visit(void *context, const char region[static REGION_CODE_SIZE], struct slice name)
{
    struct visits *visits = context;

    visits->count++;
    assert_int_equal(strlen(region), 2);
    assert_true(name.size > 0 && name.size < sizeof visits->name);
    if (strcmp(region, visits->wanted) == 0) {
        memcpy(visits->name, name.bytes, name.size);
        visits->name[name.size] = '\0';
    }
    return visits->count != visits->stop_after;
}

static void assert_other_name(const char *language, const char *region, const char *expected)
{
    struct visits visits = {.wanted = region};

    assert_int_equal(region_visit_other_names(language, visit, &visits), 0);
    assert_string_equal(visits.name, expected);
}

static void test_other_names(void **state)
{
    (void)state;
    assert_other_name("en", "GB", "UK");
    assert_other_name("en", "CI", "Ivory Coast");
    assert_other_name("en", "CZ", "Czech Republic");
    assert_other_name("de", "CI", "Elfenbeink\xC3\xBCste");
    assert_other_name("en", "CH", "");
    assert_other_name("de", "ZX", "");
}

/* Without inheritance: ICU would answer in the locale of the machine. */
static void test_languages_that_icu_does_not_have(void **state)
{
    static const char *const languages[] = {"xx", "not_A_LANGUAGE", "en_ZX", "../en"};

    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct visits visits = {.wanted = "GB"};

        assert_int_equal(region_visit_other_names(languages[i], visit, &visits), 0);
        assert_string_equal(visits.name, "");
    }
}

static void test_a_visit_stops(void **state)
{
    struct visits visits = {.wanted = "GB", .stop_after = 2};

    (void)state;
    assert_int_equal(region_visit_other_names("en", visit, &visits), -ECANCELED);
    assert_int_equal(visits.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_codes),
        cmocka_unit_test(test_regions_without_a_long_code),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_a_name_that_does_not_fit),
        cmocka_unit_test(test_other_names),
        cmocka_unit_test(test_languages_that_icu_does_not_have),
        cmocka_unit_test(test_a_visit_stops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
