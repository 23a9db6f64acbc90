/*
 * HTTP's answers without HTTP: a target goes in, and the reply is read as a client would read it,
 * its JSON by jansson. The index is the real one, built once for all stories.
 */

#include "server/answers/http/api.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>
#include <jansson.h>

#include "index/base/buffer.h"
#include "index/builder/build.h"
#include "server/answers/http/assets.h"

enum { REACTORS = 2 };

/* A reply with its whole body, and the body as JSON where it is JSON. */
struct answer {
    struct api_reply reply;
    char *body; /* NUL-terminated */
    size_t size;
    json_t *json;
};

/* Pages in the book's scope and order: what stands in them is known to the letter. */
#define BOOKISH "scope=name&sort=codepoint"

/* The world that the stories share: an index, and the catalogs that a daemon may have. */
struct world {
    struct counters counters[REACTORS];
    struct charindex *index;
    struct catalog ready, building, failed;
};

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static int world_new(void **state)
{
    static struct world world; /* static: counters want an alignment that calloc does not give */
    static const char *const languages[] = {"de"};
    const struct sources_options sources = {
        .directory = SOURCES_DIRECTORY, .languages = languages, .language_count = 1};
    struct reason reason = {.text = ""};

    if (build_index(&sources, go_on, NULL, &world.index, &reason) != 0)
        fail_msg("no index: %s", reason.text);
    world.ready = (struct catalog){.state = CATALOG_READY,
                                   .progress = 100,
                                   .index = world.index,
                                   .counters = world.counters,
                                   .reactors = REACTORS};
    world.building = (struct catalog){.state = CATALOG_BUILDING, .progress = 42};
    world.failed = (struct catalog){.state = CATALOG_FAILED, .failure = {"ICU has no names"}};
    atomic_store(&world.counters[1].http_requests, 7);
    *state = &world;
    return 0;
}

static int world_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->index);
    return 0;
}

static void read_stream(struct buffer *body, struct api_stream *stream, size_t capacity)
{
    size_t size;

    do {
        char *out = buffer_reserve(body, capacity);

        assert_non_null(out);
        size = stream->read(stream, out, capacity);
        assert_true(size <= capacity);
        buffer_claim(body, size);
    } while (size > 0);
    assert_int_equal(stream->read(stream, body->bytes, capacity), 0); /* the end stays */
}

static void read_body(struct answer *answer, size_t capacity)
{
    struct buffer body = BUFFER_INIT;

    if (answer->reply.stream)
        read_stream(&body, answer->reply.stream, capacity);
    else if (answer->reply.size > 0)
        buffer_append(&body, answer->reply.bytes, answer->reply.size);
    answer->size = body.size;
    buffer_append(&body, "", 1);
    assert_false(body.failed);
    answer->body = body.bytes;
}

static const char *header(const struct answer *answer, const char *name)
{
    const char *value = NULL;

    for (size_t i = 0; i < answer->reply.header_count; i++)
        if (strcasecmp(answer->reply.headers[i].name, name) == 0) {
            assert_null(value); /* no header is sent twice */
            value = answer->reply.headers[i].value;
        }
    return value;
}

static void ask(struct answer *answer, const struct catalog *catalog,
                const struct api_request *request, size_t capacity)
{
    const char *type;

    *answer = (struct answer){.body = NULL};
    memset(&answer->reply, 0xA5, sizeof answer->reply); /* as a reused struct would be */
    api_answer(catalog, request, &answer->reply);
    read_body(answer, capacity);
    type = header(answer, "Content-Type");
    if (type && strstr(type, "json") && !strstr(type, "ndjson") &&
        !header(answer, "Content-Encoding")) {
        json_error_t error;

        answer->json = json_loadb(answer->body, answer->size, JSON_ALLOW_NUL, &error);
        if (!answer->json)
            fail_msg("%s: no JSON at byte %d: %s", request->target, error.position, error.text);
    }
}

static void done(struct answer *answer)
{
    json_decref(answer->json);
    free(answer->body);
    api_reply_release(&answer->reply);
}

static struct api_request get_request(const char *target)
{
    return (struct api_request){.method = API_GET, .target = target, .target_size = strlen(target)};
}

static void get_from(struct answer *answer, const struct catalog *catalog, const char *target)
{
    struct api_request request = get_request(target);

    ask(answer, catalog, &request, 4096);
}

static void get(struct answer *answer, const struct world *world, const char *target)
{
    get_from(answer, &world->ready, target);
}

static void get_with_tag(struct answer *answer, const struct world *world, const char *target,
                         const char *if_none_match)
{
    struct api_request request = get_request(target);

    request.if_none_match = if_none_match;
    ask(answer, &world->ready, &request, 4096);
}

static void assert_header(const struct answer *answer, const char *name, const char *value)
{
    const char *found = header(answer, name);

    if (!found)
        fail_msg("there is no %s", name);
    else
        assert_string_equal(found, value);
}

static const char *text(const struct answer *answer, const char *key)
{
    const char *value = json_string_value(json_object_get(answer->json, key));

    if (!value)
        fail_msg("no text \"%s\" in %s", key, answer->body);
    return value;
}

static json_int_t number(const struct answer *answer, const char *key)
{
    json_t *value = json_object_get(answer->json, key);

    if (!json_is_integer(value))
        fail_msg("no number \"%s\" in %s", key, answer->body);
    return json_integer_value(value);
}

static size_t row_count(const struct answer *answer)
{
    return json_array_size(json_object_get(answer->json, "results"));
}

