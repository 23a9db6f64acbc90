/*
 * Words, prefixes and phrases, and their errors.
 */

#include "tests/unit/index/search/query/parsing.h"

static void test_words(void **state)
{
    static const struct reading readings[] = {
        {"cat", "cat@0-3"},
        {"cat face", "cat@0-3 face@4-8"},
        {"  CAT ,\tFaCe  ", "cat@2-5 face@8-12"},
        {"cat,face", "cat@0-3 face@4-8"},
        {"cat cat", "cat@0-3 cat@4-7"},
        {"EURO-CURRENCY", "euro@0-4 currency@5-13"},
        {"it's", "it@0-2 s@3-4"},
        {"o-e", "o@0-1 e@2-3"},
        {"cjk unified ideograph-4e00", "cjk@0-3 unified@4-11 ideograph@12-21 4e00@22-26"},
        {"cat.", "cat@0-3"},
        {".cat!", "cat@1-4"},
        {"R&D", "r@0-1 d@2-3"},
        {"cat-", "cat@0-3"},
        {"12:30", "12@0-2 30@3-5"},
        {":cat", "cat@1-4"},
        {"cat:", "cat@0-3"},
        {"c++", "c@0-1"},
        {"8", "8@0-1"},
        {"_", "_@0-1"},
        {"cat\xE2\x98\x80"
         "face",
         "cat@0-3 face@6-10"}, /* a symbol between words only separates */
        {"\xE2\x98\x80"
         "cat",
         "cat@3-6"},
        {"it...", "it@0-2"},
        {"..it", "it@2-4"},
        {"\xE2\x80\x9C"
         "cat\xE2\x80\x9D",
         "cat@3-6"}, /* typographic quotation marks are punctuation */
        {"cat\xE3\x80\x80"
         "face",
         "cat@0-3 face@6-10"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
    assert_parsed("a\0b", 3, "a@0-1 b@2-3");
}

static void test_a_single_letter_outside_ascii_may_be_pasted(void **state)
{
    static const struct reading readings[] = {
        {"\xCF\x80", "\xCF\x80(U+03C0)@0-2"},
        {"\xCE\xA0", "\xCF\x80(U+03A0)@0-2"}, /* Π folds as a word, but not as a pasted letter */
        {"\xE4\xB8\x80", "\xE4\xB8\x80(U+4E00)@0-3"},
        {"\xC2\xBD", "\xC2\xBD(U+00BD)@0-2"},
        {"\xF0\x90\x8D\x88", "\xF0\x90\x8D\x88(U+10348)@0-4"},
        {"\xE4\xB8\x80\xE4\xBA\x8C", "\xE4\xB8\x80\xE4\xBA\x8C@0-6"}, /* two letters: a word */
        {"a", "a@0-1"},
        {"\xC3\xA9"
         "e",
         "ee@0-3"},
        {"e\xCC\x81", "\xC3\xA9(U+00E9)@0-3"}, /* composed */
        {"E\xCC\x81", "\xC3\xA9(U+00C9)@0-3"},
        {"\xE4\xB8\x80\xF3\xA0\x84\x80", "\xE4\xB8\x80(U+4E00)@0-7"}, /* a variant of 一 */
        {"\xE2\x84\xB9\xEF\xB8\x8F", "\xE2\x84\xB9(U+2139)@0-6"}, /* an emoji that is a letter */
        {"1\xEF\xB8\x8F", "1@0-4"},
        {"\xCF\x80-\xCF\x83", "\xCF\x80(U+03C0)@0-2 \xCF\x83(U+03C3)@3-5"},
        /* Signs that normalization would turn into letters: Ω, K, and a compatibility ideograph. */
        {"\xE2\x84\xA6", "\xCF\x89(U+2126)@0-3"},
        {"\xE2\x84\xAA", "k(U+212A)@0-3"},
        {"\xEF\xA4\x80", "\xE8\xB1\x88(U+F900)@0-3"},
        {"\xEF\xA4\x80\xEF\xA4\x80", "\xE8\xB1\x88\xE8\xB1\x88@0-6"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_prefixes(void **state)
{
    static const struct reading readings[] = {
        {"arrow*", "arrow*@0-6"},
        {"ARR* down", "arr*@0-4 down@5-9"},
        {"c*,d*", "c*@0-2 d*@3-5"},
        {"euro-curr*", "euro@0-4 curr*@5-10"},
        {"it's*", "it@0-2 s*@3-5"},
        {"\xC3\xA9t*", "et*@0-4"},
        {"\xC3\xA9*", "e*@0-3"}, /* a prefix of longer words, in which é is e */
        {"\xC3\xB8*", "o*@0-3"},
        {"\xED\x95\x98*", "\xED\x95\x98*@0-4"},
        {"name:fac*", "name:fac*@0-9"},
        {"x -arr*", "x@0-1 -arr*@3-7"},
        {"U+2600 s*", "U+2600@0-6 s*@7-9"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_phrases(void **state)
{
    static const struct reading readings[] = {
        {"\"cat face\"", "\"cat face\"@0-10"},
        {"\" Cat,  FACE \"", "\"cat face\"@0-14"},
        {"\"cat\"", "\"cat\"@0-5"}, /* this word and no longer one */
        {"\"euro-currency sign\" x", "\"euro currency sign\"@0-20 x@21-22"},
        {"\"cat|dog\"", "\"cat dog\"@0-9"},
        {"\"a..z -b block:c\"", "\"a z b block c\"@0-17"},
        {"\"\xC3\xA9\"", "\"\xC3\xA9\"@0-4"},
        {"\"a\"|\"b c\" d", "\"a\"@0-3|\"b c\"@4-9 d@10-11"},
        {"cat \"x y\",dog", "cat@0-3 \"x y\"@4-9 dog@10-13"},
        {"x -\"cat face\"", "x@0-1 -\"cat face\"@3-13"},
        {"name:\"cat face\"", "name:\"cat face\"@0-15"},
        {"x -euro-currency", "x@0-1 -\"euro currency\"@3-16"},
        {"euro-currency|cat", "\"euro currency\"@0-13|cat@14-17"},
        {"cat|euro-currency", "cat@0-3|\"euro currency\"@4-17"},
        {"name:euro-currency", "name:\"euro currency\"@0-18"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

/* The word, or the named sequence, or the characters. */
static void test_letters_with_marks(void **state)
{
    static const struct reading readings[] = {
        {"x\xCC\x82", "x\xCC\x82@0-3|[U+0078 U+0302]@0-3"},
        {"\xE0\xAE\x95\xE0\xAF\x80", "\xE0\xAE\x95\xE0\xAF\x80@0-6|[U+0B95 U+0BC0]@0-6"}, /* கீ */
        {"x -x\xCC\x82", "x@0-1 -x\xCC\x82@3-6|-[U+0078 U+0302]@3-6"},
        {"cat|x\xCC\x82", "cat@0-3|x\xCC\x82@4-7|[U+0078 U+0302]@4-7"},
        {"cat x\xCC\x82-y", "cat@0-3 x\xCC\x82@4-7|[U+0078 U+0302]@4-7 y@8-9"},
        {"name:x\xCC\x82", "name:x\xCC\x82@0-8"},
        {"x\xCC\x82*", "x*@0-4"},
        {"\xE2\x98\x80 x\xCC\x82 \xE2\x98\x81",
         "[U+2600]@0-3 x\xCC\x82@4-7|[U+0078 U+0302]@4-7 [U+2601]@8-11"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_wrong_stars(void **state)
{
    static const struct refusal refusals[] = {
        {"name:*", 6, "missing word after the field"},
        {"\"cat*\"", 5, "misplaced *: put a prefix such as arrow* outside the quotes"},
        {"name:\"a *b\"", 9, "misplaced *: put a prefix such as arrow* outside the quotes"},
        {"-euro-curr*", 11, "several words before *"},
        {"cat|euro-curr*", 14, "several words before *"},
        {"euro-curr*|cat", 10, "several words before *"},
        {"name:euro-curr*", 15, "several words before *"},
        {"block:arr*", 7, "unknown block"},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_quotation_marks(void **state)
{
    static const char open[] = "unterminated quote";
    static const char none[] = "no word in the phrase";
    static const char around[] = "misplaced quote";
    static const char closing[] = "missing space after the closing quote";
    static const struct refusal refusals[] = {
        {"\"cat", 1, open},
        {"\"cat face", 1, open},
        {"cat \" face", 5, open},
        {"\"a b\" \"c", 7, open},
        {"-\"cat", 2, open},
        {"name:\"cat face", 6, open},
        {"\xE2\x98\x80 block:\"Box", 9, open},
        {"\"\xE2\x98\x80", 1, open},
        {"\"\"", 1, none},
        {"\" \"", 1, none},
        {"cat \"!\"", 5, none},
        {"\"\xE2\x98\x80\"", 1, none},
        {"-\"\"", 2, none},
        {"name:\"\"", 6, none},
        {"cat\"", 4, around},
        {"5\"", 2, around},
        {"\xC3\xA9\"", 2, around},
        {"cat\"face\"", 4, around},
        {"name:cat\"", 9, around},
        {"\"cat\"face", 6, closing},
        {"\"cat face\".", 11, closing},
        {"\"cat\"\"face\"", 6, closing},
        {"\"cat\"*", 6, closing},
        {"name:\"cat\"s", 11, closing},
        {"block:\"Box Drawing\"s", 20, closing},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

/* U+FDFA, a ligature of 18 characters, folds from 3 to 30 bytes, and one term has space for four of
 * them. */
static void test_the_longest_folding(void **state)
{
    enum { WORDS = QUERY_MAX_SIZE / 13 };
    struct query query;

    (void)state;
    parse_pattern(&query, "\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA ");
    assert_int_equal(query.count, WORDS);
    assert_int_equal(query.folded_size, WORDS * 120);
    assert_memory_equal(query.folded + query.folded_size - 2, "\xD9\x85", 2);
    parse_pattern(&query, "\xC8\xBA-");
    assert_int_equal(query.folded_size, QUERY_MAX_SIZE / 3 * 3);
    assert_int_equal(query.words[0].letter, 0x23A);
}

static void test_the_most_phrases(void **state)
{
    char text[QUERY_MAX_SIZE];
    struct query_error error;
    struct query query;

    (void)state;
    for (size_t i = 0; i <= QUERY_MAX_PHRASES; i++)
        memcpy(text + 6 * i, "\"a b\" ", 6);
    assert_true(parse(&query, text, 6 * QUERY_MAX_PHRASES, &error));
    assert_int_equal(query.count, QUERY_MAX_PHRASES);
    assert_refused(text, 6 * (QUERY_MAX_PHRASES + 1), 6 * QUERY_MAX_PHRASES + 1,
                   "too many phrases: use at most 16");
    for (size_t i = 0; i <= QUERY_MAX_PHRASES; i++)
        memcpy(text + 6 * i, "-a.b, ", 6); /* these are phrases, too */
    assert_refused(text, 6 * (QUERY_MAX_PHRASES + 1), 6 * QUERY_MAX_PHRASES + 2, "at most 16");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_a_single_letter_outside_ascii_may_be_pasted),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_letters_with_marks),
        cmocka_unit_test(test_wrong_stars),
        cmocka_unit_test(test_wrong_quotation_marks),
        cmocka_unit_test(test_the_longest_folding),
        cmocka_unit_test(test_the_most_phrases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
