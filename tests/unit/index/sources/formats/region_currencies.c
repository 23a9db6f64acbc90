/*
 * CLDR's currencies of regions: the present one counts.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/text/currency.h"
#include "tests/unit/index/sources/print_records.h"

#define DATA(text)                                                                                 \
    "<?xml version='1.0'?><!DOCTYPE supplementalData SYSTEM 'x.dtd'><supplementalData>"            \
    "<currencyData>" text "</currencyData></supplementalData>"
#define REGION(code, text) "<region iso3166='" code "'>" text "</region>"
#define MONEY(code, rest)  "<currency iso4217='" code "' " rest "/>"

static int read_text(const char *bytes, size_t size, struct locale_names *names,
                     struct reason *reason)
{
    return region_currencies_read(bytes, size, 3, names, reason);
}

static void test_currencies(void **state)
{
    static const struct {
        const char *text, *printed;
    } files[] = {
        {DATA(REGION("HR", MONEY("EUR", "from='2023-01-01'")
                               MONEY("HRK", "from='1994-05-30' to='2023-01-14'"))),
         "HR EUR\n"},
        {DATA(REGION("DE", MONEY("DEM", "to='2002-02-28'") MONEY("EUR", "from='1999-01-01'"))),
         "DE EUR\n"},
        {DATA(REGION("US", MONEY("USN", "tender='false'") MONEY("USD", ""))), "US USD\n"},
        {DATA(REGION("PA", MONEY("PAB", "tender='true'") MONEY("USD", ""))), "PA PAB\n"},
        {DATA(REGION("AQ", MONEY("XXX", "tender='false'")) REGION("150", MONEY("EUR", ""))
                  REGION("de", MONEY("EUR", "")) REGION("DE", MONEY("eur", "") "<x/>")
                      MONEY("EUR", "") "<region>" MONEY("EUR", "") "</region>"),
         ""},
        {"<supplementalData/>", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct locale_names names = {.list = VECTOR_INIT};
        struct reason reason = {.text = ""};
        struct buffer out = BUFFER_INIT;

        assert_int_equal(read_text(files[i].text, strlen(files[i].text), &names, &reason),
                         SOURCE_OK);
        for (size_t k = 0; k < names.list.count; k++) {
            const struct slice text = locale_names_text(&names, k);

            assert_int_equal(names.list.items[k].kind, LOCALE_TENDER);
            assert_int_equal(names.list.items[k].language, 3);
            buffer_append_format(&out, "%s %.*s\n", names.list.items[k].code, (int)text.size,
                                 text.bytes);
        }
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, files[i].printed);
        buffer_release(&out);
        locale_names_release(&names);
    }
}

static void test_damaged_files(void **state)
{
    static const char *const files[] = {"", "<ldml/>", "<supplementalData>"};

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct locale_names names = {.list = VECTOR_INIT};
        struct reason reason = {.text = ""};

        assert_int_equal(read_text(files[i], strlen(files[i]), &names, &reason), SOURCE_DAMAGED);
        assert_true(reason.text[0] != '\0');
        locale_names_release(&names);
    }
}

/* ICU's data is made from this file, of some other version. */
static void test_the_installed_file_agrees_with_icu(void **state)
{
    struct file file = installed("unicode/cldr/common/supplemental/supplementalData.xml");
    struct locale_names names = {.list = VECTOR_INIT};
    struct reason reason = {.text = ""};
    char region[] = "AA";
    unsigned known = 0, differ = 0;

    (void)state;
    assert_int_equal(read_text(file.bytes, file.size, &names, &reason), SOURCE_OK);
    assert_true(locale_names_settle(&names));
    for (region[0] = 'A'; region[0] <= 'Z'; region[0]++)
        for (region[1] = 'A'; region[1] <= 'Z'; region[1]++) {
            const struct slice ours = locale_names_find(&names, LOCALE_TENDER, 3, region);
            char code[CURRENCY_CODE_SIZE] = "";

            if (!currency_of_region(region, code))
                code[0] = '\0';
            known += code[0] != '\0';
            if (!slice_is(ours, code)) {
                print_message("%s: ICU '%s', CLDR '%.*s'\n", region, code, (int)ours.size,
                              ours.bytes);
                differ++;
            }
        }
    assert_true(known > 240 && differ < 20);
    locale_names_release(&names);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_the_installed_file_agrees_with_icu),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
