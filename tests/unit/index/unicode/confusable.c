/*
 * Skeletons: equal for characters that look alike, and one that fits for all that can be seen.
 */

#include "index/unicode/confusable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "tests/unit/index/unicode/invented.h"

static int make(void **state)
{
    *state = confusable_new();
    return *state ? 0 : -1;
}

static int release(void **state)
{
    confusable_free(*state);
    confusable_free(NULL);
    return 0;
}

static bool alike(const struct confusable *confusable, uint32_t a, uint32_t b)
{
    uint16_t left[CONFUSABLE_SKELETON_MAX], right[CONFUSABLE_SKELETON_MAX];
    size_t left_size, right_size;

    assert_true(confusable_skeleton(confusable, NULL, a, left, &left_size));
    assert_true(confusable_skeleton(confusable, NULL, b, right, &right_size));
    return left_size == right_size && memcmp(left, right, left_size * sizeof *left) == 0;
}

static void test_look_alikes_have_one_skeleton(void **state)
{
    static const uint32_t pairs[][2] = {
        {'a', 0x430},   /* Cyrillic */
        {'A', 0x391},   /* Greek */
        {'l', '1'},     /* a digit */
        {'l', 'I'},     /* a capital */
        {'K', 0x212A},  /* the kelvin sign */
        {'A', 0x1D400}, /* mathematical bold */
        {' ', 0xA0},    /* a no-break space */
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(alike(*state, pairs[i][0], pairs[i][1]));
}

static void test_others_do_not(void **state)
{
    static const uint32_t pairs[][2] = {
        {'a', 'b'}, {'a', 'A'}, {'o', 'a'}, {0x1F600, 0x1F601}, {0x4E01, 0x4E02}, {'e', 0xE9},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_false(alike(*state, pairs[i][0], pairs[i][1]));
}

/* From Unicode 16 on, the skeleton of what is ignored by default is empty. */
static void test_every_visible_character_has_one_that_fits(void **state)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x10000 ? 1 : 5) {
        uint16_t skeleton[CONFUSABLE_SKELETON_MAX];
        size_t size;

        if (!u_isdefined((UChar32)c) || u_charType((UChar32)c) == U_SURROGATE)
            continue;
        if (confusable_skeleton(*state, NULL, c, skeleton, &size))
            assert_in_range(size, 1, CONFUSABLE_SKELETON_MAX);
        else if (size > 0 || !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            fail_msg("U+%04X has %zu units", (unsigned)c, size);
    }
}

/* By what they look like, and decomposed before; what ICU knows is as it was. */
static void test_what_only_a_repertoire_knows(void **state)
{
    static const struct {
        uint32_t code_point;
        const uint16_t skeleton[3];
        size_t size;
    } known[] = {
        {INVENTED_SMALL, {'a'}, 1}, {0x430, {'a'}, 1}, {INVENTED_ACCENTED, {'a', 0x301}, 2}};
    uint16_t skeleton[CONFUSABLE_SKELETON_MAX], alone[CONFUSABLE_SKELETON_MAX];
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);
    size_t size, alone_size;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(confusable_skeleton(*state, repertoire, known[i].code_point, skeleton, &size));
        assert_int_equal(size, known[i].size);
        assert_memory_equal(skeleton, known[i].skeleton, size * sizeof *skeleton);
    }
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if ((c & 0x1FFF00) == (INVENTED_CAPITAL & 0x1FFF00) ||
            !confusable_skeleton(*state, NULL, c, alone, &alone_size))
            continue;
        assert_true(confusable_skeleton(*state, repertoire, c, skeleton, &size));
        assert_int_equal(size, alone_size);
        assert_memory_equal(skeleton, alone, size * sizeof *skeleton);
    }
}

/* A later table: what ICU knows looks like itself, or like something else, composed or not; and an excerpt
 * leads to what ICU's table leads on from. */
static void test_what_a_repertoire_says_otherwise(void **state)
{
    static const struct repertoire_mapping mappings[] = {
        {REPERTOIRE_CONFUSABLE, 1, 'a', 0},   {REPERTOIRE_CONFUSABLE, 1, 'b', 0},
        {REPERTOIRE_CONFUSABLE, 1, 'z', 5},   {REPERTOIRE_CONFUSABLE, 1, 0x301, 1},
        {REPERTOIRE_CONFUSABLE, 1, 0x3B1, 2}, {REPERTOIRE_CONFUSABLE, 2, 0x3B2, 3},
        {REPERTOIRE_CONFUSABLE, 1, 0x430, 2},
    };
    static const uint32_t points[] = {'a', 0x300, 0x430, 'e', 0x301, 0x441 /* ICU: "c" */};
    static const struct {
        uint32_t code_point;
        const uint16_t skeleton[3];
        size_t size;
    } known[] = {
        {'a', {'a'}, 1},
        {'b', {'a'}, 1},
        {0xE1, {'a', 0x300}, 2},          /* a decomposed, and its accent looked up */
        {0x430, {0x430}, 1},              /* ICU: "a" */
        {0x3B1, {0x430}, 1},              /* led on to the same */
        {0x3B2, {'e', 0x300}, 2},         /* each part is led on */
        {'z', {'c'}, 1},                  /* led on by ICU */
        {0x441, {'c'}, 1},                /* not in the repertoire */
        {0x1E2F, {'i', 0x308, 0x300}, 3}, /* ICU's decomposition is complete */
    };
    const uint32_t begins[PROPERTY_COUNT + 1] = {0};
    const struct repertoire repertoire = {
        .properties = PROPERTY_COUNT,
        .begins_le = begins,
        .mappings = sizeof mappings / sizeof *mappings,
        .mapping = mappings,
        .points_le = points,
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        uint16_t skeleton[CONFUSABLE_SKELETON_MAX];
        size_t size;

        assert_true(confusable_skeleton(*state, &repertoire, known[i].code_point, skeleton, &size));
        assert_int_equal(size, known[i].size);
        assert_memory_equal(skeleton, known[i].skeleton, size * sizeof *skeleton);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_look_alikes_have_one_skeleton),
        cmocka_unit_test(test_others_do_not),
        cmocka_unit_test(test_what_only_a_repertoire_knows),
        cmocka_unit_test(test_what_a_repertoire_says_otherwise),
        cmocka_unit_test(test_every_visible_character_has_one_that_fits),
    };

    return cmocka_run_group_tests(tests, make, release);
}
