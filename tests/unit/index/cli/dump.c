/*
 * The small index (small_image.h) described.
 */

#include "index/cli/dump.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_image.h"

static char *dump_of(struct small_image *image)
{
    struct buffer out = BUFFER_INIT;
    struct charindex *index;
    struct reason reason;
    size_t size;

    small_image_make(image);
    assert_int_equal(charindex_parse(image->bytes, image->size, &index, &reason), CHARINDEX_OK);
    dump_append(&out, index);
    buffer_append(&out, "", 1);
    charindex_unref(index);
    assert_false(out.failed);
    return buffer_detach(&out, &size);
}

static void assert_line(const char *dump, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void assert_line(const char *dump, const char *format, ...)
{
    char line[128];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (!strstr(dump, line))
        fail_msg("\"%s\" is missing in:\n%s", line, dump);
}

static void test_totals(void **state)
{
    struct small_image image;
    char *dump = dump_of(&image);

    (void)state;
    assert_line(dump, "format: %d\n", FORMAT_VERSION);
    assert_line(dump, "size: %zu bytes\n", image.size);
    assert_line(dump, "documents: %d\n", SMALL_DOCUMENTS);
    assert_line(dump, "characters: %d\n", SMALL_CHARACTERS);
    assert_line(dump, "sequences: %d\n", SMALL_SEQUENCES);
    assert_line(dump, "words: %d\n", SMALL_TERMS);
    assert_line(dump, "languages: de en\n");
    assert_true(strncmp(dump, "generation: ", 12) == 0);
    assert_int_equal(strspn(dump + 12, "0123456789abcdef"), 16);
    free(dump);
}

static void test_sources_with_their_states(void **state)
{
    struct small_image image;
    char *dump = dump_of(&image);

    (void)state;
    assert_line(dump, "\nicu       ok ");
    assert_line(dump, "\nunihan    missing  -              0  00000000000000000000000000000000\n");
    free(dump);
}

/* Each chunk's line has the numbers of the table in the file, in its order. */
static void test_chunks_as_in_the_file(void **state)
{
    struct small_image image;
    char *dump = dump_of(&image);
    const char *line = strstr(dump, "\nSRCS");

    (void)state;
    for (size_t i = 0; i < CHUNK_COUNT; i++) {
        const uint8_t *entry = image.bytes + FORMAT_HEADER_SIZE + i * FORMAT_ENTRY_SIZE;
        unsigned long offset, size, items, each;
        char name[8];

        assert_non_null(line);
        assert_int_equal(sscanf(line, "%7s %lu %lu %lu %lu", name, &offset, &size, &items, &each),
                         5);
        assert_memory_equal(name, FORMAT_CHUNK_IDS + 4 * i, 4);
        assert_int_equal(offset, format_u64(entry + 8));
        assert_int_equal(size, format_u64(entry + 16));
        assert_int_equal(items * each, size);
        line = strchr(line + 1, '\n');
    }
    assert_string_equal(line, "\n");
    assert_line(dump, "\nDOCS");
    free(dump);
}

static void test_values_of_properties(void **state)
{
    struct small_image image;
    char *dump = dump_of(&image);
    unsigned long total = 0, values;
    const char *line = strstr(dump, "\nproperty  values");
    char name[32];

    (void)state;
    assert_non_null(line);
    while ((line = strchr(line + 1, '\n')) && sscanf(line, "%31s %lu", name, &values) == 2 &&
           line[1] != '\n')
        total += values;
    assert_int_equal(total, small_image_size(&image, CHUNK_VOFF) / 4 - 1);
    assert_line(dump, "\nemoji          2\n");
    free(dump);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_sources_with_their_states),
        cmocka_unit_test(test_chunks_as_in_the_file),
        cmocka_unit_test(test_values_of_properties),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
