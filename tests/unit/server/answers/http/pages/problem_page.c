/*
 * Errors that people see, and programs that get what they got.
 */

#include "server/answers/http/pages/problem_page.h"

#include "tests/unit/server/answers/http/real_world.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define BROWSER      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

static void ask_as(struct answer *answer, const struct catalog *catalog, const char *target,
                   const char *accept)
{
    struct api_request request = get_request(target);

    request.accept = accept;
    ask(answer, catalog, &request, 1024);
}

static void assert_page(const struct answer *answer, unsigned status, const char *part)
{
    if (answer->reply.status != status)
        fail_msg("%u instead of %u: %s", answer->reply.status, status, answer->body);
    assert_header(answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(answer, "Cache-Control", "no-store");
    assert_non_null(header(answer, "Content-Security-Policy"));
    if (!strstr(answer->body, part))
        fail_msg("no \"%s\" in %s", part, answer->body);
    assert_null(strstr(answer->body, "{{"));
}

static const struct {
    const char *target;
    unsigned status;
    const char *part;
} wrong[] = {
    {"/hello", 404, "<a href=\"./?query=hello\"><bdi>hello</bdi></a>"},
    {"/hello", 404, "There is nothing at this address."},
    {"/hello", 404, "<form action=\"./\""},
    {"/cat%20face", 404, "value=\"cat face\""},
    {"/a/b/c", 404, "<form action=\"./../../\""},
    {"/api/v1/nothing", 404, "href=\"./../../static/"},
    {"/static/none.js", 404, "There is nothing at this address."},
    {"/U+110000", 404, "There is no such code point"},
    {"/%zz", 400, "a literal percent sign"},
    {"/%00", 400, "<h1>This address is malformed</h1>"},
    {"/search", 422, "No query"},
    {"/search?q=%22x&limit=x", 422, "value=\"&quot;x\""},
    {"/?query=cat&offset=x", 422, "value=\"cat\""},
    {"/api/v1/characters/sun", 422, "not a named sequence"},
    {"/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404, "alert(1)"},
    {"//evil.example/", 404, "<form action=\"./../../\""},

};

static void test_people_get_pages(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct answer answer;

        ask_as(&answer, &world->ready, wrong[i].target, BROWSER);
        assert_page(&answer, wrong[i].status, wrong[i].part);
        assert_null(strstr(answer.body, "<script>"));
        done(&answer);
    }
}

static void test_programs_get_documents(void **state)
{
    static const char *const fields[] = {NULL,
                                         "",
                                         "*/*",
                                         "application/json",
                                         "text/*",
                                         "application/json, text/html",
                                         "text/html;q=0",
                                         "text/html;q=0.1, application/problem+json"};
    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(fields); i++) {
        struct answer answer;

        ask_as(&answer, &world->ready, "/hello", fields[i]);
        assert_problem(&answer, 404);
        assert_non_null(strstr(text(&answer, "detail"), "/search?q="));
        done(&answer);
    }
}

static void test_what_is_not_an_error_stays(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    ask_as(&answer, &world->ready, "/api/v1/search?q=cat", BROWSER);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "application/json");
    done(&answer);
    ask_as(&answer, &world->ready, "/a", BROWSER);
    assert_int_equal(answer.reply.status, 308);
    done(&answer);
}

/* Headers of the problem stay, and the page comes again by itself. */
static void test_the_index_is_being_built(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    ask_as(&answer, &world->building, "/U+1F1E8+1F1ED", BROWSER);
    assert_page(&answer, 503, "<meta http-equiv=\"refresh\" content=\"1\">");
    assert_header(&answer, "Retry-After", "1");
    done(&answer);
}

static void test_a_method(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/");
    struct answer answer;

    request.accept = BROWSER;
    request.method = API_OTHER;
    ask(&answer, &world->ready, &request, 1024);
    assert_page(&answer, 405, "Nothing can be changed here");
    assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
    done(&answer);
}

/* The browser sees the address below the path, whether the proxy passes the path on or not. */
static void test_below_a_path(void **state)
{
    static const struct {
        const char *target, *action;
    } targets[] = {
        {"/cf/hello", "<form action=\"./\""},
        {"/hello", "<form action=\"./\""},
        {"/cf/a/b", "<form action=\"./../\""},
        {"http://example.org/cf/x", "<form action=\"/cf/\""},
    };
    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(targets); i++) {
        struct api_request request = get_request(targets[i].target);
        struct answer answer;

        request.accept = BROWSER;
        request.site.prefix = slice_of("/cf");
        ask(&answer, &world->ready, &request, 1024);
        if (answer.reply.status == 404)
            assert_page(&answer, 404, targets[i].action);
        done(&answer);
    }
}

/* A refusal of the transport, which may know no target. */
static void test_a_refusal(void **state)
{
    const struct api_request request = {.accept = "text/html"};
    struct answer answer = {.size = 0};

    (void)state;
    api_refuse(&request, &answer.reply, 400, "Send a Host");
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_non_null(memmem(answer.reply.bytes, answer.reply.size, "Send a Host.", 12));
    api_reply_release(&answer.reply);
    api_refuse(&(struct api_request){.accept = NULL}, &answer.reply, 400, "Send a Host");
    assert_header(&answer, "Content-Type", "application/problem+json");
    api_reply_release(&answer.reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_get_pages),
        cmocka_unit_test(test_programs_get_documents),
        cmocka_unit_test(test_what_is_not_an_error_stays),
        cmocka_unit_test(test_the_index_is_being_built),
        cmocka_unit_test(test_a_method),
        cmocka_unit_test(test_below_a_path),
        cmocka_unit_test(test_a_refusal),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
