/* What a process that a font may have taken over says of its faces: nothing of it is believed. */

#include "server/fonts/faces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct told {
    struct wire_face face;
    struct wire_range ranges[3];
};

static struct told good(void)
{
    struct told told = {.face = {.weight = 80, .width = 100, .ranges = 3},
                        .ranges = {{'A', 'Z'}, {'a', 'z'}, {0x10ffff, 0x10ffff}}};

    (void)snprintf(told.face.family, WIRE_NAME_SIZE, "Some Sans");
    (void)snprintf(told.face.full_name, WIRE_NAME_SIZE, "Some Sans Regular");
    (void)snprintf(told.face.postscript_name, WIRE_NAME_SIZE, "SomeSans-Regular");
    return told;
}

static struct slice bytes_of(const struct told *told)
{
    return (struct slice){.bytes = (const char *)told, .size = sizeof *told};
}

static void test_a_face_has_its_ranges_and_nothing_else(void **state)
{
    struct faces faces = {.list = VECTOR_INIT};
    struct told told = good();
    const struct face *face;

    (void)state;
    assert_int_equal(faces_add(&faces, 7, bytes_of(&told)), FACES_OK);
    face = &faces.list.items[0];
    assert_int_equal(face->file, 7);
    assert_int_equal(face->style, 0);
    assert_string_equal(face->full_name, "Some Sans Regular");
    assert_true(face_has(face, 'A') && face_has(face, 'M') && face_has(face, 'Z'));
    assert_true(face_has(face, 0x10ffff));
    assert_false(face_has(face, '@') || face_has(face, '[') || face_has(face, 0x10fffe));
    assert_int_equal(face_count(face, 0, 0x10ffff), 53);
    assert_int_equal(face_count(face, 'C', 'b'), 26);
    assert_int_equal(face_count(face, '[', '`'), 0);
    assert_int_equal(face_range_from(face, 0), 0);
    assert_int_equal(face_range_from(face, 'Z'), 0);
    assert_int_equal(face_range_from(face, '['), 1);
    assert_int_equal(face_range_from(face, 0x10ffff), 2);
    assert_int_equal(face_range_from(face, 0x110000), face->range_count);
    assert_int_equal(face_kind(face), FACE_REGULAR);
    faces_release(&faces);
}

static void test_what_is_not_a_face(void **state)
{
    struct told wrong[12];
    struct faces faces = {.list = VECTOR_INIT};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        wrong[i] = good();
    wrong[0].face.ranges = 0;
    wrong[1].face.ranges = 4; /* more than there are */
    wrong[2].face.ranges = UINT32_MAX;
    wrong[3].face.number = WIRE_FACES_MAX;
    wrong[4].face.weight = UINT32_MAX;
    wrong[5].face.slant = 1001;
    wrong[6].ranges[1].first = 'Z'; /* overlaps */
    wrong[7].ranges[2].last = 0x110000;
    wrong[8].ranges[0] = (struct wire_range){'Z', 'A'};
    memset(wrong[9].face.family, 'x', WIRE_NAME_SIZE); /* no NUL */
    memset(wrong[10].face.postscript_name, 'x', WIRE_NAME_SIZE);
    wrong[11].face.ranges = 2; /* something follows that is not a face */
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (faces_add(&faces, 0, bytes_of(&wrong[i])) != FACES_INVALID)
            fail_msg("number %zu was believed", i);
        assert_int_equal(faces.list.count, 0);
    }
    for (size_t size = 1; size < sizeof *wrong; size++) {
        struct told told = good();

        assert_int_equal(faces_add(&faces, 0, (struct slice){(const char *)&told, size}),
                         FACES_INVALID);
    }
    assert_int_equal(faces_add(&faces, 0, (struct slice){.size = 0}), FACES_OK);
    faces_release(&faces);
}

/* Into CSS goes only what needs no escape there. */
static void test_names_that_would_break_a_style_sheet(void **state)
{
    static const char *const names[] = {"a\"b", "a\\b", "a\nb", "</style>", "caf\xc3\xa9", "\x7f"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct faces faces = {.list = VECTOR_INIT};
        struct told told = good();

        (void)snprintf(told.face.full_name, WIRE_NAME_SIZE, "%s", names[i]);
        (void)snprintf(told.face.postscript_name, WIRE_NAME_SIZE, "%s", names[i]);
        assert_int_equal(faces_add(&faces, 0, bytes_of(&told)), FACES_OK);
        assert_string_equal(faces.list.items[0].full_name, "");
        assert_string_equal(faces.list.items[0].postscript_name, "");
        faces_release(&faces);
    }
}

static void test_regular_faces_of_real_drawings_are_preferred(void **state)
{
    struct faces faces = {.list = VECTOR_INIT};
    struct told sans = good(), serif = good(), bold = good(), slanted = good(), coarse = good(),
                placeholder = good();

    (void)state;
    (void)snprintf(serif.face.family, WIRE_NAME_SIZE, "Some Serif");
    bold.face.weight = 200;
    slanted.face.slant = 100;
    (void)snprintf(coarse.face.family, WIRE_NAME_SIZE, "Unifont Upper");
    (void)snprintf(placeholder.face.family, WIRE_NAME_SIZE, "Last Resort High-Efficiency");
    assert_int_equal(faces_add(&faces, 0, bytes_of(&sans)), FACES_OK);
    assert_int_equal(faces_add(&faces, 1, bytes_of(&serif)), FACES_OK);
    assert_int_equal(faces_add(&faces, 2, bytes_of(&bold)), FACES_OK);
    assert_int_equal(faces_add(&faces, 3, bytes_of(&slanted)), FACES_OK);
    assert_int_equal(faces_add(&faces, 4, bytes_of(&coarse)), FACES_OK);
    assert_int_equal(faces_add(&faces, 5, bytes_of(&placeholder)), FACES_OK);
    assert_int_equal(faces.list.count, 5); /* the placeholders say nothing */
    for (size_t i = 1; i < 4; i++)
        assert_true(faces.list.items[i - 1].style < faces.list.items[i].style);
    assert_true(faces.list.items[4].last);
    assert_false(faces.list.items[0].last);
    faces_release(&faces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_face_has_its_ranges_and_nothing_else),
        cmocka_unit_test(test_what_is_not_a_face),
        cmocka_unit_test(test_names_that_would_break_a_style_sheet),
        cmocka_unit_test(test_regular_faces_of_real_drawings_are_preferred),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
