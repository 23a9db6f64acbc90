/*
 * Suggestions for a browser's search box, from the small index.
 */

#include "server/answers/http/suggest.h"

#include "tests/unit/server/answers/small_world.h"

#define SUGGEST "/api/v1/suggest?q="
#define TYPE    "application/x-suggestions+json"

static void test_the_suggestions(void **state)
{
    struct small_world *world = *state;

    assert_answer(world, SUGGEST "grin", TYPE,
                  "[\"grin\",[\"GRINNING FACE\"],[\"\xF0\x9F\x98\x80 U+1F600\"],[]]");
    assert_answer(world, SUGGEST "Gesicht", TYPE,
                  "[\"Gesicht\",[\"GRINNING FACE\"],[\"\xF0\x9F\x98\x80 U+1F600\"],[]]");
    assert_answer(world, SUGGEST "keyc", TYPE,
                  "[\"keyc\",[\"keycap: B\"],"
                  "[\"B\xEF\xB8\x8F\xE2\x83\xA3 U+0042 U+FE0F U+20E3\"],[]]");
}

/* A control character has only a label, which is useless as a query. */
static void test_a_control_is_suggested_by_its_alias(void **state)
{
    assert_answer(*state, SUGGEST "bel", TYPE, "[\"bel\",[\"BELL\"],[\"\\u0007 U+0007\"],[]]");
}

static void test_nothing_to_suggest(void **state)
{
    assert_answer(*state, SUGGEST, TYPE, "[\"\",[],[],[]]");
    assert_answer(*state, SUGGEST "xyzzyxyzzy", TYPE, "[\"xyzzyxyzzy\",[],[],[]]");
    assert_answer(*state, SUGGEST "xyzzyxyzzy%5C", TYPE, "[\"xyzzyxyzzy\\\\\",[],[],[]]");
}

static void test_what_is_refused(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->ready, "/api/v1/suggest", 422, "\"parameter\":\"q\"");
    assert_problem(&world->ready, SUGGEST "a&q=b", 422, "2 times");
    assert_problem(&world->ready, SUGGEST "a&limit=3", 422, "\"parameter\":\"limit\"");
    assert_problem(&world->ready, SUGGEST "%22cat+face", 422, "\"column\":1");
    assert_problem(&world->building, SUGGEST "a", 503, "\"progress\":42");
}

static void test_it_is_cached(void **state)
{
    struct small_world *world = *state;
    struct answer first = ask(&world->ready, SUGGEST "face"), bad;

    assert_is_cached(world, SUGGEST "face");
    /* An invalid query is an error even with a matching tag. */
    bad = ask_if_none(&world->ready, SUGGEST "%22a", first.etag);
    assert_int_equal(bad.status, 422);
    free(first.body);
    free(bad.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_suggestions),
        cmocka_unit_test(test_a_control_is_suggested_by_its_alias),
        cmocka_unit_test(test_nothing_to_suggest),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_it_is_cached),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
