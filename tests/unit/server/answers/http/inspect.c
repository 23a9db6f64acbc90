/*
 * Inspected texts, with the names of the small index. Clusters, normalization forms and mixed
 * scripts are tested with the modules that compute them. This compares complete documents, and
 * checks which requests are refused.
 */

#include "server/answers/http/inspect.h"

#include "tests/unit/server/answers/small_world.h"

#define INSPECT "/api/v1/inspect?text="

/* A keycap, which is a sequence; a control; a private-use character. */
static void test_a_text(void **state)
{
    assert_document(*state, INSPECT "B%E2%83%A3%07%EE%80%80",
                    "{\"text\":\"B\xE2\x83\xA3\\u0007\xEE\x80\x80\",\"clusters\":["
                    "{\"text\":\"B\xE2\x83\xA3\",\"name\":\"keycap: B\",\"codepoints\":["
                    "{\"codepoint\":\"U+0042\",\"char\":\"B\","
                    "\"name\":\"LATIN CAPITAL LETTER B\",\"category\":\"Lu\","
                    "\"invisible\":false,\"utf8\":\"42\"},{\"codepoint\":\"U+20E3\","
                    "\"char\":\"\xE2\x83\xA3\",\"name\":\"COMBINING ENCLOSING KEYCAP\","
                    "\"category\":\"Me\","
                    "\"block\":\"Combining Diacritical Marks for Symbols\","
                    "\"script\":\"Inherited\",\"age\":\"3.0\",\"invisible\":false,"
                    "\"utf8\":\"E2 83 A3\"}]},{\"text\":\"\\u0007\","
                    "\"name\":\"<control-0007>\",\"codepoints\":[{\"codepoint\":\"U+0007\","
                    "\"char\":\"\\u0007\",\"name\":\"<control-0007>\",\"category\":\"Cc\","
                    "\"invisible\":true,\"utf8\":\"07\"}]},{\"text\":\"\xEE\x80\x80\","
                    "\"name\":\"<private-use-E000>\",\"codepoints\":["
                    "{\"codepoint\":\"U+E000\",\"char\":\"\xEE\x80\x80\","
                    "\"name\":\"<private-use-E000>\",\"category\":\"Co\","
                    "\"block\":\"Private Use Area\",\"script\":\"Unknown\",\"age\":\"1.1\","
                    "\"invisible\":false,\"utf8\":\"EE 80 80\"}]}],"
                    "\"length\":{\"graphemes\":3,\"code_points\":4,\"utf8\":8,\"utf16\":4},"
                    "\"normalization\":{\"nfc\":true,\"nfd\":true,\"nfkc\":true,"
                    "\"nfkd\":true},\"warnings\":[],\"generation\":\"*\"}");
}

static void assert_has(struct small_world *world, const char *target, const char *part)
{
    struct answer answer = ask(&world->ready, target);

    if (answer.status != 200 || !strstr(answer.body, part))
        fail_msg("%s: %u %s", target, answer.status, answer.body);
    free(answer.body);
}

static void test_warnings_about_what_a_reader_cannot_see(void **state)
{
    struct small_world *world = *state;

    assert_has(world, INSPECT "a+p%D0%B0y",
               "\"warnings\":[{\"type\":\"mixed scripts\",\"byte\":2,\"text\":\"p\xD0\xB0y\"}]");
    assert_has(world, INSPECT "a%E2%80%AEb",
               "\"warnings\":[{\"type\":\"bidi control\",\"byte\":1,\"text\":\"\xE2\x80\xAE\"}]");
    assert_has(world, INSPECT "%D0%B0b%E2%80%8F",
               "{\"type\":\"mixed scripts\",\"byte\":0,\"text\":\"\xD0\xB0"
               "b\"},"
               "{\"type\":\"bidi control\",\"byte\":3,");
    assert_has(world, INSPECT "%E2%80%8B", "\"invisible\":true,\"utf8\":\"E2 80 8B\"");
    assert_has(world, INSPECT "%C2%AD", "\"name\":\"SOFT HYPHEN\"");
}

