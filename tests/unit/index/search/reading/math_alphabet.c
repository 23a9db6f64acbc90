/*
 * Letters of mathematical alphabets as LaTeX, Julia, Agda and Typst name them.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_latex(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_math_alphabet, "\\mathbb{R}", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "\\mathbb R", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "\\mathbb{r}", 0x1D563);
    ASSERT_READS(index, reading_math_alphabet, "\\mathbf{A}", 0x1D400);
    ASSERT_READS(index, reading_math_alphabet, "\\mathbf{\\alpha}", 0x1D6C2);
    ASSERT_READS(index, reading_math_alphabet, "\\mathbf\\alpha", 0x1D6C2);
    ASSERT_READS(index, reading_math_alphabet, "\\mathfrak{C}", 0x212D);
    ASSERT_READS(index, reading_math_alphabet, "\\mathcal{L}", 0x2112);
    ASSERT_READS(index, reading_math_alphabet, "\\mathscr{L}", 0x2112);
    ASSERT_READS(index, reading_math_alphabet, "\\mathit{h}", 0x210E);
    ASSERT_READS(index, reading_math_alphabet, "\\boldsymbol{\\phi}", 0x1D753, 0x1D74B);
    ASSERT_READS(index, reading_math_alphabet, "\\mathtt{0}", 0x1D7F6);
}

static void test_single_commands(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_math_alphabet, "\\BbbR", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "\\Bbbone", 0x1D7D9);
    ASSERT_READS(index, reading_math_alphabet, "\\mbfitomega", 0x1D74E);
    ASSERT_READS(index, reading_math_alphabet, "\\mitalpha", 0x1D6FC);
    ASSERT_READS(index, reading_math_alphabet, "\\mfrakA", 0x1D504);
    ASSERT_READS(index, reading_math_alphabet, "\\msansA", 0x1D5A0);
    ASSERT_READS(index, reading_math_alphabet, "\\mttA", 0x1D670);
    ASSERT_READS(index, reading_math_alphabet, "\\bscrA", 0x1D4D0);
    ASSERT_READS(index, reading_math_alphabet, "\\bN", 0x2115);
    ASSERT_READS(index, reading_math_alphabet, "\\McA", 0x1D49C);
}

static void test_without_a_backslash(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_math_alphabet, "bbR", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "mathbb{R}", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "bb(R)", 0x211D);
    ASSERT_READS(index, reading_math_alphabet, "bold(x)", 0x1D431);
    ASSERT_READS(index, reading_math_alphabet, "RR", 0x211D);
}

static void test_places(void **state)
{
    const struct charindex *index = *state;

    assert_place(index, reading_math_alphabet, "\\mathbb{R}", READING_FIRST);
    assert_place(index, reading_math_alphabet, "bbR", READING_AFTER_EXACT);
    assert_place(index, reading_math_alphabet, "bb(r)", READING_AFTER_EXACT);
    assert_place(index, reading_math_alphabet, "bit", READING_AFTER_WORDS);
    assert_place(index, reading_math_alphabet, "sansa", READING_AFTER_WORDS);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "\\",
        "\\mathbb",
        "\\mathbb{}",
        "\\mathbb{RR}",
        "\\mathbb{\xC3\xA9}",
        "\\mathbb{R",
        "\\mathbbR",
        "\\mathfrak{1}",
        "\\mathcal{\\alpha}",
        "\\by",
        "\\bold",
        "\\beta",
        "bN",
        "by",
        "bb a",
        "bold a",
        "bold",
        "dead",
        "cafe",
        "rr",
        "RRR",
        "Rr",
        "cal A",
        "McA",
        "\\\\mathbb{R}",
        "math",
        "-",
    };

    assert_not_read(*state, reading_math_alphabet, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latex),
        cmocka_unit_test(test_single_commands),
        cmocka_unit_test(test_without_a_backslash),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
