/*
 * The OpenAPI description, with the version and the address that the client used. That it is true is
 * tested in tests/integration/test_openapi.py.
 */

#include "server/answers/http/openapi.h"

#include "tests/unit/server/answers/http/real_world.h"

static void get_description(struct answer *answer, const struct catalog *catalog, struct site site)
{
    struct api_request request = get_request("/openapi.json");

    request.site = site;
    ask(answer, catalog, &request, 1024);
}

static void assert_server(const struct catalog *catalog, struct site site, const char *url)
{
    struct answer answer;
    const json_t *server;

    get_description(&answer, catalog, site);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "application/json");
    assert_header(&answer, "Access-Control-Allow-Origin", "*");
    assert_non_null(answer.json);
    assert_null(strstr(answer.body, "{{"));
    server = json_array_get(json_object_get(answer.json, "servers"), 0);
    assert_string_equal(json_string_value(json_object_get(server, "url")), url);
    done(&answer);
}

static void test_the_server_is_the_one_that_was_asked(void **state)
{
    const struct world *world = *state;
    const struct catalog *catalog = &world->building;

    assert_server(catalog, (struct site){.authority = slice_of("localhost:8888")},
                  "http://localhost:8888");
    assert_server(catalog, (struct site){.authority = slice_of("[::1]:80")}, "http://[::1]:80");
    assert_server(catalog, site_of_url("https://example.org/cf"), "https://example.org/cf");
}

static void test_no_byte_of_the_address_ends_the_text(void **state)
{
    const struct world *world = *state;

    assert_server(&world->ready, (struct site){.authority = slice_of("a&b'c")}, "http://a%26b%27c");
    assert_server(
        &world->ready,
        (struct site){.authority = slice_of("x"), .prefix = slice_of("/\"<\\>\x01\xC3\xA9")},
        "http://x/%22%3C%5C%3E%01%C3%A9");
}

static void test_without_a_host_the_server_is_a_path(void **state)
{
    const struct world *world = *state;

    assert_server(&world->failed, (struct site){.tls = true}, "/");
    assert_server(&world->failed, (struct site){.prefix = slice_of("/cf")}, "/cf");
}

static void test_the_version_is_this_one(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_description(&answer, &world->building, site_of_url("https://example.org"));
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(answer.json, "info"), "version")),
        CHARFINDER_VERSION);
    assert_header(&answer, "Cache-Control", "public, max-age=86400");
    done(&answer);
}

static void test_it_is_sent_compressed(void **state)
{
    static const struct {
        const char *accepted, *coding;
    } clients[] = {{"gzip, br", "gzip"}, {"gzip, zstd", "zstd"}, {"br", NULL}, {"gzip;q=0", NULL}};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        struct api_request request = get_request("/openapi.json");
        struct answer answer;

        request.site = (struct site){.authority = slice_of("localhost:8888")};
        request.accept_encoding = clients[i].accepted;
        ask(&answer, &world->building, &request, 1024);
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Vary", "Accept-Encoding, Host");
        if (clients[i].coding) {
            assert_header(&answer, "Content-Encoding", clients[i].coding);
            assert_true(answer.size < asset_template("openapi.json").size / 4);
        } else {
            assert_null(header(&answer, "Content-Encoding"));
            assert_non_null(answer.json);
        }
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_server_is_the_one_that_was_asked),
        cmocka_unit_test(test_no_byte_of_the_address_ends_the_text),
        cmocka_unit_test(test_without_a_host_the_server_is_a_path),
        cmocka_unit_test(test_the_version_is_this_one),
        cmocka_unit_test(test_it_is_sent_compressed),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, world_free);
}
