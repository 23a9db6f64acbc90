/*
 * From options and manifest to transfers.
 */

#include "index/update/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tests/unit/index/update/scripted_folder.h"
#include <cmocka.h>

static struct update_options options_of(bool keep_cldr)
{
    struct update_options options = {.mirror = "http://x/copy"};

    options.wanted[CATALOG_UNICODE].release = (struct release){{17, 0, 0}, 2};
    options.wanted[CATALOG_CLDR].release = (struct release){{48, 0, 0}, 1};
    options.wanted[CATALOG_CLDR].keep = keep_cldr;
    return options;
}

static void test_all_files_are_wanted(void **state)
{
    const struct scripted_folder *it = *state;
    const struct update_options options = options_of(false);
    const struct manifest none = {.count = 0};
    struct plan plan;

    assert_int_equal(plan_make(&plan, &options, &none, it->folder), 0);
    assert_int_equal(plan.count, catalog_count());
    for (size_t i = 0; i < plan.count; i++) {
        assert_int_equal(plan.transfers[i].outcome, OUTCOME_PENDING);
        assert_ptr_equal(plan.transfers[i].part, &plan.items[i].part);
        assert_int_equal(strncmp(plan.transfers[i].urls[0], "http://x/copy/Public/", 21), 0);
        assert_null(plan.transfers[i].known_url);
    }
    plan_release(&plan);
}

static void test_kept_files_are_not_asked_for(void **state)
{
    const struct scripted_folder *it = *state;
    const struct update_options options = options_of(true);
    const struct catalog_entry *cldr = catalog_at(catalog_count() - 1);
    struct manifest manifest = {.count = 0};
    struct plan plan;

    assert_int_equal(plan_make(&plan, &options, &manifest, it->folder), 0);
    assert_int_equal(plan.count, catalog_count() - 1); /* there is nothing to keep */
    plan_release(&plan);
    assert_non_null(manifest_add(&manifest, cldr, "http://x/cldr", "\"1\""));
    assert_int_equal(plan_make(&plan, &options, &manifest, it->folder), 0);
    assert_int_equal(plan.transfers[plan.count - 1].outcome, OUTCOME_UNCHANGED);
    plan_release(&plan);
}

static void test_again_forgets_what_was_known(void **state)
{
    const struct scripted_folder *it = *state;
    const struct update_options options = options_of(false);
    struct manifest manifest = {.count = 0};
    struct plan plan;

    assert_non_null(manifest_add(&manifest, catalog_at(0), "http://x/a", "\"1\""));
    scripted_put_text(it->folder, "UnicodeData.txt.part", "bytes");
    scripted_put_text(it->folder, "UnicodeData.txt.from", "http://x/a\n\"1\"\n");
    assert_int_equal(plan_make(&plan, &options, &manifest, it->folder), 0);
    assert_string_equal(plan.transfers[0].known_validator, "\"1\"");
    assert_int_equal(plan.items[0].part.size, 5);
    plan.transfers[0].outcome = OUTCOME_DAMAGED;
    assert_int_equal(plan_again(&plan, 0), 0);
    assert_int_equal(plan.transfers[0].outcome, OUTCOME_PENDING);
    assert_null(plan.transfers[0].known_url);
    assert_int_equal(plan.items[0].part.size, 0);
    plan_release(&plan);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_all_files_are_wanted),
        TEST(test_kept_files_are_not_asked_for),
        TEST(test_again_forgets_what_was_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
