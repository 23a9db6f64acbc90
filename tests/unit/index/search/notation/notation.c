/*
 * All notations together: which one matches a text, which texts are words or pasted text, and the
 * examples of the help texts.
 */

#include "index/search/notation/table.h"
#include "tests/unit/index/search/notation/reading.h"

static void test_what_is_read(void **state)
{
    static const struct reading readings[] = {
        {"U+2600", 1, {0x2600}},
        {"u+0", 1, {0}},
        {"0x10FFFF", 1, {0x10FFFF}},
        {"\\x41\\u2600\\U0001F600\\u{42}", 4, {0x41, 0x2600, 0x1F600, 0x42}},
        {"\\ud83d\\ude00", 1, {0x1F600}},
        {"&#9728;&#x2601;&starf;", 3, {0x2600, 0x2601, 0x2605}},
        {"&acE;&acE;", 4, {0x223E, 0x333, 0x223E, 0x333}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_what_is_left_to_others(void **state)
{
    static const char *const texts[] = {"",        "U",          "u2600",  "+",   "0x",
                                        "0x2600g", "0x110000",   "\\",     "\\n", "&",
                                        "& x",     "&\xC3\xA9;", "x&amp;", "9728"};
    uint32_t points[POINTS_MAX];
    struct notation_error error;
    size_t count, names_left = NAMES;

    (void)state;
    assert_no_match(texts, COUNT(texts));
    assert_int_equal(read_bytes("\0", 1, &names_left, points, &count, &error), NOTATION_NO_MATCH);
}

static void test_what_is_wrong_and_where(void **state)
{
    static const struct misreading misreadings[] = {
        {"U+", 2},           {"U+110000", 2}, {"U+2600..", 2},     {"\\u26", 0},
        {"\\u2600\\u26", 6}, {"\\u2600x", 6}, {"&#9728", 0},       {"&#9728;&#9728", 7},
        {"&#9728;x", 7},     {"&nosuch;", 0}, {"&lt;&nosuch;", 4}, {"&#x110000;", 0},
    };

    (void)state;
    assert_malformed(misreadings, COUNT(misreadings));
}

/* One row of the table: its examples are in its notation, and begin as it says. */
static void assert_examples(const char *name, const char *first, const char *examples,
                            enum notation_result (*read)(struct notation_reader *reader))
{
    for (const char *example = examples; *example;) {
        uint32_t points[POINTS_MAX];
        struct notation_error error;
        size_t size = strcspn(example, " "), count, names_left = NAMES;
        struct notation_reader reader = {.text = example,
                                         .size = size,
                                         .names_left = &names_left,
                                         .points = points,
                                         .error = &error};

        if (!strchr(first, example[0]))
            fail_msg("%s: the table rules out %.*s", name, (int)size, example);
        if (read(&reader) != NOTATION_OK)
            fail_msg("%s does not read %.*s", name, (int)size, example);
        assert_int_equal(read_bytes(example, size, &names_left, points, &count, &error),
                         NOTATION_OK);
        example += size + strspn(example + size, " ");
    }
}

static void test_every_row_reads_its_examples(void **state)
{
    (void)state;
#define ASSERT_ROW(name, first, examples)                                                          \
    assert_examples(#name, first, examples, notation_read_##name);
    NOTATIONS(ASSERT_ROW)
#undef ASSERT_ROW
}

static void test_examples_for_help_texts(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    notation_append_examples(&out, "\n", 0, SIZE_MAX);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    assert_null(strchr(out.bytes, '\n'));
#define ASSERT_LISTED(name, first, examples) assert_non_null(strstr(out.bytes, examples));
    NOTATIONS(ASSERT_LISTED)
#undef ASSERT_LISTED
    buffer_release(&out);
}

/* The first line begins at column 5. Each line is as long as it may be and no longer. */
static void test_examples_in_lines(void **state)
{
    static const char *const lines[] = {"U+2600 0x2600", "  \\u2600 &#9728;", "  &starf;"};
    struct buffer out = BUFFER_INIT;
    char *rest;

    (void)state;
    notation_append_examples(&out, "\r\n  ", 5, 18);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    rest = out.bytes;
    for (size_t i = 0; i < COUNT(lines); i++) {
        assert_memory_equal(rest, lines[i], strlen(lines[i]));
        rest += strlen(lines[i]);
        if (i + 1 < COUNT(lines))
            assert_memory_equal(rest, "\r\n", 2);
        rest += strspn(rest, "\r\n");
    }
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_what_is_left_to_others),
        cmocka_unit_test(test_what_is_wrong_and_where),
        cmocka_unit_test(test_every_row_reads_its_examples),
        cmocka_unit_test(test_examples_for_help_texts),
        cmocka_unit_test(test_examples_in_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
