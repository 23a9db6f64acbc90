/*
 * The response cache with responses that are plain integers: which requests find what, what is not
 * taken, and that every response is dropped exactly once.
 */

#include "server/transport/http/response_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CAPACITY = 256 * 1024 };

/* A response, and how often it has been dropped. */
struct made {
    unsigned drops;
};

static void drop(void *response)
{
    struct made *made = response;

    made->drops++;
}

static struct api_request get(const char *target, const char *accept_encoding)
{
    return (struct api_request){.method = API_GET,
                                .target = target,
                                .target_size = strlen(target),
                                .accept_encoding = accept_encoding};
}

/* Too large for a stack that sanitizers pad. */
static struct api_reply reply;

static const struct api_reply *lasting(size_t size)
{
    reply.status = 200;
    reply.lasting = true;
    reply.by_site = false;
    reply.by_language = false;
    reply.size = size;
    reply.header_text_size = 0;
    return &reply;
}

static void test_the_same_request_finds_the_response(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", "gzip");
    struct made made = {0};

    (void)state;
    assert_null(response_cache_find(responses, &request));
    assert_true(response_cache_put(responses, &request, lasting(100), &made));
    for (unsigned turn = 0; turn < 3; turn++)
        assert_ptr_equal(response_cache_find(responses, &request), &made);
    assert_int_equal(made.drops, 0);
    response_cache_free(responses);
    assert_int_equal(made.drops, 1);
    response_cache_free(NULL);
}

/* Target and codings decide, and do not run into each other. */
static void test_another_request_does_not(void **state)
{
    static const struct {
        const char *target, *accept_encoding;
    } others[] = {
        {"/search?q=su", "gzip"},      {"/search?q=sun ", "gzip"},  {"/search?q=sung", "zip"},
        {"/search?q=sun", "identity"}, {"/search?q=sun", NULL},     {"/search?q=sun", ""},
        {"/search?q=sun", "gzip, br"}, {"/search?q=sungzip", NULL}, {"", "gzip"},
    };
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", "gzip"), other;
    struct made made = {0};

    (void)state;
    assert_true(response_cache_put(responses, &request, lasting(100), &made));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        other = get(others[i].target, others[i].accept_encoding);
        assert_null(response_cache_find(responses, &other));
    }
    other = request;
    other.method = API_HEAD;
    assert_null(response_cache_find(responses, &other));
    other = request;
    other.if_none_match = "\"x\"";
    assert_null(response_cache_find(responses, &other)); /* it may be 304 */
    response_cache_free(responses);
}

static void test_another_site_does_not(void **state)
{
    static const struct site others[] = {
        {.source = SITE_OF_HOST},
        {.source = SITE_OF_PROXY, .prefix = {"/b", 2}},
        {.source = SITE_OF_PROXY, .prefix = {"/agzip", 6}},
        {.source = SITE_OF_CONFIG, .authority = {"x", 1}, .prefix = {"/a", 2}},
        {.source = SITE_OF_CONFIG, .tls = true, .authority = {"x", 1}, .prefix = {"/a", 2}},
    };
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", "gzip");
    struct made made[6] = {{0}};

    (void)state;
    request.site = (struct site){.source = SITE_OF_PROXY, .prefix = {"/a", 2}};
    assert_true(response_cache_put(responses, &request, lasting(100), &made[5]));
    for (size_t i = 0; i < 5; i++) {
        request.site = others[i];
        assert_null(response_cache_find(responses, &request));
        assert_true(response_cache_put(responses, &request, lasting(100), &made[i]));
    }
    /* The authority is not in a reply that is kept, unless it is configured. */
    request.site = (struct site){.source = SITE_OF_HOST, .authority = {"evil", 4}};
    assert_ptr_equal(response_cache_find(responses, &request), &made[0]);
    response_cache_free(responses);
}

