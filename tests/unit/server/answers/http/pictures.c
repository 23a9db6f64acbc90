/*
 * Pictures as clients ask for them: there, on their way, impossible; and addresses that nobody has given them.
 */

#include "server/answers/http/pictures.h"

#include "tests/unit/server/answers/http/wishes.h"

/* Draws all that is wished for. */
static void draw(struct made *(*make)(void))
{
    struct wish wish;

    while (wish_store_next(store, &wish))
        wish_store_put(store, &wish, make());
}

static struct made *some(void)
{
    return made_new(slice_of("<svg>a picture</svg>"), slice_of("\x89PNG, a picture"));
}

static struct made *none(void)
{
    return NULL;
}

static void test_a_picture_is_drawn_and_sent(void **state)
{
    struct answer answer;
    char etag[64];

    get(&answer, *state, "/api/v1/characters/U+2764/glyph.svg");
    assert_problem(&answer, 503);
    assert_header(&answer, "Retry-After", "1");
    assert_true(answer.reply.awaited);
    done(&answer);
    draw(some);
    get(&answer, *state, "/api/v1/characters/U+2764/glyph.svg");
    assert_int_equal(answer.reply.status, 200);
    assert_false(answer.reply.awaited);
    assert_header(&answer, "Content-Type", "image/svg+xml");
    assert_header(&answer, "X-Content-Type-Options", "nosniff");
    assert_header(&answer, "Content-Security-Policy", "default-src 'none'; img-src data:; sandbox");
    assert_header(&answer, "Access-Control-Allow-Origin", "*");
    assert_non_null(strstr(answer.body, "<svg>a picture"));
    (void)snprintf(etag, sizeof etag, "%s", header(&answer, "ETag"));
    done(&answer);
    get_with_tag(&answer, *state, "/api/v1/characters/%E2%9D%A4/glyph.svg", etag);
    assert_int_equal(answer.reply.status, 304);
    assert_int_equal(answer.size, 0);
    done(&answer);
    get(&answer, *state,
        "/api/v1/characters/%E2%9D%A4%EF%B8%8F/glyph.png"); /* the same character */
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "image/png");
    done(&answer);
}

/* Who gets the page is about to ask for the picture. */
static void test_the_page_asks_for_its_picture(void **state)
{
    struct wish wish;
    struct answer answer;

    get(&answer, *state, "/U+2603");
    assert_non_null(strstr(answer.body, "href=\"api/v1/characters/U+2603/glyph.svg\""));
    done(&answer);
    assert_true(wish_store_next(store, &wish));
    assert_int_equal(wish.points[0], 0x2603);
    get(&answer, *state, "/U+D800");
    assert_null(strstr(answer.body, "glyph.svg"));
    done(&answer);
}

static void test_what_cannot_be_drawn(void **state)
{
    static const struct {
        const char *path, *detail;
        unsigned status;
    } table[] = {
        {"U+12000", "install one", 404},      {"U+D800", "not a character", 404},
        {"U+FFFF", "not a character", 404},   {"U+0378", "not a character", 404},
        {"U+110000", "U+10FFFF", 404},        {"sun", "3 characters", 422},
        {"%E2%9D%A4%20x", "characters", 422}, {"U+41+42", "characters", 422},
    };
    struct answer answer;
    char target[128];

    get(&answer, *state, "/api/v1/characters/U+12000/glyph.svg");
    done(&answer);
    draw(none);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        (void)snprintf(target, sizeof target, "/api/v1/characters/%s/glyph.svg", table[i].path);
        get(&answer, *state, target);
        assert_problem(&answer, table[i].status);
        if (!strstr(text(&answer, "detail"), table[i].detail))
            fail_msg("%s: %s", target, text(&answer, "detail"));
        done(&answer);
    }
}

static void test_hostile_paths(void **state)
{
    static const struct {
        const char *rest;
        unsigned status;
    } table[] = {
        {"/glyph.svg", 422},         {"U+2764/glyph.gif", 422},        {"U+2764/glyph.svg/", 422},
        {"U+2764/glyph.svgz", 422},  {"U+2764%2Fglyph.svg", 422},      {"U+2764//glyph.svg", 422},
        {"U+2764/x/glyph.svg", 422}, {"U+2764/glyph.svg?size=9", 422}, {"%00/glyph.svg", 400},
        {"%FF/glyph.svg", 400},      {"../../glyph.svg", 422},         {"<script>/glyph.svg", 422},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct answer answer;
        char target[128];

        (void)snprintf(target, sizeof target, "/api/v1/characters/%s", table[i].rest);
        get(&answer, *state, target);
        if (answer.reply.status != table[i].status)
            fail_msg("%s: %u", target, answer.reply.status);
        done(&answer);
    }
}

static void test_when_none_can_be_drawn(void **state)
{
    struct world *world = *state;
    struct answer answer;
    char target[64];

    for (uint32_t i = 0; i <= WISHES_MAX; i++) {
        (void)snprintf(target, sizeof target, "/api/v1/characters/U+%04X/glyph.png", 0x4E00 + i);
        get(&answer, world, target);
        assert_problem(&answer, 503);
        assert_header(&answer, "Retry-After", i < WISHES_MAX ? "1" : "10");
        assert_int_equal(answer.reply.awaited, i < WISHES_MAX);
        done(&answer);
    }
    wish_store_fail(store);
    get(&answer, world, target);
    assert_problem(&answer, 503);
    assert_header(&answer, "Retry-After", "600");
    done(&answer);
    get_from(&answer, &world->building, target);
    assert_problem(&answer, 503);
    done(&answer);
    world->ready.wishes = NULL;
    get(&answer, world, target);
    assert_problem(&answer, 404);
    done(&answer);
    get(&answer, world, "/U+2764");
    assert_null(strstr(answer.body, "glyph.svg"));
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WISHES(test_a_picture_is_drawn_and_sent),
        WITH_WISHES(test_the_page_asks_for_its_picture),
        WITH_WISHES(test_what_cannot_be_drawn),
        WITH_WISHES(test_hostile_paths),
        WITH_WISHES(test_when_none_can_be_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
