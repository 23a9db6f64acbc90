/*
 * Addresses of characters: one has the page, others lead there, and what is not a character says so.
 */

#include "server/answers/http/pages/character_page.h"

#include "tests/unit/server/answers/http/real_world.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_the_page(void **state)
{
    static const char *const targets[] = {
        "/U+2764",        "/U%2B2764",         "/U+2764?utm_source=x",
        "/U+1F1E8+1F1ED", "/U+0031+FE0F+20E3", "/U+10FFFF"};

    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
        assert_header(&answer, "Cache-Control", SEARCH_CACHING);
        assert_header(&answer, "Vary", "Accept-Encoding, Accept-Language");
        assert_non_null(header(&answer, "Content-Security-Policy"));
        done(&answer);
    }
}

static void test_other_addresses_lead_there(void **state)
{
    static const struct {
        const char *target, *location;
    } moved[] = {
        {"/\xE2\x9D\xA4", "U+2764"},
        {"/%E2%9D%A4", "U+2764"},
        {"/%E2%9D%A4%EF%B8%8F", "U+2764"},
        {"/u+2764", "U+2764"},
        {"/U+002764", "U+2764"},
        {"/U+2764+FE0F", "U+2764"},
        {"/a", "U+0061"},
        {"/%2F", "U+002F"},
        {"/%3F", "U+003F"},
        {"/%20", "U+0020"},
        {"/U+41", "U+0041"},
        {"/U+d800", "U+D800"},
        {"/U+1F1E8+U+1F1ED", "U+1F1E8+1F1ED"},
        {"/%F0%9F%87%A8%F0%9F%87%AD", "U+1F1E8+1F1ED"},
        {"/U+31+20E3", "U+0031+FE0F+20E3"},
    };

    for (size_t i = 0; i < COUNT(moved); i++) {
        struct answer answer;

        get(&answer, *state, moved[i].target);
        if (answer.reply.status != 308)
            fail_msg("%s: %u", moved[i].target, answer.reply.status);
        assert_header(&answer, "Location", moved[i].location);
        assert_non_null(strstr(answer.body, "rel=\"canonical\""));
        done(&answer);
    }
}

static void test_what_is_not_a_character(void **state)
{
    static const char *const targets[] = {"/U+110000", "/U+FFFFFFFF", "/U+0041+0042",
                                          "/\xE2\x9D\xA4\xE2\x9D\xA4", "/%E2%9D%A4x"};

    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_problem(&answer, 404);
        assert_non_null(strstr(text(&answer, "detail"), "Search"));
        done(&answer);
    }
}

static void test_a_client_that_has_it(void **state)
{
    struct answer answer;
    char tag[128];

    get(&answer, *state, "/U+2764");
    (void)snprintf(tag, sizeof tag, "%s", header(&answer, "ETag"));
    done(&answer);
    get_with_tag(&answer, *state, "/U+2764", tag);
    assert_int_equal(answer.reply.status, 304);
    done(&answer);
}

/* ICU knows characters without an index; sequences are in it alone. */
static void test_no_index(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get_from(&answer, &world->building, "/U+2764");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-store");
    assert_non_null(strstr(answer.body, "HEAVY BLACK HEART"));
    done(&answer);
    get_from(&answer, &world->building, "/U+1F1E8+1F1ED");
    assert_problem(&answer, 503);
    assert_header(&answer, "Retry-After", "1");
    done(&answer);
}

/* Below a path of one letter, that path is the page, and not a character. */
static void test_below_a_path(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/c");
    struct answer answer;

    request.site.prefix = slice_of("/c");
    ask(&answer, &world->ready, &request, 1024);
    assert_int_equal(answer.reply.status, 308);
    assert_header(&answer, "Location", "/c/");
    done(&answer);
    request = get_request("/c/%E2%9D%A4");
    request.site.prefix = slice_of("/c");
    ask(&answer, &world->ready, &request, 1024);
    assert_header(&answer, "Location", "U+2764");
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_page),
        cmocka_unit_test(test_other_addresses_lead_there),
        cmocka_unit_test(test_what_is_not_a_character),
        cmocka_unit_test(test_a_client_that_has_it),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_below_a_path),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
