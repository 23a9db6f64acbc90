/*
 * Phrases: words next to each other within one text.
 */

#include "index/search/match/phrase.h"

#include "index/text/words.h"
#include "tests/unit/index/search/world.h"

/* Writes the first two words of a sequence's name as a query; false: it has fewer. */
static bool write_phrase(const struct charindex *index, uint32_t document, char *text, size_t size)
{
    struct slice name = charindex_name(index, document);
    struct word first, second;
    struct words words;

    words_init(&words, name.bytes, name.size);
    if (!words_next(&words, &first) || !words_next(&words, &second) || first.size == 0 ||
        second.size == 0)
        return false;
    (void)snprintf(text, size, "name:\"%.*s %.*s\"", (int)first.size, first.folded,
                   (int)second.size, second.folded);
    return true;
}

/* Names of sequences are texts like any other. */
static void test_phrases_of_sequences(void **state)
{
    const struct charindex *index = *state;
    uint32_t looked = 0;

    for (uint32_t i = charindex_first_sequence(index); i < charindex_documents(index); i += 7) {
        char text[512];

        if (!write_phrase(index, i, text, sizeof text))
            continue;
        if (!finds(index, text, i))
            fail_msg("%s does not find document %u", text, i);
        looked++;
    }
    assert_true(looked > 0 || charindex_sequences(index) == 0);
}

static void test_words_next_to_each_other_in_one_text(void **state)
{
    static const struct {
        const char *text;
        uint32_t code_point;
        bool found;
    } cases[] = {
        {"\"white sun\"", 0x263C, true},
        {"\"sun white\"", 0x263C, false},
        {"\"white sun with rays\"", 0x263C, true},
        {"\"white with\"", 0x263C, false},
        {"name:\"sun with\"", 0x2600, true},
        {"keyword:\"sun with\"", 0x2600, false},
        {"definition:\"variety of\"", 0x4155, true},
        {"\"variety of millet\"", 0x4155, true},
        {"\"sun xyzzyplugh\"", 0x2600, false},
        {"\"cjk unified\"", 0x4E01, true},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++)
        if (finds(index, cases[i].text, document_of(index, cases[i].code_point)) != cases[i].found)
            fail_msg("%s", cases[i].text);
}

static void test_looking_into_texts_takes_steps(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "\"letter a\"", SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct posting_set set;
    uint32_t clause;

    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_OK);
    posting_set_release(&set);
    budget.left[BUDGET_EVALUATE] = budget_spent(&budget, BUDGET_EVALUATE) / 2;
    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_EXCEEDED);
    assert_int_equal(clause, 0);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases_of_sequences),
        cmocka_unit_test(test_words_next_to_each_other_in_one_text),
        cmocka_unit_test(test_looking_into_texts_takes_steps),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
