/*
 * Walks the table of routes: every route behaves as its row says.
 */

#include "server/answers/http/routes.h"

#include "server/answers/http/font_set.h"
#include "tests/unit/server/answers/http/wishes.h"

static char a_slice[sizeof "/fonts/.woff2" + FONT_DIGEST_SIZE]; /* its target */

static void put_picture_of_the_sun(void)
{
    struct wish wish;

    memset(&wish, 0, sizeof wish);
    wish.points[0] = 0x2600;
    wish.count = 1;
    wish_store_put(store, &wish, made_new(slice_of("<svg/>"), slice_of("PNG")));
}

/* The world, with a slice of fonts and a picture. */
static int slice_world_new(void **state)
{
    static const struct font_points points;
    static const struct font_rows made;
    struct font_slice *slice = font_slice_new(0, &points, "", "", slice_of("wOF2"));
    struct world *world;

    if (wishes_setup(state) != 0)
        return -1;
    world = *state;
    (void)snprintf(a_slice, sizeof a_slice, "/fonts/%s.woff2", font_slice_digest(slice));
    world->ready.fonts = world->building.fonts = font_set_new(&slice, 1, &made);
    font_slice_unref(slice);
    put_picture_of_the_sun();
    return 0;
}

static int slice_world_free(void **state)
{
    struct world *world = *state;

    font_set_unref(world->ready.fonts);
    return wishes_teardown(state);
}

static void test_unknown_paths_list_the_known_ones(void **state)
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

/* A target of the route that gets 200. */
static const char *good_target(const struct route *route)
{
    static const struct {
        const char *path, *target;
    } targets[] = {
        {"/search", "/search?q=cat"},
        {"/api/v1/search", "/api/v1/search?q=cat"},
        {"/api/v1/characters/", "/api/v1/characters/U+2600"},
        {"/api/v1/characters/{character}/glyph.svg", "/api/v1/characters/U+2600/glyph.svg"},
        {"/api/v1/characters/{character}/glyph.png", "/api/v1/characters/U+2600/glyph.png"},
        {"/{character}", "/U+2600"},
        {"/api/v1/inspect", "/api/v1/inspect?text=a"},
        {"/api/v1/suggest", "/api/v1/suggest?q=cat"},
        {"/fonts.css", "/fonts.css?row=26"},
        {"/fonts/", a_slice},
    };

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].path, route->path) == 0)
            return targets[i].target;
    return strcmp(route->path, "/static/") == 0 ? file_path("main.js") : route->path;
}

static void ask_route(struct answer *answer, const struct catalog *catalog,
                      const struct route *route, enum api_method method)
{
    struct api_request request = get_request(good_target(route));

    request.method = method;
    request.site.authority = slice_of("localhost");
    ask(answer, catalog, &request, 1024);
}

static void assert_no_header(const struct answer *answer, const char *name)
{
    if (header(answer, name))
        fail_msg("there is a %s: %s", name, header(answer, name));
}

static void assert_caching(const struct answer *answer, const struct route *route, bool indexed)
{
    switch (route->caching) {
    case ROUTE_NOT_CACHED:
        assert_header(answer, "Cache-Control", "no-store");
        assert_no_header(answer, "ETag");
        return;
    case ROUTE_BY_INDEX:
    case ROUTE_BY_GENERATION:
        assert_header(answer, "Cache-Control", indexed ? SEARCH_CACHING : "no-store");
        if (!indexed) {
            assert_no_header(answer, "ETag");
            return;
        }
        assert_int_equal(strncmp(header(answer, "ETag"), "W/\"", 3), 0);
        assert_string_equal(header(answer, "Vary"),
                            strcmp(route->path, "/") == 0 || route_is_pattern(route)
                                ? "Accept-Encoding, Accept-Language"
                                : "Accept-Encoding");
        return;
    case ROUTE_BY_SITE:
        assert_header(answer, "Cache-Control", "private, max-age=86400");
        assert_header(answer, "Vary", "Accept-Encoding, Host");
        assert_int_equal(strncmp(header(answer, "ETag"), "W/\"", 3), 0);
        return;
    case ROUTE_BY_FILE:
    case ROUTE_BY_BYTES:
        assert_int_equal(header(answer, "ETag")[0], '"');
        assert_non_null(header(answer, "Cache-Control"));
        return;
    }
    fail_msg("a way of caching that this test does not know: %d", route->caching);
}