static void assert_problem(const struct answer *answer, unsigned status)
{
    if (answer->reply.status != status)
        fail_msg("%u instead of %u: %s", answer->reply.status, status, answer->body);
    assert_header(answer, "Content-Type", "application/problem+json");
    assert_header(answer, "Cache-Control", "no-store");
    assert_header(answer, "Access-Control-Allow-Origin", "*");
    assert_null(header(answer, "ETag"));
    assert_string_equal(text(answer, "type"), "about:blank");
    assert_true(text(answer, "title")[0] && text(answer, "detail")[0]);
    assert_int_equal(number(answer, "status"), status);
}

/* The answer to this target is 422 for this parameter, and the detail tells this much. */
static void assert_refused(const struct world *world, const char *target, const char *parameter,
                           const char *part_of_detail)
{
    struct answer answer;

    get(&answer, world, target);
    assert_problem(&answer, 422);
    assert_string_equal(text(&answer, "parameter"), parameter);
    if (!strstr(text(&answer, "detail"), part_of_detail))
        fail_msg("%s: \"%s\" is not in: %s", target, part_of_detail, answer.body);
    done(&answer);
}

static void test_the_book_s_search_is_a_bare_array(void **state)
{
    static const char first[] = "[{\"char\":\"\xF0\x9F\x90\xB1\",\"name\":\"CAT FACE\"},";
    struct answer answer;

    get(&answer, *state, "/search?q=cat+face");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "application/json");
    assert_header(&answer, "X-Content-Type-Options", "nosniff");
    assert_header(&answer, "Access-Control-Allow-Origin", "*");
    assert_header(&answer, "Cache-Control", "no-cache");
    assert_int_equal(json_array_size(answer.json), 10);
    assert_memory_equal(answer.body, first, sizeof first - 1);
    done(&answer);
}

static void test_searches_that_find_nothing(void **state)
{
    static const char *const targets[] = {"/search?q=", "/search?q", "/search?q=,+,",
                                          "/search?q=xyzzy", "/search?q=sun&offset=4294967295"};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_int_equal(answer.reply.status, 200);
        assert_string_equal(answer.body, "[]");
        done(&answer);
    }
}

static void test_search_takes_a_part_and_ignores_the_unknown(void **state)
{
    struct answer all, part;

    get(&all, *state, "/search?q=cat");
    get(&part, *state, "/search?q=cat&offset=3&limit=4&utm_source=x&utm_source=y");
    assert_int_equal(json_array_size(part.json), 4);
    for (size_t i = 0; i < 4; i++)
        assert_true(json_equal(json_array_get(part.json, i), json_array_get(all.json, i + 3)));
    done(&part);
    done(&all);
}

/* Long results are streamed: in pieces of any size they are the same text, and it is whole. */
static void test_a_long_result_is_streamed_whole(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/search?q=cjk");
    struct answer large, small, page;

    ask(&large, &world->ready, &request, 65536);
    assert_non_null(large.reply.stream);
    ask(&small, &world->ready, &request, 1024);
    assert_int_equal(small.size, large.size);
    assert_memory_equal(small.body, large.body, large.size);
    get(&page, world, "/api/v1/search?q=cjk&limit=1&" BOOKISH);
    assert_true(number(&page, "total") > 97000);
    assert_int_equal(json_array_size(large.json), number(&page, "total"));
    done(&page);
    done(&small);
    done(&large);
}

static void test_streaming_begins_behind_a_thousand_rows(void **state)
{
    struct answer answer;

    get(&answer, *state, "/search?q=cjk&limit=1000");
    assert_null(answer.reply.stream);
    assert_int_equal(json_array_size(answer.json), 1000);
    done(&answer);
    get(&answer, *state, "/search?q=cjk&limit=1001");
    assert_non_null(answer.reply.stream);
    assert_int_equal(json_array_size(answer.json), 1001);
    done(&answer);
}

/* A client that goes away in the middle costs nothing: ASan would tell. */
static void test_a_stream_may_be_left_at_any_point(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/search?q=cjk");

    for (int pieces = 0; pieces < 3; pieces++) {
        struct api_reply reply;
        char out[1024];

        api_answer(&world->ready, &request, &reply);
        for (int i = 0; i < pieces; i++)
            assert_true(reply.stream->read(reply.stream, out, sizeof out) > 0);
        api_reply_release(&reply);
    }
}

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
                   "\"name\":\"REGISTERED SIGN\",\"category\":\"So\","
                   "\"block\":\"Latin-1 Supplement\",\"script\":\"Common\",\"age\":\"1.1\","
                   "\"match\":\"name\","
                   "\"matched\":{\"text\":\"REGISTERED SIGN\",\"ranges\":[[0,10]]}}]}",
                   charindex_generation(world->index));
    assert_string_equal(answer.body, begin);
    assert_null(header(&answer, "Link"));
    done(&answer);
}

