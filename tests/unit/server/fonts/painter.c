/* Pictures by real fonts and the real program: who draws, what is drawn once only, and what a bad font costs. */

#include "server/fonts/painter.h"

#include "tests/unit/server/fonts/a_stage.h"

static struct wish wish_of(uint32_t first, uint32_t second)
{
    struct wish wish;

    memset(&wish, 0, sizeof wish);
    wish.points[0] = first;
    wish.points[1] = second;
    wish.count = second ? 2 : 1;
    return wish;
}

/* The size of the drawing; 0: there is none. */
static size_t draw(struct maker *maker, struct wish wish)
{
    struct made *picture;
    struct reason reason;
    size_t size = 0;

    assert_int_equal(painter_make(maker, &wish, &picture, &reason), MAKER_OK);
    if (picture) {
        struct slice svg = made_part(picture, MADE_SVG);

        assert_true(slice_has_prefix(svg, slice_of("<svg xmlns=")));
        assert_true(slice_has_prefix(made_part(picture, MADE_PNG), slice_of("\x89PNG")));
        size = svg.size;
    }
    made_unref(picture);
    return size;
}

static void test_pictures(void **state)
{
    struct wish boxed = wish_of('L', 'F');
    struct maker maker;
    size_t plain;

    (void)state;
    assert_int_equal(stage_maker(&maker, DEJAVU), MAKER_OK);
    assert_true(draw(&maker, wish_of(0x2603, 0)) > 0);
    plain = draw(&maker, boxed);
    boxed.boxed = 1;
    assert_true(plain > 0 && draw(&maker, boxed) > plain);
    assert_true(draw(&maker, wish_of(0x25CC, 0x301)) > draw(&maker, wish_of(0x25CC, 0)));
    assert_true(draw(&maker, wish_of(0x2764, 0xFE0F)) > 0); /* no face has U+FE0F */
    assert_int_equal(draw(&maker, wish_of(0x12000, 0)), 0);
    assert_int_equal(draw(&maker, wish_of('A', 0x12000)), 0);
    assert_int_equal(draw(&maker, wish_of(' ', 0)), 0);
    assert_int_equal(draw(&maker, wish_of(0, 0)), 0);
    maker_release(&maker);
}

/* With all of it kept, no process is started. */
static void test_what_was_kept_is_not_drawn_again(void **state)
{
    struct maker maker;
    size_t size;

    (void)state;
    assert_int_equal(stage_maker(&maker, DEJAVU), MAKER_OK);
    size = draw(&maker, wish_of(0x2603, 0));
    assert_int_equal(draw(&maker, wish_of(0x12000, 0)), 0);
    helper_release(&stage.helper);
    helper_init(&stage.helper, "/nonexistent", stage.stop);
    assert_int_equal(draw(&maker, wish_of(0x2603, 0)), size);
    assert_int_equal(draw(&maker, wish_of(0x12000, 0)), 0);
    maker_release(&maker);
}

static void test_a_deadly_font_is_given_up(void **state)
{
    struct wish wish = wish_of(0x2603, 0);
    struct made *picture;
    struct reason reason;
    struct maker maker;

    (void)state;
    assert_int_equal(stage_maker(&maker, DEJAVU), MAKER_OK);
    helper_release(&stage.helper);
    helper_init(&stage.helper, stage_deadly_program(), stage.stop);
    assert_int_equal(draw(&maker, wish), 0);
    assert_true(maker.broken[0] || maker.broken[1] || maker.broken[2]);
    helper_release(&stage.helper);
    helper_init(&stage.helper, "/nonexistent", stage.stop);
    wish = wish_of(0x2604, 0);
    (void)eventfd_write(stage.stop, 1);
    assert_true(painter_make(&maker, &wish, &picture, &reason) != MAKER_OK || !picture);
    assert_null(picture);
    maker_release(&maker);
}

/* A slice has what draws the text, and nothing of what only shapes it. */
static void test_slices(void **state)
{
    static const uint32_t tries[][2] = {{'f', 'i'}, {0x25CC, 0x301}, {0x2764, 0xFE0F}};
    struct reason reason;
    struct maker maker;

    (void)state;
    assert_int_equal(stage_maker(&maker, DEJAVU), MAKER_OK);
    for (size_t i = 0; i < 3; i++) {
        struct wish wish = wish_of(tries[i][0], tries[i][1]);
        struct made *made;

        wish.sliced = 1;
        assert_int_equal(painter_make(&maker, &wish, &made, &reason), MAKER_OK);
        assert_non_null(made);
        assert_true(slice_has_prefix(made_part(made, MADE_WOFF2), slice_of("wOF2")));
        assert_true(made_part(made, MADE_WOFF2).size < 8192);
        assert_int_equal(made_part(made, MADE_PNG).size, 0);
        made_unref(made);
    }
    maker_release(&maker);
}

static void test_without_fonts(void **state)
{
    struct maker maker;

    (void)state;
    assert_int_equal(stage_maker(&maker, "/nonexistent"), MAKER_OK);
    assert_int_equal(draw(&maker, wish_of('A', 0)), 0);
    maker_release(&maker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(test_pictures),
        ON_STAGE(test_what_was_kept_is_not_drawn_again),
        ON_STAGE(test_a_deadly_font_is_given_up),
        ON_STAGE(test_slices),
        ON_STAGE(test_without_fonts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