static void assert_origins(const struct answer *answer, const struct route *route)
{
    if (!route->exposes)
        assert_no_header(answer, "Access-Control-Allow-Origin");
    else
        assert_header(answer, "Access-Control-Allow-Origin", "*");
    if (!route->exposes || !route->exposes[0])
        assert_no_header(answer, "Access-Control-Expose-Headers");
    else
        assert_header(answer, "Access-Control-Expose-Headers", route->exposes);
}

static void test_every_route_answers_get_and_head_as_its_row_says(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < route_count; i++)
        for (int head = 0; head <= 1; head++) {
            struct answer answer;

            assert_true(routes[i].methods & 1U << (head ? API_HEAD : API_GET));
            ask_route(&answer, &world->ready, &routes[i], head ? API_HEAD : API_GET);
            if (answer.reply.status != 200)
                fail_msg("%s: %u", routes[i].path, answer.reply.status);
            assert_true(answer.size > 0); /* the transport drops the body of HEAD */
            assert_header(&answer, "X-Content-Type-Options", "nosniff");
            assert_caching(&answer, &routes[i], true);
            assert_origins(&answer, &routes[i]);
            done(&answer);
        }
}

/* Without an index, a reply that lacks members of the index is not cached. Neither is a problem,
 * which scripts of every origin may read. */
static void test_every_route_without_an_index(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < route_count; i++) {
        struct answer answer;

        ask_route(&answer, &world->building, &routes[i], API_GET);
        if (answer.reply.status == 200) {
            assert_caching(&answer, &routes[i], false);
            assert_origins(&answer, &routes[i]);
        } else {
            assert_problem(&answer, 503);
        }
        done(&answer);
    }
}

static void test_every_route_lists_its_methods(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < route_count; i++) {
        struct answer answer;

        assert_int_equal(routes[i].methods, ROUTE_READS);
        ask_route(&answer, &world->ready, &routes[i], API_OPTIONS);
        assert_int_equal(answer.reply.status, 204);
        assert_int_equal(answer.size, 0);
        assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
        assert_header(&answer, "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        assert_header(&answer, "Access-Control-Allow-Origin", "*");
        assert_no_header(&answer, "Cache-Control");
        done(&answer);

        ask_route(&answer, &world->ready, &routes[i], API_OTHER);
        assert_problem(&answer, 405);
        assert_header(&answer, "Allow", "GET, HEAD, OPTIONS");
        done(&answer);
    }
}

/* Only routes whose row says so may be cached for an hour, and only with the generation in the
 * target. */
static void test_only_a_pinned_page_is_immutable(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < route_count; i++) {
        char target[256];
        struct answer answer;
        const char *good = good_target(&routes[i]);

        (void)snprintf(target, sizeof target, "%s%cgeneration=%s", good,
                       strchr(good, '?') ? '&' : '?', charindex_generation(world->index));
        get(&answer, world, target);
        if (routes[i].caching == ROUTE_BY_GENERATION)
            assert_header(&answer, "Cache-Control", PINNED_CACHING);
        else if (routes[i].caching != ROUTE_BY_FILE && routes[i].caching != ROUTE_BY_BYTES &&
                 header(&answer, "Cache-Control"))
            assert_string_not_equal(header(&answer, "Cache-Control"), PINNED_CACHING);
        done(&answer);
    }
}