/* Follows next from this target to the last page; the rows of all pages are those of /search. */
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
        assert_true(i > 0); /* no page is empty before the end */
        next = json_string_value(json_object_get(page.json, "next"));
        more = next != NULL;
        if (more) {
            (void)snprintf(target, sizeof target, "%s", next);
            (void)snprintf(link, sizeof link, "<%s>; rel=\"next\"", next);
            assert_header(&page, "Link", link);
            assert_header(&page, "Cache-Control", seen > i ? "public, max-age=3600" : "no-cache");
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
        "+%E2%98%82%E2%99%A1+%F0%9F%98%80",               /* spaces, and beyond the first plane */
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
        {"/api/v1/search?q=cat&lang=tlh", "lang", "no language 'tlh' but de and en"},
        {"/api/v1/search?q=cat&lang=de,%1B%5B2J", "lang", "'??2J'"},
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

static void test_the_defaults_may_be_spelt_out(void **state)
{
    struct answer answer, plain;

    get(&answer, *state,
        "/api/v1/search?q=cat&scope=all&sort=relevance&format=json&variants=fold&lang=all&"
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

/* The text under the key of a row. */
static const char *row_text(const struct answer *answer, size_t row, const char *key)
{
    json_t *object = json_array_get(json_object_get(answer->json, "results"), row);
    const char *value = json_string_value(json_object_get(object, key));

    if (!value)
        fail_msg("no \"%s\" in row %zu of %s", key, row, answer->body);
    return value;
}

static void test_all_looks_beyond_names(void **state)
{
    struct answer named, all;

    get(&named, *state, "/api/v1/search?q=nbsp&scope=name");
    assert_int_equal(number(&named, "total"), 0);
    assert_null(json_object_get(named.json, "suggestion"));
    done(&named);

    get(&all, *state, "/api/v1/search?q=nbsp");
    assert_string_equal(row_text(&all, 0, "codepoint"), "U+00A0");
    assert_string_equal(row_text(&all, 0, "match"), "alias");
    assert_null(json_object_get(all.json, "suggestion"));
    done(&all);
}

static void test_a_sequence_is_one_row(void **state)
{
    struct answer answer;
    json_t *row;
    char *points;

    get(&answer, *state, "/api/v1/search?q=%F0%9F%87%A8%F0%9F%87%AD"); /* a flag */
    assert_int_equal(row_count(&answer), 1);
    row = json_array_get(json_object_get(answer.json, "results"), 0);
    assert_null(json_object_get(row, "codepoint"));
    points = json_dumps(json_object_get(row, "codepoints"), JSON_COMPACT);
    assert_string_equal(points, "[\"U+1F1E8\",\"U+1F1ED\"]");
    free(points);
    done(&answer);

    get(&answer, *state, "/api/v1/search?q=%F0%9F%87%A8%F0%9F%87%AD&scope=name");
    assert_int_equal(row_count(&answer), 2); /* names are those of characters */
    done(&answer);
}

static void test_variants_are_rows_only_where_asked(void **state)
{
    struct answer folded, shown;

    get(&folded, *state, "/api/v1/search?q=thumbs+up");
    get(&shown, *state, "/api/v1/search?q=thumbs+up&variants=show");
    assert_string_equal(row_text(&folded, 0, "codepoint"), "U+1F44D");
    assert_true(number(&shown, "total") >= number(&folded, "total") + 5); /* skin tones */
    done(&shown);
    done(&folded);
}

static void test_a_changed_spelling_is_told(void **state)
{
    static const char *const formats[] = {"ndjson", "tsv"};
    struct answer changed, right;

    get(&changed, *state, "/api/v1/search?q=sunflowr&limit=1");
    assert_string_equal(text(&changed, "query"), "sunflowr");
    assert_string_equal(text(&changed, "suggestion"), "sunflower");
    get(&right, *state, "/api/v1/search?q=sunflower&limit=1");
    assert_true(json_equal(json_object_get(changed.json, "results"),
                           json_object_get(right.json, "results")));
    assert_null(header(&changed, "X-Suggestion"));
    done(&right);
    done(&changed);

    for (size_t i = 0; i < 2; i++) {
        char target[64];

        (void)snprintf(target, sizeof target, "/api/v1/search?q=sunflowr&format=%s", formats[i]);
        get(&changed, *state, target);
        assert_header(&changed, "X-Suggestion", "sunflower");
        done(&changed);
    }

    get(&changed, *state, "/search?q=sunflowr"); /* the book corrects nobody */
    assert_string_equal(changed.body, "[]");
    assert_null(header(&changed, "X-Suggestion"));
    done(&changed);
    get(&changed, *state, "/api/v1/search?q=sunflowr&scope=name");
    assert_int_equal(number(&changed, "total"), 0);
    assert_null(json_object_get(changed.json, "suggestion"));
    done(&changed);
}

static void test_languages_choose_the_keywords(void **state)
{
    struct answer german, english;

    get(&german, *state, "/api/v1/search?q=keyword:sonne&lang=de");
    assert_true(number(&german, "total") > 0);
    done(&german);
    get(&english, *state, "/api/v1/search?q=keyword:sonne&lang=en&format=tsv");
    assert_true(header(&english, "X-Suggestion") ||
                strcmp(header(&english, "X-Total-Count"), "0") == 0);
    done(&english);
}

/* The sum of what a facet counts. */
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

/* Takes the next line off the text; it ends at LF alone. */
static char *line_cut(char **text)
{
    char *line = *text, *end = strchr(line, '\n');

    assert_non_null(end);
    *end = '\0';
    *text = end + 1;
    assert_null(strchr(line, '\r'));
    return line;
}

static void test_lines_of_json_are_the_rows_of_a_page(void **state)
{
    struct answer page, lines;
    char *rest;

    get(&page, *state, "/api/v1/search?q=cat&limit=1000");
    get(&lines, *state, "/api/v1/search?q=cat&format=ndjson");
    assert_header(&lines, "Access-Control-Allow-Origin", "*");
    assert_non_null(header(&lines, "ETag"));
    assert_int_equal(atoi(header(&lines, "X-Total-Count")), number(&page, "total"));
    assert_true(row_count(&page) > 20);
    assert_int_equal(row_count(&page), number(&page, "total"));
    rest = lines.body;
    for (size_t i = 0; i < row_count(&page); i++) {
        json_t *row = json_loads(line_cut(&rest), 0, NULL);

        assert_true(json_equal(row, json_array_get(json_object_get(page.json, "results"), i)));
        json_decref(row);
    }
    assert_string_equal(rest, "");
    done(&lines);
    done(&page);
}

static void test_a_table_has_a_header_and_all_rows(void **state)
{
    static const char begin[] = "codepoint\tchar\tname\n"
                                "U+1F431\t\xF0\x9F\x90\xB1\tCAT FACE\n";
    struct answer answer;
    size_t lines = 0;

    get(&answer, *state, "/api/v1/search?q=cat+face&format=tsv&" BOOKISH);
    assert_header(&answer, "Content-Type", "text/tab-separated-values; charset=utf-8");
    assert_header(&answer, "X-Total-Count", "10");
    assert_memory_equal(answer.body, begin, sizeof begin - 1);
    for (char *rest = answer.body; *rest; lines++)
        (void)line_cut(&rest);
    assert_int_equal(lines, 11);
    done(&answer);

    get(&answer, *state, "/api/v1/search?q=xyzzy&format=tsv&" BOOKISH);
    assert_string_equal(answer.body, "codepoint\tchar\tname\n");
    assert_header(&answer, "X-Total-Count", "0");
    done(&answer);
}

/* All of Unicode, whatever the pieces, and no more of it at once than a stream holds. */
static void test_streams_have_no_end_but_that_of_the_result(void **state)
{
    static const char *const formats[] = {"ndjson", "tsv"};
    const struct world *world = *state;

    for (size_t i = 0; i < 2; i++) {
        char target[128];
        struct answer large, small;
        size_t lines = 0;

        (void)snprintf(target, sizeof target, "/api/v1/search?q=cjk&format=%s&offset=8&" BOOKISH,
                       formats[i]);
        ask(&large, &world->ready,
            &(struct api_request){.target = target, .target_size = strlen(target)}, 65536);
        ask(&small, &world->ready,
            &(struct api_request){.target = target, .target_size = strlen(target)}, 1021);
        assert_non_null(large.reply.stream);
        assert_int_equal(small.size, large.size);
        assert_memory_equal(small.body, large.body, large.size);
        for (size_t at = 0; at < large.size; at++)
            lines += large.body[at] == '\n';
        assert_int_equal(lines + 8, (size_t)atoi(header(&large, "X-Total-Count")) + i);
        assert_null(header(&large, "Link"));
        done(&small);
        done(&large);
    }
}

static void test_a_stream_that_was_cut_tells_what_is_next(void **state)
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
    static const char next[] = "/api/v1/search?q=heart&scope=all&sort=codepoint&lang=de%2Cen&"
                               "variants=show&offset=1&limit=1&generation=";
    struct answer answer;

    get(&answer, *state,
        "/api/v1/search?facets=age&variants=show&lang=de,en&limit=1&q=heart&sort=codepoint");
    assert_int_equal(strncmp(text(&answer, "next"), next, strlen(next)), 0);
    done(&answer);
}

/* Twice the longest that headers can hold, and a page of them all the same. */
static void test_the_longest_headers_fit(void **state)
{
    static char target[16384];
    struct answer answer;
    size_t size;

    size = (size_t)snprintf(target, sizeof target, "/api/v1/search?format=ndjson&limit=1&lang=de");
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
}

static void test_a_query_that_cannot_be_parsed_names_its_column(void **state)
{
    static const char *const targets[] = {"/search?q=cat+%22face", "/api/v1/search?q=cat+%22face"};

    for (size_t i = 0; i < 2; i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_problem(&answer, 422);
        assert_string_equal(text(&answer, "parameter"), "q");
        assert_int_equal(number(&answer, "column"), 5);
        done(&answer);
    }
}

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

static void test_unknown_paths_list_the_known(void **state)
{
    static const char *const paths[] = {
        "/nowhere",        "/search/",         "/Search",          "/api",
        "/api/v1/",        "/api/v1/searches", "/api/v1/statuses", "//",
        "/healthz/",       "/static",          "/static/",         "/static/index.html",
        "/static/none.js", "/static/../api.c", "/.well-known/x",   "/index.html",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer answer;

        get(&answer, *state, paths[i]);
        assert_problem(&answer, 404);
        assert_non_null(strstr(text(&answer, "detail"), "/api/v1/search?q="));
        done(&answer);
    }
}

static void test_other_methods_are_told_what_is_allowed(void **state)
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

static void test_what_a_client_has_is_not_sent_again(void **state)
{
    static const char *const targets[] = {"/",
                                          "/?query=cat",
                                          "/search?q=cat",
                                          "/search?q=cjk",
                                          "/api/v1/search?q=cat",
                                          "/api/v1/search?q=cat&facets=age&variants=show",
                                          "/api/v1/search?q=cat&format=ndjson",
                                          "/api/v1/search?q=cjk&format=tsv",
                                          "/api/v1/characters/U+2600",
                                          "/sw.js"};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char list[256];
        struct answer full, again;
        const char *etag;

        get(&full, *state, targets[i]);
        assert_int_equal(full.reply.status, 200);
        etag = header(&full, "ETag");
        assert_non_null(etag);

        get_with_tag(&again, *state, targets[i], etag);
        assert_int_equal(again.reply.status, 304);
        assert_int_equal(again.size, 0);
        assert_header(&again, "ETag", etag);
        assert_header(&again, "Cache-Control", "no-cache");
        done(&again);

        (void)snprintf(list, sizeof list, "\"other, one\", %s%s", *etag == 'W' ? "" : "W/", etag);
        get_with_tag(&again, *state, targets[i], list);
        assert_int_equal(again.reply.status, 304);
        done(&again);

        get_with_tag(&again, *state, targets[i], "\"other\"");
        assert_int_equal(again.reply.status, 200);
        assert_int_equal(again.size, full.size);
        done(&again);
        done(&full);
    }
}

static void test_an_entity_tag_saves_nobody_from_an_error(void **state)
{
    static const struct {
        const char *target;
        unsigned status;
    } wrong[] = {
        {"/search?q=%22cat", 422},
        {"/api/v1/search?q=%22cat", 422},
        {"/?query=%22cat", 422},
        {"/search", 422},
        {"/api/v1/search?q=cat&limit=0", 422},
        {"/api/v1/search?q=cat&generation=0", 409},
        {"/api/v1/search?q=cat&lang=tlh", 422},
        {"/api/v1/search?q=cat&facets=colour", 422},
        {"/api/v1/characters/U+110000", 404},
        {"/nowhere", 404},
        {"/search?q=%", 400},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct answer answer;

        get_with_tag(&answer, *state, wrong[i].target, "*");
        if (answer.reply.status != wrong[i].status)
            fail_msg("%s: %u", wrong[i].target, answer.reply.status);
        done(&answer);
    }
}

static void test_while_building_a_search_waits(void **state)
{
    static const char *const targets[] = {"/search?q=cat",
                                          "/search?q=",
                                          "/api/v1/search?q=cat",
                                          "/api/v1/search?q=cat&generation=0",
                                          "/api/v1/search?q=cat&lang=tlh",
                                          "/api/v1/search?q=cat&format=tsv"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get_from(&answer, &world->building, targets[i]);
        assert_problem(&answer, 503);
        assert_header(&answer, "Retry-After", "1");
        assert_int_equal(number(&answer, "progress"), 42);
        done(&answer);
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

static void test_a_failure_is_told(void **state)
{
    const struct world *world = *state;
    struct catalog catalog = world->failed;
    struct answer answer;

    get_from(&answer, &catalog, "/api/v1/search?q=cat");
    assert_problem(&answer, 503);
    assert_null(header(&answer, "Retry-After")); /* waiting does not help */
    assert_null(json_object_get(answer.json, "progress"));
    assert_non_null(strstr(text(&answer, "detail"), "ICU has no names"));
    done(&answer);

    get_from(&answer, &catalog, "/api/v1/status");
    assert_string_equal(text(&answer, "state"), "failed");
    assert_string_equal(text(&answer, "failure"), "ICU has no names");
    assert_true(json_is_null(json_object_get(answer.json, "progress")));
    done(&answer);

    catalog.failure = (struct reason){"/tmp/\xFF/x: \"quoted\"\n"}; /* a path may hold any bytes */
    get_from(&answer, &catalog, "/search?q=cat");
    assert_problem(&answer, 503);
    assert_string_equal(text(&answer, "detail"), "/tmp/\xEF\xBF\xBD/x: \"quoted\"\n.");
    done(&answer);
}

static void test_the_status_tells_what_is_served(void **state)
{
    const struct world *world = *state;
    struct answer answer;
    json_t *source, *sources, *reactors;
    char *languages;

    get(&answer, world, "/api/v1/status");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-store");
    assert_string_equal(text(&answer, "state"), "ready");
    assert_string_equal(text(&answer, "generation"), charindex_generation(world->index));
    assert_string_equal(text(&answer, "version"), CHARFINDER_VERSION);
    assert_int_equal(number(&answer, "characters"), charindex_characters(world->index));
    assert_int_equal(number(&answer, "sequences"), charindex_sequences(world->index));
    assert_int_equal(number(&answer, "documents"),
                     number(&answer, "characters") + 65 + number(&answer, "sequences"));
    assert_int_equal(number(&answer, "words"), charindex_terms(world->index));
    assert_true(number(&answer, "uptime_seconds") >= 0);
    source = json_array_get(json_object_get(answer.json, "sources"), 0);
    assert_string_equal(json_string_value(json_object_get(source, "name")), "icu");
    assert_string_equal(json_string_value(json_object_get(source, "state")), "ok");
    assert_string_equal(json_string_value(json_object_get(source, "version")),
                        text(&answer, "icu"));
    assert_int_equal(json_string_length(json_object_get(source, "digest")), 32);
    sources = json_object_get(answer.json, "sources");
    assert_int_equal(json_array_size(sources), SOURCE_COUNT);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        json_t *records = json_object_get(json_array_get(sources, i), "records");

        assert_true(json_integer_value(records) > 0); /* all are installed where tests run */
    }
    languages = json_dumps(json_object_get(answer.json, "languages"), JSON_COMPACT);
    assert_string_equal(languages, "[\"de\",\"en\"]");
    free(languages);
    reactors = json_object_get(answer.json, "reactors");
    assert_int_equal(json_array_size(reactors), REACTORS);
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(reactors, 1), "http_requests")), 7);
    done(&answer);
}

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
        {"%E2%98%80%EF%B8%8F", "U+2600"}, /* U+FE0F asks for colours, and is no other character */
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

