/*
 * Which characters have a text and an emoji presentation: by the source, or without it.
 */

#include "index/builder/documents/presentations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/builder/small_documents.h"

enum { NUMBER, ONE, LETTER, COPYRIGHT, WATCH, HEART, T_REX };

static void with_documents(struct small_documents *small)
{
    small_begin(small);
    small_character(small, '#', "NUMBER SIGN");
    small_character(small, '1', "DIGIT ONE");
    small_character(small, 'A', "LATIN CAPITAL LETTER A");
    small_character(small, 0xA9, "COPYRIGHT SIGN");
    small_character(small, 0x231A, "WATCH");
    small_character(small, 0x2764, "HEAVY BLACK HEART");
    small_character(small, 0x1F996, "T-REX");
    small_sequence(small, "\u2764\u200D\U0001F525", "heart on fire", 1);
    small_number(small);
}

static void those_of_the_source(void **state)
{
    struct presentations presentations = {.characters = VECTOR_INIT};
    struct small_documents small;

    (void)state;
    with_documents(&small);
    presentations_add(&presentations, 0x2764);
    presentations_add(&presentations, 0x231A);
    presentations_add(&presentations, 0x2764);  /* again */
    presentations_add(&presentations, 0x1F6F3); /* not in the index */
    presentations_add(&presentations, '#');     /* a part of keycaps */
    presentations_add(&presentations, '1');
    assert_int_equal(presentations_write(&presentations, true, &small.documents, &small.chunks), 0);
    assert_numbers(&small.chunks, CHUNK_EVAR, (const uint32_t[]){WATCH, HEART}, 2);
    presentations_release(&presentations);
    small_release(&small);
}

/* What is drawn as text by default is known to have an emoji presentation, of no other emoji is it known. */
static void without_the_source(void **state)
{
    struct presentations presentations = {.characters = VECTOR_INIT};
    struct small_documents small;

    (void)state;
    with_documents(&small);
    assert_int_equal(presentations_write(&presentations, false, &small.documents, &small.chunks),
                     0);
    assert_numbers(&small.chunks, CHUNK_EVAR, (const uint32_t[]){COPYRIGHT, HEART}, 2);
    presentations_release(&presentations);
    small_release(&small);
}

/* A source that says that there are none is believed. */
static void none(void **state)
{
    struct presentations presentations = {.characters = VECTOR_INIT};
    struct small_documents small;

    (void)state;
    with_documents(&small);
    assert_int_equal(presentations_write(&presentations, true, &small.documents, &small.chunks), 0);
    assert_numbers(&small.chunks, CHUNK_EVAR, NULL, 0);
    presentations_release(&presentations);
    small_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_of_the_source),
        cmocka_unit_test(without_the_source),
        cmocka_unit_test(none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