/* Descriptions for programs name the whole site: a client must not get another one's. */
static void test_what_names_the_site_is_for_that_site(void **state)
{
    static const char *const targets[] = {"/openapi.json", "/a/openapi.json?", "/opensearch.xml",
                                          "/opensearch.xml?x=.y"};
    static const struct site sites[] = {
        {.source = SITE_OF_HOST, .authority = {"x", 1}},
        {.source = SITE_OF_HOST, .authority = {"evil", 4}},
        {.source = SITE_OF_HOST},
        {.source = SITE_OF_PROXY, .authority = {"x", 1}},
        {.source = SITE_OF_PROXY, .tls = true, .authority = {"x", 1}},
        {.source = SITE_OF_PROXY, .authority = {"x", 1}, .prefix = {"/a", 2}},
        {.source = SITE_OF_CONFIG, .authority = {"x", 1}, .prefix = {"/a", 2}},
    };
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct made made[sizeof targets / sizeof *targets * (sizeof sites / sizeof *sites)] = {{0}};
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        for (size_t k = 0; k < sizeof sites / sizeof *sites; k++, count++) {
            struct api_request request = get(targets[i], "gzip");

            request.site = sites[k];
            assert_null(response_cache_find(responses, &request));
            (void)lasting(100);
            reply.by_site = true;
            assert_true(response_cache_put(responses, &request, &reply, &made[count]));
            assert_ptr_equal(response_cache_find(responses, &request), &made[count]);
        }
    response_cache_free(responses);
}

/* Its key would lack the site. */
static void test_an_escaped_target_that_names_the_site_is_not_kept(void **state)
{
    static const char *const targets[] = {"/openapi.jso%6E", "/%6Fpensearch%2Exml", "/", ".json"};
    struct response_cache *responses = response_cache_new(CAPACITY, drop);

    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct api_request request = get(targets[i], "gzip");
        struct made made = {0};

        (void)lasting(100);
        reply.by_site = true;
        assert_false(response_cache_put(responses, &request, &reply, &made));
    }
    response_cache_free(responses);
}

