/*
 * The parameters of a search: their defaults, and the errors for invalid ones.
 */

#include "server/answers/http/parameters.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_a_page_of_another_generation_is_refused(void **state)
{
    static const char *const others[] = {"0000000000000000", "", "9", "%22"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char target[128];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/search?q=cat&offset=50&generation=%s",
                       others[i]);
        get(&answer, world, target);
        assert_problem(&answer, 409);
        assert_string_equal(text(&answer, "generation"), charindex_generation(world->index));
        assert_non_null(strstr(text(&answer, "detail"), "offset 0"));
        assert_non_null(strstr(text(&answer, "detail"), charindex_generation(world->index)));
        done(&answer);
    }
}

static void test_wrong_parameters_are_named(void **state)
{
    static const struct {
        const char *target, *parameter, *detail;
    } wrong[] = {
        {"/search", "q", "q"},
        {"/search?query=cat", "q", "?q="},
        {"/search?q=cat&q=dog", "q", "once"},
        {"/search?q=cat&limit=5&limit=5", "limit", "once"},
        {"/search?q=cat&limit=0", "limit", "from 1"},
        {"/search?q=cat&limit=", "limit", "whole number"},
        {"/search?q=cat&limit=-1", "limit", "whole number"},
        {"/search?q=cat&limit=%2B1", "limit", "whole number"},
        {"/search?q=cat&limit=1e3", "limit", "whole number"},
        {"/search?q=cat&limit=+1", "limit", "whole number"},
        {"/search?q=cat&offset=4294967296", "offset", "4294967295"},
        {"/search?q=cat&offset=99999999999999999999999999", "offset", "4294967295"},
        {"/search?q=cat&offset=0x10", "offset", "whole number"},
        {"/api/v1/search", "q", "q"},
        {"/api/v1/search?limit=3", "q", "q"},
        {"/api/v1/search?q=cat&limit=1001", "limit", "1 to 1000"},
        {"/api/v1/search?q=cat&limit=0", "limit", "1 to 1000"},
        {"/api/v1/search?q=cat&scope=some", "scope", "name or all"},
        {"/api/v1/search?q=cat&scope=", "scope", "name or all"},
        {"/api/v1/search?q=cat&scope=ALL", "scope", "name or all"},
        {"/api/v1/search?q=cat&sort=best", "sort", "codepoint or relevance"},
        {"/api/v1/search?q=cat&format=xml", "format", "json, ndjson or tsv"},
        {"/api/v1/search?q=cat&variants=1", "variants", "fold or show"},
        {"/api/v1/search?q=cat&only_lang=tlh", "only_lang",
         "unknown language 'tlh': the index has de and en;"},
        {"/api/v1/search?q=cat&only_lang=de,%1B%5B2J", "only_lang", "'??2J'"},
        {"/api/v1/search?q=cat&only_lang=de&only_lang=en", "only_lang", "once"},
        {"/api/v1/search?q=cat&lang=de,%1B%5B2J", "lang", "'??2J' is not a language tag"},
        {"/api/v1/search?q=cat&lang=de;q=0.5", "lang", "de-AT,fr"},
        {"/api/v1/suggest?q=cat&lang=d", "lang", "'d' is not a language tag"},
        {"/api/v1/search?q=cat&lang=de&lang=en", "lang", "once"},
        {"/api/v1/search?q=cat&facets=", "facets", "block, script, category and age"},
        {"/api/v1/search?q=cat&facets=colour", "facets", "block, script, category and age"},
        {"/api/v1/search?q=cat&facets=block,", "facets", "block, script, category and age"},
        {"/api/v1/search?q=cat&facets=block,emoji", "facets", "block, script, category and age"},
        {"/api/v1/search?q=cat&facets=block&format=tsv", "facets", "format=json"},
        {"/api/v1/search?q=cat&format=tsv&limit=0", "limit", "from 1"},
        {"/api/v1/search?q=cat&colour=red", "colour", "only q, scope"},
        {"/api/v1/search?q=cat&unfold=1", "unfold", "and generation"},
        {"/api/v1/search?q=cat&Limit=3", "Limit", "limit"},
        {"/api/v1/search?q=cat&%E2%98%80=3", "\xE2\x98\x80", "limit"},
        {"/api/v1/search?q=cat&=3", "", "limit"},
        {"/api/v1/search?q=cat&scope=name&scope=name", "scope", "once"},
        {"/api/v1/search?q=cat&generation=a&generation=b", "generation", "once"},
        {"/?query=a&query=b", "query", "once"},
        {"/?query=a&offset=x", "offset", "whole number"},
        {"/?query=a&scope=x", "scope", "name or all"},
        {"/?query=a&scope=all&scope=name", "scope", "once"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(*state, wrong[i].target, wrong[i].parameter, wrong[i].detail);
}

/* Clients send what their users prefer, whatever the index has. */
static void test_a_preference_for_languages_that_there_are_not(void **state)
{
    static const char *const targets[] = {
        "/api/v1/search?q=cat&lang=tlh", "/api/v1/search?q=cat&lang=pl-PL,tlh,en",
        "/api/v1/search?q=cat&lang=", "/api/v1/search?q=cat&lang=*"};
    struct answer plain;

    get(&plain, *state, "/api/v1/search?q=cat");
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_int_equal(answer.reply.status, 200);
        assert_true(json_equal(json_object_get(answer.json, "results"),
                               json_object_get(plain.json, "results")));
        done(&answer);
    }
    done(&plain);
}

static void test_the_defaults_may_be_spelt_out(void **state)
{
    struct answer answer, plain;

    get(&answer, *state,
        "/api/v1/"
        "search?q=cat&scope=all&sort=relevance&format=json&variants=fold&lang=en&only_lang=all&"
        "offset=0&limit=50&");
    assert_int_equal(answer.reply.status, 200);
    get(&plain, *state, "/api/v1/search?q=cat");
    assert_true(json_equal(json_object_get(answer.json, "results"),
                           json_object_get(plain.json, "results")));
    assert_string_equal(text(&plain, "scope"), "all");
    assert_string_equal(text(&plain, "sort"), "relevance");
    assert_int_equal(number(&plain, "limit"), 50);
    done(&plain);
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_of_another_generation_is_refused),
        cmocka_unit_test(test_wrong_parameters_are_named),
        cmocka_unit_test(test_a_preference_for_languages_that_there_are_not),
        cmocka_unit_test(test_the_defaults_may_be_spelt_out),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
