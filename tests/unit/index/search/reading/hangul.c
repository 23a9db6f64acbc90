/*
 * Korean syllables in Latin letters, after a word that says so.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_syllables(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_hangul, "hangul cha", 0xCC28);
    ASSERT_READS(index, reading_hangul, "Hangul Chi", 0xCE58);
    ASSERT_READS(index, reading_hangul, "hangeul choe", 0xCD5C);
    ASSERT_READS(index, reading_hangul, "korean ppang", 0xBE75);
    ASSERT_READS(index, reading_hangul, "hangul a", 0xC544);
    ASSERT_READS(index, reading_hangul, "hangul yae", 0xC598);
    ASSERT_READS(index, reading_hangul, "hangul ui", 0xC758);
    ASSERT_READS(index, reading_hangul, "hangul ssi", 0xC528);
    ASSERT_READS(index, reading_hangul, "hangul yeong", 0xC601);
    ASSERT_READS(index, reading_hangul, "hangul hil", 0xD790);
    ASSERT_READS(index, reading_hangul, "hangul ga", 0xAC00); /* the first one */
}

/* The commonest final consonant first. */
static void test_syllables_that_are_written_alike(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_hangul, "hangul guk", 0xAD6D, 0xAD6E, 0xAD84);
    ASSERT_READS(index, reading_hangul, "hangul bap", 0xBC25, 0xBC2E);
    ASSERT_READS(index, reading_hangul, "hangul mat", 0xB9DB, 0xB9E1, 0xB9DC, 0xB9CF, 0xB9DE,
                 0xB9DF);
}

/* Every syllable of the alphabet is read from what is written of it. */
static void test_all_with_a_final_consonant_that_sounds_as_written(void **state)
{
    struct reading_answers answers;

    read_text(*state, reading_hangul, "hangul hin", 10, &answers);
    assert_int_equal(answers.document_count, 1);
    assert_int_equal(charindex_code_point(*state, answers.documents[0]), 0xD78C);
}

static void test_what_is_not_read(void **state)
{
    static const char *const others[] = {
        "hangul",       "hangul ",         "hangul k",        "hangul bag",
        "hangul bb",    "hangul ca",       "hangul ba ba",    "hangul bak!",
        "hangul jamo",  "hangul letter a", "hangul syllable", "bak",
        "korea ba",     "koreanba",        "kana ba",         "hangul \xC3\xA4",
        "hangul bangg", "hangul baaaaa",   "korean won sign", "hangul ppyaelppyaelppyaelppyael"};

    assert_not_read(*state, reading_hangul, others, COUNT(others));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_syllables_that_are_written_alike),
        cmocka_unit_test(test_all_with_a_final_consonant_that_sounds_as_written),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