static void test_what_is_no_character(void **state)
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

/* What stands under the keys, in compact JSON. */
static void assert_member(const struct answer *answer, const char *outer, const char *inner,
                          const char *expected)
{
    json_t *value = json_object_get(answer->json, outer);
    char *dump;

    if (inner)
        value = json_object_get(value, inner);
    dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!dump)
        fail_msg("no %s.%s in %s", outer, inner ? inner : "", answer->body);
    assert_string_equal(dump, expected);
    free(dump);
}

static void assert_neighbours(const struct answer *answer, const char *previous, const char *next)
{
    assert_member(answer, "neighbours", "previous", previous);
    assert_member(answer, "neighbours", "next", next);
}

static void test_a_character_document(void **state)
{
    static const char begin[] =
        "{\"char\":\"\xE1\xBA\x9E\",\"codepoint\":\"U+1E9E\","
        "\"name\":\"LATIN CAPITAL LETTER SHARP S\",\"label\":\"LATIN CAPITAL LETTER SHARP S\","
        "\"aliases\":[],\"html_names\":[],\"short_names\":{},\"keywords\":{},"
        "\"definition\":null,\"category\":\"Lu\",\"category_name\":\"Uppercase_Letter\","
        "\"block\":\"Latin Extended Additional\",\"script\":\"Latin\",\"age\":\"5.1\","
        "\"plane\":0,\"properties\":{\"bidi_class\":\"Left_To_Right\",";
    struct answer answer;

    get(&answer, *state, "/api/v1/characters/U+1E9E");
    assert_memory_equal(answer.body, begin, sizeof begin - 1);
    assert_member(&answer, "decomposition", NULL, "{\"type\":\"None\",\"points\":[]}");
    assert_member(&answer, "nfd", NULL, "[\"U+1E9E\"]");
    assert_member(&answer, "case", "lower", "[\"U+00DF\"]");
    assert_member(&answer, "case", "folded", "[\"U+0073\",\"U+0073\"]");
    assert_member(&answer, "encodings", "utf8", "[\"E1\",\"BA\",\"9E\"]");
    assert_member(&answer, "encodings", "utf16", "[\"1E9E\"]");
    assert_member(&answer, "encodings", "utf32", "\"00001E9E\"");
    assert_member(&answer, "escapes", "html", "\"&#7838;\"");
    assert_neighbours(&answer, "\"U+1E9D\"", "\"U+1E9F\"");
    assert_non_null(json_object_get(answer.json, "generation"));
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+1F431");
    assert_member(&answer, "encodings", "utf16", "[\"D83D\",\"DC31\"]");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+BD");
    assert_member(&answer, "properties", "numeric_value", "0.5");
    assert_member(&answer, "decomposition", NULL,
                  "{\"type\":\"Fraction\",\"points\":[\"U+0031\",\"U+2044\",\"U+0032\"]}");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+FE18");
    assert_member(&answer, "aliases", NULL,
                  "[{\"text\":\"PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET\","
                  "\"type\":\"correction\"}]");
    done(&answer);
}

