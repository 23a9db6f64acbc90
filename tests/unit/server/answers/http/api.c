/*
 * From request to reply: targets, methods and codings, on any route.
 */

#include "server/answers/http/api.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_broken_escapes_are_400_everywhere(void **state)
{
    static const char *const routes[] = {
        "/search?q=", "/api/v1/search?q=",     "/?query=",  "/api/v1/characters/", "/static/",
        "/nowhere/",  "/api/v1/inspect?text=", "/healthz?", "/api/v1/suggest?q=",
    };
    static const char *const broken[] = {"%", "%4", "%zz", "%00", "%ff", "a%", "%E2%98", "a b"};

    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        for (size_t j = 0; j < sizeof broken / sizeof *broken; j++) {
            char target[64];
            struct answer answer;

            (void)snprintf(target, sizeof target, "%s%s", routes[i], broken[j]);
            get(&answer, *state, target);
            assert_problem(&answer, 400);
            done(&answer);
        }
}

static void test_other_methods_are_refused_with_the_allowed_ones(void **state)
{
    static const char *const known[] = {"/",
                                        "/search",
                                        "/api/v1/search",
                                        "/api/v1/characters/U+2600",
                                        "/api/v1/inspect",
                                        "/api/v1/suggest",
                                        "/api/v1/blocks",
                                        "/api/v1/scripts",
                                        "/api/v1/categories",
                                        "/api/v1/status",
                                        "/healthz",
                                        "/openapi.json",
                                        "/opensearch.xml",
                                        "/sw.js"};
    const struct world *world = *state;
    struct api_request request = get_request("/nowhere");
    struct answer answer;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        request = get_request(known[i]);
        request.method = API_OTHER;
        ask(&answer, &world->ready, &request, 1024);
        assert_problem(&answer, 405);
        assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
        done(&answer);

        request.method = API_OPTIONS;
        ask(&answer, &world->ready, &request, 1024);
        assert_int_equal(answer.reply.status, 204);
        assert_int_equal(answer.size, 0);
        assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
        assert_header(&answer, "Access-Control-Allow-Origin", "*");
        assert_header(&answer, "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        done(&answer);
    }
    request = get_request("/nowhere");
    request.method = API_OTHER;
    ask(&answer, &world->ready, &request, 1024);
    assert_problem(&answer, 404);
    done(&answer);
}

/* Its target is a host and a port, RFC 9110, section 9.3.6. */
static void test_connect_is_refused_whatever_its_target(void **state)
{
    static const char *const targets[] = {"localhost:80", "/", "/nowhere", "*", "", "%zz"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct api_request request = get_request(targets[i]);
        struct answer answer;

        request.method = API_CONNECT;
        ask(&answer, &world->ready, &request, 1024);
        assert_problem(&answer, 405);
        assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
        done(&answer);
    }
}

static void test_the_asterisk_is_for_options_only(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("*");
    struct answer answer;

    ask(&answer, &world->ready, &request, 1024);
    assert_problem(&answer, 400);
    done(&answer);
    request.method = API_OPTIONS;
    ask(&answer, &world->ready, &request, 1024);
    assert_int_equal(answer.reply.status, 204);
    assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
    done(&answer);
}

static void ask_below(struct answer *answer, const struct world *world, const char *prefix,
                      const char *target)
{
    struct api_request request = get_request(target);

    request.site = (struct site){
        .source = SITE_OF_PROXY, .authority = slice_of("x"), .prefix = slice_of(prefix)};
    ask(answer, &world->ready, &request, 1024);
}

/* Proxies pass paths on with the prefix, or without it. */
static void test_paths_with_and_without_the_prefix(void **state)
{
    static const struct {
        const char *prefix, *target;
        unsigned status;
    } paths[] = {
        {"/cf", "/cf/", 200},
        {"/cf", "/cf/?query=cat", 200},
        {"/cf", "/", 200},
        {"/cf", "/cf/api/v1/status", 200},
        {"/cf", "/api/v1/status", 200},
        {"/cf", "/cf/sw.js", 200},
        {"/cf", "/%63f/sw.js", 200},
        {"/cf", "http://x/cf/sw.js", 200},
        {"/caf%C3%A9", "/caf%c3%a9/sw.js", 200},
        {"/api", "/api/v1/status", 200}, /* the prefix may be the beginning of a route */
        {"/api", "/api/api/v1/status", 200},
        {"/static", "/static/sw.js", 200},
        {"/search", "/search?q=cat", 200},
        {"/search", "/search/search?q=cat", 200},
        {"/cf", "/cf%2Fsw.js", 404},
        {"/cf", "/cf/cf/sw.js", 404},
        {"/cf", "/cfsw.js", 404},
        {"/cf", "/CF/sw.js", 404},
        {"/cf", "/cf/api%2Fv1/status", 404},
        {"/a/b", "/a%2Fb/sw.js", 404},
        {"/a/b", "/a/sw.js", 404},
        {"", "/cf/sw.js", 404},
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer answer;

        ask_below(&answer, *state, paths[i].prefix, paths[i].target);
        if (answer.reply.status != paths[i].status)
            fail_msg("%s below %s: %u", paths[i].target, paths[i].prefix, answer.reply.status);
        done(&answer);
    }
}

