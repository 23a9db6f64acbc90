/*
 * Files of CLDR's main folder: names of territories and currencies, and what is not one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define LDML(text) "<?xml version='1.0'?><!DOCTYPE ldml SYSTEM 'x.dtd'><ldml>" text "</ldml>"
#define TERRITORIES(text)                                                                          \
    "<localeDisplayNames><territories>" text "</territories></localeDisplayNames>"
#define CURRENCIES(text) "<numbers><currencies>" text "</currencies></numbers>"

static const char kinds[] = {'T', 'o', 'C', 's'};

/* "T CH Schweiz\n" */
static void print(struct buffer *out, const struct locale_names *names)
{
    for (size_t i = 0; i < names->list.count; i++) {
        const struct slice text = locale_names_text(names, i);

        buffer_append_format(out, "%c %s %.*s\n", kinds[names->list.items[i].kind],
                             names->list.items[i].code, (int)text.size, text.bytes);
    }
    buffer_append(out, "", 1);
}

static void test_names(void **state)
{
    static const struct {
        const char *text;
        bool all;
        const char *printed;
    } files[] = {
        {LDML(TERRITORIES(
             "<territory type='US'>United States</territory>"
             "<territory type='US' alt='short'>US</territory>"
             "<territory type='CI' alt='variant'> Ivory &amp; Coast\n</territory>"
             "<territory type='001'>world</territory><territory type='us'>no</territory>"
             "<territory>no</territory><territory type='CH' "
             "alt='short'>\u2191\u2191\u2191</territory>"
             "<territory type='DE' alt='biot'>no</territory><territory type='FR'></territory>")),
         true, "T US United States\no US US\no CI Ivory & Coast\n"},
        {LDML(TERRITORIES("<territory type='US'>no</territory>"
                          "<territory type='US' alt='short'>US</territory>")
                  CURRENCIES("<currency type='INR'><symbol alt='narrow'>no</symbol></currency>")),
         false, "o US US\n"},
        {LDML(CURRENCIES("<currency type='INR'><displayName>Indian Rupee</displayName>"
                         "<displayName count='one'>no</displayName><symbol>no</symbol>"
                         "<symbol alt='narrow'>\u20B9</symbol><decimal>,</decimal></currency>"
                         "<currency type='inr'><displayName>no</displayName></currency>"
                         "<currency type='XCG'><displayName>Guilder<x/></displayName></currency>")),
         true, "C INR Indian Rupee\ns INR \u20B9\n"},
        /* Not where names are. */
        {LDML("<territory type='US'>no</territory><a><b><c><territory type='US'>no"
              "</territory></c></b></a>"),
         true, ""},
        {LDML(""), true, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct locale_names names = {.list = VECTOR_INIT};
        struct reason reason = {.text = ""};
        struct buffer out = BUFFER_INIT;

        if (ldml_names_read(files[i].text, strlen(files[i].text), 3, files[i].all, &names,
                            &reason) != SOURCE_OK)
            fail_msg("%zu: %s", i, reason.text);
        print(&out, &names);
        assert_string_equal(out.bytes, files[i].printed);
        buffer_release(&out);
        locale_names_release(&names);
    }
}

static void test_damaged_files(void **state)
{
    static const struct {
        const char *text, *reason;
    } files[] = {
        {"", "no element found"},
        {"<ldml>", "no element found"},
        {"<html></html>", "not <ldml>"},
        {"<!DOCTYPE ldml [<!ENTITY a 'b'>]><ldml>&a;</ldml>", "entity declarations"},
        {"<!DOCTYPE ldml SYSTEM 'x'><ldml>&a;</ldml>", "undeclared entity"},
        {"<ldml>\xFF</ldml>", "line 1: "},
        {"<ldml><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>"
         "<a><a><a><a><a><a>",
         "nested too deeply"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct locale_names names = {.list = VECTOR_INIT};
        struct reason reason = {.text = ""};

        assert_int_equal(
            ldml_names_read(files[i].text, strlen(files[i].text), 3, true, &names, &reason),
            SOURCE_DAMAGED);
        if (!strstr(reason.text, files[i].reason))
            fail_msg("%zu: %s", i, reason.text);
        locale_names_release(&names);
    }
}

/* Names that are too long, and with control characters, are left out. */
static void test_names_that_cannot_be_shown(void **state)
{
    char text[1024];
    struct locale_names names = {.list = VECTOR_INIT};
    struct reason reason = {.text = ""};

    (void)state;
    (void)snprintf(text, sizeof text,
                   LDML(TERRITORIES("<territory type='US'>%0300d</territory>"
                                    "<territory type='CA'>a\tb</territory>")),
                   7);
    assert_int_equal(ldml_names_read(text, strlen(text), 0, true, &names, &reason), SOURCE_OK);
    assert_int_equal(names.list.count, 0);
    locale_names_release(&names);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/cldr/common/main/en.xml");
    struct locale_names names = {.list = VECTOR_INIT};
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(ldml_names_read(file.bytes, file.size, 0, true, &names, &reason), SOURCE_OK);
    assert_true(locale_names_settle(&names));
    assert_true(slice_is(locale_names_find(&names, LOCALE_TERRITORY, 0, "CH"), "Switzerland"));
    assert_true(slice_is(locale_names_find(&names, LOCALE_CURRENCY, 0, "INR"), "Indian Rupee"));
    assert_true(slice_is(locale_names_find(&names, LOCALE_OTHER_TERRITORY, 0, "GB"), "UK"));
    locale_names_release(&names);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_names_that_cannot_be_shown),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