static void test_code_points_that_are_no_characters_are_described_honestly(void **state)
{
    struct answer answer;

    get(&answer, *state, "/api/v1/characters/U+D800");
    assert_int_equal(answer.reply.status, 200);
    assert_member(&answer, "char", NULL, "null");
    assert_member(&answer, "name", NULL, "null");
    assert_member(&answer, "label", NULL, "\"<surrogate-D800>\"");
    assert_member(&answer, "encodings", NULL, "{\"utf8\":null,\"utf16\":null,\"utf32\":null}");
    assert_member(&answer, "escapes", "html", "null");
    assert_member(&answer, "escapes", "rust", "null");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+378");
    assert_member(&answer, "name", NULL, "null");
    assert_member(&answer, "label", NULL, "\"<reserved-0378>\"");
    assert_member(&answer, "age", NULL, "null");
    assert_member(&answer, "properties", "assigned", "false");
    assert_neighbours(&answer, "\"U+0377\"", "\"U+037A\"");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+0000");
    assert_member(&answer, "char", NULL, "\"\\u0000\"");
    assert_member(&answer, "label", NULL, "\"<control-0000>\"");
    assert_neighbours(&answer, "null", "\"U+0001\"");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+10FFFF");
    assert_member(&answer, "label", NULL, "\"<noncharacter-10FFFF>\"");
    assert_neighbours(&answer, "\"U+E01EF\"", "null");
    done(&answer);
}

