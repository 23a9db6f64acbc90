/*
 * The texts that a leap finds are those that a look at every text finds.
 */

#include "index/search/rank/document_texts.h"

#include "tests/unit/index/search/world.h"

static struct plan_fields one_field(unsigned field)
{
    struct plan_fields fields = {.bits = {0}};

    fields.bits[field / 64] = UINT64_C(1) << (field % 64);
    return fields;
}

static void assert_texts(const struct charindex *index, uint32_t document,
                         const struct plan_fields *fields)
{
    struct text_range texts = charindex_texts(index, document);
    uint32_t found = texts.first;
    size_t looked = 0;

    for (uint32_t number = texts.first; number < texts.end; number++) {
        uint8_t language;
        enum text_kind kind = charindex_text_kind(index, number, &language);

        if (!plan_field_in(fields, document_text_field(kind, language)))
            continue;
        assert_int_equal(document_texts_next(index, fields, found, texts.end, &looked), number);
        found = number + 1;
    }
    assert_int_equal(document_texts_next(index, fields, found, texts.end, &looked), texts.end);
    assert_true(looked >= found - texts.first || texts.end - texts.first > 16);
}

/* With two languages of 40 keywords leaps are worth it; a document without texts has none. */
static void test_leaps_miss_nothing(void **state)
{
    static const struct plan_fields none = {.bits = {0}},
                                    all = {.bits = {UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    const struct charindex *index = *state;

    for (uint32_t document = 0; document < charindex_documents(index); document += 3) {
        assert_texts(index, document, &none);
        assert_texts(index, document, &all);
        for (unsigned field = FIELD_ALIAS; field <= FIELD_KEYWORD + 2; field++) {
            struct plan_fields fields = one_field(field);

            assert_texts(index, document, &fields);
        }
    }
}

static void test_the_end_of_a_document_ends_the_search(void **state)
{
    static const struct plan_fields none = {.bits = {0}};
    const uint32_t sun = document_of(*state, 0x2600);
    struct text_range texts = charindex_texts(*state, sun);
    size_t looked = 0;

    assert_int_equal(document_texts_next(*state, &none, texts.end, texts.end, &looked), texts.end);
    assert_int_equal(looked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaps_miss_nothing),
        cmocka_unit_test(test_the_end_of_a_document_ends_the_search),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
