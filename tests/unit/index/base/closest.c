/*
 * Which of some names is proposed for a mistyped one, and when none is.
 */

#include "index/base/closest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[] = {
    "block", "script", "category", "Space_Separator", "Line_Separator", "white_space", "wb", "age",
};

static const char *closest_of(const char *text, size_t size)
{
    struct closest closest;

    closest_init(&closest, text, size);
    closest_try(&closest, NULL, "nothing");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        closest_try(&closest, names[i], names[i]);
    return closest.found;
}

static void a_close_name_is_found(void **state)
{
    static const char *const pairs[][2] = {
        {"blok", "block"},
        {"bolck", "block"},
        {"blocks", "block"},
        {"BLOCC", "block"},
        {"scirpt", "script"},
        {"cat", "category"},
        {"categroy", "category"},
        {"space", "Space_Separator"},
        {"separator", "Space_Separator"},
        {"whitespace", "white_space"},
        {"White-Spaec", "white_space"},
        {"line", "Line_Separator"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *found = closest_of(pairs[i][0], strlen(pairs[i][0]));

        if (!found || strcmp(found, pairs[i][1]) != 0)
            fail_msg("%s: %s", pairs[i][0], found ? found : "none");
    }
}

static void nothing_is_proposed_for_other_names(void **state)
{
    static const char *const texts[] = {
        "",
        "_",
        "x",
        "b",
        "xyz",
        "foo",
        "wx",
        "caterpillar",
        "blo\xC3\xA7k",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *found = closest_of(texts[i], strlen(texts[i]));

        if (found)
            fail_msg("%s: %s", texts[i], found);
    }
    assert_null(closest_of("block\0", 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_close_name_is_found),
        cmocka_unit_test(nothing_is_proposed_for_other_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
