/*
 * Languages with all of their files, without some, and with damaged ones.
 */

#include "index/sources/keywords.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"
#include "tests/unit/index/sources/tree.h"

#define SUBDIVISIONS(language) SUBDIVISIONS_DIRECTORY "/" language ".xml"
#define SCOTLAND               "1F3F4+E0067+E0062+E0073+E0063+E0074+E007F"
#define PARTS(names)                                                                               \
    "<ldml><localeDisplayNames><subdivisions>" names "</subdivisions></localeDisplayNames></ldml>"

struct outcome {
    struct sources sources;
    char *printed; /* the records */
    int result;
};

/* Reads German and English, which the tree has. The sequences have Scotland's flag. */
static struct outcome read_with(const struct tree *tree, const struct source_visitor *visitor)
{
    static const uint32_t scotland[] = {0x1F3F4, 0xE0067, 0xE0062, 0xE0073,
                                        0xE0063, 0xE0074, 0xE007F};
    const struct folders folders = {.count = 1, .list = {tree->directory}};
    struct sequence_set sequences = {.all = VECTOR_INIT};
    struct single memory = SINGLE_INIT;
    struct buffer printed = BUFFER_INIT;
    struct outcome outcome = {.sources = {.language_count = 2}};
    size_t size;

    memcpy(outcome.sources.languages[0], "de", 2);
    memcpy(outcome.sources.languages[1], "en", 2);
    sequence_set_add(&sequences, scotland, COUNT(scotland));
    assert_int_equal(sequence_set_settle(&sequences), 0);
    outcome.result =
        keywords_read(visitor, &printed, &folders, &memory, &sequences, &outcome.sources, 1);
    buffer_append(&printed, "", 1);
    outcome.printed = buffer_detach(&printed, &size);
    sequence_set_release(&sequences);
    single_release(&memory);
    return outcome;
}

/* What is read, and that identifying says the same of it. */
static void assert_read(const struct tree *tree, const char *printed, enum source_state state,
                        const char *reason)
{
    struct outcome read = read_with(tree, &printer), identified = read_with(tree, NULL);
    const struct source *source = &read.sources.list[SOURCE_ANNOTATIONS];

    assert_int_equal(read.result, 0);
    assert_int_equal(identified.result, 0);
    assert_string_equal(read.printed, printed);
    assert_string_equal(identified.printed, "");
    assert_int_equal(source->state, state);
    if (!strstr(source->reason.text, reason))
        fail_msg("\"%s\" instead of \"%s\"", source->reason.text, reason);
    assert_memory_equal(source->digest, identified.sources.list[SOURCE_ANNOTATIONS].digest,
                        CHECKSUM_SIZE);
    free(read.printed);
    free(identified.printed);
}

static int languages_setup(void **state)
{
    if (tree_setup(state) != 0)
        return -1;
    tree_write_language(*state, "de");
    return 0;
}

static void test_files_of_each_language(void **state)
{
    const struct tree *tree = *state;

    assert_read(tree,
                "0041 keyword de\n0042 short-name de\n0041 keyword@1 en\n0042 short-name@1 en\n",
                SOURCE_OK, "");
    tree_write_text(tree, SUBDIVISIONS("de"),
                    PARTS("<subdivision type='gbsct'>Schottland</subdivision>"
                          "<subdivision type='ustx'>not a sequence</subdivision>"));
    assert_read(tree,
                "0041 keyword de\n0042 short-name de\n" SCOTLAND " keyword Schottland\n"
                "0041 keyword@1 en\n0042 short-name@1 en\n",
                SOURCE_OK, "");
}

static void test_missing_files(void **state)
{
    const struct tree *tree = *state;

    /* Some languages have no derived annotations; English has. */
    tree_remove(tree, TREE_DERIVED("de"));
    assert_read(tree, "0041 keyword de\n0041 keyword@1 en\n0042 short-name@1 en\n", SOURCE_OK, "");
    tree_remove(tree, TREE_DERIVED("en"));
    assert_read(tree, "0041 keyword de\n", SOURCE_MISSING, TREE_DERIVED("en"));
    tree_remove(tree, TREE_PLAIN("de"));
    assert_read(tree, "", SOURCE_MISSING, TREE_PLAIN("de"));
}

/* Damage costs the texts of its language, of a file of flags these only. */
static void test_damaged_files(void **state)
{
    const struct tree *tree = *state;

    tree_write_text(tree, SUBDIVISIONS("en"), "<ldml>");
    assert_read(tree,
                "0041 keyword de\n0042 short-name de\n0041 keyword@1 en\n0042 short-name@1 en\n",
                SOURCE_DAMAGED, SUBDIVISIONS("en"));
    tree_write_text(tree, TREE_PLAIN("de"), "<ldml>");
    assert_read(tree, "0041 keyword@1 en\n0042 short-name@1 en\n", SOURCE_DAMAGED,
                TREE_PLAIN("de"));
}

/* Every byte of every file, and which language it is of. */
static void test_digests(void **state)
{
    static const char *const files[] = {TREE_PLAIN("de"), TREE_DERIVED("de"), TREE_PLAIN("en"),
                                        TREE_DERIVED("en"), SUBDIVISIONS("de")};
    const struct tree *tree = *state;
    struct outcome before, after;

    tree_write_text(tree, SUBDIVISIONS("de"), PARTS(""));
    before = read_with(tree, NULL);
    free(before.printed);
    for (size_t i = 0; i < COUNT(files); i++) {
        tree_write_text(tree, files[i], "<ldml/>");
        after = read_with(tree, NULL);
        free(after.printed);
        assert_memory_not_equal(before.sources.list[SOURCE_ANNOTATIONS].digest,
                                after.sources.list[SOURCE_ANNOTATIONS].digest, CHECKSUM_SIZE);
        before = after;
    }
}

static bool refuse(void *context, const struct source_text *text)
{
    (void)context, (void)text;
    return false;
}

static void test_a_visitor_can_stop(void **state)
{
    static const struct source_visitor visitor = {.text = refuse};
    struct outcome outcome = read_with(*state, &visitor);

    assert_int_equal(outcome.result, -ECANCELED);
    free(outcome.printed);
}

int main(void)
{
#define STORY(test) cmocka_unit_test_setup_teardown(test, languages_setup, tree_teardown)
    const struct CMUnitTest tests[] = {
        STORY(test_files_of_each_language), STORY(test_missing_files),
        STORY(test_damaged_files),          STORY(test_digests),
        STORY(test_a_visitor_can_stop),
    };
#undef STORY

    return cmocka_run_group_tests(tests, NULL, NULL);
}