static void test_the_prefix_alone_leads_to_the_page(void **state)
{
    static const struct {
        const char *target, *location;
    } paths[] = {
        {"/cf", "/cf/"},
        {"/cf?query=a+b&scope=name", "/cf/?query=a+b&scope=name"},
        {"/c%66?", "/cf/?"},
        {"http://evil.org/cf?x", "/cf/?x"},
    };
    char target[6000];
    struct answer answer;

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ask_below(&answer, *state, "/cf", paths[i].target);
        assert_int_equal(answer.reply.status, 308);
        assert_header(&answer, "Location", paths[i].location);
        assert_header(&answer, "Cache-Control", "no-store");
        done(&answer);
    }
    (void)snprintf(target, sizeof target, "/cf?%04999d", 0); /* no link to the page is that long */
    ask_below(&answer, *state, "/cf", target);
    assert_problem(&answer, 404);
    assert_non_null(strstr(text(&answer, "detail"), " /cf/search?q="));
    done(&answer);
}

static void test_head_is_answered_as_get(void **state)
{
    static const char *const targets[] = {
        "/",      "/search?q=cat", "/api/v1/search?q=cat", "/api/v1/characters/U+2600",
        "/sw.js", "/nowhere"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct api_request request = get_request(targets[i]);
        struct answer head, full;

        ask(&full, &world->ready, &request, 1024);
        request.method = API_HEAD;
        ask(&head, &world->ready, &request, 1024);
        assert_int_equal(head.reply.status, full.reply.status);
        assert_int_equal(head.size, full.size); /* the transport sends only the length */
        assert_int_equal(head.reply.header_count, full.reply.header_count);
        for (size_t j = 0; j < full.reply.header_count; j++)
            assert_header(&head, full.reply.headers[j].name, full.reply.headers[j].value);
        done(&head);
        done(&full);
    }
}

static void test_while_building_the_rest_answers(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_from(&answer, &world->building, "/api/v1/characters/U+2600");
    assert_int_equal(answer.reply.status, 200);
    assert_string_equal(text(&answer, "name"), "BLACK SUN WITH RAYS");
    assert_null(json_object_get(answer.json, "generation"));
    assert_null(header(&answer, "ETag"));
    assert_header(&answer, "Cache-Control", "no-store");
    done(&answer);

    get_from(&answer, &world->building, "/api/v1/status");
    assert_int_equal(answer.reply.status, 200);
    assert_string_equal(text(&answer, "state"), "building");
    assert_int_equal(number(&answer, "progress"), 42);
    assert_true(json_is_null(json_object_get(answer.json, "generation")));
    assert_true(json_is_null(json_object_get(answer.json, "characters")));
    assert_true(json_is_null(json_object_get(answer.json, "sequences")));
    assert_int_equal(json_array_size(json_object_get(answer.json, "sources")), 0);
    assert_int_equal(json_array_size(json_object_get(answer.json, "languages")), 0);
    done(&answer);

    get_from(&answer, &world->building, "/healthz");
    assert_string_equal(answer.body, "ok\n");
    done(&answer);

    get_from(&answer, &world->building, "/?query=cat");
    assert_int_equal(answer.reply.status, 503);
    assert_header(&answer, "Retry-After", "1");
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Cache-Control", "no-store");
    done(&answer);
}

/* Answers from the index are compressed like the page, if that saves a packet. */
static void test_answers_are_compressed_if_the_client_accepts_gzip(void **state)
{
    static const struct {
        const char *target;
        bool coded;
    } examples[] = {
        {"/api/v1/search?q=digit", true},
        {"/api/v1/characters/U+0039", true},
        {"/search?q=registered", false}, /* too small */
        {"/api/v1/search?q=registered&scope=name", false},
        {"/api/v1/search?q=%22", false}, /* not cacheable */
        {"/api/v1/status", false},
        {"/api/v1/search?q=digit&format=tsv&limit=1", false},
    };
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct api_request request = get_request(examples[i].target);
        struct answer plain, gzip;

        ask(&plain, &world->ready, &request, 1024);
        request.accept_encoding = "br, gzip";
        ask(&gzip, &world->ready, &request, 1024);
        assert_null(header(&plain, "Content-Encoding"));
        if (examples[i].coded) {
            assert_header(&gzip, "Content-Encoding", "gzip");
            assert_memory_equal(gzip.body, "\x1F\x8B", 2);
            assert_true(gzip.size * 3 < plain.size * 2);
            assert_header(&plain, "Vary", "Accept-Encoding");
            assert_header(&gzip, "ETag", header(&plain, "ETag"));
        } else {
            assert_null(header(&gzip, "Content-Encoding"));
            assert_int_equal(gzip.size, plain.size);
        }
        done(&plain);
        done(&gzip);
    }
}

