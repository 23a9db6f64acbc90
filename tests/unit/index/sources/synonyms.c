/*
 * WordNet's eight files: all of them or none.
 */

#include "index/sources/synonyms.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/sources/formats/wordnet.h"
#include "tests/unit/index/sources/tree.h"

static bool take(void *context, struct wordnet *wordnet)
{
    ++*(unsigned *)context;
    wordnet_free(wordnet);
    return true;
}

static bool refuse(void *context, struct wordnet *wordnet)
{
    (void)context;
    wordnet_free(wordnet);
    return false;
}

static int read_tree(const struct tree *tree, const struct source_visitor *visitor,
                     unsigned *visits, struct source *source)
{
    const struct folders folders = {.count = 1, .list = {tree->directory}};
    struct file file = FILE_INIT;
    int r;

    memset(source, 0, sizeof *source);
    r = synonyms_read(visitor, visits, &folders, &file, source);
    file_release(&file);
    return r;
}

static void test_all_or_none(void **state)
{
    static const struct source_visitor visitor = {.wordnet = take}, unwilling = {.wordnet = refuse};
    struct tree tree = tree_make();
    struct source read, identified;
    unsigned visits = 0;

    (void)state;
    assert_int_equal(read_tree(&tree, &visitor, &visits, &read), 0);
    assert_int_equal(visits, 1);
    assert_true(read.state == SOURCE_OK && read.records > 0);
    assert_int_equal(read_tree(&tree, NULL, &visits, &identified), 0);
    assert_memory_equal(read.digest, identified.digest, CHECKSUM_SIZE);
    assert_int_equal(read_tree(&tree, &unwilling, &visits, &read), -ECANCELED);

    tree_write_text(&tree, "wordnet/index.verb", "nonsense\n");
    assert_int_equal(read_tree(&tree, &visitor, &visits, &read), 0);
    assert_int_equal(read.state, SOURCE_DAMAGED);
    assert_non_null(strstr(read.reason.text, "wordnet/index.verb: "));
    tree_remove(&tree, "wordnet/data.adj");
    assert_int_equal(read_tree(&tree, &visitor, &visits, &read), 0);
    assert_true(read.state != SOURCE_OK && read.records == 0);
    assert_int_equal(visits, 1);
    assert_int_equal(read_tree(&tree, NULL, &visits, &identified), 0);
    assert_memory_equal(read.digest, identified.digest, CHECKSUM_SIZE);
    tree_delete(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
