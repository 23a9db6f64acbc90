/*
 * Pages with fonts of the server: which rows they name, where their links lead, and that nothing of it is there
 * without fonts.
 */

#include "server/answers/http/pages/webfonts.h"

#include "index/base/utf8.h"
#include "server/answers/http/font_set.h"
#include "tests/unit/server/answers/http/real_world.h"

static struct font_demand demand;

static int demand_new(void **state)
{
    struct world *world;

    if (world_new(state) != 0)
        return -1;
    world = *state;
    world->ready.font_demand = &demand;
    return 0;
}

static const struct {
    const char *target, *parts[6];
} pages[] = {
    {"/?query=U%2B2600&fonts=1",
     {"<link rel=\"stylesheet\" href=\"fonts.css?row=26\">\n", "/style/webfonts.css\">\n</head>",
      "<input type=\"hidden\" name=\"fonts\" value=\"1\">",
      "<noscript><p class=\"fonts\"><a href=\"?query=U%2B2600\">Use only",
      "<link rel=\"canonical\" href=\"?query=U%2B2600\">"}},
    {"/?query=arrow&fonts=1&lang=de",
     {"&amp;lang=de&amp;offset=100&amp;fonts=1\"", "fonts.css?row="}},
    {"/?query=U%2B2600&lang=de",
     {"<a href=\"?query=U%2B2600&amp;lang=de&amp;fonts=1\">Schriften für"}},
    {"/", {"<a href=\"?fonts=1\">Load fonts"}},
    {"/?fonts=1", {"<a href=\"?\">Use only"}},
    {"/?browse=script&fonts=1", {"fonts.css?row=", "<a href=\"?browse=script\">Use only"}},
    {"/U+12000?fonts=1",
     {"fonts.css?row=120", "href=\"U+12001?fonts=1\"", "Cuneiform&amp;fonts=1\"",
      "<a href=\"?\">Use only", "<link rel=\"canonical\" href=\"U+12000\">"}},
    {"/U+12000", {"<a href=\"?fonts=1\">Load fonts"}},
    {"/?query=%3C%2Fhead%3E%3C%2Fmain%3E&fonts=1&%22%3E=%3Cb%3E",
     {"?query=%3C%2Fhead%3E%3C%2Fmain%3E&amp;%22%3E=%3Cb%3E\">Use only"}},
};

static void test_pages(void **state)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct answer answer;

        get(&answer, *state, pages[i].target);
        for (size_t part = 0; part < 6 && pages[i].parts[part]; part++)
            if (!strstr(answer.body, pages[i].parts[part]))
                fail_msg("%s has no %s: %s", pages[i].target, pages[i].parts[part], answer.body);
        assert_non_null(strstr(answer.body, "</html>"));
        done(&answer);
    }
}

static void test_without_fonts_there_is_nothing(void **state)
{
    struct world *world = *state;
    struct answer answer;

    get(&answer, world, "/?query=U%2B2600");
    assert_null(strstr(answer.body, "fonts.css"));
    done(&answer);
    world->ready.font_demand = NULL;
    get(&answer, world, "/?query=U%2B2600&fonts=1");
    assert_int_equal(answer.reply.status, 200);
    assert_null(strstr(answer.body, "fonts.css"));
    assert_null(strstr(answer.body, "<noscript>"));
    done(&answer);
    world->ready.font_demand = &demand;
}

static void test_what_the_parameter_may_be(void **state)
{
    static const char *const targets[] = {"/?fonts=2", "/?fonts=", "/U+2764?fonts=yes",
                                          "/%E2%9D%A4?fonts=0"};
    struct answer answer;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        assert_refused(*state, targets[i], "fonts", "must be 1");
    get(&answer, *state, "/%E2%9D%A4?fonts=1");
    assert_int_equal(answer.reply.status, 308);
    assert_header(&answer, "Location", "U+2764?fonts=1");
    done(&answer);
}

/* The first ones in the page, and no more than a style sheet can have. */
static void test_rows_are_bounded(void **state)
{
    const struct world *world = *state;
    const struct target target = {.count = 0};
    const struct exchange exchange = {.catalog = &world->ready, .target = &target};
    struct buffer page = BUFFER_INIT;
    size_t commas = 0;

    buffer_append_text(&page, "<head></head><main>\u2600\u2601A\u00E9\u2190");
    for (uint32_t row = 0x30; row < 0xA0; row++) {
        char bytes[UTF8_MAX_SIZE];

        buffer_append(&page, bytes, utf8_write(bytes, row * 256));
    }
    buffer_append_text(&page, "</main>");
    webfonts_finish(&exchange, true, messages_find("en"), &page);
    buffer_append(&page, "", 1);
    assert_non_null(strstr(page.bytes, "?row=26,21,30,"));
    for (const char *at = strstr(page.bytes, "?row="); *at != '"'; at++)
        commas += *at == ',';
    assert_int_equal(commas, WEBFONTS_ROWS - 1);
    buffer_release(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_without_fonts_there_is_nothing),
        cmocka_unit_test(test_what_the_parameter_may_be),
        cmocka_unit_test(test_rows_are_bounded),
    };

    return cmocka_run_group_tests(tests, demand_new, world_free);
}
