/*
 * Unihan and WordNet: the same outcome with and without threads, and nothing is lost if nobody asks for it.
 */

#include "index/sources/background.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/base/one_processor.h"
#include "tests/unit/index/sources/tree.h"

static void assert_both_are_read(const struct tree *tree, bool parse)
{
    const struct folders folders = {.count = 1, .list = {tree->directory}};
    struct background background = BACKGROUND_INIT;
    static const uint8_t none[CHECKSUM_SIZE];
    struct source source = {.state = SOURCE_OK};
    const struct single *unihan;
    struct wordnet *wordnet;

    background_begin(&background, &folders, TREE_UNIHAN, &source, parse);
    unihan = background_unihan(&background);
    assert_int_equal(unihan->outcome, SOURCE_OK);
    assert_int_equal(unihan->records.count, parse ? 1 : 0);
    assert_memory_not_equal(unihan->digest, none, CHECKSUM_SIZE);
    assert_int_equal(background_wordnet(&background, &wordnet), 0);
    assert_int_equal(source.state, SOURCE_OK);
    assert_memory_not_equal(source.digest, none, CHECKSUM_SIZE);
    assert_int_equal(wordnet != NULL, parse);
    wordnet_free(wordnet);
    background_release(&background);
}

static void both_are_read(void **state)
{
    struct tree tree = tree_make();
    cpu_set_t before;

    (void)state;
    assert_both_are_read(&tree, true);
    assert_both_are_read(&tree, false);
    use_one_processor(&before);
    assert_both_are_read(&tree, true);
    assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
    tree_delete(&tree);
}

static void without_the_files_there_is_nothing(void **state)
{
    struct tree tree = tree_make();
    const struct folders folders = {.count = 1, .list = {tree.directory}};
    struct background background = BACKGROUND_INIT;
    struct source source = {.state = SOURCE_OK};
    struct wordnet *wordnet;

    (void)state;
    tree_remove(&tree, TREE_UNIHAN);
    tree_remove(&tree, "wordnet/data.adj");
    background_begin(&background, &folders, TREE_UNIHAN, &source, true);
    assert_int_equal(background_unihan(&background)->outcome, SOURCE_MISSING);
    assert_int_equal(background_wordnet(&background, &wordnet), 0);
    assert_null(wordnet);
    assert_int_equal(source.state, SOURCE_MISSING);
    background_release(&background);
    tree_delete(&tree);
}

/* As when the build is cancelled. */
static void nobody_has_to_ask(void **state)
{
    struct background never = BACKGROUND_INIT;
    struct tree tree = tree_make();
    const struct folders folders = {.count = 1, .list = {tree.directory}};

    (void)state;
    background_release(&never);
    for (unsigned i = 0; i < 20; i++) {
        struct background background = BACKGROUND_INIT;
        struct source source = {.state = SOURCE_OK};

        background_begin(&background, &folders, TREE_UNIHAN, &source, true);
        background_release(&background);
    }
    tree_delete(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_are_read),
        cmocka_unit_test(without_the_files_there_is_nothing),
        cmocka_unit_test(nobody_has_to_ask),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
