/*
 * Texts that are spellings, alone or with what their notation puts around them.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "index/builder/documents/spellings.h"
#include "index/search/reading/table.h"
#include "tests/unit/index/file/bare_index.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Documents are named by their numbers here. */
static const struct {
    const char *text;
    uint32_t document;
    enum spelling_kind kind;
} spelled[] = {
    {":-)", 1, SPELLING_EMOTICON},
    {"->", 2, SPELLING_ASCII},
    {"->", 3, SPELLING_DIGRAPH},
    {"\\to", 2, SPELLING_LATEX},
    {"\\Rightarrow", 4, SPELLING_LATEX},
    {"\\rightarrow", 2, SPELLING_LATEX},
    {"to", 5, SPELLING_SITE},
    {"Greek_lambda", 6, SPELLING_KEYSYM},
    {"quotedblleft", 7, SPELLING_GLYPH},
    {"hu\xC7\x92", 8, SPELLING_MANDARIN},
    {"huo", 8, SPELLING_MANDARIN},
    {"\u307F\u305A", 11, SPELLING_JAPANESE_KUN},
    {"Ka", 12, SPELLING_DIGRAPH},
    {"i5", 13, SPELLING_DIGRAPH},
    {"da", 14, SPELLING_DIGRAPH},
    {"DDownarrow", 15, SPELLING_KEYSYM},
    {"Heart", 16, SPELLING_GLYPH},
    {"KZT", 9, SPELLING_CURRENCY},
    {"a b", 10, SPELLING_SITE},
    {"\\S", 23, SPELLING_LATEX},
    {"And", 17, SPELLING_HTML},
    {"And", 18, SPELLING_INPUT},
    {"Or", 19, SPELLING_INPUT},
    {"o:", 20, SPELLING_EMOTICON},
    {"o:", 21, SPELLING_DIGRAPH},
    {"o)", 20, SPELLING_EMOTICON},
    {":o", 20, SPELLING_EMOTICON},
    {":o", 22, SPELLING_DIGRAPH},
    {"VV", 24, SPELLING_DIGRAPH},
    {"VV-", 25, SPELLING_DIGRAPH},
    {"V:", 26, SPELLING_DIGRAPH},
    {"V:-", 27, SPELLING_DIGRAPH},
    {"o/", 28, SPELLING_COMPOSE},
    {"1/2", 30, SPELLING_ASCII},
    {"1/10", 31, SPELLING_ASCII},
    {"o/", 29, SPELLING_DIGRAPH},
};

/* Only what spellings need: no document is ever looked at. */
static int make_index(void **state)
{
    struct charindex *index = calloc(1, sizeof *index);
    struct chunks chunks = {.list = {{.bytes = NULL}}};
    struct spellings spellings = {.entries = VECTOR_INIT};

    assert_non_null(index);
    for (size_t i = 0; i < 1024; i++)
        chunks_u8(&chunks, CHUNK_PROM, 0);
    for (size_t i = 0; i < COUNT(spelled); i++) {
        const struct source_spelling spelling = {
            .kind = spelled[i].kind, .text = spelled[i].text, .size = strlen(spelled[i].text)};

        assert_int_equal(spellings_add(&spellings, spelled[i].document, &spelling), 0);
    }
    for (uint32_t i = 0; i < 1000; i++) { /* more than are answered */
        const struct source_spelling spelling = {
            .kind = SPELLING_MANDARIN, .text = "yi", .size = 2};

        assert_int_equal(spellings_add(&spellings, i, &spelling), 0);
    }
    spellings_write(&spellings, &chunks);
    for (enum format_chunk chunk = CHUNK_SPLO; chunk <= CHUNK_SPLE; chunk++)
        bare_index_give(index, chunk, chunks.list[chunk].bytes, chunks.list[chunk].size);
    index->spellings = (uint32_t)view_count(index, CHUNK_SPLO, 4) - 1;
    index->spelling_entries = (uint32_t)view_count(index, CHUNK_SPLE, FORMAT_SPELLING_SIZE);
    view_prepare_spellings(index);
    spellings_release(&spellings);
    chunks_release(&chunks);
    *state = index;
    return 0;
}

static int free_index(void **state)
{
    bare_index_release(*state);
    free(*state);
    return 0;
}

static void read_text(const struct charindex *index, struct slice text,
                      struct reading_answers *answers)
{
    struct budget budget = BUDGET_INIT;
    struct reader reader = {.index = index,
                            .text = text,
                            .budget = &budget,
                            .label = "spelling",
                            .place = READING_AMONG_EXACT,
                            .answers = answers};

