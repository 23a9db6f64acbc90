/*
 * What is found of a document reaches its judgement: texts, the place among the emoji, and what it is a variant of.
 */

#include "index/builder/documents/prominences.h"

#include "index/unicode/prominence.h"
#include "tests/unit/index/builder/small_texts.h"

enum { ENGLISH = 0, GERMAN = 1 };
enum { LETTER, SUN, CLOUD, PAIR, VARIANT, DOCUMENTS };

static void add(struct small_texts *world, uint32_t document, enum text_kind kind,
                unsigned language, const char *text)
{
    assert_int_equal(
        texts_add(&world->texts, &world->vocabulary, document, kind, language, slice_of(text)), 0);
}

static void spell(struct spellings *spellings, uint32_t document, enum spelling_kind kind,
                  uint32_t weight)
{
    const struct source_spelling spelling = {
        .kind = kind, .text = "yun2", .size = 4, .weight = weight};

    assert_int_equal(spellings_add(spellings, document, &spelling), 0);
}

static void evidence_reaches_the_judge(void **state)
{
    static const uint32_t orders[DOCUMENTS] = {[SUN] = 7, [PAIR] = 1, [VARIANT] = 2};
    static const uint32_t bases[] = {PAIR, PAIR};
    const struct prominence_evidence expected[DOCUMENTS] = {
        [LETTER] = {.code_point = 'a', .annotations = 1, .html_names = 1, .aliases = 1},
        [SUN] = {.code_point = 0x2600, .emoji_order = 7},
        [CLOUD] = {.code_point = 0x2601, .written = 40},
        [PAIR] = {.code_point = 0x2600, .sequence = true, .emoji_order = 1},
        [VARIANT] = {.code_point = 0x2601, .sequence = true, .variant = true, .emoji_order = 2},
    };
    struct prominence *prominence = prominence_new();
    uint8_t found[DOCUMENTS];
    struct small_texts world;
    struct spellings spellings = {.texts = {.count = 0}};

    (void)state;
    assert_non_null(prominence);
    small_texts_begin(&world);
    small_character(&world.small, 'a', "LATIN SMALL LETTER A");
    small_character(&world.small, 0x2600, "BLACK SUN WITH RAYS");
    small_character(&world.small, 0x2601, "CLOUD");
    small_sequence(&world.small, "\u2600\u2601", "sun and cloud", 1);
    small_sequence(&world.small, "\u2601\u2600", "cloud and sun", 2);
    small_number(&world.small);
    add(&world, LETTER, TEXT_KEYWORD, ENGLISH, "letter");
    add(&world, LETTER, TEXT_KEYWORD, GERMAN, "Buchstabe");
    add(&world, LETTER, TEXT_HTML, 0, "a");
    add(&world, LETTER, TEXT_INFORMAL, 0, "alpha");
    spell(&spellings, CLOUD, SPELLING_MANDARIN, 3 * SPELLING_MANDARIN_COUNT);
    spell(&spellings, CLOUD, SPELLING_MANDARIN, 40 * SPELLING_MANDARIN_COUNT + 5);
    spell(&spellings, SUN, SPELLING_KOREAN, 900 * SPELLING_MANDARIN_COUNT);
    {
        const struct prominences_input input = {
            .documents = &world.small.documents,
            .texts = &world.texts,
            .spellings = &spellings,
            .english = ENGLISH,
            .orders = orders,
            .bases = bases,
        };

        assert_int_equal(prominences_find(&input, found), 0);
    }
    for (uint32_t document = 0; document < DOCUMENTS; document++)
        if (found[document] != prominence_of(prominence, &expected[document]))
            fail_msg("document %u: %u instead of %u", document, found[document],
                     prominence_of(prominence, &expected[document]));
    assert_int_not_equal(found[LETTER], found[CLOUD]); /* or this test would prove nothing */
    prominence_free(prominence);
    spellings_release(&spellings);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_reaches_the_judge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
