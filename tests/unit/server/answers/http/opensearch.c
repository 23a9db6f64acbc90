/*
 * The OpenSearch description, with the address that the client used.
 */

#include "server/answers/http/opensearch.h"

#include "tests/unit/server/answers/http/real_world.h"

static void get_description(struct answer *answer, const struct catalog *catalog, struct site site)
{
    struct api_request request = get_request("/opensearch.xml");

    request.site = site;
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
        get_description(&answer, &world->building,
                        (struct site){.authority = slice_of(hosts[i].host)});
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Content-Type", "application/opensearchdescription+xml");
        assert_header(&answer, "Vary", "Accept-Encoding, Host");
        assert_int_equal(strncmp(answer.body, "<?xml", 5), 0);
        assert_non_null(strstr(answer.body, hosts[i].stands));
        assert_null(strstr(answer.body, "{{"));
        done(&answer);
    }
}

static void test_a_configured_site_is_everybody_s(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_description(&answer, &world->building, site_of_url("https://example.org/cf"));
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "public, max-age=86400");
    assert_header(&answer, "Vary", "Accept-Encoding");
    assert_non_null(strstr(answer.body, "\"https://example.org/cf/?query={searchTerms}\""));
    assert_non_null(strstr(answer.body, ">https://example.org/cf/static/"));
    done(&answer);
}

static void test_a_proxy_s_site_is_private(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_description(&answer, &world->building,
                    (struct site){.source = SITE_OF_PROXY,
                                  .tls = true,
                                  .authority = slice_of("x.org"),
                                  .prefix = slice_of("/a&b")});
    assert_header(&answer, "Cache-Control", "private, max-age=86400");
    assert_header(&answer, "Vary",
                  "Accept-Encoding, Host, Forwarded, X-Forwarded-Host, X-Forwarded-Prefix, "
                  "X-Forwarded-Proto");
    assert_non_null(strstr(answer.body, "\"https://x.org/a&amp;b/opensearch.xml\""));
    done(&answer);
}

static void test_without_a_host_there_is_no_description(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_description(&answer, &world->ready, (struct site){.tls = true});
    assert_problem(&answer, 400);
    assert_non_null(strstr(text(&answer, "detail"), "Host"));
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_description_has_this_server_s_address),
        cmocka_unit_test(test_a_configured_site_is_everybody_s),
        cmocka_unit_test(test_a_proxy_s_site_is_private),
        cmocka_unit_test(test_without_a_host_there_is_no_description),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, world_free);
}
