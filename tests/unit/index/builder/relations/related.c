/*
 * The order of related words: senses, parts of speech, names, and steps of generalization.
 */

#include "index/builder/relations/related.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/index/builder/small_wordnet.h"

/* The synonyms, a bar, and the more general words, with a space after each. */
static void assert_related(const char *word, unsigned steps, const char *expected)
{
    struct wordnet *wordnet = small_wordnet();
    struct related related;
    char found[512] = "";
    uint32_t number = 0;

    while (!slice_is(wordnet_word(wordnet, number), word))
        number++;
    related_find(wordnet, number, steps, &related);
    for (size_t i = 0; i < related.count; i++) {
        if (i == related.synonyms)
            strcat(found, "| ");
        struct slice member = wordnet_member(wordnet, related.members[i]);

        strncat(found, member.bytes, member.size);
        strcat(found, " ");
    }
    assert_string_equal(found, expected);
    wordnet_free(wordnet);
}

static void test_steps_of_generalization(void **state)
{
    (void)state;
    assert_related("lorry", 0, "lorry camion ");
    assert_related("lorry", 1, "lorry camion | truck ");
    assert_related("lorry", 2, "lorry camion | truck vehicle ");
    assert_related("lorry", 9, "lorry camion | truck vehicle conveyance transport ");
}

static void test_names_come_last(void **state)
{
    (void)state;
    assert_related("tyre", 1, "tire tyre Tr Tyre Sur | hoop ");
}

static void test_verbs_count_only_where_a_word_is_nothing_else(void **state)
{
    (void)state;
    assert_related("trash", 2, "rubbish trash ");
    assert_related("laud", 2, "praise laud "); /* and nothing more general */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_of_generalization),
        cmocka_unit_test(test_names_come_last),
        cmocka_unit_test(test_verbs_count_only_where_a_word_is_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