static void test_a_path_finds_its_route(void **state)
{
    static const struct {
        const char *path, *route; /* NULL: none */
    } paths[] = {
        {"/", "/"},
        {"/search", "/search"},
        {"/search/", NULL},
        {"/searc", NULL},
        {"", NULL},
        {"//", NULL},
        {"/api/v1/characters/", "/api/v1/characters/"},
        {"/api/v1/characters//", "/api/v1/characters/"},
        {"/api/v1/characters", NULL},
        {"/api/v1/characters/a/glyph.svg", "/api/v1/characters/{character}/glyph.svg"},
        {"/api/v1/characters/a/glyph.png", "/api/v1/characters/{character}/glyph.png"},
        {"/api/v1/characters/glyph.svg", "/api/v1/characters/"},
        {"/api/v1/characters//glyph.svg", "/api/v1/characters/"},
        {"/api/v1/characters/a/glyph.gif", "/api/v1/characters/"},
        {"/static/x/main.js", "/static/"},
        {"/sw.js", "/sw.js"},
        {"/sw.js.map", NULL},
        {"/U+2764", "/{character}"},
        {"/u+1F1E8+1F1ED", "/{character}"},
        {"/\xE2\x9D\xA4", "/{character}"},
        {"/a", "/{character}"},
        {"/ab", NULL},
        {"/U+2764/", NULL},
        {"/U+", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct route *route = route_find(slice_of(paths[i].path), strlen(paths[i].path));

        if (paths[i].route)
            assert_string_equal(route->path, paths[i].route);
        else
            assert_null(route);
    }
    assert_null(route_find((struct slice){"/search\0x", 9}, 9)); /* a NUL is an ordinary byte */
}

/* RFC 3986, section 2.2: an escaped "/" is data. */
static void test_an_escaped_slash_separates_nothing(void **state)
{
    static const struct {
        const char *target;
        unsigned status;
    } targets[] = {
        {"/api/v1/status", 200},
        {"/api%2Fv1/status", 404},
        {"/api/v1%2fstatus", 404},
        {"/%2Fsearch?q=sun", 404},
        {"/api/v1/characters%2FU+2600", 404},
        {"/api%2Fv1/characters/U+2600", 404},
        {"/api/v1/characters/%2F", 200}, /* the character "/" */
        {"/api/v1/characters/%2f", 200},
        {"/api/v1/stat%75s", 200}, /* other characters may be escaped */
        {"/search?q=%2F", 200},
        {"/search%2F?q=a", 404},
        {"/%2F", 308}, /* to the page of the character "/" */
        {"/%2F%2F", 404},
        {"/%2FU+2764", 404},
    };
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get(&answer, world, targets[i].target);
        if (answer.reply.status != targets[i].status)
            fail_msg("%s: %u", targets[i].target, answer.reply.status);
        done(&answer);
    }
}

static void test_the_list_of_routes_is_a_sentence(void **state)
{
    struct buffer list = BUFFER_INIT;

    (void)state;
    route_append_all(&list, slice_of(""));
    buffer_append(&list, "", 1);
    assert_int_equal(strncmp(list.bytes, "/, /{U+2600 or the character}, /search?q=, ", 42), 0);
    assert_non_null(strstr(list.bytes, ", /opensearch.xml, /healthz, /readyz and /metrics"));
    assert_null(strstr(list.bytes, "/static"));
    list.size = 0;
    route_append_all(&list, slice_of("/cf"));
    buffer_append(&list, "", 1);
    assert_int_equal(strncmp(list.bytes, "/cf/, /cf/{U+2600 or the character}, /cf/search?q=", 49),
                     0);
    buffer_release(&list);
}

static void test_the_names_of_methods(void **state)
{
    static const struct {
        unsigned methods;
        const char *value;
    } sets[] = {
        {0, ""},
        {1U << API_GET, "GET"},
        {1U << API_GET | 1U << API_OPTIONS, "GET, OPTIONS"},
        {1U << API_HEAD | 1U << API_OPTIONS, "HEAD, OPTIONS"},
        {ROUTE_READS, "GET, HEAD, OPTIONS"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const char *parts[ROUTE_METHOD_PARTS];
        struct buffer value = BUFFER_INIT;

        route_methods(sets[i].methods, parts);
        for (const char **part = parts; *part; part++)
            buffer_append_text(&value, *part);
        buffer_append(&value, "", 1);
        assert_string_equal(value.bytes, sets[i].value);
        buffer_release(&value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_route_answers_get_and_head_as_its_row_says),
        cmocka_unit_test(test_every_route_without_an_index),
        cmocka_unit_test(test_every_route_lists_its_methods),
        cmocka_unit_test(test_only_a_pinned_page_is_immutable),
        cmocka_unit_test(test_a_path_finds_its_route),
        cmocka_unit_test(test_an_escaped_slash_separates_nothing),
        cmocka_unit_test(test_the_list_of_routes_is_a_sentence),
        cmocka_unit_test(test_the_names_of_methods),
        cmocka_unit_test(test_unknown_paths_list_the_known_ones),
    };

    return cmocka_run_group_tests(tests, slice_world_new, slice_world_free);
}