    answers->count = answers->document_count = answers->query_count = 0;
    reading_spellings(&reader);
    assert_in_range(budget_spent_all(&budget), 1, 1000);
}

/* Compares the answers as "place label: documents; …". */
static void assert_reads(const struct charindex *index, const char *text, const char *expected)
{
    static const char *const places[] = {"first", "exact", "after exact", "words"};
    struct reading_answers answers;
    struct buffer read = BUFFER_INIT;

    read_text(index, slice_of(text), &answers);
    for (uint32_t i = 0; i < answers.count; i++) {
        const struct reading_answer *answer = &answers.list[i];

        assert_false(answer->is_query);
        buffer_append_format(&read, "%s%s %s:", i ? "; " : "", places[answer->place],
                             answer->label);
        for (uint32_t k = 0; k < answer->count; k++)
            buffer_append_format(&read, " %u", answers.documents[answer->first + k]);
    }
    buffer_append(&read, "", 1);
    if (strcmp(read.bytes, expected) != 0)
        fail_msg("\"%s\" is read as \"%s\" instead of \"%s\"", text, read.bytes, expected);
    buffer_release(&read);
}

static void test_what_is_no_word_comes_first(void **state)
{
    assert_reads(*state, ":-)", "first emoticon: 1");
    assert_reads(*state, "->", "first ASCII spelling: 2; first RFC 1345 digraph: 3");
    assert_reads(*state, "\\to", "first LaTeX: 2; first name of this site: 5");
}

/* m17n has double lines for "VV" and heavy ones for "VV-"; RFC 1345 has heavy ones for "VV". */
static void test_pairs_of_letters_have_a_second_meaning(void **state)
{
    assert_reads(*state, "VV", "first RFC 1345 digraph: 24 25");
    assert_reads(*state, "V:", "first RFC 1345 digraph: 26");
    assert_reads(*state, "VV-", "first RFC 1345 digraph: 25");
}

static void test_fractions_of_latex(void **state)
{
    assert_reads(*state, "\\frac{1}{2}", "first ASCII spelling: 30");
    assert_reads(*state, "\\tfrac12", "first ASCII spelling: 30");
    assert_reads(*state, "\\frac1{10}", "first ASCII spelling: 31");
    assert_reads(*state, "\\frac{1}{10}", "first ASCII spelling: 31");
    assert_reads(*state, "\\frac110", "");
    assert_reads(*state, "\\frac{1", "");
    assert_reads(*state, "\\frac{}{2}", "");
    assert_reads(*state, "\\frac{a}{2}", "");
    assert_reads(*state, "\\frac{12345}{2}", "");
}

/* What the program itself shows as ways to type a character. */
static void test_keys(void **state)
{
    assert_reads(*state, "Compose o /", "first Compose key: 28");
    assert_reads(*state, "compose o/", "first Compose key: 28");
    assert_reads(*state, "Ctrl-K o /", "first RFC 1345 digraph: 29");
    assert_reads(*state, "ctrl+k o/", "first RFC 1345 digraph: 29");
    assert_reads(*state, "compose o / o / o / o / o / o / o / o / o /", "");
    assert_reads(*state, "compose ", "");
    assert_reads(*state, "composeo/", "");
}

static void test_words_come_before_spellings_of_letters(void **state)
{
    assert_reads(*state, "Greek_lambda", "exact X11 keysym: 6");
    assert_reads(*state, "quotedblleft", "exact glyph name: 7");
    assert_reads(*state, "huo", "exact Mandarin: 8");
    assert_reads(*state, "\u307F\u305A", "exact Japanese: 11");
    assert_reads(*state, "a b", "exact name of this site: 10");
}

/* Words have neither accents nor capitals. */
static void test_accents_and_capitals_of_a_spelling(void **state)
{
    assert_reads(*state, "hu\u01D2", "first Mandarin: 8");
    assert_reads(*state, "Ka", "first RFC 1345 digraph: 12");
    assert_reads(*state, "i5", "first RFC 1345 digraph: 13");
    assert_reads(*state, "DDownarrow", "first X11 keysym: 15");

    assert_reads(*state, "da", "exact RFC 1345 digraph: 14");
    assert_reads(*state, "Heart", "exact glyph name: 16");
    assert_reads(*state, "KZT", "exact currency code: 9");
    assert_reads(*state, "ka", "words RFC 1345 digraph: 12");
    assert_reads(*state, "Da", "words RFC 1345 digraph: 14");
    assert_reads(*state, "hu\u01D4", "");
}

