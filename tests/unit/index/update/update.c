/*
 * The steps together, as far as they end without a whole site; tests/integration/test_update.py has those.
 */

#include "index/update/update.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sysexits.h>

#include "index/update/base/outcome.h"
#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/scripted_folder.h"
#include "tests/unit/index/update/scripted_site.h"

static struct update_options options;

static void prepare(const struct scripted_folder *it, const char *mirror)
{
    options = (struct update_options){
        .limits = {.jobs = 4, .tries = 1, .stall_seconds = 20, .backoff_ms = 1}};
    options.wanted[CATALOG_UNICODE].release = (struct release){{17, 0, 0}, 3};
    options.wanted[CATALOG_CLDR].keep = true;
    (void)snprintf(options.into, sizeof options.into, "%s", it->path);
    (void)snprintf(options.mirror, sizeof options.mirror, "%s", mirror);
}

static int run(const struct scripted_folder *it, const struct scripted_answer *answers,
               size_t count)
{
    struct scripted_site site;
    int status;

    scripted_site_start(&site, answers, count, 1);
    prepare(it, site.url);
    status = update_run(&options, -1);
    scripted_site_stop(&site);
    return status;
}

static void test_a_folder_of_somebody_else_is_not_replaced(void **state)
{
    const struct scripted_folder *it = *state;

    assert_int_equal(tree_make(it->folder, "unicode"), 0);
    scripted_put_text(it->folder, "unicode/NamesList.txt", "of a package");
    assert_int_equal(run(it, NULL, 0), EX_CANTCREAT);
    assert_string_equal(scripted_text(it->folder, "unicode/NamesList.txt"), "of a package");
}

static void test_the_gravest_outcome_is_the_status(void **state)
{
    static const struct scripted_answer answers[] = {
        {"/Public/17.0.0/ucd/Blocks.txt", "200 OK", "<html>"},
        {"/Public/17.0.0/ucd/Scripts.txt", "403 No", ""},
    };
    const struct scripted_folder *it = *state;

    assert_int_equal(run(it, answers, 0), EX_NOINPUT);
    assert_int_equal(run(it, answers + 1, 1), EX_PROTOCOL);
    assert_int_equal(run(it, answers, 2), EX_DATAERR);
    assert_false(scripted_exists(it->folder, "unicode"));
}

static void test_a_check_changes_nothing(void **state)
{
    const struct scripted_folder *it = *state;

    prepare(it, "http://127.0.0.1:9");
    assert_int_equal(update_check(&options, -1), STATUS_NEWER);
    options.wanted[CATALOG_UNICODE].release.count = 0; /* would have to ask */
    assert_int_equal(update_check(&options, -1), EX_UNAVAILABLE);
    assert_false(scripted_exists(it->folder, ".update"));
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_a_folder_of_somebody_else_is_not_replaced),
        TEST(test_the_gravest_outcome_is_the_status),
        TEST(test_a_check_changes_nothing),
    };

    (void)unsetenv("http_proxy");
    (void)unsetenv("all_proxy");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
