/*
 * Everything in a reply but its rows: the envelope of a page, its facets, and the next target.
 */

#include "server/answers/http/envelope.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_a_page_has_its_envelope(void **state)
{
    const struct world *world = *state;
    char begin[512];
    struct answer answer;

    get(&answer, world, "/api/v1/search?q=registered&" BOOKISH);
    assert_int_equal(answer.reply.status, 200);
    (void)snprintf(begin, sizeof begin,
                   "{\"query\":\"registered\",\"scope\":\"name\",\"sort\":\"codepoint\","
                   "\"total\":1,\"offset\":0,\"limit\":50,\"generation\":\"%s\",\"next\":null,"
                   "\"results\":[{\"char\":\"\xC2\xAE\",\"codepoint\":\"U+00AE\","
                   "\"name\":\"REGISTERED SIGN\",\"short_name\":\"registered\",\"category\":\"So\","
                   "\"block\":\"Latin-1 "
                   "Supplement\",\"script\":\"Common\",\"age\":\"1.1\",\"presentation\":\"text\","
                   "\"default_presentation\":\"text\",\"match\":\"name\","
                   "\"matched\":{\"text\":\"REGISTERED SIGN\",\"ranges\":[[0,10]]}}]}",
                   charindex_generation(world->index));
    assert_string_equal(answer.body, begin);
    assert_null(header(&answer, "Link"));
    done(&answer);
}

/* Follows `next` from this target to the last page. The rows of all pages must be those of
 * /search. */
static void walk(const struct world *world, const char *first, const json_t *expected)
{
    char target[4096];
    size_t seen = 0;
    bool more = true;

    (void)snprintf(target, sizeof target, "%s", first);
    while (more) {
        struct answer page;
        const char *next;
        char link[4200];
        json_t *row;
        size_t i;

        get(&page, world, target);
        assert_int_equal(page.reply.status, 200);
        assert_int_equal(number(&page, "total"), json_array_size(expected));
        assert_int_equal(number(&page, "offset"), seen);
        json_array_foreach(json_object_get(page.json, "results"), i, row)
        {
            json_t *same = json_array_get(expected, seen++);

            assert_true(json_equal(json_object_get(row, "char"), json_object_get(same, "char")));
            assert_true(json_equal(json_object_get(row, "name"), json_object_get(same, "name")));
        }
        assert_true(i > 0); /* only the last page may be empty */
        next = json_string_value(json_object_get(page.json, "next"));
        more = next != NULL;
        if (more) {
            (void)snprintf(target, sizeof target, "%s", next);
            (void)snprintf(link, sizeof link, "<%s>; rel=\"next\"", next);
            assert_header(&page, "Link", link);
            assert_header(&page, "Cache-Control", seen > i ? PINNED_CACHING : SEARCH_CACHING);
        } else {
            assert_null(header(&page, "Link"));
        }
        done(&page);
    }
    assert_int_equal(seen, json_array_size(expected));
}

static void test_next_leads_to_the_last_page(void **state)
{
    static const char *const queries[] = {
        "cat", "cat+face", "%E2%98%82%E2%98%80%E2%98%81", /* pasted: in the order of the text */
        "+%E2%98%82%E2%99%A1+%F0%9F%98%80",               /* spaces, and beyond the BMP */
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char target[256];
        struct answer all;

        (void)snprintf(target, sizeof target, "/search?q=%s", queries[i]);
        get(&all, *state, target);
        assert_true(json_array_size(all.json) > 1);
        for (int limit = 1; limit <= 7; limit += 3) {
            (void)snprintf(target, sizeof target, "/api/v1/search?q=%s&" BOOKISH "&limit=%d",
                           queries[i], limit);
            walk(*state, target, all.json);
        }
        done(&all);
    }
}

