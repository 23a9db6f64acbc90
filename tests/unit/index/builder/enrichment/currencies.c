/*
 * Currency symbols get the names and codes of their currencies, and the countries that use them.
 */

#include "index/builder/enrichment/currencies.h"

#include "tests/unit/index/builder/small_texts.h"

enum { GERMAN, ENGLISH };

static void add_characters(struct small_texts *world)
{
    static const struct {
        uint32_t code_point;
        const char *name;
    } characters[] = {
        {'$', "DOLLAR SIGN"},
        {'L', "LATIN CAPITAL LETTER L"},
        {0xA3, "POUND SIGN"},
        {0xA5, "YEN SIGN"},
        {0xE3F, "THAI CURRENCY SYMBOL BAHT"},
        {0x20A1, "COLON SIGN"},
        {0x20A3, "FRENCH FRANC SIGN"},
        {0x20A4, "LIRA SIGN"},
        {0x20A9, "WON SIGN"},
        {0x20B1, "PESO SIGN"},
        {0x20B9, "INDIAN RUPEE SIGN"},
        {0x20BA, "TURKISH LIRA SIGN"},
        {0x20BB, "NORDIC MARK SIGN"},
        {0xFFE1, "FULLWIDTH POUND SIGN"},
    };

    small_texts_begin(world);
    for (size_t i = 0; i < COUNT(characters); i++)
        small_character(&world->small, characters[i].code_point, characters[i].name);
}

static void begin(struct small_texts *world)
{
    add_characters(world);
    small_number(&world->small);
}

static const struct locale_names no_names;
static const struct naming naming = {.names = &no_names, .english = ENGLISH};

static void add_currencies(struct small_texts *world)
{
    assert_int_equal(currencies_add(&world->texts, &world->spellings, &world->small.documents,
                                    &world->vocabulary, &naming),
                     0);
    small_texts_write(world);
}

/* One of the texts of a character. */
static bool has(const struct small_texts *world, const char *character, enum text_kind kind,
                const char *text)
{
    uint32_t document = small_document(&world->small, character);

    for (size_t i = 0; i < texts_count(&world->texts); i++)
        if (texts_document(&world->texts, i) == document && texts_kind(&world->texts, i) == kind &&
            slice_is(texts_bytes(&world->texts, i), text))
            return true;
    return false;
}

static bool has_text(const struct small_texts *world, const char *character, const char *text)
{
    return has(world, character, TEXT_KEYWORD, text);
}

static bool has_code(const struct small_texts *world, const char *character, const char *code)
{
    return has(world, character, TEXT_NICKNAME, code);
}

static void test_names_codes_and_countries(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_currencies(&world);
    assert_texts(&world, "\u20B9", TEXT_KEYWORD, ENGLISH, "Indian Rupee (INR)|currency of India");
    assert_texts(&world, "\u20B9", TEXT_NICKNAME, 0, "INR");
    assert_true(has_code(&world, "\u20A9", "KRW"));
    assert_true(has_text(&world, "\u20A9", "currency of South Korea"));
    assert_true(has_text(&world, "\u00A3", "currency of UK")); /* its other name */
    assert_true(has_text(&world, "\u0E3F", "currency of Thailand"));
    assert_texts(&world, "\u20B9", TEXT_KEYWORD, GERMAN, "");
    assert_spellings(&world, "\u20B9", SPELLING_CURRENCY, "INR");
    assert_spellings(&world, "\u20BA", SPELLING_CURRENCY, "TRL|TRY");
    assert_spellings(&world, "L", SPELLING_CURRENCY, "");
    small_texts_release(&world);
}

/* A dollar sign is the symbol of so many that their codes would drown what else they mean. */
static void test_codes_of_a_shared_symbol_are_not_texts_of_their_own(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_currencies(&world);
    assert_true(has_text(&world, "$", "US Dollar (USD)"));
    assert_true(has_text(&world, "$", "Tongan Pa\u02BBanga (TOP)"));
    assert_false(has_code(&world, "$", "USD"));
    assert_false(has_code(&world, "$", "TOP"));
    small_texts_release(&world);
}

static void test_units_that_are_names_of_symbols(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_currencies(&world);
    assert_true(has_text(&world, "\u20B1", "Cuban Peso (CUP)")); /* CLDR writes $ */
    assert_false(has_code(&world, "\u20B1", "CUP"));
    assert_true(has_text(&world, "\u20A4", "Italian Lira (ITL)"));
    assert_true(has_text(&world, "\u20A3", "French Franc (FRF)"));
    assert_true(has_text(&world, "\u20A1", "Costa Rican Col\u00F3n (CRC)"));
    small_texts_release(&world);
}

