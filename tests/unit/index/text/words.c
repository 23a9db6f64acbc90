/*
 * Text into words. Word boundaries are those of Python's re.findall(r"\w+", text), except for
 * marks, which belong to their letters. The folded forms come from CaseFolding.txt, UnicodeData.txt
 * and ICU's normalizer.
 */

#include "index/text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "index/base/buffer.h"
#include "index/base/utf8.h"

#define UCD          "/usr/share/unicode/"
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The words, separated by spaces, from memory of exactly the text's size. */
static void assert_words(const char *text, size_t size, const char *expected)
{
    struct buffer found = BUFFER_INIT;
    struct words words;
    struct word word;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    words_init(&words, copy, size);
    while (words_next(&words, &word)) {
        if (found.size > 0)
            buffer_append_text(&found, " ");
        buffer_append(&found, word.folded, word.size);
    }
    assert_false(words_next(&words, &word)); /* still at the end */
    buffer_append(&found, "", 1);
    if (strcmp(found.bytes, expected) != 0)
        fail_msg("\"%s\" has the words \"%s\" instead of \"%s\"", text, found.bytes, expected);
    buffer_release(&found);
    free(copy);
}

struct example {
    const char *text, *words;
};

static void assert_examples(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_words(examples[i].text, strlen(examples[i].text), examples[i].words);
}

static void test_names(void **state)
{
    static const struct example names[] = {
        {"DIGIT NINE", "digit nine"},
        {"EURO-CURRENCY SIGN", "euro currency sign"},
        {"CJK UNIFIED IDEOGRAPH-4E00", "cjk unified ideograph 4e00"},
        {"TIBETAN LETTER -A", "tibetan letter a"},
        {"HANGUL JUNGSEONG O-E", "hangul jungseong o e"},
        {"VARIATION SELECTOR-17", "variation selector 17"},
        {"<control-0007>", "control 0007"},
        {"A", "a"},
    };

    (void)state;
    assert_examples(names, COUNT(names));
}

