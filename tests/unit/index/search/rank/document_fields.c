/*
 * The fields in which documents have words, against the documents' own texts.
 */

#include "index/search/rank/document_fields.h"

#include <endian.h>

#include "tests/unit/index/search/world.h"

static bool has_word(const struct plan *plan, const struct word_list *words, unsigned field)
{
    for (uint32_t i = 0; i < words->count; i++)
        for (uint32_t k = 0; k < plan->clause_count; k++) {
            const struct plan_clause *clause = &plan->clauses[k];
            const struct plan_word *word = &plan->words[clause->first];
            uint32_t term = le32toh(words->terms_le[i]);

            if (!clause->negated && clause->kind <= QUERY_PHRASE &&
                (term == word->term ||
                 (term >= word->prefixed.first && term < word->prefixed.end) ||
                 (plan_field_in(&plan->english, field) && plan_is_form(word, term))))
                return true;
        }
    return false;
}

/* What document_fields() finds, by reading. */
static struct plan_fields read_fields(const struct charindex *index, const struct plan *plan,
                                      uint32_t document)
{
    struct text_range texts = charindex_texts(index, document);
    struct word_list words = charindex_name_words(index, document);
    struct plan_fields fields = {.bits = {0}};

    unsigned name = document >= charindex_first_sequence(index) ? FIELD_SEQUENCE : FIELD_NAME;

    if (has_word(plan, &words, name))
        fields.bits[0] |= UINT64_C(1) << name;
    for (uint32_t number = texts.first; number < texts.end; number++) {
        uint8_t language;
        enum text_kind kind = charindex_text_kind(index, number, &language);
        unsigned field = TEXT_BIT(kind) & TEXT_KEYWORDS      ? FIELD_KEYWORD + language
                         : TEXT_BIT(kind) & TEXT_DEFINITIONS ? FIELD_DEFINITION
                                                             : FIELD_ALIAS;

        words = charindex_text_words(index, number);
        if (has_word(plan, &words, field))
            fields.bits[field / 64] |= UINT64_C(1) << (field % 64);
    }
    return fields;
}

static void test_fields_are_those_of_the_texts(void **state)
{
    static const char *const queries[] = {"sun",         "sonne|face", "\"cat face\"",
                                          "keyword:sun", "hea* -love", "U+2600 gesicht",
                                          "hearts",      "sonnen 3"};
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct plan *plan = plan_of(index, queries[i], SCOPE_ALL, NULL);
        uint32_t some = 0;

        for (uint32_t document = 0; document < charindex_documents(index); document += 7) {
            struct plan_fields expected = read_fields(index, plan, document), fields;
            size_t steps = 0;

            assert_true(document_fields(index, plan, document, UINT32_MAX, &fields, &steps));
            assert_memory_equal(&fields, &expected, sizeof fields);
            assert_true(steps > 0);
            some += expected.bits[0] != 0;
        }
        assert_true(some > 0);
        free(plan);
    }
}

static void test_not_more_lists_than_allowed(void **state)
{
    struct plan *plan = plan_of(*state, "sun|cat", SCOPE_ALL, NULL);
    struct list_range sun = plan_word_lists(*state, &plan->words[0]);
    struct list_range cat = plan_word_lists(*state, &plan->words[1]);
    uint32_t lists = sun.end - sun.first + (cat.end - cat.first);
    struct plan_fields fields;
    size_t steps = 0;

    assert_true(document_fields(*state, plan, 0, lists, &fields, &steps));
    assert_false(document_fields(*state, plan, 0, lists - 1, &fields, &steps));
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_those_of_the_texts),
        cmocka_unit_test(test_not_more_lists_than_allowed),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