/* The answer says whether the languages count: of a page they do, in their order, whatever their weights. */
static void test_languages_count_where_the_answer_says_so(void **state)
{
    static const struct {
        bool by_language;
        const char *put, *wanted;
        bool found;
    } cases[] = {
        {false, "de", "fr", true},
        {false, NULL, "fr", true},
        {true, "de", "de", true},
        {true, "de", "fr", false},
        {true, "de", NULL, false},
        {true, NULL, "de", false},
        {true, NULL, NULL, true},
        {true, "", NULL, true},
        {true, "de,en;q=0.8", "de;q=0.9, en;q=0.2", true},
        {true, "de,en;q=0.8", "en;q=0.9, de;q=0.2", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct response_cache *responses = response_cache_new(CAPACITY, drop);
        struct api_request request = get("/?query=sun", "gzip");
        struct made made = {0};

        request.accept_language = cases[i].put;
        (void)lasting(100);
        reply.by_language = cases[i].by_language;
        assert_true(response_cache_put(responses, &request, &reply, &made));
        assert_false(response_cache_put(responses, &request, &reply, &made));
        request.accept_language = cases[i].wanted;
        if (cases[i].found != !!response_cache_find(responses, &request))
            fail_msg("case %zu", i);
        response_cache_free(responses);
    }
}

static void test_what_is_for_one_request_is_not_taken(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", NULL);
    struct made made = {0};

    (void)state;
    (void)lasting(100);
    reply.lasting = false;
    assert_false(response_cache_put(responses, &request, &reply, &made));
    (void)lasting(100);
    reply.status = 304;
    assert_false(response_cache_put(responses, &request, &reply, &made));
    request.method = API_HEAD;
    assert_false(response_cache_put(responses, &request, lasting(100), &made));
    request.method = API_GET;
    assert_null(response_cache_find(responses, &request));
    /* A reply of 200 to If-None-Match is as good as any. */
    request.if_none_match = "\"old\"";
    assert_true(response_cache_put(responses, &request, lasting(100), &made));
    request.if_none_match = NULL;
    assert_ptr_equal(response_cache_find(responses, &request), &made);
    response_cache_free(responses);
    assert_int_equal(made.drops, 1);
}

/* Memory cannot grow as long as it is set. */
static bool no_memory;

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_realloc(void *memory, size_t size)
{
    return no_memory ? NULL : __real_realloc(memory, size);
}

static void test_running_out_of_memory_passes(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", "gzip");
    struct made made = {0};

    (void)state;
    no_memory = true;
    assert_null(response_cache_find(responses, &request));
    assert_false(response_cache_put(responses, &request, lasting(100), &made));
    no_memory = false;
    assert_true(response_cache_put(responses, &request, lasting(100), &made));
    assert_ptr_equal(response_cache_find(responses, &request), &made);
    response_cache_free(responses);
}

static void test_one_response_for_each_request(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/", NULL);
    struct made first = {0}, second = {0};

    (void)state;
    assert_true(response_cache_put(responses, &request, lasting(100), &first));
    assert_false(response_cache_put(responses, &request, lasting(100), &second));
    assert_ptr_equal(response_cache_find(responses, &request), &first);
    response_cache_free(responses);
    assert_int_equal(first.drops, 1);
    assert_int_equal(second.drops, 0); /* it remained the caller's */
}

static void test_too_large_is_not_taken(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/", NULL);
    struct made made = {0};

    (void)state;
    assert_false(response_cache_put(responses, &request, lasting(CAPACITY / 8), &made));
    assert_true(response_cache_put(responses, &request, lasting(CAPACITY / 16), &made));
    response_cache_free(responses);
    assert_int_equal(made.drops, 1);
}

static void test_memory_is_bounded(void **state)
{
    enum { COUNT = 1000, SIZE = 10 * 1024 };
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct made *made = calloc(COUNT, sizeof *made);
    unsigned dropped = 0;

    (void)state;
    assert_non_null(made);
    for (unsigned i = 0; i < COUNT; i++) {
        char target[32];
        struct api_request request;

        (void)snprintf(target, sizeof target, "/search?q=%u", i);
        request = get(target, NULL);
        assert_true(response_cache_put(responses, &request, lasting(SIZE), &made[i]));
    }
    for (unsigned i = 0; i < COUNT; i++) {
        assert_true(made[i].drops <= 1);
        dropped += made[i].drops;
    }
    assert_true(COUNT - dropped <= CAPACITY / SIZE);
    assert_true(COUNT - dropped > CAPACITY / SIZE / 2);
    response_cache_free(responses);
    for (unsigned i = 0; i < COUNT; i++)
        assert_int_equal(made[i].drops, 1);
    free(made);
}

static void test_another_index_clears_it(void **state)
{
    struct response_cache *responses = response_cache_new(CAPACITY, drop);
    struct api_request request = get("/search?q=sun", NULL);
    struct made before = {0}, after = {0};

    (void)state;
    assert_true(response_cache_put(responses, &request, lasting(100), &before));
    response_cache_clear(responses);
    assert_int_equal(before.drops, 1);
    assert_null(response_cache_find(responses, &request));
    assert_true(response_cache_put(responses, &request, lasting(100), &after));
    assert_ptr_equal(response_cache_find(responses, &request), &after);
    response_cache_free(responses);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_request_finds_the_response),
        cmocka_unit_test(test_another_request_does_not),
        cmocka_unit_test(test_another_site_does_not),
        cmocka_unit_test(test_what_names_the_site_is_for_that_site),
        cmocka_unit_test(test_an_escaped_target_that_names_the_site_is_not_kept),
        cmocka_unit_test(test_languages_count_where_the_answer_says_so),
        cmocka_unit_test(test_what_is_for_one_request_is_not_taken),
        cmocka_unit_test(test_running_out_of_memory_passes),
        cmocka_unit_test(test_one_response_for_each_request),
        cmocka_unit_test(test_too_large_is_not_taken),
        cmocka_unit_test(test_memory_is_bounded),
        cmocka_unit_test(test_another_index_clears_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
