/*
 * Bytes of UTF-8, and hexadecimal numbers that are none.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_rows_of_bytes(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_bytes, "e2 80 8b", 0x200B);
    ASSERT_READS(index, reading_bytes, "E2808B", 0x200B);
    ASSERT_READS(index, reading_bytes, "e28099", 0x2019);
    ASSERT_READS(index, reading_bytes, "c3a7", 0xE7);
    ASSERT_READS(index, reading_bytes, "utf-8 e28099", 0x2019);
    ASSERT_READS(index, reading_bytes, "UTF-8: 0xE2 0x80 0x99", 0x2019);
    ASSERT_READS(index, reading_bytes, "utf8=E2 80 99", 0x2019);
    ASSERT_READS(index, reading_bytes, "0xE2 0x82 0xAC", 0x20AC);
    ASSERT_READS(index, reading_bytes, "0xE2, 0x82, 0xAC", 0x20AC);
    ASSERT_READS(index, reading_bytes, "{0xe2, 0x82, 0xac}", 0x20AC);
    ASSERT_READS(index, reading_bytes, "0xE282AC", 0x20AC);
    ASSERT_READS(index, reading_bytes, "e2:82:ac", 0x20AC);
    ASSERT_READS(index, reading_bytes, "<e2><82><ac>", 0x20AC);
    ASSERT_READS(index, reading_bytes, "<e2> <82> <ac>", 0x20AC);
    ASSERT_READS(index, reading_bytes, "xe2x82xac", 0x20AC);
    ASSERT_READS(index, reading_bytes, "F0 9F 98 80", 0x1F600);
    ASSERT_READS(index, reading_bytes, "f09f9880", 0x1F600);
    ASSERT_READS(index, reading_bytes, "61 e2 82 ac", 0x20AC, 0x61);
    ASSERT_READS(index, reading_bytes, "226 130 172", 0x20AC);
    ASSERT_READS(index, reading_bytes, "[226, 130, 172]", 0x20AC);
}

static void test_percent_encoding_and_quoted_printable(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_bytes, "%C3%BC", 0xFC);
    ASSERT_READS(index, reading_bytes, "%c3%bc", 0xFC);
    ASSERT_READS(index, reading_bytes, "%F0%9F%98%80", 0x1F600);
    ASSERT_READS(index, reading_bytes, "caf%C3%A9", 0xE9, 0x63, 0x61, 0x66);
    ASSERT_READS(index, reading_bytes, "=E2=82=AC", 0x20AC);
    ASSERT_READS(index, reading_bytes, "caf=C3=A9", 0xE9, 0x63, 0x61, 0x66);
    ASSERT_READS(index, reading_bytes, "%20", 0x20);
    ASSERT_READS(index, reading_bytes, "%2F", 0x2F);
    ASSERT_READS(index, reading_bytes, "%E9", 0xE9);
    ASSERT_READS(index, reading_bytes, "%0D%0A", 0xD, 0xA);
}

static void test_utf16_with_a_byte_order_mark(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_bytes, "FE FF 26 03", 0x2603);
    ASSERT_READS(index, reading_bytes, "FF FE 03 26", 0x2603);
    ASSERT_READS(index, reading_bytes, "FE FF D8 3D DE 00", 0x1F600);
}

static void test_four_digits_are_first_of_all_a_code_point(void **state)
{
    assert_place(*state, reading_bytes, "c3a7", READING_AFTER_WORDS);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"dead",
                                        "deaf",
                                        "cafe",
                                        "face",
                                        "beef",
                                        "add",
                                        "bed",
                                        "decade",
                                        "1984",
                                        "e2",
                                        "c3",
                                        "e2 80",
                                        "e2808",
                                        "41 42 43",
                                        "26 03",
                                        "100%",
                                        "50% off",
                                        "a=b",
                                        "x=y",
                                        "a%20b",
                                        "%",
                                        "%%",
                                        "%4",
                                        "=",
                                        "=4",
                                        "c0 80",
                                        "ed a0 80",
                                        "f5 80 80 80",
                                        "e2 80 8b snowman",
                                        "10 20 30",
                                        "256 130 172",
                                        "xenon",
                                        "cat face",
                                        "<",
                                        "<e2>"};

    assert_not_read(*state, reading_bytes, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_of_bytes),
        cmocka_unit_test(test_percent_encoding_and_quoted_printable),
        cmocka_unit_test(test_utf16_with_a_byte_order_mark),
        cmocka_unit_test(test_four_digits_are_first_of_all_a_code_point),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
