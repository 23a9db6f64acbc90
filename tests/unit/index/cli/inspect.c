/*
 * Texts and streams taken apart, with names from the small index and ICU.
 */

#include "index/cli/inspect.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_index.h"

static const struct terminal none, columns = {.columns = true};

static void assert_text(const char *text, size_t size, const struct terminal *terminal,
                        const char *lines)
{
    struct capture output;
    enum inspect_outcome outcome;

    capture_begin(&output, stdout);
    outcome = inspect_text(small, terminal, (struct slice){.bytes = text, .size = size});
    (void)capture_end(&output);
    assert_int_equal(outcome, size > 0 ? INSPECT_OK : INSPECT_EMPTY);
    assert_string_equal(output.text, lines);
}
#define ASSERT_TEXT(text, terminal, lines) assert_text(text, sizeof(text) - 1, terminal, lines)

static void test_texts(void **state)
{
    (void)state;
    ASSERT_TEXT("", &none, "");
    ASSERT_TEXT("A", &none,
                "A\tLATIN CAPITAL LETTER A\n"
                "  U+0041\tA\tLATIN CAPITAL LETTER A\t41\n"
                "(1 character, 1 code point, 1 byte)\n");
    ASSERT_TEXT("A\xFF", &columns,
                "A      LATIN CAPITAL LETTER A\n"
                "  A      U+0041    41           LATIN CAPITAL LETTER A\n"
                "\uFFFD      \n"
                "  \uFFFD      \\xFF      FF           not UTF-8\n"
                "(not UTF-8 at byte 1: FF)\n"
                "(2 characters, 1 code point, 2 bytes)\n");
    ASSERT_TEXT("\u200B", &columns,
                "\u2423      ZERO WIDTH SPACE\n"
                "  \u2423      U+200B    E2 80 8B     ZERO WIDTH SPACE  invisible\n"
                "(invisible at byte 0: U+200B ZERO WIDTH SPACE)\n"
                "(1 character, 1 code point, 3 bytes)\n");
}

/* The lines of a stream that are warnings, and the last. */
static void assert_stream(const char *text, size_t size, const char *warnings)
{
    FILE *in = tmpfile();
    struct capture output;
    enum inspect_outcome outcome;
    const char *found;

    assert_non_null(in);
    assert_int_equal(fwrite(text, 1, size, in), size);
    rewind(in);
    capture_begin(&output, stdout);
    outcome = inspect_stream(small, &none, in);
    (void)capture_end(&output);
    (void)fclose(in);
    assert_int_equal(outcome, size > 0 ? INSPECT_OK : INSPECT_EMPTY);
    found = output.text[0] == '(' ? output.text : strstr(output.text, "\n(");
    assert_string_equal(found ? found + (found[0] == '\n') : "", warnings);
}
#define ASSERT_STREAM(text, warnings) assert_stream(text, sizeof(text) - 1, warnings)

static void test_warnings(void **state)
{
    (void)state;
    ASSERT_STREAM("", "");
    ASSERT_STREAM("a b\r\n", "(4 characters, 5 code points, 5 bytes)\n");
    ASSERT_STREAM("x\npaypal p\u0430ypal\n", "(mixed scripts at byte 9: 'p\u0430ypal')\n"
                                             "(16 characters, 16 code points, 17 bytes)\n");
    ASSERT_STREAM("a\u202Eb\n\u00AD", "(bidi control at byte 1: U+202E RIGHT-TO-LEFT OVERRIDE)\n"
                                      "(invisible at byte 6: U+00AD SOFT HYPHEN)\n"
                                      "(5 characters, 5 code points, 8 bytes)\n");
    ASSERT_STREAM("p\u0430y\xFFp\u0430y", "(mixed scripts at byte 0: 'p\u0430y')\n"
                                          "(mixed scripts at byte 5: 'p\u0430y')\n"
                                          "(not UTF-8 at byte 4: FF)\n"
                                          "(7 characters, 6 code points, 9 bytes)\n");
    ASSERT_STREAM("\0", "(invisible at byte 0: U+0000 <control-0000>)\n"
                        "(1 character, 1 code point, 1 byte)\n");
}

static void test_very_many_warnings(void **state)
{
    char text[100];
    char *end;
    FILE *in = tmpfile();
    struct capture output;

    (void)state;
    memset(text, '\x01', sizeof text);
    assert_non_null(in);
    assert_int_equal(fwrite(text, 1, sizeof text, in), sizeof text);
    rewind(in);
    capture_begin(&output, stdout);
    (void)inspect_stream(small, &none, in);
    (void)capture_end(&output);
    (void)fclose(in);
    end = strstr(output.text, "(\u2026");
    assert_non_null(end);
    assert_string_equal(end, "(\u2026 36 more warnings)\n"
                             "(100 characters, 100 code points, 100 bytes)\n");
}

/* A line longer than a piece: nothing is lost, and no code point is cut in two. */
static void test_a_long_line(void **state)
{
    enum { REPEATS = 50000 };
    FILE *in = tmpfile(), *out = tmpfile();
    enum inspect_outcome outcome;
    char line[128] = "";
    int original;

    (void)state;
    assert_true(in && out);
    for (int i = 0; i < REPEATS; i++)
        assert_true(fputs(i % 2 ? "\u4E00" : "\U0001F600", in) >= 0);
    rewind(in);
    (void)fflush(stdout);
    original = dup(STDOUT_FILENO);
    (void)dup2(fileno(out), STDOUT_FILENO);
    outcome = inspect_stream(small, &none, in);
    (void)fflush(stdout);
    (void)dup2(original, STDOUT_FILENO);
    (void)close(original);
    assert_int_equal(outcome, INSPECT_OK);
    assert_int_equal(fseek(out, -60, SEEK_END), 0);
    (void)fread(line, 1, sizeof line - 1, out);
    assert_non_null(strstr(line, "(50000 characters, 50000 code points, 175000 bytes)\n"));
    (void)fclose(in);
    (void)fclose(out);
}

static void test_a_stream_that_cannot_be_read(void **state)
{
    FILE *in = fopen("/tmp", "r");
    struct capture output, errors;
    enum inspect_outcome outcome;

    (void)state;
    assert_non_null(in);
    capture_begin(&output, stdout);
    capture_begin(&errors, stderr);
    outcome = inspect_stream(small, &none, in);
    (void)capture_end(&errors);
    (void)capture_end(&output);
    (void)fclose(in);
    assert_int_equal(outcome, INSPECT_FAILED);
    assert_string_equal(output.text, "");
    assert_non_null(strstr(errors.text, "cannot read standard input"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_very_many_warnings),
        cmocka_unit_test(test_a_long_line),
        cmocka_unit_test(test_a_stream_that_cannot_be_read),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