/* Every document that can be asked for is JSON; ask() fails where it is not. */
static void test_documents_of_all_kinds_are_json(void **state)
{
    for (uint32_t point = 0; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 997) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/characters/U+%X", (unsigned)point);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        done(&answer);
    }
}

static void test_rows_of_awkward_characters_are_json(void **state)
{
    static const char *const points[] = {"0", "7", "A", "22", "5C", "7F", "85", "2028", "FFFD"};

    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/search?q=U%%2B%s", points[i]);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        assert_int_equal(row_count(&answer), 1);
        done(&answer);
    }
}

/* Where a file of the page is. */
static const char *file_path(const char *name)
{
    static char path[128];

    (void)snprintf(path, sizeof path, "%s/%s", asset_directory(), name);
    return path;
}

static void get_encoded(struct answer *answer, const struct world *world, const char *encoding,
                        const char *if_none_match)
{
    struct api_request request = get_request(file_path("style.css"));

    request.accept_encoding = encoding;
    request.if_none_match = if_none_match;
    ask(answer, &world->ready, &request, 1024);
}

static void test_a_file_at_its_digest_is_kept_for_ever(void **state)
{
    static const char *const names[] = {"main.js", "style.css", "favicon.svg",
                                        "charfinder.webmanifest"};
    struct answer answer;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        get(&answer, *state, file_path(names[i]));
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Cache-Control", "public, max-age=31536000, immutable");
        assert_non_null(header(&answer, "ETag"));
        done(&answer);
    }
}

