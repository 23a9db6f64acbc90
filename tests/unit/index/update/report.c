/*
 * The last words, and statuses of errors.
 */

#include "index/update/report.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sysexits.h>

#include "index/update/base/outcome.h"

static void test_errors_have_statuses(void **state)
{
    (void)state;
    assert_int_equal(report_error(-EWOULDBLOCK, "x"), EX_TEMPFAIL);
    assert_int_equal(report_error(-ENOSPC, "x\x1b[2J"), EX_IOERR);
    assert_int_equal(report_error(-EACCES, ""), EX_NOPERM);
    assert_int_equal(report_error(-EROFS, ""), EX_NOPERM);
    assert_int_equal(report_error(-EEXIST, ""), EX_CANTCREAT);
    assert_int_equal(report_error(-ENOMEM, ""), EX_OSERR);
}

static void test_versions(void **state)
{
    struct manifest manifest = {.releases = {{{17, 0, 0}, 3}, {{48, 0, 0}, 1}}};
    struct reason closing;

    (void)state;
    report_versions(&manifest, "/x", true, &closing);
    assert_string_equal(closing.text, "/x now has Unicode 17.0.0 and CLDR 48.");
    manifest.releases[CATALOG_UNICODE].count = 0;
    report_versions(&manifest, "/x", false, &closing);
    assert_string_equal(closing.text, "/x has CLDR 48, as before.");
}

static void test_checks(void **state)
{
    struct update_options options = {.into = "/x"};
    struct manifest have = {.releases = {{{17, 0, 0}, 3}, {{48, 0, 0}, 1}}};
    const struct manifest none = {.count = 0};

    (void)state;
    options.wanted[CATALOG_UNICODE].release = (struct release){{17, 0, 0}, 2};
    options.wanted[CATALOG_CLDR].release = (struct release){{48, 0, 0}, 1};
    assert_int_equal(report_check(&options, &have), EX_OK);
    assert_int_equal(report_check(&options, &none), STATUS_NEWER);
    options.wanted[CATALOG_CLDR].release.parts[1] = 1;
    options.json = true;
    assert_int_equal(report_check(&options, &have), STATUS_NEWER);
    options.wanted[CATALOG_CLDR].keep = true;
    assert_int_equal(report_check(&options, &have), EX_OK);
    have.releases[CATALOG_UNICODE].parts[0] = 18; /* newer than what was asked for */
    assert_int_equal(report_check(&options, &have), EX_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_have_statuses),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_checks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
