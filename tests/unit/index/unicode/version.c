/*
 * Versions as text and as numbers.
 */

#include "index/unicode/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The copy has exactly the text's size and no NUL. */
static bool read(const char *text, size_t size, uint32_t *version)
{
    char *copy = malloc(size ? size : 1);
    bool is_version;

    assert_non_null(copy);
    memcpy(copy, text, size);
    is_version = version_read(copy, size, version);
    free(copy);
    return is_version;
}

static void test_a_version_is_read(void **state)
{
    static const struct {
        const char *text;
        uint32_t version;
    } versions[] = {
        {"1.1", 0x101},      {"15", 0xF00},   {"15.0", 0xF00},  {"15.1", 0xF01}, {"V15_0", 0xF00},
        {"v6-3", 0x603},     {"6 3", 0x603},  {"5.02", 0x502},  {"001", 0x100},  {"10.0", 0xA00},
        {"255.255", 0xFFFF}, {"255", 0xFF00}, {"1.255", 0x1FF},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(versions); i++) {
        uint32_t version = 1;

        if (!read(versions[i].text, strlen(versions[i].text), &version))
            fail_msg("%s is not read", versions[i].text);
        assert_int_equal(version, versions[i].version);
    }
}

static void test_other_text_is_not(void **state)
{
    static const char *const texts[] = {
        "",     "V",      ".",  "15.", ".1",  "0",   "0.1",  "15.0.0", "15..0", "256", "1.256",
        "1000", "1.0000", "-1", "+1",  " 15", "15 ", "VV15", "15x",    "x",     "15_", "\xC2\xB9",
    };
    uint32_t version;

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        if (read(texts[i], strlen(texts[i]), &version))
            fail_msg("'%s' is read as %u", texts[i], version);
    assert_false(read("15\0", 3, &version));
    assert_false(read("15\0"
                      "0",
                      4, &version));
}

static void test_every_version_is_written_as_it_is_read(void **state)
{
    (void)state;
    for (uint32_t version = 0x100; version <= VERSION_MAX; version++) {
        char text[VERSION_SIZE];
        uint32_t again;

        version_write(version, text);
        assert_true(version_read(text, strlen(text), &again));
        assert_int_equal(again, version);
    }
}

static void test_version_0_is_written_as_an_empty_string(void **state)
{
    char text[VERSION_SIZE] = "15.0";

    (void)state;
    version_write(0, text);
    assert_string_equal(text, "");
    version_write(version_make(9, 0), text);
    assert_string_equal(text, "9.0");
    assert_true(version_make(9, 0) < version_make(10, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_version_is_read),
        cmocka_unit_test(test_other_text_is_not),
        cmocka_unit_test(test_every_version_is_written_as_it_is_read),
        cmocka_unit_test(test_version_0_is_written_as_an_empty_string),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
