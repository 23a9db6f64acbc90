/*
 * Names of CLDR count only where its files are newer than ICU's data.
 */

#include "index/sources/newer_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/sources/records/locale_names.h"
#include "tests/unit/index/sources/tree.h"

#define MAIN       "unicode/cldr/common/main/"
#define SUPPLEMENT "unicode/cldr/common/supplemental/supplementalData.xml"
#define NAME(type, name)                                                                           \
    "<ldml><localeDisplayNames><territories><territory type='" type "' alt='short'>" name          \
    "</territory></territories></localeDisplayNames></ldml>"

struct outcome {
    struct sources sources;
    unsigned visits;
    size_t names;
    bool german, english;
};

static bool visit(void *context, struct locale_names *names)
{
    struct outcome *outcome = context;

    outcome->visits++;
    outcome->names = names->list.count;
    outcome->german = names->read[0];
    outcome->english = names->read[1];
    return true;
}

static void read_tree(const struct tree *tree, uint8_t version, bool parse, struct outcome *outcome)
{
    static const struct source_visitor visitor = {.names = visit};
    const struct folders folders = {.count = 1, .list = {tree->directory}};
    struct file file = FILE_INIT;

    memset(outcome, 0, sizeof *outcome);
    outcome->sources.language_count = 2;
    memcpy(outcome->sources.languages[0], "de", 2);
    memcpy(outcome->sources.languages[1], "en", 2);
    outcome->sources.list[SOURCE_ANNOTATIONS].version[0] = version;
    assert_int_equal(
        newer_names_read(parse ? &visitor : NULL, outcome, &folders, &file, &outcome->sources, 1),
        0);
    file_release(&file);
}

static struct tree make(void)
{
    struct tree tree = tree_make();

    tree_write_text(&tree, "unicode/cldr/common/dtd/ldml.dtd", "");
    tree_write_text(&tree, MAIN "de.xml", NAME("US", "USA"));
    tree_write_text(&tree, MAIN "en.xml", NAME("US", "US"));
    return tree;
}

static bool same_digest(const struct outcome *a, const struct outcome *b)
{
    return memcmp(a->sources.list[SOURCE_ANNOTATIONS].digest,
                  b->sources.list[SOURCE_ANNOTATIONS].digest, CHECKSUM_SIZE) == 0;
}

static void test_newer_files_are_read(void **state)
{
    struct tree tree = make();
    struct outcome first, second;

    (void)state;
    read_tree(&tree, 99, true, &first);
    assert_int_equal(first.visits, 1);
    assert_int_equal(first.names, 2);
    assert_true(first.german && first.english);
    read_tree(&tree, 99, false, &second);
    assert_int_equal(second.visits, 0);
    assert_true(same_digest(&first, &second));
    tree_write_text(&tree, MAIN "root.xml", NAME("CH", "CH"));
    read_tree(&tree, 99, false, &second);
    assert_false(same_digest(&first, &second));
    tree_delete(&tree);
}

static void test_older_files_are_not(void **state)
{
    static const struct outcome nothing;
    struct tree tree = make();
    struct outcome outcome;

    (void)state;
    read_tree(&tree, 1, true, &outcome);
    assert_int_equal(outcome.visits, 0);
    assert_true(same_digest(&outcome, &nothing));
    tree_remove(&tree, "unicode/cldr/common/dtd/ldml.dtd");
    read_tree(&tree, 99, true, &outcome);
    assert_int_equal(outcome.visits, 0);
    tree_delete(&tree);
}

static void test_a_damaged_file_leaves_its_language(void **state)
{
    struct tree tree = make();
    struct outcome outcome;

    (void)state;
    tree_write_text(&tree, MAIN "de.xml", NAME("US", "USA") "<");
    read_tree(&tree, 99, true, &outcome);
    assert_int_equal(outcome.names, 1);
    assert_true(!outcome.german && outcome.english);
    assert_int_equal(outcome.sources.list[SOURCE_ANNOTATIONS].state, SOURCE_DAMAGED);
    assert_non_null(strstr(outcome.sources.list[SOURCE_ANNOTATIONS].reason.text, "main/de.xml: "));
    tree_remove(&tree, MAIN "de.xml");
    read_tree(&tree, 99, true, &outcome);
    assert_int_equal(outcome.names, 1);
    assert_int_equal(outcome.sources.list[SOURCE_ANNOTATIONS].state, SOURCE_OK);
    tree_delete(&tree);
}

static void test_currencies_of_regions(void **state)
{
    struct tree tree = make();
    struct outcome without, with;

    (void)state;
    read_tree(&tree, 99, true, &without);
    tree_write_text(&tree, SUPPLEMENT,
                    "<supplementalData><currencyData><region iso3166='BG'><currency "
                    "iso4217='EUR'/></region></currencyData></supplementalData>");
    read_tree(&tree, 99, true, &with);
    assert_int_equal(with.names, without.names + 1);
    assert_false(same_digest(&without, &with));
    tree_write_text(&tree, SUPPLEMENT, "<supplementalData>");
    read_tree(&tree, 99, true, &with);
    assert_int_equal(with.names, without.names);
    assert_int_equal(with.sources.list[SOURCE_ANNOTATIONS].state, SOURCE_DAMAGED);
    assert_true(with.german && with.english);
    tree_delete(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_newer_files_are_read),
        cmocka_unit_test(test_older_files_are_not),
        cmocka_unit_test(test_a_damaged_file_leaves_its_language),
        cmocka_unit_test(test_currencies_of_regions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