static void test_lengths_and_forms(void **state)
{
    struct small_world *world = *state;

    assert_has(world, INSPECT "%F0%9F%98%80e%CC%81",
               "\"length\":{\"graphemes\":2,\"code_points\":3,\"utf8\":7,\"utf16\":4},"
               "\"normalization\":{\"nfc\":false,\"nfd\":true,\"nfkc\":false,\"nfkd\":true}");
}

/* A cluster of several code points that is not a sequence has a null name. */
static void test_a_cluster_without_a_name(void **state)
{
    assert_has(*state, INSPECT "x%CC%81", "{\"text\":\"x\xCC\x81\",\"codepoints\":[");
}

static void test_an_unassigned_code_point_has_no_age(void **state)
{
    assert_has(*state, INSPECT "%CD%B8", "\"name\":\"<reserved-0378>\"");
    assert_has(*state, INSPECT "%CD%B8", "\"script\":\"Unknown\",\"age\":null,");
}

static void test_the_number_of_warnings_is_limited(void **state)
{
    struct small_world *world = *state;
    struct buffer target = BUFFER_INIT;
    struct answer answer;
    size_t mixed = 0, controls = 0;

    buffer_append_text(&target, INSPECT);
    for (int i = 0; i < 100; i++)
        buffer_append_text(&target, "%D0%B0a%E2%80%AE+");
    buffer_append(&target, "", 1);
    answer = ask(&world->ready, target.bytes);
    assert_int_equal(answer.status, 200);
    for (const char *at = answer.body; (at = strstr(at, "\"mixed scripts\"")) != NULL; at++)
        mixed++;
    for (const char *at = answer.body; (at = strstr(at, "\"bidi control\"")) != NULL; at++)
        controls++;
    assert_int_equal(mixed, 16);
    assert_int_equal(controls, 16);
    free(answer.body);
    buffer_release(&target);
}

/* The longest text, and one byte more. */
static void test_the_maximum_length_of_a_text(void **state)
{
    struct small_world *world = *state;
    struct buffer target = BUFFER_INIT;

    buffer_append_text(&target, INSPECT);
    for (int i = 0; i < INSPECT_MAX_SIZE; i++)
        buffer_append_text(&target, "a");
    buffer_append(&target, "", 1);
    assert_has(world, target.bytes, "\"graphemes\":1024,");
    target.size--;
    buffer_append_text(&target, "a");
    buffer_append(&target, "", 1);
    assert_problem(&world->ready, target.bytes, 422,
                   "The text has 1025 bytes; send at most 1024 at a time.\"");
    buffer_release(&target);
}

static void test_what_is_refused(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->ready, "/api/v1/inspect", 422, "\"parameter\":\"text\"");
    assert_problem(&world->ready, INSPECT, 422, "?text=%E2%98%80");
    assert_problem(&world->ready, INSPECT "a&text=b", 422, "2 times");
    assert_problem(&world->ready, INSPECT "a&q=b", 422, "\"parameter\":\"q\"");
    assert_problem(&world->ready, INSPECT "%ED%A0%80", 400, "UTF-8"); /* a surrogate */
    assert_problem(&world->ready, INSPECT "%FF", 400, "UTF-8");
    assert_problem(&world->ready, INSPECT "a%00b", 400, "%00");
    assert_problem(&world->building, INSPECT "a", 503, "\"progress\":42");
}

static void test_it_is_cached(void **state)
{
    assert_is_cached(*state, INSPECT "AB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text),
        cmocka_unit_test(test_warnings_about_what_a_reader_cannot_see),
        cmocka_unit_test(test_lengths_and_forms),
        cmocka_unit_test(test_a_cluster_without_a_name),
        cmocka_unit_test(test_an_unassigned_code_point_has_no_age),
        cmocka_unit_test(test_the_number_of_warnings_is_limited),
        cmocka_unit_test(test_the_maximum_length_of_a_text),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_it_is_cached),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