/* A client sends `next` to the host that it has asked, so it has the path below which that serves. */
static void test_next_is_below_the_prefix(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/api/v1/search?q=cat&limit=1");
    char longest[SITE_PREFIX_MAX];
    struct answer answer;

    request.site = site_of_url("https://x/a/b");
    ask(&answer, &world->ready, &request, 1024);
    assert_int_equal(strncmp(text(&answer, "next"), "/a/b/api/v1/search?q=cat&", 25), 0);
    assert_int_equal(strncmp(header(&answer, "Link"), "</a/b/api/v1/search?q=cat&", 26), 0);
    done(&answer);

    memset(longest, 'x', sizeof longest);
    longest[0] = '/';
    request.site.prefix = (struct slice){longest, sizeof longest};
    ask(&answer, &world->ready, &request, 1024);
    assert_int_equal(answer.reply.status, 200);
    assert_memory_equal(text(&answer, "next"), longest, sizeof longest);
    done(&answer);
}

static void test_the_longest_query_fits_into_next(void **state)
{
    char target[4096] = "/api/v1/search?limit=1&q=";
    size_t size = strlen(target);
    struct answer answer;

    for (int i = 0; i < QUERY_MAX_SIZE / 4; i++) { /* four bytes each, all of them escaped */
        memcpy(target + size, i % 2 ? "%F0%9F%90%B1" : "%F0%9F%98%80", 12);
        size += 12;
    }
    target[size] = '\0';
    get(&answer, *state, target);
    assert_int_equal(answer.reply.status, 200);
    assert_int_equal(strlen(text(&answer, "query")), QUERY_MAX_SIZE);
    assert_true(strlen(header(&answer, "Link")) > (size_t)3 * QUERY_MAX_SIZE);
    done(&answer);

    (void)snprintf(target + size, sizeof target - size, "x");
    assert_refused(*state, target, "q", "1024");
}

static void test_an_offset_beyond_the_end_is_an_empty_page(void **state)
{
    struct answer answer;

    get(&answer, *state, "/api/v1/search?q=registered&scope=name&offset=1");
    assert_int_equal(answer.reply.status, 200);
    assert_int_equal(number(&answer, "total"), 1);
    assert_int_equal(row_count(&answer), 0);
    assert_true(json_is_null(json_object_get(answer.json, "next")));
    done(&answer);
    get(&answer, *state, "/api/v1/search?q=cat&offset=4294967295&limit=1000");
    assert_int_equal(row_count(&answer), 0);
    done(&answer);
}

/* The sum of a facet's counts. */
static json_int_t facet_sum(const struct answer *answer, const char *property)
{
    json_t *counts = json_object_get(json_object_get(answer->json, "facets"), property), *counted;
    json_int_t sum = 0;
    size_t i;

    json_array_foreach(counts, i, counted)
    {
        assert_true(json_string_length(json_object_get(counted, "value")) > 0);
        assert_true(json_integer_value(json_object_get(counted, "count")) > 0);
        sum += json_integer_value(json_object_get(counted, "count"));
    }
    return sum;
}

static void test_facets_count_the_whole_result(void **state)
{
    static const char *const properties[] = {"block", "script", "category", "age"};
    static const char *const queries[] = {"cat", "digit", "cjk", "a*", "flag", "U+0..U+10FFFF"};

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        for (int name = 0; name <= 1; name++) {
            char target[256];
            struct answer answer;

            (void)snprintf(target, sizeof target,
                           "/api/v1/search?q=%s&limit=1&facets=age,block,category,script&scope=%s",
                           strcmp(queries[i], "U+0..U+10FFFF") == 0 ? "U%2B0..U%2B10FFFF"
                                                                    : queries[i],
                           name ? "name" : "all");
            get(&answer, *state, target);
            assert_int_equal(json_object_size(json_object_get(answer.json, "facets")), 4);
            for (size_t j = 0; j < 4; j++)
                assert_int_equal(facet_sum(&answer, properties[j]), number(&answer, "total"));
            assert_null(strstr(text(&answer, "next"), "facets"));
            done(&answer);
        }
}

static void test_only_the_facets_that_were_asked_for(void **state)
{
    static const char one[] = "\"facets\":{\"block\":[{\"value\":\"Latin-1 Supplement\","
                              "\"count\":1}]},\"results\":[";
    static const char none[] = "\"facets\":{\"age\":[]},\"results\":[]}";
    struct answer answer;

    get(&answer, *state, "/api/v1/search?q=registered&facets=block&" BOOKISH);
    assert_non_null(strstr(answer.body, one));
    done(&answer);
    get(&answer, *state, "/api/v1/search?q=xyzzy&facets=age,age&" BOOKISH);
    assert_non_null(strstr(answer.body, none));
    done(&answer);
    get(&answer, *state, "/api/v1/search?q=registered");
    assert_null(json_object_get(answer.json, "facets"));
    done(&answer);
}