/* Templates, the worker and files of another version have no place among them. */
static void test_no_other_file_is_at_the_digest(void **state)
{
    static const char *const names[] = {"index.html", "opensearch.xml", "sw.js", "none.js",
                                        "",           "main.js/",       "..",    "Main.js"};
    struct answer answer;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        get(&answer, *state, file_path(names[i]));
        assert_problem(&answer, 404);
        done(&answer);
    }
    get(&answer, *state, "/static/0123456789abcdef/main.js");
    assert_problem(&answer, 404);
    done(&answer);
    get(&answer, *state, "/static/main.js");
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_the_worker_names_every_file_and_is_asked_for_anew(void **state)
{
    struct answer answer;

    get(&answer, *state, "/sw.js");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-cache");
    assert_header(&answer, "Content-Type", "text/javascript; charset=utf-8");
    assert_non_null(strstr(answer.body, file_path("main.js")));
    assert_non_null(strstr(answer.body, file_path("style.css")));
    assert_null(strstr(answer.body, "index.html"));
    assert_null(strchr(answer.body, '@')); /* every place is filled in */
    done(&answer);
}

/* Else a browser would show the page of before, whose files are gone. */
static void test_other_files_make_another_page(void **state)
{
    struct answer answer;

    get(&answer, *state, "/");
    assert_non_null(strstr(header(&answer, "ETag"), asset_digest()));
    assert_non_null(strstr(answer.body, file_path("main.js")));
    done(&answer);
}

/* Compressed or not it is the same page, so its tag is weak. */
static void test_the_page_is_compressed_for_those_who_take_it(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/?query=digit");
    struct answer plain, gzip;

    ask(&plain, &world->ready, &request, 1024);
    assert_null(header(&plain, "Content-Encoding"));
    assert_header(&plain, "Vary", "Accept-Encoding");
    request.accept_encoding = "gzip";
    ask(&gzip, &world->ready, &request, 1024);
    assert_header(&gzip, "Content-Encoding", "gzip");
    assert_header(&gzip, "Vary", "Accept-Encoding");
    assert_header(&gzip, "ETag", header(&plain, "ETag"));
    assert_int_equal(strncmp(header(&gzip, "ETag"), "W/\"", 3), 0);
    assert_memory_equal(gzip.body, "\x1F\x8B", 2);
    assert_true(gzip.size * 3 < plain.size);
    done(&plain);
    done(&gzip);

    request.accept_encoding = "gzip;q=0, br";
    ask(&plain, &world->ready, &request, 1024);
    assert_null(header(&plain, "Content-Encoding"));
    done(&plain);
    request = get_request("/?query=%22cat");
    request.accept_encoding = "gzip";
    ask(&gzip, &world->building, &request, 1024);
    assert_int_equal(gzip.reply.status, 503);
    assert_null(header(&gzip, "Content-Encoding")); /* made again each time */
    assert_header(&gzip, "Retry-After", "1");
    assert_null(header(&gzip, "ETag"));
    done(&gzip);
}

/* What the index answers is compressed as the page is, where that saves a packet. */
static void test_answers_are_compressed_for_those_who_take_it(void **state)
{
    static const struct {
        const char *target;
        bool coded;
    } examples[] = {
        {"/api/v1/search?q=digit", true},
        {"/api/v1/characters/U+0039", true},
        {"/search?q=registered", false}, /* too small */
        {"/api/v1/search?q=registered&scope=name", false},
        {"/api/v1/search?q=%22", false}, /* not lasting */
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

static void get_description(struct answer *answer, const struct catalog *catalog, const char *host)
{
    struct api_request request = get_request("/opensearch.xml");

    request.host = host;
    ask(answer, catalog, &request, 1024);
}

static void test_the_description_has_this_server_s_address(void **state)
{
    static const struct {
        const char *host, *stands;
    } hosts[] = {
        {"localhost:8888", "template=\"http://localhost:8888/?query={searchTerms}\""},
        {"[::1]:80", "template=\"http://[::1]:80/api/v1/suggest?q={searchTerms}\""},
        {"a&b'c", "template=\"http://a&amp;b&#39;c/opensearch.xml\""},
    };
    const struct world *world = *state;
    struct answer answer;

    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        get_description(&answer, &world->building, hosts[i].host);
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Content-Type", "application/opensearchdescription+xml");
        assert_header(&answer, "Vary", "Host");
        assert_int_equal(strncmp(answer.body, "<?xml", 5), 0);
        assert_non_null(strstr(answer.body, hosts[i].stands));
        assert_null(strstr(answer.body, "{{"));
        done(&answer);
    }
}

static void test_without_a_host_there_is_no_description(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_description(&answer, &world->ready, NULL);
    assert_problem(&answer, 400);
    assert_non_null(strstr(text(&answer, "detail"), "Host"));
    done(&answer);
}

static void test_files_are_compressed_for_those_who_take_it(void **state)
{
    struct answer plain, gzip, again;

    get_encoded(&plain, *state, NULL, NULL);
    assert_int_equal(plain.reply.status, 200);
    assert_header(&plain, "Content-Type", "text/css; charset=utf-8");
    assert_header(&plain, "X-Content-Type-Options", "nosniff");
    assert_header(&plain, "Vary", "Accept-Encoding");
    assert_null(header(&plain, "Content-Encoding"));

    get_encoded(&gzip, *state, "br, gzip;q=0.8", NULL);
    assert_header(&gzip, "Content-Encoding", "gzip");
    assert_header(&gzip, "Vary", "Accept-Encoding");
    assert_true(gzip.size < plain.size);
    assert_memory_equal(gzip.body, "\x1F\x8B", 2);
    assert_string_not_equal(header(&gzip, "ETag"), header(&plain, "ETag"));

    get_encoded(&again, *state, "gzip", header(&gzip, "ETag"));
    assert_int_equal(again.reply.status, 304);
    assert_header(&again, "Vary", "Accept-Encoding");
    done(&again);
    get_encoded(&again, *state, "gzip", header(&plain, "ETag")); /* of other bytes */
    assert_int_equal(again.reply.status, 200);
    done(&again);
    done(&gzip);
    done(&plain);
}

static void test_the_page_keeps_strangers_out(void **state)
{
    struct answer answer;

    get(&answer, *state, "/?query=cat+face&utm=1&utm=2");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                  "img-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
                  "base-uri 'none'; frame-ancestors 'none'");
    assert_header(&answer, "X-Content-Type-Options", "nosniff");
    assert_header(&answer, "Referrer-Policy", "no-referrer");
    assert_null(header(&answer, "Access-Control-Allow-Origin"));
    assert_non_null(strstr(answer.body, "CAT FACE"));
    done(&answer);

    get(&answer, *state, "/?query=%22cat");
    assert_int_equal(answer.reply.status, 422);
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Cache-Control", "no-store");
    assert_null(header(&answer, "ETag"));
    done(&answer);
}

