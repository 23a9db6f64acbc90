/*
 * Definitions from Unihan's readings, and hostile compressed files.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <bzlib.h>

#include "tests/unit/index/sources/print_records.h"

/* Appends the text, compressed, to the file. */
static void compress_into(struct buffer *file, const char *text, size_t size)
{
    unsigned compressed_size = (unsigned)(size + size / 100 + 600);
    char *end = buffer_reserve(file, compressed_size);

    assert_non_null(end);
    assert_int_equal(
        BZ2_bzBuffToBuffCompress(end, &compressed_size, (char *)text, (unsigned)size, 1, 0, 0),
        BZ_OK);
    buffer_claim(file, compressed_size);
}

static int read_compressed(const char *bytes, size_t size, struct records *records,
                           struct reason *reason)
{
    struct buffer file = BUFFER_INIT;
    int r;

    compress_into(&file, bytes, size);
    r = unihan_read(file.bytes, file.size, records, reason);
    buffer_release(&file);
    return r;
}

/* A packed file says its version only to its reader. */
static void test_its_version(void **state)
{
    static const char text[] = "# Unihan_Readings.txt\n# Unicode Version 17.0.0\n"
                               "U+4E00\tkDefinition\tone\n";
    struct records records = RECORDS_INIT;
    struct reason reason;

    (void)state;
    assert_int_equal(read_compressed(text, sizeof text - 1, &records, &reason), SOURCE_OK);
    assert_int_equal(records.version[0], 17);
    records_clear(&records);
    assert_int_equal(records.version[0], 0);
    records_release(&records);
}

static void test_definitions(void **state)
{
    static const struct good_file files[] = {
        {"# Unihan_Readings.txt\n#\tkDefinition\n\n"
         "U+4E00\tkTang\tqit\n"
         "U+4E00\tkDefinition\tone; a, an; alone\n"
         "U+20086\tkDefinition\t fog \n"
         "U+20086\tkDefinitions\tno\n"
         "\n# EOF\n",
         "4E00 definition one\n4E00 definition a, an\n4E00 definition alone\n"
         "20086 definition fog\n"},
        {"U+3400\tkDefinition\t(same as 丘; and more) hillock;;  mound ;\n"
         "U+3401\tkDefinition\t) lick; taste (\n",
         "3400 definition (same as 丘; and more) hillock\n3400 definition mound\n"
         "3401 definition ) lick\n3401 definition taste (\n"},
        {"", ""},
    };

    (void)state;
    assert_good(read_compressed, files, COUNT(files));
    assert_good(unihan_read, files, COUNT(files) - 1); /* as text; nothing is neither */
}

static void test_readings(void **state)
{
    static const struct good_file files[] = {
        {"U+20000\tkDefinition\tone\n"
         "U+20000\tkKorean\tA\n"
         "U+20001\tkDefinition\ttwo\n"
         "U+20001\tkMandarin\tma\n",
         "20000 definition one\n20001 definition two\n20000 korean (0) a\n"
         "20001 mandarin (32) ma\n20001 mandarin (32) ma5\n"},
    };

    (void)state;
    assert_good(read_compressed, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"U+4E00\tkDefinition\tone", "the file ends in the middle of a line"},
        {"U+4E00\tkDefinition\tone\nU+4E01", "the file ends in the middle of a line"},
        {"\n4E00\tkDefinition\tone\n", "line 2: no code point"},
        {"U+\tkDefinition\tone\n", "line 1: no code point"},
        {"U+D800\tkDefinition\tone\n", "line 1: no code point"},
        {"U+4E00 kDefinition one\n", "line 1: no code point"},
        {"<html>\n", "line 1: no code point"},
        {"U+4E00\tkDefinition\n", "line 1: no definition"},
        {"U+4E00\tkDefinition\t \n", "line 1: no definition"},
        {"U+4E00\tkDefinition\t; ;\n", "line 1: no definition"},
        {"U+4E00\tkDefinition\tone\ttwo\n", "line 1: no definition"},
        {"U+4E00\tkDefinition\t\x1B[m\n", "line 1: no definition"},
        {"U+4E00\tkDefinition\t\xFF\n", "line 1: no definition"},
        {"U+4E00\tkDefinition\t\xED\xA0\x80\n", "line 1: no definition"},
    };

    (void)state;
    assert_bad(read_compressed, files, COUNT(files));
}

static void test_what_is_not_compressed(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"BZh", "the end of the file is missing"},
        {"BZh9 and something else", "not a bzip2 file, or damaged"},
        {"PK\3\4 of zip", "not a zip archive, or damaged"},
        {"<html>\n", "line 1: no code point"},
        {"U+4E00\tkDefinition\tone\nU+4E01", "the file ends in the middle of a line"},
        {"# text\nxyz\n", "line 2: no code point"},
    };

    (void)state;
    assert_bad(unihan_read, files, COUNT(files));
}

static const char text[] = "U+4E00\tkDefinition\tone\nU+4E8C\tkDefinition\ttwo\n";

static void test_every_cut_is_noticed(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    compress_into(&file, text, sizeof text - 1);
    assert_every_cut_is_noticed(unihan_read, file.bytes, file.size);
    buffer_release(&file);
}