/* HTML's names with capitals are other characters than those without. */
static void test_names_in_html(void **state)
{
    assert_reads(*state, "And", "first HTML: 17; first input method: 18");
    assert_reads(*state, "and", "words HTML: 17; words input method: 18");
    assert_reads(*state, "Oor", "");
    assert_reads(*state, "\\And", "first HTML: 17; first input method: 18");
}

/* Who types a letter means the letter. */
static void test_a_letter_comes_before_its_command(void **state)
{
    assert_reads(*state, "S", "exact LaTeX: 23");
    assert_reads(*state, "\\S", "first LaTeX: 23");
}

static void test_a_letter_with_a_mark_is_a_digraph_first(void **state)
{
    assert_reads(*state, "o:", "first RFC 1345 digraph: 21; first emoticon: 20");
    assert_reads(*state, ":o", "first emoticon: 20; first RFC 1345 digraph: 22");
    assert_reads(*state, "o)", "first emoticon: 20");
}

static void test_case_counts(void **state)
{
    assert_reads(*state, "\\Rightarrow", "first LaTeX: 4");
    assert_reads(*state, "\\rightarrow", "first LaTeX: 2");
    assert_reads(*state, "\\RIGHTARROW", "first LaTeX: 4 2");
    assert_reads(*state, "kzt", "words currency code: 9");
    assert_reads(*state, "greek_LAMBDA", "words X11 keysym: 6");
}

static void test_what_notations_put_around_them(void **state)
{
    assert_reads(*state, "Rightarrow", "exact LaTeX: 4");
    assert_reads(*state, "to", "exact name of this site: 5; exact LaTeX: 2");
    assert_reads(*state, "$\\Rightarrow$", "first LaTeX: 4");
    assert_reads(*state, "\\\\to", "first LaTeX: 2"); /* as in the source text of a program */
    assert_reads(*state, "/quotedblleft", "first glyph name: 7");
    assert_reads(*state, "XK_Greek_lambda", "exact X11 keysym: 6");
    assert_reads(*state, "\\quotedblleft", "first glyph name: 7");
}

static void test_what_is_not_a_spelling(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        ":",
        "-",
        "--",
        ":-) ",
        "sun",
        "\\",
        "$",
        "$$",
        "/",
        "XK_",
        "\\\\\\to",
        "$to",
        "/to",
        "XK_to",
        "$->$",
        "-> ->",
        "\\to\\to",
        "Greek lambda",
        "dead",
        "face",
        "cafe",
        "1984",
        "huu",
        "b a",
        "\xF0\x9F\x98\x80",
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        assert_reads(*state, texts[i], "");
}

static void test_the_longest_text(void **state)
{
    char text[1024];
    struct reading_answers answers;

    memset(text, 'a', sizeof text);
    for (size_t size = 0; size < sizeof text; size += 7) {
        read_text(*state, (struct slice){.bytes = text, .size = size}, &answers);
        assert_int_equal(answers.count, 0);
    }
}

static void test_a_reading_of_very_many_characters(void **state)
{
    struct reading_answers answers;

    read_text(*state, slice_of("yi"), &answers);
    assert_int_equal(answers.count, 1);
    assert_int_equal(answers.document_count, 512);
}

static void test_without_steps_nothing_is_looked_up(void **state)
{
    struct budget budget = {.left = {0}};
    struct reading_answers answers = {.count = 0};
    struct reader reader = {.index = *state,
                            .text = slice_of("->"),
                            .budget = &budget,
                            .label = "spelling",
                            .answers = &answers};

    reading_spellings(&reader);
    assert_int_equal(answers.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_no_word_comes_first),
        cmocka_unit_test(test_pairs_of_letters_have_a_second_meaning),
        cmocka_unit_test(test_fractions_of_latex),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_words_come_before_spellings_of_letters),
        cmocka_unit_test(test_accents_and_capitals_of_a_spelling),
        cmocka_unit_test(test_names_in_html),
        cmocka_unit_test(test_a_letter_comes_before_its_command),
        cmocka_unit_test(test_a_letter_with_a_mark_is_a_digraph_first),
        cmocka_unit_test(test_case_counts),
        cmocka_unit_test(test_what_notations_put_around_them),
        cmocka_unit_test(test_what_is_not_a_spelling),
        cmocka_unit_test(test_the_longest_text),
        cmocka_unit_test(test_a_reading_of_very_many_characters),
        cmocka_unit_test(test_without_steps_nothing_is_looked_up),
    };

    return cmocka_run_group_tests(tests, make_index, free_index);
}
