/*
 * Fonts for sequences: style sheets and slices, for those that the index has, and for nothing else.
 */

#include "server/answers/http/sequence_fonts.h"

#include "server/answers/http/fonts.h"
#include "server/answers/http/pages/character_path.h"
#include "tests/unit/server/answers/http/wishes.h"

/* Makes all that is wished for. Returns how many. */
static size_t make_all(const char *woff2)
{
    struct wish wish;
    size_t count = 0;

    for (; wish_store_next(store, &wish); count++) {
        assert_int_equal(wish.sliced, 1);
        assert_true(wish.count > 1);
        wish_store_put(store, &wish, woff2 ? made_new(slice_of(woff2), slice_of("")) : NULL);
    }
    return count;
}

static void test_a_sequence_has_a_family_of_its_own(void **state)
{
    static const char target[] = "/fonts.css?sequence=1f1e8-1f1ed,25cc-301,2764-fe0f,31-fe0f-20e3";
    struct answer answer;
    char address[128];
    const char *at;

    get(&answer, *state, target);
    assert_header(&answer, "Cache-Control", "no-store");
    assert_non_null(strstr(answer.body, FONTS_UNFINISHED));
    done(&answer);
    assert_int_equal(make_all("wOF2, a slice"), 4);
    get(&answer, *state, target);
    assert_null(strstr(answer.body, FONTS_UNFINISHED));
    assert_non_null(
        strstr(answer.body, "{font-family:charfinder-25cc-301;src:url(fonts/s-25cc-301-"));
    assert_non_null(strstr(answer.body, ";ascent-override:93%;"));
    at = strstr(answer.body, "fonts/s-1f1e8-1f1ed-");
    assert_non_null(at);
    (void)snprintf(address, sizeof address, "/%.*s", (int)strcspn(at, ")"), at);
    done(&answer);
    get(&answer, *state, address);
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "font/woff2");
    assert_header(&answer, "Cache-Control", PINNED_CACHING);
    done(&answer);
    address[strlen("/fonts/s-1f1e8-1f1e")] = 'e'; /* not the digest of this sequence */
    get(&answer, *state, address);
    assert_problem(&answer, 503);
    done(&answer);
    assert_int_equal(make_all("wOF2, another"), 1);
    get(&answer, *state, address);
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_what_is_not_a_sequence_is_not_made(void **state)
{
    static const char *const wrong[] = {
        "",    "41",           ",",          "1f1e8-",      "-1f1ed", "1f1e8--1f1ed", "1F1E8-1",
        "x-y", "1f1e8-1f1ed,", "0000041-42", "1f1e8 1f1ed",
    };
    static const char *const unknown[] = {"41-42",        "110000-41",     "25cc-41",
                                          "25cc-301-302", "ffffff-ffffff", "d800-dc00"};
    struct answer answer;
    char target[256];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        (void)snprintf(target, sizeof target, "/fonts.css?sequence=%s", wrong[i]);
        get(&answer, *state, target);
        if (answer.reply.status != 422 && answer.reply.status != 400)
            fail_msg("%s: %u", target, answer.reply.status);
        done(&answer);
    }
    (void)make_all(NULL); /* of those before a mistake */
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        (void)snprintf(target, sizeof target, "/fonts.css?sequence=%s", unknown[i]);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        assert_null(strstr(answer.body, "@font-face"));
        assert_null(strstr(answer.body, FONTS_UNFINISHED));
        done(&answer);
    }
    assert_int_equal(make_all(NULL), 0);
}

/* More points than a sequence can have, and more sequences than a style sheet. */
static void test_lists_are_bounded(void **state)
{
    struct buffer target = BUFFER_INIT;
    struct answer answer;

    buffer_append_text(&target, "/fonts.css?sequence=1");
    for (size_t i = 0; i < CHARACTER_PATH_MAX; i++)
        buffer_append_text(&target, "-1");
    buffer_append(&target, "", 1);
    get(&answer, *state, target.bytes);
    assert_problem(&answer, 422);
    done(&answer);
    target.size = strlen("/fonts.css?sequence=");
    for (size_t i = 0; i <= SEQUENCE_FONTS_MAX; i++)
        buffer_append_format(&target, "%s25cc-%x", i > 0 ? "," : "", 0x300 + (unsigned)i % 64);
    buffer_append(&target, "", 1);
    get(&answer, *state, target.bytes);
    assert_problem(&answer, 422);
    done(&answer);
    buffer_release(&target);
}

static void test_addresses_that_nobody_has_given(void **state)
{
    static const char *const names[] = {
        "s-",
        "s-.woff2",
        "s-1f1e8-1f1ed.woff2",
        "s-41-42-0123456789abcdef0123456789abcdef.woff2",
        "s--0123456789abcdef0123456789abcdef.woff2",
        "s-0123456789abcdef0123456789abcdef.woff2",
    };
    struct answer answer;
    char target[128];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(target, sizeof target, "/fonts/%s", names[i]);
        get(&answer, *state, target);
        assert_problem(&answer, 404);
        done(&answer);
    }
}

static void test_what_cannot_be_made(void **state)
{
    struct world *world = *state;
    struct answer answer;

    get(&answer, world, "/fonts.css?sequence=1f1e8-1f1ed");
    done(&answer);
    assert_int_equal(make_all(NULL), 1);
    get(&answer, world, "/fonts.css?sequence=1f1e8-1f1ed");
    assert_null(strstr(answer.body, FONTS_UNFINISHED));
    assert_null(strstr(answer.body, "@font-face"));
    done(&answer);
    get_from(&answer, &world->building, "/fonts.css?sequence=1f1e8-1f1ed");
    assert_problem(&answer, 503);
    done(&answer);
    world->ready.wishes = NULL;
    get(&answer, world, "/fonts.css?sequence=1f1e8-1f1ee");
    assert_int_equal(answer.reply.status, 200);
    assert_null(strstr(answer.body, FONTS_UNFINISHED));
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WISHES(test_a_sequence_has_a_family_of_its_own),
        WITH_WISHES(test_what_is_not_a_sequence_is_not_made),
        WITH_WISHES(test_lists_are_bounded),
        WITH_WISHES(test_addresses_that_nobody_has_given),
        WITH_WISHES(test_what_cannot_be_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