static void flip(struct buffer *file, size_t bit)
{
    unsigned char *byte = (unsigned char *)file->bytes + bit / 8;

    *byte = (unsigned char)(*byte ^ 1U << bit % 8);
}

/* Some bits have no meaning. Whichever is flipped, either the text is unchanged or the file is
 * rejected. */
static void test_no_flipped_bit_changes_the_text(void **state)
{
    struct buffer file = BUFFER_INIT;
    unsigned harmless = 0;

    (void)state;
    compress_into(&file, text, sizeof text - 1);
    for (size_t bit = 0; bit < file.size * 8; bit++) {
        struct reason reason;
        uint32_t count;
        int outcome;
        char *printed;

        flip(&file, bit);
        printed = print_records(unihan_read, file.bytes, file.size, &outcome, &reason, &count);
        flip(&file, bit);
        if (outcome == SOURCE_OK) {
            assert_string_equal(printed, "4E00 definition one\n4E8C definition two\n");
            harmless++;
        } else {
            assert_int_equal(outcome, SOURCE_DAMAGED);
        }
        free(printed);
    }
    assert_true(harmless < file.size); /* from a file eight times as large */
    buffer_release(&file);
}

/* Parallel bzip2 writes several streams, and splits lines between them. */
static void test_several_streams(void **state)
{
    struct buffer file = BUFFER_INIT;
    struct reason reason;
    uint32_t count;
    int outcome;
    char *printed;

    (void)state;
    compress_into(&file, text, 30);
    compress_into(&file, "", 0);
    compress_into(&file, text + 30, sizeof text - 1 - 30);
    printed = print_records(unihan_read, file.bytes, file.size, &outcome, &reason, &count);
    assert_int_equal(outcome, SOURCE_OK);
    assert_string_equal(printed, "4E00 definition one\n4E8C definition two\n");
    free(printed);

    buffer_append_text(&file, "more");
    free(print_records(unihan_read, file.bytes, file.size, &outcome, &reason, &count));
    assert_int_equal(outcome, SOURCE_DAMAGED);
    buffer_release(&file);
}

/* Lines cross the borders of the pieces, wherever those are. */
static void test_more_than_one_piece(void **state)
{
    struct buffer plain = BUFFER_INIT, expected = BUFFER_INIT;
    struct reason reason;
    uint32_t count;
    int outcome;
    char *printed;

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        buffer_append_format(&plain, "U+%04X\tkDefinition\tnumber %u\n", 0x4E00 + i, i);
        buffer_append_format(&expected, "%04X definition number %u\n", 0x4E00 + i, i);
    }
    buffer_append(&expected, "", 1);
    printed = print_records(read_compressed, plain.bytes, plain.size, &outcome, &reason, &count);
    assert_int_equal(outcome, SOURCE_OK);
    assert_int_equal(count, 20000);
    assert_string_equal(printed, expected.bytes);
    free(printed);
    buffer_release(&plain);
    buffer_release(&expected);
}

static void test_a_line_has_a_bound(void **state)
{
    struct buffer plain = BUFFER_INIT;
    struct reason reason;
    uint32_t count;
    int outcome;

    (void)state;
    while (plain.size < 70000)
        buffer_append_text(&plain, "# a comment that does not end ");
    free(print_records(read_compressed, plain.bytes, plain.size, &outcome, &reason, &count));
    assert_int_equal(outcome, SOURCE_DAMAGED);
    assert_string_equal(reason.text, "line 0: line too long");
    buffer_release(&plain);
}

/* 65 MB of comments, a thousand times smaller when compressed. */
static void test_a_small_file_that_is_large_inside(void **state)
{
    struct buffer plain = BUFFER_INIT, stream = BUFFER_INIT, file = BUFFER_INIT;
    struct reason reason;
    uint32_t count;
    int outcome;

    (void)state;
    while (plain.size < 1 << 20)
        buffer_append_text(&plain, "# nothing of use to anybody, again and again and again\n");
    compress_into(&stream, plain.bytes, plain.size);
    for (int i = 0; i < 65; i++)
        buffer_append(&file, stream.bytes, stream.size);
    assert_true(file.size < 1 << 17);
    free(print_records(unihan_read, file.bytes, file.size, &outcome, &reason, &count));
    assert_int_equal(outcome, SOURCE_DAMAGED);
    assert_string_equal(reason.text, "the file unpacks to more than 64 MB");
    buffer_release(&plain);
    buffer_release(&stream);
    buffer_release(&file);
}

/* Unicode 15 has this many, by "bzgrep -c '^U+.*kDefinition'"; later versions have more. */
static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/Unihan_Readings.txt.bz2");

    (void)state;
    assert_in_range(assert_installed_is_good(unihan_read, &file), 300000, 600000);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_its_version),
        cmocka_unit_test(test_definitions),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_what_is_not_compressed),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_no_flipped_bit_changes_the_text),
        cmocka_unit_test(test_several_streams),
        cmocka_unit_test(test_more_than_one_piece),
        cmocka_unit_test(test_a_line_has_a_bound),
        cmocka_unit_test(test_a_small_file_that_is_large_inside),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
