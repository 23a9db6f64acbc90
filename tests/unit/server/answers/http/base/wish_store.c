/* Wishes and pictures: each is waited for once, and what cannot be drawn is not tried twice. */

#include "server/answers/http/base/wish_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct wish wish_of(uint32_t point)
{
    struct wish wish;

    memset(&wish, 0, sizeof wish);
    wish.points[0] = point;
    wish.count = 1;
    return wish;
}

static struct wish_store *store;
static unsigned woken;

static void wake(void *context)
{
    assert_ptr_equal(context, &woken);
    woken++;
}

static int store_open(void **state)
{
    (void)state;
    store = wish_store_new(wake, &woken);
    woken = 0;
    return store ? 0 : -1;
}

static int store_close(void **state)
{
    (void)state;
    wish_store_free(store);
    return 0;
}

static enum wish_state state_of(uint32_t point)
{
    struct wish wish = wish_of(point);
    struct made *picture = NULL;
    enum wish_state state = wish_store_ask(store, &wish, &picture);

    assert_int_equal(picture != NULL, state == WISH_READY);
    made_unref(picture);
    return state;
}

static void test_a_wish_is_fulfilled(void **state)
{
    struct wish wish = wish_of('A'), next;
    struct made *picture = NULL;

    (void)state;
    assert_false(wish_store_next(store, &next));
    assert_int_equal(state_of('A'), WISH_AWAITED);
    assert_int_equal(state_of('A'), WISH_AWAITED);
    assert_int_equal(woken, 1);
    assert_int_equal(state_of('B'), WISH_AWAITED);
    assert_int_equal(woken, 2);
    assert_true(wish_store_next(store, &next));
    assert_memory_equal(&next, &wish, sizeof wish);
    wish_store_put(store, &next, made_new(slice_of("<svg/>"), slice_of("PNG")));
    assert_int_equal(wish_store_ask(store, &wish, &picture), WISH_READY);
    assert_true(slice_is(made_part(picture, MADE_SVG), "<svg/>"));
    assert_true(slice_is(made_part(picture, MADE_PNG), "PNG"));
    assert_true(wish_store_next(store, &next));
    assert_int_equal(next.points[0], 'B');
    wish_store_begin(store); /* there may be other fonts */
    assert_int_equal(state_of('A'), WISH_AWAITED);
    assert_true(slice_is(made_part(picture, MADE_SVG), "<svg/>"));
    made_unref(picture);
}

static void test_what_cannot_be_drawn(void **state)
{
    struct wish next;

    (void)state;
    assert_int_equal(state_of('A'), WISH_AWAITED);
    assert_true(wish_store_next(store, &next));
    wish_store_put(store, &next, NULL);
    assert_int_equal(state_of('A'), WISH_NONE);
    assert_false(wish_store_next(store, &next));
}

static void test_wishes_are_bounded(void **state)
{
    struct wish next;

    (void)state;
    for (uint32_t i = 0; i < WISHES_MAX; i++)
        assert_int_equal(state_of(i), WISH_AWAITED);
    assert_int_equal(state_of(WISHES_MAX), WISH_BUSY);
    assert_int_equal(state_of(3), WISH_AWAITED);
    assert_true(wish_store_next(store, &next));
    wish_store_put(store, &next, NULL);
    assert_int_equal(state_of(WISHES_MAX), WISH_AWAITED);
}

static void test_a_failure_is_told(void **state)
{
    struct wish next;

    (void)state;
    assert_int_equal(state_of('A'), WISH_AWAITED);
    wish_store_fail(store);
    assert_int_equal(state_of('A'), WISH_FAILED);
    assert_false(wish_store_next(store, &next));
    wish_store_begin(store);
    assert_int_equal(state_of('A'), WISH_AWAITED);
}

/* Pictures that are too many give way, and one that is too large is not kept. */
static void test_memory_is_bounded(void **state)
{
    enum { SIZE = WISH_BYTES / 16 };
    char *bytes = calloc(1, WISH_BYTES);

    (void)state;
    assert_non_null(bytes);
    for (uint32_t i = 0; i < 40; i++) {
        struct wish wish = wish_of(i);

        wish_store_put(store, &wish, made_new((struct slice){bytes, SIZE}, slice_of("")));
    }
    assert_int_equal(state_of(0), WISH_AWAITED);
    assert_int_equal(state_of(39), WISH_READY);
    for (int twice = 0; twice < 2; twice++) {
        struct wish large = wish_of('L');

        wish_store_put(store, &large, made_new((struct slice){bytes, WISH_BYTES}, slice_of("")));
    }
    assert_int_equal(state_of('L'), WISH_AWAITED);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_wish_is_fulfilled, store_open, store_close),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_drawn, store_open, store_close),
        cmocka_unit_test_setup_teardown(test_wishes_are_bounded, store_open, store_close),
        cmocka_unit_test_setup_teardown(test_a_failure_is_told, store_open, store_close),
        cmocka_unit_test_setup_teardown(test_memory_is_bounded, store_open, store_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