static void test_a_client_that_refuses_identity_gets_a_short_body_compressed(void **state)
{
    static const char *const fields[] = {"identity;q=0, gzip", "*;q=0, zstd", "gzip, *;q=0"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct api_request request = get_request("/search?q=registered");
        struct answer answer;

        request.accept_encoding = fields[i];
        ask(&answer, &world->ready, &request, 1024);
        assert_header(&answer, "Content-Encoding", i == 1 ? "zstd" : "gzip");
        done(&answer);
        request.target_size--; /* another query */
        request.accept_encoding = "identity;q=0, br";
        ask(&answer, &world->ready, &request, 1024);
        assert_null(header(&answer, "Content-Encoding"));
        done(&answer);
    }
}

/* A long body is compressed slice by slice, in as many turns of the loop as that takes. */
static void test_long_bodies_are_compressed_in_slices(void **state)
{
    static const char target[] = "/api/v1/inspect?text=";
    char text[sizeof target + 1024 * 3] = "";
    struct world *world = *state;
    int most = 0; /* slices */

    for (size_t tabs = 64; tabs <= 1024; tabs += 64) {
        struct api_request request;
        struct answer plain, coded;
        struct api_reply reply;
        int slices = 0;
        size_t size = strlen(strcpy(text, target));

        for (size_t i = 0; i < tabs; i++, size += 3)
            memcpy(text + size, "%09", 4);
        request = get_request(text);
        ask(&plain, &world->ready, &request, 1024);
        request.accept_encoding = "gzip";
        ask(&coded, &world->ready, &request, 1024);
        assert_header(&coded, "Vary", "Accept-Encoding");
        assert_header(&coded, "Content-Encoding", "gzip");
        assert_memory_equal(coded.body, "\x1F\x8B", 2);
        assert_true(coded.size * 4 < plain.size);
        if (coded.reply.stream) { /* compressed as it is read */
            done(&plain);
            done(&coded);
            continue;
        }
        api_answer(&world->ready, &request, &reply);
        for (; reply.compression; slices++) {
            assert_int_equal(reply.size, 0);
            (void)api_continue(&reply);
            assert_in_range(reply.steps, 1, 50 * 1000); /* 0.25 ms */
        }
        assert_true(api_continue(&reply));
        assert_int_equal(reply.size, coded.size);
        assert_memory_equal(reply.bytes, coded.body, coded.size);
        api_reply_release(&reply);
        if (slices > most)
            most = slices;
        done(&plain);
        done(&coded);
    }
    assert_true(most > 1);
}

static void test_the_transport_can_report_a_problem(void **state)
{
    static const unsigned statuses[] = {400, 408, 413, 414, 431, 501, 505, 499, 599};

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct answer answer = {.body = NULL};

        memset(&answer.reply, 0xA5, sizeof answer.reply);
        api_problem(&answer.reply, statuses[i], "Send less");
        read_body(&answer, 0);
        answer.json = json_loadb(answer.body, answer.size, 0, NULL);
        assert_problem(&answer, statuses[i]);
        assert_string_equal(text(&answer, "detail"), "Send less.");
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken_escapes_are_400_everywhere),
        cmocka_unit_test(test_other_methods_are_refused_with_the_allowed_ones),
        cmocka_unit_test(test_connect_is_refused_whatever_its_target),
        cmocka_unit_test(test_the_asterisk_is_for_options_only),
        cmocka_unit_test(test_paths_with_and_without_the_prefix),
        cmocka_unit_test(test_the_prefix_alone_leads_to_the_page),
        cmocka_unit_test(test_head_is_answered_as_get),
        cmocka_unit_test(test_while_building_the_rest_answers),
        cmocka_unit_test(test_answers_are_compressed_if_the_client_accepts_gzip),
        cmocka_unit_test(test_a_client_that_refuses_identity_gets_a_short_body_compressed),
        cmocka_unit_test(test_long_bodies_are_compressed_in_slices),
        cmocka_unit_test(test_the_transport_can_report_a_problem),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
