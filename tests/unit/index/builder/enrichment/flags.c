/*
 * Flags get the code that is in their sequence and the other names of their country; nothing else
 * gets any.
 */

#include "index/builder/enrichment/flags.h"

#include "tests/unit/index/builder/small_texts.h"

#define SWITZERLAND "\U0001F1E8\U0001F1ED"
#define IVORY_COAST "\U0001F1E8\U0001F1EE"
#define BRITAIN     "\U0001F1EC\U0001F1E7"
#define BLACK_FLAG  "\U0001F3F4"
/* g b s c t, and the cancel tag */
#define SCOTLAND    BLACK_FLAG "\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"

static const struct sources languages = {.language_count = 2, .languages = {"de", "en"}};
enum { GERMAN, ENGLISH };

static void begin(struct small_texts *world)
{
    small_texts_begin(world);
    small_character(&world->small, 'a', "LATIN SMALL LETTER A");
    small_character(&world->small, 0x1F1E7, "REGIONAL INDICATOR SYMBOL LETTER B");
    small_character(&world->small, 0x1F1E8, "REGIONAL INDICATOR SYMBOL LETTER C");
    small_character(&world->small, 0x1F1EC, "REGIONAL INDICATOR SYMBOL LETTER G");
    small_character(&world->small, 0x1F1ED, "REGIONAL INDICATOR SYMBOL LETTER H");
    small_character(&world->small, 0x1F1EE, "REGIONAL INDICATOR SYMBOL LETTER I");
    small_character(&world->small, 0x1F3F4, "WAVING BLACK FLAG");
    for (uint32_t tag = 0xE0062; tag <= 0xE0074; tag++)
        small_character(&world->small, tag, "TAG LATIN SMALL LETTER");
    small_character(&world->small, 0xE007F, "CANCEL TAG");
    small_sequence(&world->small, SWITZERLAND, "flag: Switzerland", 1);
    small_sequence(&world->small, IVORY_COAST, "flag: C\u00F4te d\u2019Ivoire", 2);
    small_sequence(&world->small, BRITAIN, "flag: United Kingdom", 3);
    small_sequence(&world->small, SCOTLAND, "flag: Scotland", 4);
}

static const struct locale_names no_names;
static const struct naming naming = {.names = &no_names};

static void add_flags(struct small_texts *world)
{
    small_number(&world->small);
    assert_int_equal(flags_add(&world->texts, &world->spellings, &world->small.documents,
                               &world->vocabulary, &languages, &naming),
                     0);
    small_texts_write(world);
}

static void test_codes_and_other_names(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_flags(&world);
    assert_texts(&world, SWITZERLAND, TEXT_KEYWORD, ENGLISH, "flag CH|CH flag|CH");
    assert_texts(&world, SWITZERLAND, TEXT_NICKNAME, 0, "Switzerland");
    assert_texts(&world, IVORY_COAST, TEXT_KEYWORD, ENGLISH, "flag CI|CI flag|CI|Ivory Coast");
    assert_texts(&world, BRITAIN, TEXT_KEYWORD, ENGLISH, "flag GB|GB flag|GB|UK");
    assert_texts(&world, SCOTLAND, TEXT_KEYWORD, ENGLISH, "flag GB SCT|GB SCT flag");
    assert_texts(&world, SCOTLAND, TEXT_NICKNAME, 0, "Scotland");
    small_texts_release(&world);
}

/* With the word that people add to it; but not what has the word already, or is not a flag. */
static void test_what_tables_call_a_country(void **state)
{
    static const struct {
        const char *character, *text;
    } keywords[] = {{SWITZERLAND, "Swiss"}, {BRITAIN, "union flag"}, {"a", "French"}};
    struct small_texts world;

    (void)state;
    begin(&world);
    small_number(&world.small);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        assert_int_equal(texts_add(&world.texts, &world.vocabulary,
                                   small_document(&world.small, keywords[i].character),
                                   TEXT_KEYWORD, ENGLISH, slice_of(keywords[i].text)),
                         0);
    assert_int_equal(flags_add(&world.texts, &world.spellings, &world.small.documents,
                               &world.vocabulary, &languages, &naming),
                     0);
    small_texts_write(&world);
    assert_texts(&world, SWITZERLAND, TEXT_KEYWORD, ENGLISH, "Swiss|Swiss flag|flag CH|CH flag|CH");
    assert_texts(&world, BRITAIN, TEXT_KEYWORD, ENGLISH, "union flag|flag GB|GB flag|GB|UK");
    assert_texts(&world, "a", TEXT_KEYWORD, ENGLISH, "French");
    small_texts_release(&world);
}

static void test_spellings(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_flags(&world);
    assert_spellings(&world, SWITZERLAND, SPELLING_REGION, "CHE|CHE flag|flag CHE");
    assert_spellings(&world, SCOTLAND, SPELLING_REGION, "flag GBSCT|GB-SCT|GBSCT|GBSCT flag");
    assert_spellings(&world, "a", SPELLING_REGION, "");
    small_texts_release(&world);
}

static void test_other_languages(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_flags(&world);
    assert_texts(&world, IVORY_COAST, TEXT_KEYWORD, GERMAN, "Elfenbeink\u00FCste");
    assert_texts(&world, SWITZERLAND, TEXT_KEYWORD, GERMAN, "");
    small_texts_release(&world);
}

static void test_sequences_that_are_not_flags(void **state)
{
    static const char *const others[] = {
        "\U0001F1E8a",                                          /* one letter */
        "\U0001F1E8\U0001F1ED\U0001F1EE",                       /* three */
        BLACK_FLAG "\U000E0067\U000E0062\U000E0073",            /* no cancel tag */
        BLACK_FLAG "a\U000E0067\U000E0062\U000E0073\U000E007F", /* not a tag */
        BLACK_FLAG "\U000E0067\U000E0062\U000E007F",            /* no part of a country */
        "a\U000E0067\U000E0062\U000E0073\U000E0063\U000E007F",  /* not on a flag */
    };
    struct small_texts world;

    (void)state;
    begin(&world);
    for (size_t i = 0; i < COUNT(others); i++)
        small_sequence(&world.small, others[i], "something else", 0);
    add_flags(&world);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_texts(&world, others[i], TEXT_KEYWORD, ENGLISH, "");
    assert_texts(&world, others[0], TEXT_NICKNAME, 0, "");
    assert_texts(&world, "\U0001F1E8", TEXT_KEYWORD, ENGLISH, "");
    small_texts_release(&world);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_number(&world.small);
    world.texts.entries.failed = true;
    assert_true(flags_add(&world.texts, &world.spellings, &world.small.documents, &world.vocabulary,
                          &languages, &naming) < 0);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_and_other_names),
        cmocka_unit_test(test_what_tables_call_a_country),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_other_languages),
        cmocka_unit_test(test_sequences_that_are_not_flags),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
