/*
 * ICU's names, with those of newer files in their places; and the installed files as if they were newer,
 * which must say nearly the same.
 */

#include "index/builder/enrichment/naming.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"
#include "tests/unit/index/unicode/invented.h"

enum { ENGLISH = 1, CURRENCIES_MAX = 1024 };

struct seen {
    size_t count;
    char codes[CURRENCIES_MAX][CURRENCY_CODE_SIZE], names[CURRENCIES_MAX][96];
    uint32_t symbols[CURRENCIES_MAX];
};

static bool see(void *context, const struct currency *currency)
{
    struct seen *seen = context;

    assert_true(seen->count < CURRENCIES_MAX);
    memcpy(seen->codes[seen->count], currency->code, CURRENCY_CODE_SIZE);
    (void)snprintf(seen->names[seen->count], sizeof seen->names[0], "%.*s",
                   (int)currency->name.size, currency->name.bytes);
    seen->symbols[seen->count++] = currency->symbol;
    return true;
}

static bool see_region(void *context, const char region[static REGION_CODE_SIZE], struct slice name)
{
    buffer_append_format(context, "%.2s %.*s;", region, (int)name.size, name.bytes);
    return true;
}

static bool stop(void *context, const struct currency *currency)
{
    (void)context, (void)currency;
    return false;
}

static size_t place_of(const struct seen *seen, const char *code)
{
    size_t at = 0;

    while (at < seen->count && strcmp(seen->codes[at], code) != 0)
        at++;
    return at;
}

static void add(struct locale_names *names, enum locale_name_kind kind, const char *code,
                const char *text)
{
    locale_names_add(names, kind, ENGLISH, code, slice_of(text));
}

static void test_names_in_their_places(void **state)
{
    static struct seen before, after;
    struct locale_names names = {.list = VECTOR_INIT};
    struct invented invented;
    const struct naming naming = {&names, invented_make(&invented), ENGLISH};
    struct buffer regions = BUFFER_INIT;
    char name[64];

    (void)state;
    assert_int_equal(naming_visit_currencies(&naming, see, &before), 0);
    assert_int_equal(naming_region(&naming, "CH", name, sizeof name), strlen("Switzerland"));

    add(&names, LOCALE_TERRITORY, "CH", "Helvetia");
    add(&names, LOCALE_OTHER_TERRITORY, "US", "Yankeeland");
    add(&names, LOCALE_CURRENCY, "AAA", "First (2030\u20132040)");
    add(&names, LOCALE_CURRENCY, "INR", "Rupee of India");
    add(&names, LOCALE_CURRENCY, "XXX", "none");
    add(&names, LOCALE_CURRENCY, "ZZY", "Last");
    add(&names, LOCALE_SYMBOL, "ZZY", "\u20BF");
    add(&names, LOCALE_SYMBOL, "USD", "US");
    names.read[ENGLISH] = true;
    assert_true(locale_names_settle(&names));
    memset(&after, 0, sizeof after);
    assert_int_equal(naming_visit_currencies(&naming, see, &after), 0);

    assert_int_equal(after.count, before.count + 2);
    assert_string_equal(after.codes[0], "AAA");
    assert_string_equal(after.names[0], "First");
    assert_string_equal(after.names[place_of(&after, "INR")], "Rupee of India");
    assert_int_equal(after.symbols[place_of(&after, "INR")], 0x20B9);
    assert_int_equal(after.symbols[place_of(&after, "USD")], '$'); /* "US" has none */
    assert_string_equal(after.codes[after.count - 1], "ZZY");
    assert_int_equal(after.symbols[after.count - 1], 0x20BF);
    for (size_t i = 1; i < after.count; i++)
        assert_true(strcmp(after.codes[i - 1], after.codes[i]) < 0);
    assert_int_equal(naming_visit_currencies(&naming, stop, NULL), -ECANCELED);

    assert_int_equal(naming_region(&naming, "CH", name, sizeof name), strlen("Helvetia"));
    assert_string_equal(name, "Helvetia");
    assert_int_equal(naming_region(&naming, "FR", name, sizeof name), strlen("France"));
    assert_int_equal(naming_visit_other_regions(&naming, ENGLISH, "en", see_region, &regions), 0);
    buffer_append(&regions, "", 1);
    assert_string_equal(regions.bytes, "US Yankeeland;");
    /* A language whose file was not read is ICU's. */
    regions.size = 0;
    assert_int_equal(naming_visit_other_regions(&naming, 0, "en", see_region, &regions), 0);
    buffer_append(&regions, "", 1);
    assert_non_null(strstr(regions.bytes, "GB UK;"));
    buffer_release(&regions);
    locale_names_release(&names);
}

static void test_currencies_of_regions(void **state)
{
    struct locale_names names = {.list = VECTOR_INIT};
    const struct naming naming = {&names, NULL, ENGLISH};
    char code[CURRENCY_CODE_SIZE];

    (void)state;
    assert_true(naming_currency_of_region(&naming, "CH", code));
    assert_string_equal(code, "CHF");
    add(&names, LOCALE_TENDER, "US", "ZZY");
    add(&names, LOCALE_TENDER, "AQ", "XXX");
    assert_true(locale_names_settle(&names));
    assert_true(naming_currency_of_region(&naming, "US", code));
    assert_string_equal(code, "ZZY");
    assert_false(naming_currency_of_region(&naming, "AQ", code));
    assert_false(naming_currency_of_region(&naming, "CH", code)); /* the file has all that are */
    locale_names_release(&names);
}

static void test_the_installed_files_as_if_they_were_newer(void **state)
{
    static const char *const files[] = {"unicode/cldr/common/main/en.xml",
                                        "unicode/cldr/common/main/root.xml"};
    static const struct locale_names no_names;
    static struct seen icu, cldr;
    struct locale_names names = {.list = VECTOR_INIT};
    const struct naming without = {&no_names, NULL, ENGLISH}, with = {&names, NULL, ENGLISH};
    char region[] = "AA", a[128], b[128];
    unsigned differ = 0, regions = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct file file = installed(files[i]);
        struct reason reason = {.text = ""};

        assert_int_equal(ldml_names_read(file.bytes, file.size, ENGLISH, true, &names, &reason),
                         SOURCE_OK);
        file_release(&file);
    }
    assert_true(locale_names_settle(&names));
    assert_int_equal(naming_visit_currencies(&without, see, &icu), 0);
    assert_int_equal(naming_visit_currencies(&with, see, &cldr), 0);
    for (size_t i = 0; i < icu.count; i++) {
        const size_t at = place_of(&cldr, icu.codes[i]);

        assert_true(at < cldr.count);
        differ += strcmp(icu.names[i], cldr.names[at]) != 0 || icu.symbols[i] != cldr.symbols[at];
    }
    assert_true(icu.count > 250 && differ < 10); /* of other versions */
    for (region[0] = 'A', differ = 0; region[0] <= 'Z'; region[0]++)
        for (region[1] = 'A'; region[1] <= 'Z'; region[1]++) {
            const size_t one = naming_region(&without, region, a, sizeof a);
            const size_t other = naming_region(&with, region, b, sizeof b);

            regions += one > 0;
            differ += one != other || (one > 0 && memcmp(a, b, one) != 0);
        }
    assert_true(regions > 240 && differ < 10);
    locale_names_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_in_their_places),
        cmocka_unit_test(test_currencies_of_regions),
        cmocka_unit_test(test_the_installed_files_as_if_they_were_newer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
