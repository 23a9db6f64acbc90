/* Plans: each character that a face has is in exactly one part, of the face that suits it best. */

#include "server/fonts/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROW = 0x26 };

#define AT(offset) (ROW * FONT_ROW + (offset))

/* Faces with one range each; the tests own them. */
static struct wire_range ranges[] = {
    {AT(0), AT(199)}, {AT(100), AT(255)}, {0, 0x10ffff}, {AT(0), AT(255)}, {AT(10), AT(20)}};
static struct face all[] = {{.ranges = &ranges[0], .range_count = 1},
                            {.ranges = &ranges[1], .range_count = 1},
                            {.ranges = &ranges[2], .range_count = 1, .last = true},
                            {.ranges = &ranges[3], .range_count = 1, .style = 500},
                            {.ranges = &ranges[4], .range_count = 1, .colour = true}};

static const bool none_broken[5];

static struct faces faces_of(size_t count)
{
    struct faces faces = {.list = VECTOR_INIT};

    for (size_t i = 0; i < count; i++)
        vector_append(&faces.list, &all[i]);
    return faces;
}

static struct font_points points(uint32_t first, uint32_t last)
{
    struct font_points points = {.bits = {0}};

    for (uint32_t point = first; point <= last; point++)
        font_points_add(&points, point);
    return points;
}

static size_t size_of(const struct plan_part *part)
{
    uint32_t list[FONT_ROW];

    return plan_points(part, list);
}

static void assert_partition(const struct plan *plan, size_t expected)
{
    struct font_points seen = {.bits = {0}};
    size_t total = 0;

    for (size_t i = 0; i < plan->parts.count; i++)
        for (size_t word = 0; word < FONT_ROW / 64; word++) {
            assert_true((seen.bits[word] & plan->parts.items[i].points.bits[word]) == 0);
            seen.bits[word] |= plan->parts.items[i].points.bits[word];
        }
    for (size_t i = 0; i < plan->parts.count; i++)
        total += size_of(&plan->parts.items[i]);
    assert_int_equal(total, expected);
}

static void test_few_faces_cover_a_row(void **state)
{
    struct faces faces = faces_of(5);
    struct plan_wish wish = {.row = ROW, .text = points(0, 255)};
    struct plan plan = {.parts = VECTOR_INIT};

    (void)state;
    plan_row(&plan, &faces, none_broken, &wish);
    assert_partition(&plan, 256);
    assert_int_equal(plan.parts.count, 2);
    assert_int_equal(plan.parts.items[0].face, 0);
    assert_int_equal(size_of(&plan.parts.items[0]), 200);
    assert_int_equal(plan.parts.items[1].face, 1);
    vector_release(&plan.parts);
    vector_release(&faces.list);
}

static void test_other_faces_step_in_for_broken_ones(void **state)
{
    static const struct {
        bool broken[5];
        size_t face; /* that has the last point */
    } cases[] = {{{true, false, false, false, false}, 1},
                 {{true, true, false, false, false}, 3},
                 {{true, true, false, true, false}, 2}};
    struct faces faces = faces_of(5);
    struct plan_wish wish = {.row = ROW, .text = points(255, 255)};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct plan plan = {.parts = VECTOR_INIT};

        plan_row(&plan, &faces, cases[i].broken, &wish);
        assert_partition(&plan, 1);
        assert_int_equal(plan.parts.items[0].face, cases[i].face);
        vector_release(&plan.parts);
    }
    vector_release(&faces.list);
}

static void test_colour_is_for_those_that_want_it(void **state)
{
    struct faces faces = faces_of(5), only_colour = {.list = VECTOR_INIT};
    struct plan_wish wish = {.row = ROW, .text = points(0, 14), .colour = points(15, 30)};
    struct plan plan = {.parts = VECTOR_INIT}, poor = {.parts = VECTOR_INIT};

    (void)state;
    plan_row(&plan, &faces, none_broken, &wish);
    assert_partition(&plan, 31);
    assert_int_equal(plan.parts.items[0].face, 4);
    assert_int_equal(size_of(&plan.parts.items[0]), 6); /* 15 to 20 */
    assert_int_equal(plan.parts.items[1].face, 0);
    vector_append(&only_colour.list, &all[4]);
    plan_row(&poor, &only_colour, none_broken, &wish); /* better than an empty box */
    assert_partition(&poor, 11);
    vector_release(&plan.parts);
    vector_release(&poor.parts);
    vector_release(&faces.list);
    vector_release(&only_colour.list);
}

static void test_nobody_has_it(void **state)
{
    struct faces faces = faces_of(2), none = {.list = VECTOR_INIT};
    struct plan_wish elsewhere = {.row = ROW + 1, .text = points(0, 255)}, nothing = {.row = ROW};
    struct plan plan = {.parts = VECTOR_INIT};

    (void)state;
    plan_row(&plan, &faces, none_broken, &elsewhere);
    plan_row(&plan, &none, none_broken, &elsewhere);
    plan_row(&plan, &faces, none_broken, &nothing);
    assert_int_equal(plan.parts.count, 0);
    vector_release(&faces.list);
}

static void test_halves_until_one_is_left(void **state)
{
    struct plan_part part = {.row = ROW, .face = 1, .points = points(0, 4)}, rest;
    uint32_t list[FONT_ROW];

    (void)state;
    rest = plan_split(&part);
    assert_int_equal(plan_points(&part, list), 3);
    assert_int_equal(list[2], AT(2));
    assert_int_equal(plan_points(&rest, list), 2);
    assert_int_equal(list[0], AT(3));
    assert_int_equal(rest.face, 1);
    part = rest;
    rest = plan_split(&part);
    assert_int_equal(size_of(&part), 1);
    assert_int_equal(size_of(&rest), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few_faces_cover_a_row),
        cmocka_unit_test(test_other_faces_step_in_for_broken_ones),
        cmocka_unit_test(test_colour_is_for_those_that_want_it),
        cmocka_unit_test(test_nobody_has_it),
        cmocka_unit_test(test_halves_until_one_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
