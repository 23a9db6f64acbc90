/*
 * Which languages a request is read as: by its address, else by its header.
 */

#include "server/answers/http/pages/reader.h"

#include "server/answers/http/base/reply.h"

#include "tests/unit/server/answers/http/real_world.h"

/* The index has German and English. */
static const struct {
    const char *target, *accepted, *languages, *page;
    bool by_language;
} cases[] = {
    {"/", NULL, "", "en", true},
    {"/", "", "", "en", true},
    {"/", "de-AT,de;q=0.9,en;q=0.8", "de,en", "de", true},
    {"/", "en;q=0.3, de-AT;q=0.8", "de,en", "de", true},
    {"/", "en-GB,en;q=0.9,de;q=0.1", "en,de", "en", true},
    {"/", "en-GB,en;q=0.9", "", "en", true},
    {"/", "tlh,it,de", "de", "de", true},
    {"/", "tlh;q=1,*", "", "en", true},
    {"/", "\"><script>,--,\xFF", "", "en", true},
    {"/?query=cat", "de", "de", "de", true},
    {"/?query=cat&lang=", "de", "", "en", false},
    {"/?query=cat&lang=de", "fr", "de", "de", false},
    {"/?query=cat&lang=de-AT,en", NULL, "de-AT,en", "de", false},
    {"/?query=cat&lang=tlh", "de", "tlh", "en", false},
};

static void test_languages(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer answer;
        struct api_request request = get_request(cases[i].target);
        struct target target;
        struct reason reason;
        const struct exchange exchange = {.catalog = &world->ready,
                                          .request = &request,
                                          .target = &target,
                                          .reply = &answer.reply};
        struct reader reader;

        request.accept_language = cases[i].accepted;
        reply_begin(&answer.reply, 200);
        assert_int_equal(target_parse(&target, request.target, request.target_size, &reason),
                         TARGET_OK);
        reader_of(&reader, &exchange);
        assert_string_equal(reader.languages, cases[i].languages);
        assert_string_equal(reader.messages->language, cases[i].page);
        assert_int_equal(answer.reply.by_language, cases[i].by_language);
        assert_string_equal(answer.reply.languages, cases[i].by_language ? cases[i].languages : "");
        assert_string_equal(reader_messages(&request, &target)->language, cases[i].page);
        target_release(&target);
    }
}

static void test_an_error_without_a_target(void **state)
{
    struct api_request request = get_request("/");

    (void)state;
    request.accept_language = "de";
    assert_string_equal(reader_messages(&request, NULL)->language, "de");
}

/* Without an index the page has a language all the same. */
static void test_while_the_index_is_built(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/");
    struct answer answer;

    request.accept_language = "de";
    ask(&answer, &world->building, &request, 1024);
    assert_header(&answer, "Content-Language", "de");
    assert_non_null(strstr(answer.body, "<html lang=\"de\" dir=\"ltr\">"));
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_an_error_without_a_target),
        cmocka_unit_test(test_while_the_index_is_built),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
