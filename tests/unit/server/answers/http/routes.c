/*
 * The table of routes, walked: every route does what its row says.
 */

#include "server/answers/http/routes.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_unknown_paths_list_the_known(void **state)
{
    static const char *const paths[] = {
        "/nowhere",        "/search/",         "/Search",          "/api",
        "/api/v1/",        "/api/v1/searches", "/api/v1/statuses", "//",
        "/healthz/",       "/static",          "/static/",         "/static/index.html",
        "/static/none.js", "/static/../api.c", "/.well-known/x",   "/index.html",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer answer;

        get(&answer, *state, paths[i]);
        assert_problem(&answer, 404);
        assert_non_null(strstr(text(&answer, "detail"), "/api/v1/search?q="));
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unknown_paths_list_the_known),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
