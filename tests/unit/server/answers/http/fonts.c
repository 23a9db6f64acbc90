/*
 * Style sheets and slices as a browser asks for them: those that there are, those that are not made yet, and
 * addresses that nobody has given it.
 */

#include "server/answers/http/fonts.h"

#include "server/answers/http/font_set.h"
#include "tests/unit/server/answers/http/real_world.h"

static const char woff2[] = "wOF2, a slice";

/* A catalog with one slice, of U+2600 and U+2603 to U+2605, and row 0x27 made, with nothing in it. */
static struct catalog with_fonts(struct font_demand *demand)
{
    struct font_points points = {.bits = {0}};
    struct font_rows made = {.words = {0}};
    struct font_slice *slice;
    struct catalog catalog = {.state = CATALOG_BUILDING, .font_demand = demand};

    font_points_add(&points, 0x2600);
    for (uint32_t point = 0x2603; point <= 0x2605; point++)
        font_points_add(&points, point);
    font_rows_add(&made, 0x26);
    font_rows_add(&made, 0x27);
    slice = font_slice_new(0x26, &points, "A Sans", "ASans", slice_of(woff2));
    catalog.fonts = font_set_new(&slice, 1, &made);
    assert_non_null(catalog.fonts);
    font_slice_unref(slice);
    return catalog;
}

static void test_a_style_sheet_leads_to_its_slices(void **state)
{
    struct font_demand demand = {{0}};
    struct catalog catalog = with_fonts(&demand);
    struct api_request request = get_request("/fonts.css?row=26,27");
    struct answer answer;
    char target[128];

    (void)state;
    ask(&answer, &catalog, &request, 1024);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/css; charset=utf-8");
    assert_header(&answer, "Cache-Control", "public, max-age=60");
    assert_non_null(strstr(answer.body, "src:local(\"A Sans\"),local(\"ASans\"),url(fonts/"));
    assert_non_null(strstr(answer.body, ";unicode-range:U+2600,U+2603-2605;"));
    assert_null(strstr(answer.body, FONTS_UNFINISHED));
    (void)snprintf(target, sizeof target, "/fonts/%.32s.woff2",
                   strstr(answer.body, "url(fonts/") + strlen("url(fonts/"));
    done(&answer);
    request = get_request(target);
    ask(&answer, &catalog, &request, 1024);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "font/woff2");
    assert_header(&answer, "Cache-Control", PINNED_CACHING);
    assert_int_equal(answer.size, strlen(woff2));
    assert_memory_equal(answer.body, woff2, answer.size);
    request.if_none_match = "*";
    done(&answer);
    ask(&answer, &catalog, &request, 1024);
    assert_int_equal(answer.reply.status, 304);
    assert_int_equal(answer.size, 0);
    done(&answer);
    font_set_unref(catalog.fonts);
}

static void test_what_is_not_made_is_asked_for(void **state)
{
    struct font_demand demand = {{0}};
    struct catalog catalog = with_fonts(&demand);
    struct api_request request = get_request("/fonts.css?row=26,1F9,10ff");
    struct answer answer;

    (void)state;
    ask(&answer, &catalog, &request, 1024);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-store");
    assert_non_null(strstr(answer.body, "U+2603-2605"));
    assert_non_null(strstr(answer.body, FONTS_UNFINISHED "{}"));
    done(&answer);
    assert_int_equal(demand.words[0x26 / 64], 0);
    assert_true(demand.words[0x1f9 / 64] == (uint64_t)1 << 0x1f9 % 64);
    assert_true(demand.words[0x10ff / 64] == (uint64_t)1 << 0x10ff % 64);
    font_set_unref(catalog.fonts);
}

/* The page need not ask again. */
static void test_without_fonts_a_style_sheet_is_empty_and_whole(void **state)
{
    struct answer answer;

    get(&answer, *state, "/fonts.css?row=26");
    assert_int_equal(answer.reply.status, 200);
    assert_null(strstr(answer.body, "@font-face"));
    assert_null(strstr(answer.body, FONTS_UNFINISHED));
    done(&answer);
    get(&answer, *state, "/fonts/00112233445566778899aabbccddeeff.woff2");
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_rows_that_are_none(void **state)
{
    static const char *const targets[] = {
        "/fonts.css",           "/fonts.css?row=",          "/fonts.css?row=,",
        "/fonts.css?row=26,",   "/fonts.css?row=,26",       "/fonts.css?row=1100",
        "/fonts.css?row=g",     "/fonts.css?row=00026",     "/fonts.css?row=-1",
        "/fonts.css?row=26%00", "/fonts.css?row=26&row=27", "/fonts.css?row=26&x=1",
        "/fonts.css?row=26 27",
    };
    struct buffer many = BUFFER_INIT;
    struct answer answer;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        get(&answer, *state, targets[i]);
        if (answer.reply.status != 422 && answer.reply.status != 400)
            fail_msg("%s: %u", targets[i], answer.reply.status);
        done(&answer);
    }
    buffer_append_text(&many, "/fonts.css?row=0");
    for (int i = 0; i < FONTS_ROWS_MAX; i++)
        buffer_append_text(&many, ",0");
    buffer_append(&many, "", 1);
    get(&answer, *state, many.bytes);
    assert_problem(&answer, 422);
    done(&answer);
    buffer_release(&many);
}

static void test_slices_that_are_not_there(void **state)
{
    static const char *const targets[] = {
        "/fonts/",
        "/fonts/.woff2",
        "/fonts/x.woff2",
        "/fonts/00112233445566778899aabbccddeeff",
        "/fonts/00112233445566778899aabbccddeeff.woff2",
        "/fonts/00112233445566778899aabbccddeeff.woff2/",
        "/fonts/../fonts.css",
        "/fonts%2F00112233445566778899aabbccddeeff.woff2",
    };
    struct font_demand demand = {{0}};
    struct catalog catalog = with_fonts(&demand);
    struct answer answer;

    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const struct api_request request = get_request(targets[i]);

        ask(&answer, &catalog, &request, 1024);
        assert_problem(&answer, 404);
        done(&answer);
    }
    font_set_unref(catalog.fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_style_sheet_leads_to_its_slices),
        cmocka_unit_test(test_what_is_not_made_is_asked_for),
        cmocka_unit_test(test_without_fonts_a_style_sheet_is_empty_and_whole),
        cmocka_unit_test(test_rows_that_are_none),
        cmocka_unit_test(test_slices_that_are_not_there),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, NULL);
}