/* The code belongs to the symbol that CLDR writes, the name to both. */
static void test_the_symbol_that_is_written_has_the_code(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_currencies(&world);
    assert_true(has_code(&world, "\u20BA", "TRY"));
    assert_false(has_code(&world, "\u20A4", "TRY"));
    assert_true(has_text(&world, "\u20A4", "Turkish Lira (TRY)"));
    small_texts_release(&world);
}

static void test_informal_aliases_name_units_that_have_no_sign(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u00A5", TEXT_INFORMAL, 0, "yuan sign (renminbi)");
    small_text(&world, "\u00A3", TEXT_INFORMAL, 0, "pound sterling, Irish punt, lira, etc.");
    small_text(&world, "L", TEXT_INFORMAL, 0, "yuan");
    add_currencies(&world);
    assert_true(has_code(&world, "\u00A5", "CNH"));
    assert_false(has_text(&world, "\u00A3", "Italian Lira (ITL)"));
    assert_texts(&world, "L", TEXT_KEYWORD, ENGLISH, "");
    small_texts_release(&world);
}

static void test_names_that_only_look_like_those_of_symbols(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    add_currencies(&world);
    assert_texts(&world, "\u20BB", TEXT_KEYWORD, ENGLISH, ""); /* not the German mark */
    assert_texts(&world, "\uFFE1", TEXT_KEYWORD, ENGLISH, "");
    assert_false(has_text(&world, "\u20A3", "Swiss Franc (CHF)"));
    small_texts_release(&world);
}

/* A currency that is written with letters finds the flags of its countries, the one that issues it best. */
static void test_flags_of_currencies_without_a_symbol(void **state)
{
    static const char poland[] = "\U0001F1F5\U0001F1F1", lesotho[] = "\U0001F1F1\U0001F1F8",
                      africa[] = "\U0001F1FF\U0001F1E6", india[] = "\U0001F1EE\U0001F1F3";
    struct small_texts world;

    (void)state;
    add_characters(&world);
    for (uint32_t letter = 0x1F1E6; letter <= 0x1F1FF; letter++)
        small_character(&world.small, letter, "REGIONAL INDICATOR SYMBOL LETTER");
    small_sequence(&world.small, india, "flag: India", 1);
    small_sequence(&world.small, lesotho, "flag: Lesotho", 2);
    small_sequence(&world.small, poland, "flag: Poland", 3);
    small_sequence(&world.small, africa, "flag: South Africa", 4);
    small_number(&world.small);
    add_currencies(&world);
    assert_true(has_text(&world, poland, "Polish Zloty (PLN)"));
    assert_true(has_text(&world, poland, "PLN"));
    assert_true(has_text(&world, africa, "South African Rand (ZAR)"));
    assert_true(has_text(&world, africa, "South African Rand"));
    assert_true(has_text(&world, lesotho, "South African Rand (ZAR)"));
    assert_false(has_text(&world, lesotho, "ZAR"));
    assert_texts(&world, india, TEXT_KEYWORD, ENGLISH, ""); /* has a symbol */
    small_texts_release(&world);
}

/* The words of currencies without a symbol must not become terms that no document has. */
static void test_no_symbols_no_words(void **state)
{
    struct small_texts world;

    (void)state;
    small_texts_begin(&world);
    small_character(&world.small, 'L', "LATIN CAPITAL LETTER L");
    small_number(&world.small);
    add_currencies(&world);
    assert_int_equal(world.vocabulary.terms.count, 0);
    small_texts_release(&world);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    world.texts.entries.failed = true;
    assert_true(currencies_add(&world.texts, &world.spellings, &world.small.documents,
                               &world.vocabulary, &naming) < 0);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_codes_and_countries),
        cmocka_unit_test(test_codes_of_a_shared_symbol_are_not_texts_of_their_own),
        cmocka_unit_test(test_units_that_are_names_of_symbols),
        cmocka_unit_test(test_the_symbol_that_is_written_has_the_code),
        cmocka_unit_test(test_informal_aliases_name_units_that_have_no_sign),
        cmocka_unit_test(test_names_that_only_look_like_those_of_symbols),
        cmocka_unit_test(test_flags_of_currencies_without_a_symbol),
        cmocka_unit_test(test_no_symbols_no_words),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
