/*
 * Words with letters that ICU does not know, and the same decisions as ICU's for words of letters that it
 * does.
 */

#include "index/unicode/script_mix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uspoof.h>

#include "tests/unit/index/unicode/invented.h"

/* U+3FF00 to U+3FF03 */
#define CAPITAL "\xF0\xBF\xBC\x80"
#define SMALL   "\xF0\xBF\xBC\x81"
#define SHARED  "\xF0\xBF\xBC\x83"

static void test_new_letters(void **state)
{
    static const struct {
        const char *word;
        bool concerns, mixed;
    } words[] = {
        {CAPITAL SMALL, true, false},
        {CAPITAL SMALL "\u20DD", true, false}, /* a mark that all scripts use, in Unicode 17 too */
        {CAPITAL "1", true, false},
        {CAPITAL "a", true, true},
        {"a" SMALL, true, true},
        {SHARED "a", true, false}, /* Latin has it, too */
        {SHARED SMALL, true, false},
        {SHARED SMALL "a", true, true},
        {SHARED "\u0430", true, true}, /* Cyrillic has not */
        {"a\u0430", false, true},
        {"plain", false, false},
        {"", false, false},
    };
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t size = strlen(words[i].word);

        assert_int_equal(script_mix_concerns(repertoire, words[i].word, size), words[i].concerns);
        assert_int_equal(script_mix(repertoire, words[i].word, size), words[i].mixed);
        assert_false(script_mix_concerns(NULL, words[i].word, size));
    }
}

/* The oracle: ICU's checker, which is asked for all other words. */
static void test_the_same_as_icu(void **state)
{
    static const char *const letters[] = {
        "a",      "\u0430", "\u03B1", "\u3042", "\u30A2", "\u6F22", "\uD55C", "\u3105", "\u30FC",
        "\u05D0", "\u0627", "\u0660", "1",      "\u0301", "\u0964", "\u0915", "\u0995",
    };
    const size_t count = sizeof letters / sizeof *letters;
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&status);

    (void)state;
    uspoof_setChecks(checker, USPOOF_RESTRICTION_LEVEL, &status);
    uspoof_setRestrictionLevel(checker, USPOOF_HIGHLY_RESTRICTIVE);
    assert_true(U_SUCCESS(status));
    for (size_t i = 0; i < count * count * count; i++) {
        char word[16] = "";
        int32_t failed;

        (void)strcat(strcat(strcat(word, letters[i % count]), letters[i / count % count]),
                     letters[i / count / count]);
        failed = uspoof_checkUTF8(checker, word, -1, NULL, &status);
        if (script_mix(NULL, word, strlen(word)) != (failed != 0))
            fail_msg("\"%s\"", word);
    }
    uspoof_close(checker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_letters),
        cmocka_unit_test(test_the_same_as_icu),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
