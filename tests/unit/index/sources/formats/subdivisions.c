/*
 * CLDR's names of parts of countries become names of their flags.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define LDML(names)                                                                                \
    "<?xml version='1.0'?><!DOCTYPE ldml SYSTEM "                                                  \
    "'x.dtd'><ldml><localeDisplayNames><subdivisions>" names                                       \
    "</subdivisions></localeDisplayNames></ldml>"
#define SCOTLAND "1F3F4+E0067+E0062+E0073+E0063+E0074+E007F"

enum { LANGUAGE = 3 };

/* All but those of the United States: "us" is first. */
static bool has(void *context, const uint32_t *points, size_t count)
{
    (void)context;
    return count > 3 && points[1] != 0xE0075;
}

static int read_language(const char *bytes, size_t size, struct records *records,
                         struct reason *reason)
{
    static const struct subdivisions_wanted wanted = {.has = has};

    return subdivisions_read(bytes, size, LANGUAGE, &wanted, records, reason);
}

static void test_names(void **state)
{
    static const struct good_file files[] = {
        {LDML("<subdivision type='gbsct' draft='provisional'> Skot land &amp; \n</subdivision>"),
         SCOTLAND " keyword@3 Skot land &\n"},
        {LDML("<subdivision type='ustx'>Texas</subdivision>"), ""},
        {LDML("<subdivision type='gbsct'>\u2191\u2191\u2191</subdivision>"
              "<subdivision type='gbsct'></subdivision><subdivision>no</subdivision>"
              "<subdivision type='GBSCT'>no</subdivision><subdivision type='gb'>no</subdivision>"
              "<subdivision type='gbsctxx'>no</subdivision>"
              "<subdivision type='gb-sc'>no</subdivision><region type='gbsct'>no</region>"),
         ""},
        {LDML("<subdivision type='fr2a'>Corse</subdivision>"),
         "1F3F4+E0066+E0072+E0032+E0061+E007F keyword@3 Corse\n"},
        {"<ldml><subdivision type='gbsct'>no</subdivision></ldml>", ""},
    };

    (void)state;
    assert_good(read_language, files, COUNT(files));
}

static void test_damaged_files(void **state)
{
    static const struct bad_file files[] = {
        {"", "line 1: no element found"},
        {"<html/>", "line 1: not <ldml>"},
        {LDML("<subdivision type='gbsct'>a"), "line 1: mismatched tag"},
        {LDML("<subdivision type='gbsct'>a&#x85;</subdivision>"), "line 1: name with control"},
    };

    (void)state;
    assert_bad(read_language, files, COUNT(files));
}

/* A name that is too long is left out. */
static void test_a_long_name(void **state)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    char text[1024];

    (void)state;
    (void)snprintf(text, sizeof text, LDML("<subdivision type='gbsct'>%0300d</subdivision>"), 7);
    assert_int_equal(read_language(text, strlen(text), &records, &reason), SOURCE_OK);
    assert_int_equal(records.count, 0);
    records_release(&records);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/cldr/common/subdivisions/de.xml");
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(read_language(file.bytes, file.size, &records, &reason), SOURCE_OK);
    assert_true(records.count > 1000);
    records_release(&records);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_a_long_name),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
