/*
 * Every way to name a character in a path, and paths that name none.
 */

#include "server/answers/http/characters.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_a_character_in_all_its_spellings(void **state)
{
    static const struct {
        const char *path, *codepoint;
    } spelt[] = {
        {"U+2600", "U+2600"},
        {"u+2600", "U+2600"},
        {"U%2B2600", "U+2600"},
        {"%E2%98%80", "U+2600"},
        {"\xE2\x98\x80", "U+2600"},
        {"U+41", "U+0041"},
        {"A", "U+0041"},
        {"u", "U+0075"},
        {"U", "U+0055"},
        {"+", "U+002B"},
        {"%2F", "U+002F"},
        {"/", "U+002F"},
        {"%3F", "U+003F"},
        {"%25", "U+0025"},
        {"%20", "U+0020"},
        {"%0A", "U+000A"},
        {"U+0000", "U+0000"},
        {"U+1f600", "U+1F600"},
        {"%F0%9F%98%80", "U+1F600"},
        {"U+10FFFF", "U+10FFFF"},
        {"U+00002600", "U+2600"},
        {"%EF%BF%BD", "U+FFFD"},
        {"5", "U+0035"},
        {"%E2%98%80%EF%B8%8F", "U+2600"}, /* U+FE0F selects the emoji presentation of the same
                                             character */
    };

    for (size_t i = 0; i < sizeof spelt / sizeof *spelt; i++) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/characters/%s", spelt[i].path);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        assert_string_equal(text(&answer, "codepoint"), spelt[i].codepoint);
        assert_header(&answer, "Access-Control-Allow-Origin", "*");
        done(&answer);
    }
}

static void test_texts_that_are_not_a_character(void **state)
{
    static const struct {
        const char *path;
        unsigned status;
    } junk[] = {
        {"", 422},           {"sun", 422},
        {"2600", 422},       {"U+", 422},
        {"U+G", 422},        {"U+26 00", 400},
        {"U+-2600", 422},    {"U%202600", 422},
        {"0x2600", 422},     {"U+000002600", 422},
        {"U+2600/", 422},    {"%E2%98%80%E2%98%80", 422},
        {"U+2600?x=y", 422}, {"U+110000", 404},
        {"U+FFFFFFFF", 404}, {"U+2600%00", 400},
        {"%ED%A0%80", 400},  {"U+2600+U+2601", 422},
    };

    for (size_t i = 0; i < sizeof junk / sizeof *junk; i++) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/characters/%s", junk[i].path);
        get(&answer, *state, target);
        if (answer.reply.status != junk[i].status)
            fail_msg("%s: %u", target, answer.reply.status);
        assert_problem(&answer, junk[i].status);
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_character_in_all_its_spellings),
        cmocka_unit_test(test_texts_that_are_not_a_character),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