static void test_the_transport_may_state_a_problem_of_its_own(void **state)
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
        cmocka_unit_test(test_the_book_s_search_is_a_bare_array),
        cmocka_unit_test(test_searches_that_find_nothing),
        cmocka_unit_test(test_search_takes_a_part_and_ignores_the_unknown),
        cmocka_unit_test(test_a_long_result_is_streamed_whole),
        cmocka_unit_test(test_streaming_begins_behind_a_thousand_rows),
        cmocka_unit_test(test_a_stream_may_be_left_at_any_point),
        cmocka_unit_test(test_a_page_has_its_envelope),
        cmocka_unit_test(test_next_leads_to_the_last_page),
        cmocka_unit_test(test_the_longest_query_fits_into_next),
        cmocka_unit_test(test_an_offset_beyond_the_end_is_an_empty_page),
        cmocka_unit_test(test_a_page_of_another_generation_is_refused),
        cmocka_unit_test(test_wrong_parameters_are_named),
        cmocka_unit_test(test_the_defaults_may_be_spelt_out),
        cmocka_unit_test(test_all_looks_beyond_names),
        cmocka_unit_test(test_a_sequence_is_one_row),
        cmocka_unit_test(test_variants_are_rows_only_where_asked),
        cmocka_unit_test(test_a_changed_spelling_is_told),
        cmocka_unit_test(test_languages_choose_the_keywords),
        cmocka_unit_test(test_facets_count_the_whole_result),
        cmocka_unit_test(test_only_the_facets_that_were_asked_for),
        cmocka_unit_test(test_lines_of_json_are_the_rows_of_a_page),
        cmocka_unit_test(test_a_table_has_a_header_and_all_rows),
        cmocka_unit_test(test_streams_have_no_end_but_that_of_the_result),
        cmocka_unit_test(test_a_stream_that_was_cut_tells_what_is_next),
        cmocka_unit_test(test_next_carries_all_that_decides_the_rows),
        cmocka_unit_test(test_the_longest_headers_fit),
        cmocka_unit_test(test_a_query_that_cannot_be_parsed_names_its_column),
        cmocka_unit_test(test_broken_escapes_are_400_everywhere),
        cmocka_unit_test(test_unknown_paths_list_the_known),
        cmocka_unit_test(test_other_methods_are_told_what_is_allowed),
        cmocka_unit_test(test_the_asterisk_is_for_options_only),
        cmocka_unit_test(test_head_is_answered_as_get),
        cmocka_unit_test(test_what_a_client_has_is_not_sent_again),
        cmocka_unit_test(test_an_entity_tag_saves_nobody_from_an_error),
        cmocka_unit_test(test_while_building_a_search_waits),
        cmocka_unit_test(test_while_building_the_rest_answers),
        cmocka_unit_test(test_a_failure_is_told),
        cmocka_unit_test(test_the_status_tells_what_is_served),
        cmocka_unit_test(test_a_character_in_all_its_spellings),
        cmocka_unit_test(test_what_is_no_character),
        cmocka_unit_test(test_a_character_document),
        cmocka_unit_test(test_code_points_that_are_no_characters_are_described_honestly),
        cmocka_unit_test(test_documents_of_all_kinds_are_json),
        cmocka_unit_test(test_rows_of_awkward_characters_are_json),
        cmocka_unit_test(test_a_file_at_its_digest_is_kept_for_ever),
        cmocka_unit_test(test_no_other_file_is_at_the_digest),
        cmocka_unit_test(test_the_worker_names_every_file_and_is_asked_for_anew),
        cmocka_unit_test(test_other_files_make_another_page),
        cmocka_unit_test(test_the_page_is_compressed_for_those_who_take_it),
        cmocka_unit_test(test_answers_are_compressed_for_those_who_take_it),
        cmocka_unit_test(test_the_description_has_this_server_s_address),
        cmocka_unit_test(test_without_a_host_there_is_no_description),
        cmocka_unit_test(test_files_are_compressed_for_those_who_take_it),
        cmocka_unit_test(test_the_page_keeps_strangers_out),
        cmocka_unit_test(test_the_transport_may_state_a_problem_of_its_own),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