static void test_a_stream_with_a_limit_has_a_next_link(void **state)
{
    struct answer whole, first, second;

    get(&whole, *state, "/api/v1/search?q=digit&format=tsv&limit=2000&" BOOKISH);
    assert_null(header(&whole, "Link"));
    get(&first, *state, "/api/v1/search?q=digit&format=tsv&limit=500&" BOOKISH);
    get(&second, *state,
        "/api/v1/search?q=digit&scope=name&sort=codepoint&format=tsv&offset=500&limit=500");
    assert_non_null(strstr(header(&first, "Link"),
                           "</api/v1/search?q=digit&scope=name&sort=codepoint&format=tsv&"
                           "offset=500&limit=500&generation="));
    assert_null(header(&second, "Link"));
    assert_memory_equal(whole.body, first.body, first.size);
    assert_string_equal(whole.body + first.size, strchr(second.body, '\n') + 1);
    done(&second);
    done(&first);
    done(&whole);
}

static void test_next_carries_all_that_decides_the_rows(void **state)
{
    static const char next[] = "/api/v1/search?q=heart&scope=all&sort=codepoint&lang=de-AT&"
                               "only_lang=de%2Cen&variants=show&offset=1&limit=1&generation=";
    struct answer answer;

    get(&answer, *state,
        "/api/v1/"
        "search?facets=age&variants=show&only_lang=de,en&lang=de-AT&limit=1&q=heart&sort="
        "codepoint");
    assert_int_equal(strncmp(text(&answer, "next"), next, strlen(next)), 0);
    done(&answer);
}

/* The longest headers twice, and a page of them as well. */
static void test_the_longest_headers_fit(void **state)
{
    static char target[16384];
    struct answer answer;
    size_t size;

    size = (size_t)snprintf(target, sizeof target, "/api/v1/search?format=ndjson&limit=1&lang=de");
    for (int i = 0; i < 340; i++)
        size += (size_t)snprintf(target + size, sizeof target - size, ",de");
    size += (size_t)snprintf(target + size, sizeof target - size, "&only_lang=de");
    for (int i = 0; i < 340; i++)
        size += (size_t)snprintf(target + size, sizeof target - size, ",de");
    size += (size_t)snprintf(target + size, sizeof target - size, "&q=");
    for (int i = 0; i < QUERY_MAX_SIZE / 4; i++)
        size += (size_t)snprintf(target + size, sizeof target - size,
                                 i % 2 ? "%%F0%%9F%%90%%B1" : "%%F0%%9F%%98%%80");
    get(&answer, *state, target);
    assert_int_equal(answer.reply.status, 200);
    assert_true(strlen(header(&answer, "Link")) > (size_t)3 * QUERY_MAX_SIZE);
    done(&answer);

    (void)snprintf(target, sizeof target, "/api/v1/search?q=a&lang=%0*d", 1025, 0);
    assert_refused(*state, target, "lang", "1024");
    (void)snprintf(target, sizeof target, "/api/v1/search?q=a&only_lang=%0*d", 1025, 0);
    assert_refused(*state, target, "only_lang", "1024");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_has_its_envelope),
        cmocka_unit_test(test_next_leads_to_the_last_page),
        cmocka_unit_test(test_next_is_below_the_prefix),
        cmocka_unit_test(test_the_longest_query_fits_into_next),
        cmocka_unit_test(test_an_offset_beyond_the_end_is_an_empty_page),
        cmocka_unit_test(test_facets_count_the_whole_result),
        cmocka_unit_test(test_only_the_facets_that_were_asked_for),
        cmocka_unit_test(test_a_stream_with_a_limit_has_a_next_link),
        cmocka_unit_test(test_next_carries_all_that_decides_the_rows),
        cmocka_unit_test(test_the_longest_headers_fit),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
