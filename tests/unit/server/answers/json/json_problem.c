/*
 * Problem documents, byte by byte: their members, and awkward text.
 */

#include "server/answers/json/json_problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(struct buffer *buffer, const char *expected)
{
    assert_false(buffer->failed);
    buffer_append(buffer, "", 1);
    assert_string_equal(buffer->bytes, expected);
    buffer_release(buffer);
}

#define BEGIN "{\"type\":\"about:blank\",\"title\":\"T\",\"status\":422,\"detail\":"

static void test_members_that_do_not_apply_are_left_out(void **state)
{
    static const struct {
        struct json_problem problem;
        const char *document;
    } problems[] = {
        {{.detail = "D"}, BEGIN "\"D.\"}"},
        {{.detail = "D", .parameter = {"q", 1}}, BEGIN "\"D.\",\"parameter\":\"q\"}"},
        {{.detail = "D", .parameter = {"", 0}}, BEGIN "\"D.\",\"parameter\":\"\"}"},
        {{.detail = "D", .parameter = {"q", 1}, .column = 5},
         BEGIN "\"D.\",\"parameter\":\"q\",\"column\":5}"},
        {{.detail = "D",
          .code = "c",
          .parameter = {"q", 1},
          .column = 5,
          .key = "k",
          .closest = "z"},
         BEGIN "\"D.\",\"code\":\"c\",\"parameter\":\"q\",\"column\":5,\"key\":\"k\","
               "\"closest\":\"z\"}"},
        {{.detail = "D", .building = true}, BEGIN "\"D.\",\"progress\":0}"},
        {{.detail = "D", .building = true, .progress = 99}, BEGIN "\"D.\",\"progress\":99}"},
        {{.detail = "D", .progress = 99}, BEGIN "\"D.\"}"},
        {{.detail = "D", .generation = "0a"}, BEGIN "\"D.\",\"generation\":\"0a\"}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        struct json_problem problem = problems[i].problem;
        struct buffer out = BUFFER_INIT;

        problem.status = 422;
        problem.title = "T";
        json_problem_append(&out, &problem);
        assert_text(&out, problems[i].document);
    }
}

static void test_a_detail_becomes_a_sentence_of_utf8(void **state)
{
    static const struct {
        const char *detail, *written;
    } details[] = {
        {"Send less", "\"Send less.\""},
        {"Send less.", "\"Send less.\""},
        {"", "\"\""},
        {"\"x\"\\", "\"\\\"x\\\"\\\\.\""},
        {"/tmp/\xFF/\xE2\x98", "\"/tmp/\xEF\xBF\xBD/\xEF\xBF\xBD\xEF\xBF\xBD.\""},
        {"\xE2\x98\x80", "\"\xE2\x98\x80.\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        struct buffer out = BUFFER_INIT;
        char expected[256];

        json_problem_append(
            &out, &(struct json_problem){.status = 422, .title = "T", .detail = details[i].detail});
        (void)snprintf(expected, sizeof expected, "%s%s}", BEGIN, details[i].written);
        assert_text(&out, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_that_do_not_apply_are_left_out),
        cmocka_unit_test(test_a_detail_becomes_a_sentence_of_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
