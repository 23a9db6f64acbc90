/*
 * Lists of blocks, scripts and categories, counted in the small index. First and last code points
 * come from Blocks.txt, codes and names from PropertyValueAliases.txt.
 */

#include "server/answers/http/lists.h"

#include "tests/unit/server/answers/small_world.h"

static void test_blocks(void **state)
{
    assert_document(
        *state, "/api/v1/blocks",
        "{\"generation\":\"*\",\"blocks\":[{\"name\":\"Basic Latin\","
        "\"first\":\"U+0000\",\"last\":\"U+007F\",\"characters\":4,\"results\":5},"
        "{\"name\":\"CJK Unified Ideographs\",\"first\":\"U+4E00\","
        "\"last\":\"U+9FFF\",\"characters\":2,\"results\":2},{\"name\":\"High Surrogates\","
        "\"first\":\"U+D800\",\"last\":\"U+DB7F\",\"characters\":0,\"results\":0},"
        "{\"name\":\"High Private Use Surrogates\",\"first\":\"U+DB80\","
        "\"last\":\"U+DBFF\",\"characters\":0,\"results\":0},{\"name\":\"Low Surrogates\","
        "\"first\":\"U+DC00\",\"last\":\"U+DFFF\",\"characters\":0,\"results\":0},"
        "{\"name\":\"Private Use Area\",\"first\":\"U+E000\",\"last\":\"U+F8FF\","
        "\"characters\":0,\"results\":0},{\"name\":\"Emoticons\",\"first\":\"U+1F600\","
        "\"last\":\"U+1F64F\",\"characters\":1,\"results\":1},"
        "{\"name\":\"Supplementary Private Use Area-A\",\"first\":\"U+F0000\","
        "\"last\":\"U+FFFFF\",\"characters\":0,\"results\":0},"
        "{\"name\":\"Supplementary Private Use Area-B\",\"first\":\"U+100000\","
        "\"last\":\"U+10FFFF\",\"characters\":0,\"results\":0}]}");
}

/* The keycap and the face with a tone are sequences: they are not counted
 * as characters, and the tone is folded. */
static void test_scripts(void **state)
{
    assert_document(
        *state, "/api/v1/scripts",
        "{\"generation\":\"*\",\"scripts\":[{\"name\":\"Common\","
        "\"code\":\"Zyyy\",\"characters\":2,\"results\":2},{\"name\":\"Han\",\"code\":\"Hani\","
        "\"characters\":2,\"results\":2},{\"name\":\"Latin\",\"code\":\"Latn\","
        "\"characters\":3,\"results\":4}]}");
}

/* All thirty, and every character in exactly one. */
static void test_categories(void **state)
{
    static const char *const counted[] = {
        "{\"name\":\"Cc\",\"long_name\":\"Control\",\"characters\":1,\"results\":1}",
        "{\"name\":\"Lu\",\"long_name\":\"Uppercase_Letter\",\"characters\":2,\"results\":3}",
        "{\"name\":\"Ll\",\"long_name\":\"Lowercase_Letter\",\"characters\":1,\"results\":1}",
        "{\"name\":\"Lo\",\"long_name\":\"Other_Letter\",\"characters\":2,\"results\":2}",
        "{\"name\":\"So\",\"long_name\":\"Other_Symbol\",\"characters\":1,\"results\":1}",
        "{\"name\":\"Cn\",\"long_name\":\"Unassigned\",\"characters\":0,\"results\":0}",
        "{\"name\":\"Co\",\"long_name\":\"Private_Use\",\"characters\":0,\"results\":0}",
        "{\"name\":\"Cs\",\"long_name\":\"Surrogate\",\"characters\":0,\"results\":0}",
    };
    struct small_world *world = *state;
    struct answer answer = ask(&world->ready, "/api/v1/categories");
    size_t categories = 0, empty = 0;

    assert_int_equal(answer.status, 200);
    for (size_t i = 0; i < COUNT(counted); i++)
        assert_non_null(strstr(answer.body, counted[i]));
    for (const char *at = answer.body; (at = strstr(at, "\"characters\":")) != NULL; at++) {
        categories++;
        empty += strncmp(at, "\"characters\":0,\"results\":0}", 27) == 0;
    }
    assert_int_equal(categories, 30);
    assert_int_equal(empty, 25);
    free(answer.body);
}

static void test_they_wait_for_the_index(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->building, "/api/v1/blocks", 503, "\"progress\":42");
    assert_problem(&world->building, "/api/v1/scripts", 503, "\"progress\":42");
    assert_problem(&world->building, "/api/v1/categories", 503, "\"progress\":42");
}

static void test_they_take_no_parameters(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->ready, "/api/v1/blocks?q=a", 422, "\"parameter\":\"q\"");
    assert_problem(&world->ready, "/api/v1/scripts?limit=1", 422, "\"parameter\":\"limit\"");
    assert_problem(&world->ready, "/api/v1/categories?a=1", 422, "send none");
    assert_problem(&world->ready, "/api/v1/blocks/", 404, "/api/v1/blocks");
}

static void test_they_are_cached(void **state)
{
    assert_is_cached(*state, "/api/v1/blocks");
    assert_is_cached(*state, "/api/v1/scripts");
    assert_is_cached(*state, "/api/v1/categories");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_categories),
        cmocka_unit_test(test_they_wait_for_the_index),
        cmocka_unit_test(test_they_take_no_parameters),
        cmocka_unit_test(test_they_are_cached),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