static void test_separators(void **state)
{
    static const struct example texts[] = {
        {"", ""},
        {" ", ""},
        {" \t\r\n,.;:!?-'\"()[]{}<>|*/\\+=&#@$%^`~", ""},
        {"  cat  face  ", "cat face"},
        {"cat,face;dog", "cat face dog"},
        {"it's", "it s"},
        {"a.b-c", "a b c"},
        {"_", "_"},
        {"__init__ snake_case", "__init__ snake_case"},
        {"0x2600", "0x2600"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
    assert_words("a\0b", 3, "a b");
    assert_words("\0", 1, "");
}

static void test_letters_of_every_script(void **state)
{
    static const struct example texts[] = {
        {"\xE6\xBC\xA2\xE5\xAD\x97", "\xE6\xBC\xA2\xE5\xAD\x97"},              /* CJK: one word */
        {"\xE4\xB8\x80\xE3\x80\x81\xE4\xBA\x8C", "\xE4\xB8\x80 \xE4\xBA\x8C"}, /* 一、二 */
        {"\xE3\x80\x87", "\xE3\x80\x87"},                                      /* 〇: a number */
        {"\xCA\xBC\xCA\xBB", "\xCA\xBC\xCA\xBB"},                              /* ʼ, ʻ: letters */
        {"\xD7\xA9\xD7\x9C", "\xD7\xA9\xD7\x9C"},
        {"\xF0\x90\x8D\x88x", "\xF0\x90\x8D\x88x"}, /* Gothic, beyond the BMP */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_anything_with_a_numeric_value_belongs_to_words(void **state)
{
    static const struct example texts[] = {
        {"x\xC2\xB2", "x2"}, /* x² */
        {"a\xC2\xBD"
         "b",
         "a12b"},                         /* a½b: the fraction slash is not a letter */
        {"\xE2\x85\xA7", "\xE2\x85\xB7"}, /* Ⅷ folds to ⅷ */
        {"\xE2\x85\x93", "\xE2\x85\x93"}, /* ⅓ */
        {"\xE2\x91\xA0", "\xE2\x91\xA0"}, /* ① */
        {"\xD9\xA3", "\xD9\xA3"},         /* ٣ */
        {"\xEF\xBC\x99", "\xEF\xBC\x99"}, /* ９ */
        {"\xC2\xBD\xC2\xB2\xE2\x85\xA7_", "122viii_"}, /* one word */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_symbols_split(void **state)
{
    static const struct example texts[] = {
        {"a\xE2\x80\x8B"
         "b",
         "a b"}, /* zero width space */
        {"a\xC2\xAD"
         "b",
         "a b"}, /* soft hyphen */
        {"a\xC2\xA0"
         "b",
         "a b"}, /* no-break space */
        {"a\xE2\x80\xBF"
         "b",
         "a b"}, /* undertie: punctuation, not an underscore */
        {"cat\xE2\x98\x80"
         "face",
         "cat face"},
        {"\xE2\x98\x80\xF0\x9F\x98\x80", ""},
        {"\xEF\xBC\xBF", ""}, /* fullwidth underscore */
        {"\xE2\x93\x90", ""}, /* ⓐ: alphabetic, but a symbol */
        {"\xEE\x80\x80", ""}, /* private use */
        {"\xEF\xBF\xBF", ""}, /* noncharacter */
        {"\xE2\x82\xAC"
         "5",
         "5"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_marks_belong_to_the_letter_before_them(void **state)
{
    static const struct example texts[] = {
        {"\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80",
         "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80"}, /* हिन्दी */
        {"\xE0\xB8\x97\xE0\xB8\xB5\xE0\xB9\x88", "\xE0\xB8\x97\xE0\xB8\xB5\xE0\xB9\x88"}, /* ที่ */
        {"\xCC\x81", ""}, /* a mark alone does not begin a word */
        {" \xCC\x81"
         "a",
         "a"},
        {"\xE2\x98\x80\xEF\xB8\x8F"
         "a",
         "a"},
        {"1\xE2\x83\xA3"
         "2",
         "12"}, /* an enclosing mark */
        /* Persian and Sinhala use join controls inside words, optionally. */
        {"\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB4\xD9\x88\xD8\xAF",
         "\xD9\x85\xDB\x8C\xD8\xB4\xD9\x88\xD8\xAF"},
        {"a\xE2\x80\x8D"
         "b",
         "ab"},
        {"cat\xE2\x80\x8D", "cat"},
        {"\xE2\x80\x8D"
         "cat",
         "cat"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_case_and_diacritics_do_not_count_in_words_of_several_letters(void **state)
{
    static const struct example texts[] = {
        {"CaT fAcE", "cat face"},
        {"\xC3\x89T\xC3\x89 \xC3\xA9t\xC3\xA9 e\xCC\x81te\xCC\x81", "ete ete ete"},
        {"\xC3\xB1"
         "and\xC3\xBA",
         "nandu"},
        {"\xC3\xA9"
         "a",
         "ea"},
        {"Stra\xC3\x9F"
         "e STRASSE \xE1\xBA\x9E"
         "a",
         "strasse strasse ssa"},
        {"\xCE\xA3\xCF\x83\xCF\x82", "\xCF\x83\xCF\x83\xCF\x83"}, /* Σσς: one letter */
        {"\xCF\x80\xCE\xAF", "\xCF\x80\xCE\xB9"},                 /* πί */
        {"\xD1\x91\xD0\xB6", "\xD0\xB5\xD0\xB6"},                 /* ёж, often written еж */
        {"\xC5\xBF\xE2\x84\xAA\xE2\x84\xAB", "ska"},              /* ſ, kelvin, angstrom */
        {"\xEF\xAC\x81sh", "fish"},                               /* with the ligature ﬁ */
        {"\xC4\xB0I\xC4\xB1", "iii"},
        {"sm\xC3\xB8rrebr\xC3\xB8"
         "d \xC5\x81\xC3\xB3"
         "d\xC5\xBA \xC3\x86sir \xC5\x93uvre \xC3\x9Eorn \xC4\x90\xC3\xB4ng",
         "smorrebrod lodz aesir oeuvre thorn dong"},
        {"\xEF\xBC\xA6\xEF\xBC\xB5\xEF\xBC\xAC\xEF\xBC\xAC", "full"}, /* fullwidth */
        {"\xF0\x90\x90\x80x", "\xF0\x90\x90\xA8x"},                   /* Deseret */
        {"\xE2\x91\xB4x", "1x"},                                      /* ⑴, which is "(1)" */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

/* These letters differ in meaning from the letter without the mark. */
static void test_other_marks_count(void **state)
{
    static const struct example texts[] = {
        {"\xE3\x81\x8C\xE3\x81\x8B \xE3\x81\x8B\xE3\x82\x99\xE3\x81\x8B",
         "\xE3\x81\x8C\xE3\x81\x8B \xE3\x81\x8C\xE3\x81\x8B"}, /* がか, か with a voicing mark */
        {"\xEF\xBD\xB6\xEF\xBE\x9E\xEF\xBD\xB6", "\xE3\x82\xAC\xE3\x82\xAB"}, /* halfwidth ｶﾞｶ */
        {"\xD8\xA3\xD8\xA8", "\xD8\xA3\xD8\xA8"},                             /* أب */
        {"\xE0\xA5\x98\xE0\xA4\x95", "\xE0\xA4\x95\xE0\xA4\xBC\xE0\xA4\x95"}, /* क़क: NFC */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

/* 하 is not a prefix of 한: each is one code point, whether typed or in jamo. */
static void test_hangul_is_compared_by_syllable(void **state)
{
    static const struct example texts[] = {
        {"\xED\x95\x9C\xEA\xB5\xAD", "\xED\x95\x9C\xEA\xB5\xAD"},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xAE\xE1\x86\xA8",
         "\xED\x95\x9C\xEA\xB5\xAD"},
        {"\xE1\x84\x92\xE1\x85\xA1", "\xED\x95\x98"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_a_single_letter_keeps_itself(void **state)
{
    static const struct example texts[] = {
        {"\xC3\x89 \xC3\xA9 E\xCC\x81", "\xC3\xA9 \xC3\xA9 \xC3\xA9"},
        {"\xC2\xB2 \xC2\xAA", "\xC2\xB2 \xC2\xAA"},
        {"\xC3\xB8 \xC3\x86", "\xC3\xB8 \xC3\xA6"},
        {"\xE1\xBA\x9E \xC3\x9F", "\xC3\x9F \xC3\x9F"}, /* ẞ: ß, not ss */
        {"\xEF\xAC\x81", "\xEF\xAC\x81"},               /* ﬁ stays one code point */
        {"\xC4\xB0", "\xC4\xB0"},                       /* İ has no simple folding */
        {"\xE2\x84\xAA", "k"},
        {"\xC8\xBA", "\xE2\xB1\xA5"}, /* Ⱥ: two bytes become three */
        {"X\xCC\x82", "x\xCC\x82"},   /* not a single code point, but one letter */
        {"T\xCC\x88 \xE1\xBA\x97", "\xE1\xBA\x97 \xE1\xBA\x97"}, /* composes only in lower case */
        {"\xE0\xA4\x95\xE0\xA5\x80", "\xE0\xA4\x95\xE0\xA5\x80"},
        {"\xE4\xB8\x80\xF3\xA0\x84\x80", "\xE4\xB8\x80"}, /* not a letter */
        {"\xEF\xB7\xBA", "\xEF\xB7\xBA"},
        {"\xE3\x85\xA4\xE3\x85\xA4",
         "\xE3\x85\xA4\xE3\x85\xA4"}, /* fillers: nothing would be left */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_words_as_prefixes(void **state)
{
    static const struct example texts[] = {
        {"\xC3\xA9", "e"}, {"\xC3\x9F", "ss"}, {"\xC3\x98", "o"},
        {"E", "e"},        {"x\xCC\x82", "x"}, {"\xED\x95\x98", "\xED\x95\x98"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct words words;
        struct word word;

        words_init(&words, texts[i].text, strlen(texts[i].text));
        assert_true(words_next_prefix(&words, &word));
        assert_int_equal(word.size, strlen(texts[i].words));
        assert_memory_equal(word.folded, texts[i].words, word.size);
        assert_false(words_next_prefix(&words, &word));
    }
}

/*
 * Against complete lists. Each letter follows a "q", so that the word has several letters.
 */

/* The only word of the text, which is in UTF-16; "" if it is not exactly one word. */
static void fold_units(const UChar *units, int32_t size, struct word *word)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t bytes = 0;
    struct words words;
    char text[128];

    u_strToUTF8(text, sizeof text, &bytes, units, size, &status);
    assert_true(U_SUCCESS(status));
    words_init(&words, text, (size_t)bytes);
    if (!words_next(&words, word) || word->begin != 0 || word->end != (size_t)bytes)
        word->size = 0;
}

static void assert_same(const struct word *a, const struct word *b, uint32_t code_point)
{
    if (a->size == 0 || a->size != b->size || memcmp(a->folded, b->folded, a->size) != 0)
        fail_msg("U+%04X: \"%.*s\" and \"%.*s\"", (unsigned)code_point, (int)a->size, a->folded,
                 (int)b->size, b->folded);
}

static void test_canonically_equivalent_texts_have_the_same_words(void **state)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *const forms[] = {unorm2_getNFDInstance(&status),
                                         unorm2_getNFCInstance(&status)};
    size_t checked = 0;

    (void)state;
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        UChar text[4] = {'q'}, other[64];
        int32_t size = 1, other_size;
        struct word word, normal, again;
        struct words words;

        if (!words_code_point(c))
            continue;
        U16_APPEND_UNSAFE(text, size, (UChar32)c);
        for (int single = 0; single < 2; single++)
            for (size_t i = 0; i < COUNT(forms); i++) {
                fold_units(text + single, size - single, &word);
                other_size =
                    unorm2_normalize(forms[i], text + single, size - single, other, 64, &status);
                assert_true(U_SUCCESS(status));
                fold_units(other, other_size, &normal);
                assert_same(&word, &normal, c);
                assert_int_equal(word.letters, normal.letters);
                assert_int_equal(word.first, normal.first);
            }
        /* Folding is idempotent. */
        fold_units(text, size, &word);
        words_init(&words, word.folded, word.size);
        assert_true(words_next(&words, &again));
        if (word.letters > 1 && again.letters > 1)
            assert_same(&word, &again, c);
        checked++;
    }
    assert_true(checked > 130000);
}

/* Lines such as "00DF; F; 0073 0073; # LATIN SMALL LETTER SHARP S". */
static void test_every_case_folding(void **state)
{
    FILE *file = fopen(UCD "CaseFolding.txt", "r");
    size_t checked = 0;
    char line[256];

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        UChar from[4] = {'q'}, to[8] = {'q'};
        int32_t from_size = 1, to_size = 1, taken = 0;
        struct word word, folded;
        unsigned code_point, mapped;
        char status;

        if (sscanf(line, "%X; %c;%n", &code_point, &status, &taken) != 2 ||
            (status != 'C' && status != 'F') || !words_code_point(code_point))
            continue;
        U16_APPEND_UNSAFE(from, from_size, (UChar32)code_point);
        for (const char *at = line + taken; sscanf(at, " %X%n", &mapped, &taken) == 1; at += taken)
            U16_APPEND_UNSAFE(to, to_size, (UChar32)mapped);
        fold_units(from, from_size, &word);
        fold_units(to, to_size, &folded);
        assert_same(&word, &folded, code_point);
        checked++;
    }
    (void)fclose(file);
    assert_true(checked > 1400);
}

/* LATIN SMALL LETTER H WITH STROKE folds to h, whether or not it decomposes. */
static void test_every_latin_letter_with_something(void **state)
{
    FILE *file = fopen(UCD "UnicodeData.txt", "r");
    size_t checked = 0;
    char line[512];

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        unsigned code_point;
        char letter, next;
        UChar text[2] = {'q'};
        struct word word;

        if ((sscanf(line, "%X;LATIN SMALL LETTER %c%c", &code_point, &letter, &next) != 3 &&
             sscanf(line, "%X;LATIN CAPITAL LETTER %c%c", &code_point, &letter, &next) != 3) ||
            code_point > 0x24F || (next != ' ' && next != ';') ||
            /* Digraphs, and the letters that Latin-ASCII leaves unchanged: Ɵ, a BARRED O in lower
             * case, and a Q that is no longer used in any orthography. */
            strstr(line, "WITH SMALL LETTER") || strstr(line, "PRECEDED") || code_point == 0x19F ||
            code_point == 0x24A || code_point == 0x24B)
            continue;
        text[1] = (UChar)code_point;
        fold_units(text, 2, &word);
        if (word.size != 2 || word.folded[1] != letter + ('a' - 'A'))
            fail_msg("U+%04X is folded to \"%.*s\"", code_point, (int)word.size, word.folded);
        checked++;
    }
    (void)fclose(file);
    assert_true(checked > 300);
}

static void test_a_word_knows_its_place(void **state)
{
    static const char text[] = " \xE2\x98\x80"
                               "Caf\xC3\xA9, \xC3\x89 E\xCC\x81 \xE0\xA4\x95\xE0\xA5\x80 "
                               "\xE4\xB8\x80\xF3\xA0\x84\x80 ok";
    static const struct {
        size_t begin, end, length, letters;
        uint32_t first;
    } expected[] = {{4, 9, 4, 4, 'C'},     {11, 13, 1, 1, 0xC9},
                    {14, 17, 1, 1, 0xC9},                          /* composed, but not folded */
                    {18, 24, 2, 1, 0x915}, {25, 32, 1, 1, 0x4E00}, /* without the selector */
                    {33, 35, 2, 2, 'o'}};
    struct words words, places;
    struct word word;
    size_t begin, end;

    (void)state;
    words_init(&words, text, sizeof text - 1);
    places = words;
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_true(words_next(&words, &word));
        assert_true(words_skip(&places, &begin, &end));
        assert_int_equal(begin, expected[i].begin);
        assert_int_equal(end, expected[i].end);
        assert_int_equal(word.begin, expected[i].begin);
        assert_int_equal(word.end, expected[i].end);
        assert_int_equal(word.length, expected[i].length);
        assert_int_equal(word.letters, expected[i].letters);
        assert_int_equal(word.first, expected[i].first);
    }
    assert_false(words_next(&words, &word));
    assert_false(words_skip(&places, &begin, &end));
}

/* The longest word that folds into WORD_MAX_SIZE, and one letter more. Later words are not
 * affected. */
static void test_a_word_too_long_is_not_a_term(void **state)
{
    char text[4 * WORD_MAX_SIZE];
    struct words words;
    struct word word;

    (void)state;
    for (size_t length = 1; length <= 2 * (size_t)WORD_MAX_SIZE; length++) {
        memset(text, 'Q', length);
        memcpy(text + length, " next", 5);
        words_init(&words, text, length + 5);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.begin, 0);
        assert_int_equal(word.end, length);
        assert_int_equal(word.length, length);
        assert_int_equal(word.size, length <= WORD_MAX_SIZE ? length : 0);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.size, 4);
        assert_memory_equal(word.folded, "next", 4);
    }
}

static void test_folding_does_not_read_past_the_end(void **state)
{
    char text[3 * WORD_MAX_SIZE];
    struct words words;
    struct word word;

    (void)state;
    for (size_t ascii = 1; ascii < 8; ascii++) {
        for (size_t letters = 1; letters < WORD_MAX_SIZE; letters++) {
            size_t size = ascii, folded = ascii + letters * 4;

            memset(text, 'a', ascii);
            for (size_t i = 0; i < letters; i++)
                size += utf8_write(text + size, 0x587); /* an Armenian ligature of two letters */
            words_init(&words, text, size);
            assert_true(words_next(&words, &word));
            assert_int_equal(word.end, size);
            assert_int_equal(word.size, folded <= WORD_MAX_SIZE ? folded : 0);
        }
    }
}

/* A ligature of 18 characters; and a letter with a stack of diacritics, up to the limit and
 * beyond. */
static void test_what_folding_makes_much_longer_or_shorter(void **state)
{
    char text[8 * WORD_MAX_SIZE + 2];
    struct words words;
    struct word word;

    (void)state;
    for (size_t letters = 2; letters < 64; letters++) {
        for (size_t i = 0; i < letters; i++)
            (void)utf8_write(text + 3 * i, 0xFDFA);
        words_init(&words, text, 3 * letters);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.size, letters <= 4 ? letters * 30 : 0);
    }
    for (size_t marks = 1; marks < 4 * (size_t)WORD_MAX_SIZE; marks++) {
        text[0] = text[2 * marks + 1] = 'x';
        for (size_t i = 0; i < marks; i++)
            (void)utf8_write(text + 1 + 2 * i, 0x302);
        words_init(&words, text, 2 * marks + 2);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.end, 2 * marks + 2);
        assert_true(word.letters > 1);
        if (marks <= 3 * (size_t)WORD_MAX_SIZE) {
            assert_int_equal(word.size, 2);
            assert_memory_equal(word.folded, "xx", 2);
        }
    }
    assert_int_equal(word.size, 0);
}

/* In ASCII exactly [0-9A-Za-z_]. */
static void test_single_code_points(void **state)
{
    static const uint32_t inside[] = {0xAA,   0xB2,   0xB5,   0xBD,   0x2167,
                                      0x3007, 0x4E00, 0xAC00, 0xFF10, 0x10330};
    static const uint32_t outside[] = {0xA0,   0xD7,   0xF7,    0x301,   0x903,   0x200D,
                                       0x203F, 0x24D0, 0x2600,  0x3000,  0xD800,  0xE000,
                                       0xFFFD, 0xFFFF, 0x1F600, 0xE0100, 0x10FFFF};

    (void)state;
    for (uint32_t c = 0; c < 0x80; c++)
        assert_int_equal(words_code_point(c), c && strchr("_0123456789abcdefghijklmnopqrstuvwxyz"
                                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                                          (int)c) != NULL);
    for (size_t i = 0; i < COUNT(inside); i++)
        if (!words_code_point(inside[i]))
            fail_msg("U+%04X", inside[i]);
    for (size_t i = 0; i < COUNT(outside); i++)
        if (words_code_point(outside[i]))
            fail_msg("U+%04X", outside[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_letters_of_every_script),
        cmocka_unit_test(test_anything_with_a_numeric_value_belongs_to_words),
        cmocka_unit_test(test_symbols_split),
        cmocka_unit_test(test_marks_belong_to_the_letter_before_them),
        cmocka_unit_test(test_case_and_diacritics_do_not_count_in_words_of_several_letters),
        cmocka_unit_test(test_other_marks_count),
        cmocka_unit_test(test_hangul_is_compared_by_syllable),
        cmocka_unit_test(test_a_single_letter_keeps_itself),
        cmocka_unit_test(test_words_as_prefixes),
        cmocka_unit_test(test_canonically_equivalent_texts_have_the_same_words),
        cmocka_unit_test(test_every_case_folding),
        cmocka_unit_test(test_every_latin_letter_with_something),
        cmocka_unit_test(test_a_word_knows_its_place),
        cmocka_unit_test(test_a_word_too_long_is_not_a_term),
        cmocka_unit_test(test_folding_does_not_read_past_the_end),
        cmocka_unit_test(test_what_folding_makes_much_longer_or_shorter),
        cmocka_unit_test(test_single_code_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
