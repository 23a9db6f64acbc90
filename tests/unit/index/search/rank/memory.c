/*
 * What is remembered about lists of words, and what is forgotten.
 */

#include "index/search/rank/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LISTS = 1000, FIELDS = 3 };

static const uint32_t terms[LISTS];

static struct word_list list_at(unsigned number)
{
    return (struct word_list){.terms_le = terms + number, .count = 1};
}

static struct finding *remember(struct memory *memory, unsigned number, unsigned field)
{
    struct word_list words = list_at(number);
    struct finding *finding = memory_place(memory, &words, field);

    *finding = (struct finding){.terms_le = words.terms_le, .field = field};
    return finding;
}

static bool knows(struct memory *memory, unsigned number, unsigned field)
{
    struct word_list words = list_at(number);

    return memory_has(memory_place(memory, &words, field), &words, field);
}

static void test_a_clear_memory_has_nothing(void **state)
{
    struct memory memory;

    (void)state;
    memset(&memory, 0xA5, sizeof memory);
    memory_clear(&memory);
    for (unsigned number = 0; number < LISTS; number++)
        assert_false(knows(&memory, number, 0));
}

/* Whatever else was remembered before or has its place now. */
static void test_a_finding_is_of_its_words_and_field(void **state)
{
    struct memory memory;

    (void)state;
    memory_clear(&memory);
    for (unsigned number = 0; number < LISTS; number++)
        for (unsigned field = 0; field < FIELDS; field++) {
            assert_false(knows(&memory, number, field));
            (void)remember(&memory, number, field);
            assert_true(knows(&memory, number, field));
            assert_false(knows(&memory, number, field + 1));
        }
}

static void test_every_place_is_used(void **state)
{
    struct memory memory;

    (void)state;
    memory_clear(&memory);
    for (unsigned number = 0; number < LISTS; number++)
        (void)remember(&memory, number, 0);
    for (unsigned i = 0; i < MEMORY_PLACES; i++)
        assert_non_null(memory.places[i].terms_le);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_clear_memory_has_nothing),
        cmocka_unit_test(test_a_finding_is_of_its_words_and_field),
        cmocka_unit_test(test_every_place_is_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
