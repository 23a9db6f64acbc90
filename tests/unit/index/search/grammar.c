/*
 * The query language as two tables: what each text is read as, and what is refused, with the
 * exact column and the part of the message that tells it from the others.
 *
 * Groups are compared as one line of text, alternatives with | between, a negated group with - before
 * each, every clause with its bytes in the query:
 *     cat@0-3                 a word
 *     π(U+03C0)@0-2           a word that may also be a pasted letter; of ASCII any single one may
 *     cat*@0-4                a beginning
 *     "cat face"@0-10         a phrase
 *     name:cat@0-8            a field's word
 *     U+2600@0-6              a code point
 *     U+2600..U+26FF@0-14     a range
 *     [U+2600 U+2601]@0-7     pasted text
 *     block=Arrows@0-12       a property
 *     category=So@0-11        categories
 *     age=14.0..255.255@0-8   versions
 */

#include "index/search/grammar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"

#define UCD          "/usr/share/unicode/"
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Parses from memory of exactly the text's size; nothing may point into it later. */
static bool parse(struct query *query, const char *text, size_t size, struct query_error *error)
{
    char *copy = malloc(size ? size : 1);
    bool parsed;

    assert_non_null(copy);
    memcpy(copy, text, size);
    memset(query, 0xA5, sizeof *query);
    memset(error, 0xA5, sizeof *error);
    parsed = query_parse(query, copy, size, error);
    free(copy);
    return parsed;
}

static void describe_text(struct buffer *out, const struct query *query,
                          const struct query_clause *clause)
{
    for (uint32_t i = 0; i < clause->count; i++)
        buffer_append_format(out, "%sU+%04X", i ? " " : "[", query->points[clause->first + i]);
    buffer_append_text(out, "]");
}

static void describe_words(struct buffer *out, const struct query *query,
                           const struct query_clause *clause)
{
    static const char *const fields[] = {"", "name:", "alias:", "keyword:", "definition:"};

    buffer_append_text(out, fields[clause->field]);
    for (uint32_t i = 0; i < clause->count; i++) {
        const struct query_word *word = &query->words[clause->first + i];

        if (i > 0)
            buffer_append_text(out, " ");
        else if (clause->kind == QUERY_PHRASE)
            buffer_append_text(out, "\"");
        buffer_append(out, query->folded + word->first, word->size);
        if (word->letter >= 0x80)
            buffer_append_format(out, "(U+%04X)", (unsigned)word->letter);
        assert_true(word->begin >= clause->begin && word->end <= clause->end);
    }
    buffer_append_text(out, clause->kind == QUERY_PHRASE   ? "\""
                            : clause->kind == QUERY_PREFIX ? "*"
                                                           : "");
}

static void describe_property(struct buffer *out, const struct query *query,
                              const struct query_clause *clause)
{
    const char *between = "=";

    buffer_append_text(out, property_name(clause->property));
    switch (property_kind(clause->property)) {
    case PROPERTY_KIND_VERSIONS:
        buffer_append_format(out, "=%u.%u..%u.%u", clause->low >> 8, clause->low & 0xFF,
                             clause->high >> 8, clause->high & 0xFF);
        break;
    case PROPERTY_KIND_CATEGORIES:
        for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++)
            if (clause->categories >> i & 1) {
                buffer_append_format(out, "%s%s", between, property_category_name(i));
                between = ",";
            }
        break;
    default:
        buffer_append_text(out, "=");
        buffer_append(out, query->folded + clause->first, clause->count);
    }
}

static void describe_clause(struct buffer *out, const struct query *query,
                            const struct query_clause *clause)
{
    if (clause->negated)
        buffer_append_text(out, "-");
    switch (clause->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
    case QUERY_PHRASE:
        describe_words(out, query, clause);
        break;
    case QUERY_CODE_POINT:
        buffer_append_format(out, "U+%04X", clause->low);
        break;
    case QUERY_RANGE:
        buffer_append_format(out, "U+%04X..U+%04X", clause->low, clause->high);
        break;
    case QUERY_TEXT:
        describe_text(out, query, clause);
        break;
    case QUERY_PROPERTY:
        describe_property(out, query, clause);
        break;
    }
    buffer_append_format(out, "@%u-%u", clause->begin, clause->end);
}

static void describe(struct buffer *out, const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];
        bool alternative = i > 0 && clause->group == clause[-1].group;

        assert_int_equal(clause->group, i == 0 ? 0 : clause[-1].group + !alternative);
        assert_true(!alternative || clause->negated == clause[-1].negated);
        if (i > 0)
            buffer_append_text(out, alternative ? "|" : " ");
        describe_clause(out, query, clause);
    }
    assert_int_equal(query->group_count,
                     query->count == 0 ? 0 : query->clauses[query->count - 1].group + 1);
    buffer_append(out, "", 1);
}

static void assert_parsed(const char *text, size_t size, const char *expected)
{
    struct buffer described = BUFFER_INIT;
    struct query_error error;
    struct query query;

    if (!parse(&query, text, size, &error))
        fail_msg("\"%s\" was refused at column %zu: %s", text, error.column, error.message);
    describe(&described, &query);
    if (strcmp(described.bytes, expected) != 0)
        fail_msg("\"%s\" was read as %s instead of %s", text, described.bytes, expected);
    buffer_release(&described);
}

static void assert_refused(const char *text, size_t size, size_t column, const char *part)
{
    struct query_error error;
    struct query query;

    if (parse(&query, text, size, &error))
        fail_msg("\"%s\" was taken", text);
    if (error.column != column || !memchr(error.message, '\0', sizeof error.message) ||
        !strstr(error.message, part))
        fail_msg("\"%s\" was refused at column %zu: %s", text, error.column, error.message);
}

struct reading {
    const char *text, *clauses;
};

static void assert_readings(const struct reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_parsed(readings[i].text, strlen(readings[i].text), readings[i].clauses);
}

/*
 * What texts are read as.
 */

static void test_nothing_to_look_for(void **state)
{
    static const struct reading readings[] = {
        {"", ""},         {" ", ""},
        {",", ""},        {" ,\t, \r\n\v\f", ""},
        {"\xC2\xA0", ""}, {"\xE3\x80\x80,\xE2\x80\xA8", ""},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

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
        {"\xCE\xA0", "\xCF\x80(U+03A0)@0-2"}, /* Π folds as a word, and is itself when pasted */
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
        /* Signs that normalization would make letters: Ω, K, and a compatibility ideograph. */
        {"\xE2\x84\xA6", "\xCF\x89(U+2126)@0-3"},
        {"\xE2\x84\xAA", "k(U+212A)@0-3"},
        {"\xEF\xA4\x80", "\xE8\xB1\x88(U+F900)@0-3"},
        {"\xEF\xA4\x80\xEF\xA4\x80", "\xE8\xB1\x88\xE8\xB1\x88@0-6"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_code_points(void **state)
{
    static const struct reading readings[] = {
        {"U+2600", "U+2600@0-6"},
        {"u+2600", "U+2600@0-6"},
        {"U+0", "U+0000@0-3"},
        {"U+41", "U+0041@0-4"},
        {"U+10ffFF", "U+10FFFF@0-8"},
        {"U+00010FFFF", "U+10FFFF@0-11"},
        {"U+D800", "U+D800@0-6"}, /* well-formed; that nothing is there is the index's to say */
        {"0x2600", "U+2600@0-6"},
        {"0X1f600", "U+1F600@0-7"},
        {"0x0", "U+0000@0-3"},
        {"\\u2600", "U+2600@0-6"},
        {"\\U0001F600", "U+1F600@0-10"},
        {"\\u{1F600}", "U+1F600@0-9"},
        {"\\u{7}", "U+0007@0-5"},
        {"\\xe9", "U+00E9@0-4"},
        {"&#9728;", "U+2600@0-7"},
        {"&#x2600;", "U+2600@0-8"},
        {"&#X1F600;", "U+1F600@0-9"},
        {"&#0;", "U+0000@0-4"},
        {"&starf;", "U+2605@0-7"},
        {"&amp;", "U+0026@0-5"},
        {"&Tab;", "U+0009@0-5"},
        {"U+2600,0x2600 &#9728;", "U+2600@0-6 U+2600@7-13 U+2600@14-21"},
        {"black U+2600 sun", "black@0-5 U+2600@6-12 sun@13-16"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_several_code_points_in_one_are_text(void **state)
{
    static const struct reading readings[] = {
        {"\\u2600\\u2601", "[U+2600 U+2601]@0-12"},
        {"\\ud83d\\ude00", "U+1F600@0-12"}, /* JSON's surrogates are one character */
        {"\\uD83D\\uDE00\\uD83D\\uDE01", "[U+1F600 U+1F601]@0-24"},
        {"\\uDE00\\uD83D", "[U+DE00 U+D83D]@0-12"}, /* the wrong way round they are not */
        {"\\u{D83D}\\xe9", "[U+D83D U+00E9]@0-12"},
        {"\\x41\\U0001F600\\u{42}", "[U+0041 U+1F600 U+0042]@0-20"},
        {"&#9728;&starf;", "[U+2600 U+2605]@0-14"},
        {"&nvlt;", "[U+003C U+20D2]@0-6"}, /* HTML's own pair */
        {"&lt;&nvlt;&gt;", "[U+003C U+003C U+20D2 U+003E]@0-14"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_pasted_text(void **state)
{
    static const struct reading readings[] = {
        {"\xE2\x98\x80", "[U+2600]@0-3"},
        {"\xE2\x98\x81\xE2\x98\x80", "[U+2601 U+2600]@0-6"},
        {"\xE2\x98\x80 \xE2\x98\x81", "[U+2600 U+2601]@0-7"}, /* neighbours join */
        {"\xE2\x98\x80,, \xE2\x98\x81 !", "[U+2600 U+2601 U+0021]@0-11"},
        {"\xE2\x98\x80 cat \xE2\x98\x81", "[U+2600]@0-3 cat@4-7 [U+2601]@8-11"},
        {"\xE2\x98\x80 U+2601 \xE2\x98\x82", "[U+2600]@0-3 U+2601@4-10 [U+2602]@11-14"},
        {"\\u2600\\u2601 \xE2\x98\x82", "[U+2600 U+2601]@0-12 [U+2602]@13-16"},
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "[U+1F469 U+200D U+1F4BB]@0-11"},
        {"\xCC\x81", "[U+0301]@0-2"},
        {"\xE2\x80\x8B", "[U+200B]@0-3"},
        {"!", "[U+0021]@0-1"},
        {"-", "[U+002D]@0-1"},
        {"--", "[U+002D U+002D]@0-2"},
        {"*", "[U+002A]@0-1"},
        {"->", "[U+002D U+003E]@0-2"},
        {"-->", "[U+002D U+002D U+003E]@0-3"},
        {"-*", "[U+002D U+002A]@0-2"},
        {"-\"", "[U+002D U+0022]@0-2"},
        {"**", "[U+002A U+002A]@0-2"},
        {"*\xE2\x98\x80", "[U+002A U+2600]@0-4"},
        {"\xE2\x98\x80\"", "[U+2600 U+0022]@0-4"},
        {"cat \"", "cat@0-3 [U+0022]@4-5"}, /* nothing can be in this phrase */
        {"cat \", ", "cat@0-3 [U+0022]@4-5"},
        {"- cat", "[U+002D]@0-1 cat@2-5"},
        {"cat - dog", "cat@0-3 [U+002D]@4-5 dog@6-9"},
        {"||", "[U+007C U+007C]@0-2"},
        {" | | ", "[U+007C U+007C]@1-4"},
        {"<|>", "[U+003C U+007C U+003E]@0-3"},
        {"\xE2\x98\x80..\xE2\x98\x83", "[U+2600 U+002E U+002E U+2603]@0-8"},
        {"1\xEF\xB8\x8F\xE2\x83\xA3", "[U+0031 U+FE0F U+20E3]@0-7"}, /* keycaps */
        {"1\xE2\x83\xA3"
         "2\xEF\xB8\x8F\xE2\x83\xA3\xE2\x98\x80",
         "[U+0031 U+20E3 U+0032 U+FE0F U+20E3 U+2600]@0-14"},
        {"|", "[U+007C]@0-1"},
        {"\"", "[U+0022]@0-1"},
        {":", "[U+003A]@0-1"},
        {"..", "[U+002E U+002E]@0-2"},
        {"+", "[U+002B]@0-1"},
        {"&", "[U+0026]@0-1"},
        {"&;", "[U+0026 U+003B]@0-2"},
        {"&&", "[U+0026 U+0026]@0-2"},
        {"&\xE2\x98\x80", "[U+0026 U+2600]@0-4"},
        {"&\xC3\x97", "[U+0026 U+00D7]@0-3"},
        {"&\xF0\x9F\x98\x80", "[U+0026 U+1F600]@0-5"},
        {"\\", "[U+005C]@0-1"},
        {"\\\\", "[U+005C U+005C]@0-2"},
        {"\\\xE2\x98\x80", "[U+005C U+2600]@0-4"},
        {"\x01\x7F", "[U+0001 U+007F]@0-2"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
    assert_parsed("\0", 1, "[U+0000]@0-1");
    assert_parsed("\\\0", 2, "[U+005C U+0000]@0-2");
    assert_parsed("&\0", 2, "[U+0026 U+0000]@0-2");
}

/* What begins like a code point but is none, and is not refused either: 0x is also a word. */
static void test_words_that_resemble_code_points(void **state)
{
    static const struct reading readings[] = {
        {"0x", "0x@0-2"},
        {"0xyz", "0xyz@0-4"},
        {"0x110000", "0x110000@0-8"},
        {"0x2600g", "0x2600g@0-7"},
        {"U2600", "u2600@0-5"},
        {"u", "u@0-1"},
        {"\\n", "n@1-2"},
        {"x\\u2600", "x@0-1 u2600@2-7"},
        {"a&amp;", "a@0-1 amp@2-5"},
        {"&\xC3\xA9;", "\xC3\xA9(U+00E9)@1-3"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_beginnings(void **state)
{
    static const struct reading readings[] = {
        {"arrow*", "arrow*@0-6"},
        {"ARR* down", "arr*@0-4 down@5-9"},
        {"c*,d*", "c*@0-2 d*@3-5"},
        {"euro-curr*", "euro@0-4 curr*@5-10"},
        {"it's*", "it@0-2 s*@3-5"},
        {"\xC3\xA9t*", "et*@0-4"},
        {"\xC3\xA9*", "e*@0-3"}, /* the beginning of longer words, in which é is e */
        {"\xC3\xB8*", "o*@0-3"},
        {"\xED\x95\x98*", "\xED\x95\x98*@0-4"},
        {"name:fac*", "name:fac*@0-9"},
        {"-arr*", "-arr*@1-5"},
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
        {"\"cat\"", "\"cat\"@0-5"}, /* that word alone and no longer one */
        {"\"euro-currency sign\" x", "\"euro currency sign\"@0-20 x@21-22"},
        {"\"cat|dog\"", "\"cat dog\"@0-9"},
        {"\"a..z -b block:c\"", "\"a z b block c\"@0-17"},
        {"\"\xC3\xA9\"", "\"\xC3\xA9\"@0-4"},
        {"\"a\"|\"b c\" d", "\"a\"@0-3|\"b c\"@4-9 d@10-11"},
        {"cat \"x y\",dog", "cat@0-3 \"x y\"@4-9 dog@10-13"},
        {"-\"cat face\"", "-\"cat face\"@1-11"},
        {"name:\"cat face\"", "name:\"cat face\"@0-15"},
        {"-euro-currency", "-\"euro currency\"@1-14"},
        {"euro-currency|cat", "\"euro currency\"@0-13|cat@14-17"},
        {"cat|euro-currency", "cat@0-3|\"euro currency\"@4-17"},
        {"name:euro-currency", "name:\"euro currency\"@0-18"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_negation(void **state)
{
    static const struct reading readings[] = {
        {"-black", "-black@1-6"},
        {"cat -black", "cat@0-3 -black@5-10"},
        {"cat,-black", "cat@0-3 -black@5-10"},
        {"-1", "-1@1-2"},
        {"-\xC3\xA9", "-\xC3\xA9(U+00E9)@1-3"},
        {"-\xE2\x98\x80", "-[U+2600]@1-4"},
        {"-U+2600", "-U+2600@1-7"},
        {"-U+2600..U+26FF", "-U+2600..U+26FF@1-15"},
        {"-&starf;", "-U+2605@1-8"},
        {"-\\u2600\\u2601", "-[U+2600 U+2601]@1-13"},
        {"-block:arrows", "-block=Arrows@1-13"},
        {"-name:cat", "-name:cat@1-9"},
        {"-cat|dog", "-cat@1-4|-dog@5-8"}, /* neither */
        {"-cat.", "-cat@1-4"},
        {"\xE2\x98\x80 -\xE2\x98\x81 \xE2\x98\x82", "[U+2600]@0-3 -[U+2601]@5-8 [U+2602]@9-12"},
        {"-\xE2\x98\x80 -\xE2\x98\x81", "-[U+2600]@1-4 -[U+2601]@6-9"}, /* these do not join */
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_alternatives(void **state)
{
    static const struct reading readings[] = {
        {"cat|dog", "cat@0-3|dog@4-7"},
        {"c* | d*", "c*@0-2|d*@5-7"},
        {"cat\t|dog| \xC2\xA0 cow x", "cat@0-3|dog@5-8|cow@13-16 x@17-18"},
        {"x cat|dog y", "x@0-1 cat@2-5|dog@6-9 y@10-11"},
        {"a|b c|d", "a@0-1|b@2-3 c@4-5|d@6-7"},
        {"cat|dog|block:arrows", "cat@0-3|dog@4-7|block=Arrows@8-20"},
        {"U+2600..U+26FF|U+2190", "U+2600..U+26FF@0-14|U+2190@15-21"},
        {"U+2600|U+2601", "U+2600@0-6|U+2601@7-13"},
        {"&lt;|&nvlt;", "U+003C@0-4|[U+003C U+20D2]@5-11"},
        {"\xE2\x98\x80|\xE2\x98\x81", "[U+2600]@0-3|[U+2601]@4-7"},
        {"\xE2\x98\x80 | ! \xE2\x98\x81", "[U+2600]@0-3|[U+0021]@6-7 [U+2601]@8-11"},
        {"emoji:yes|no", "emoji=yes@0-9|no@10-12"}, /* a value ends at | */
        {"name:cat|alias:dog", "name:cat@0-8|alias:dog@9-18"},
        {"cat|-", "cat@0-3|[U+002D]@4-5"},
        {"cat|->", "cat@0-3|[U+002D U+003E]@4-6"},
        {"-|cat", "[U+002D]@0-1|cat@2-5"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_ranges(void **state)
{
    static const struct reading readings[] = {
        {"U+2600..U+26FF", "U+2600..U+26FF@0-14"},
        {"u+2600..0x26FF", "U+2600..U+26FF@0-14"},
        {"0x2600..0x26FF", "U+2600..U+26FF@0-14"},
        {"\\u2600..\\u{26FF}", "U+2600..U+26FF@0-16"},
        {"\\ud83d\\ude00..\\U0001F64F", "U+1F600..U+1F64F@0-24"},
        {"&#9728;..&#x26FF;", "U+2600..U+26FF@0-17"},
        {"&starf;..&star;", "U+2605..U+2606@0-15"},
        {"U+0..U+10FFFF", "U+0000..U+10FFFF@0-13"},
        {"U+41..U+41", "U+0041..U+0041@0-10"},
        {"cat U+2600..U+26FF", "cat@0-3 U+2600..U+26FF@4-18"},
        {"plane:1", "U+10000..U+1FFFF@0-7"},
        {"plane:0", "U+0000..U+FFFF@0-7"},
        {"PLANE:16", "U+100000..U+10FFFF@0-8"},
        {"-plane:\"2\"", "-U+20000..U+2FFFF@1-10"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_fields(void **state)
{
    static const struct reading readings[] = {
        {"name:cat", "name:cat@0-8"},
        {"alias:nbsp keyword:sun definition:fire", "alias:nbsp@0-10 keyword:sun@11-22 "
                                                   "definition:fire@23-38"},
        {"NAME:Cat", "name:cat@0-8"},
        {"name:cat.", "name:cat@0-9"},
        {"name:(cat", "name:cat@0-9"},
        {"alias:U+2600", "alias:\"u 2600\"@0-12"},     /* words, as everything in a field */
        {"keyword:\xC3\xA9", "keyword:\xC3\xA9@0-10"}, /* no pasted letter */
        {"keyword:\xE5\xA4\xAA\xE9\x98\xB3", "keyword:\xE5\xA4\xAA\xE9\x98\xB3@0-14"},
        {"name:block:arrows", "name:\"block arrows\"@0-17"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_properties(void **state)
{
    static const struct reading readings[] = {
        {"block:arrows", "block=Arrows@0-12"},
        {"blk:Misc_Symbols", "block=Miscellaneous Symbols@0-16"},
        {"BLOCK:greek-and-coptic", "block=Greek and Coptic@0-22"},
        {"block:\"Greek and Coptic\"", "block=Greek and Coptic@0-24"},
        {"block:latin1", "block=Latin-1 Supplement@0-12"},
        {"block:isarrows", "block=Arrows@0-14"},
        {"script:greek", "script=Greek@0-12"},
        {"sc:Ital", "script=Old Italic@0-7"},
        {"script:\"old italic\"", "script=Old Italic@0-19"},
        {"category:So", "category=So@0-11"},
        {"gc:other_symbol", "category=So@0-15"},
        {"General_Category:Sc", "category=Sc@0-19"},
        {"category:S", "category=Sm,Sc,Sk,So@0-10"},
        {"category:LC", "category=Lu,Ll,Lt@0-11"},
        {"category:punctuation", "category=Pd,Ps,Pe,Pc,Po,Pi,Pf@0-20"},
        {"emoji:yes", "emoji=yes@0-9"},
        {"emoji:N", "emoji=no@0-7"},
        {"Emoji:TRUE", "emoji=yes@0-10"},
        {"is_block:arrows", "block=Arrows@0-15"},
        {"script:greek|script:han -category:Ll", "script=Greek@0-12|script=Han@13-23 "
                                                 "-category=Ll@25-36"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_ages(void **state)
{
    static const struct reading readings[] = {
        {"age:15.0", "age=15.0..15.0@0-8"},
        {"age:15", "age=15.0..15.0@0-6"},
        {"age:=15", "age=15.0..15.0@0-7"},
        {"age:5.2", "age=5.2..5.2@0-7"},
        {"age:>=14", "age=14.0..255.255@0-8"},
        {"age:>14.0", "age=14.1..255.255@0-9"},
        {"age:<=6.1", "age=0.0..6.1@0-9"},
        {"age:<6.1", "age=0.0..6.0@0-8"},
        {"age:<1", "age=0.0..0.255@0-6"},
        {"age:>255.255", "age=256.0..255.255@0-12"}, /* none at all */
        {"age:V15_0", "age=15.0..15.0@0-9"},
        {"AGE:\"v15 0\"", "age=15.0..15.0@0-11"},
        {"age:na", "age=0.0..0.0@0-6"},
        {"age:Unassigned", "age=0.0..0.0@0-14"},
        {"age:\">=14\"", "age=14.0..255.255@0-10"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

/* As they stand in the names of emoji, among other places. */
static void test_colons_among_words(void **state)
{
    static const struct reading readings[] = {
        {"keycap: #", "keycap@0-6 [U+0023]@8-9"},
        {"flag: Switzerland", "flag@0-4 switzerland@6-17"},
        {"man: red hair", "man@0-3 red@5-8 hair@9-13"},
        {":smile:", "smile@1-6"},
        {"http://x", "http@0-4 x@7-8"},
        {"12:30:45", "12@0-2 30@3-5 45@6-8"},
        {"3a:b", "3a@0-2 b@3-4"},
        {"it's:b", "it@0-2 s@3-4 b@5-6"},
        {"x:-)", "x@0-1"},
        {"\xC3\xA9t\xC3\xA9:x", "ete@0-5 x@6-7"},
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
        {"-x\xCC\x82", "-x\xCC\x82@1-4|-[U+0078 U+0302]@1-4"},
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

/*
 * Names of values: every one that Unicode lists, in every spelling that loose matching allows.
 */

enum { FIELDS_MAX = 6, NAME_SIZE = 96, BLOCKS_MAX = 512 };

/* A line of PropertyValueAliases.txt: "blk; Box_Drawing ; Box_Drawing". */
struct alias_line {
    char fields[FIELDS_MAX][NAME_SIZE];
    char comment[NAME_SIZE]; /* of the groups of categories: those in it */
    size_t count;
};

static bool read_alias_line(FILE *file, struct alias_line *line)
{
    char text[512], *rest = text, *field, *comment;

    if (!fgets(text, sizeof text, file))
        return false;
    text[strcspn(text, "\n")] = '\0';
    comment = strchr(text, '#');
    (void)snprintf(line->comment, sizeof line->comment, "%s", comment ? comment + 1 : "");
    if (comment)
        *comment = '\0';
    line->count = 0;
    while ((field = strsep(&rest, ";")) && line->count < FIELDS_MAX)
        if (sscanf(field, " %95[^ ]", line->fields[line->count]) == 1)
            line->count++;
    return true;
}

enum spelling {
    AS_IT_IS,
    LOWER,
    UPPER,
    WITH_HYPHENS,
    WITH_SPACES,
    LOOSE_SPELLINGS, /* so many that ages allow, too, in which "_" stands for the dot */
    WITHOUT_LOW_LINES = LOOSE_SPELLINGS,
    BEHIND_IS,
    SPELLINGS,
};

static void spell(const char *name, enum spelling spelling, char out[static NAME_SIZE])
{
    size_t size = 0;

    if (spelling == BEHIND_IS)
        size = (size_t)snprintf(out, NAME_SIZE, "Is_");
    for (; *name && size + 1 < NAME_SIZE; name++) {
        char c = *name;

        if (spelling == WITHOUT_LOW_LINES && (c == '_' || c == '-'))
            continue;
        if (spelling == LOWER && c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (spelling == UPPER && c >= 'a' && c <= 'z')
            c = (char)(c - ('a' - 'A'));
        if (spelling == WITH_HYPHENS && c == '_')
            c = '-';
        if (spelling == WITH_SPACES && c == '_')
            c = ' ';
        out[size++] = c;
    }
    out[size] = '\0';
}

/* The one clause that key:"name" is, and key:name where it needs no quotation marks. */
static void assert_value(const char *key, const char *name, const char *expected)
{
    char text[4 * NAME_SIZE], described[4 * NAME_SIZE];

    (void)snprintf(text, sizeof text, "%s:\"%s\"", key, name);
    (void)snprintf(described, sizeof described, "%s@0-%zu", expected, strlen(text));
    assert_parsed(text, strlen(text), described);
    if (strchr(name, ' '))
        return;
    (void)snprintf(text, sizeof text, "%s:%s", key, name);
    (void)snprintf(described, sizeof described, "%s@0-%zu", expected, strlen(text));
    assert_parsed(text, strlen(text), described);
}

static void assert_values(const char *key, const struct alias_line *line, const char *expected)
{
    bool is_age = strcmp(key, "age") == 0;

    for (size_t i = 1; i < line->count; i++)
        for (int spelling = AS_IT_IS; spelling < (is_age ? LOOSE_SPELLINGS : SPELLINGS);
             spelling++) {
            char name[NAME_SIZE];

            spell(line->fields[i], (enum spelling)spelling, name);
            assert_value(key, name, expected);
        }
}

/* Names of Blocks.txt, and how UAX44-LM3 compares them. */
struct blocks {
    char names[BLOCKS_MAX][NAME_SIZE];
    size_t count;
};

static void read_blocks(struct blocks *blocks)
{
    FILE *file = fopen(UCD "Blocks.txt", "r");
    char line[512];

    assert_non_null(file);
    blocks->count = 0;
    while (fgets(line, sizeof line, file)) {
        assert_true(blocks->count < BLOCKS_MAX - 1);
        if (line[0] != '#' && sscanf(line, "%*[^;]; %95[^\n]", blocks->names[blocks->count]) == 1)
            blocks->count++;
    }
    (void)fclose(file);
    (void)snprintf(blocks->names[blocks->count++], NAME_SIZE, "No Block");
}

static const char *find_block(const struct blocks *blocks, const struct alias_line *line)
{
    for (size_t i = 0; i < blocks->count; i++)
        for (size_t k = 1; k < line->count; k++) {
            char alias[NAME_SIZE], name[NAME_SIZE], lower[NAME_SIZE], spaced[NAME_SIZE];

            spell(line->fields[k], WITHOUT_LOW_LINES, name);
            spell(name, LOWER, alias);
            spell(blocks->names[i], WITHOUT_LOW_LINES, name);
            spell(name, LOWER, lower);
            for (char *from = lower, *to = spaced;; from++)
                if (*from != ' ' && !(*to++ = *from))
                    break;
            if (strcmp(alias, spaced) == 0)
                return blocks->names[i];
        }
    return NULL;
}

/* "category=Lu,Ll,Lt" for "LC", whose comment is "Ll | Lt | Lu". */
static void describe_categories(const struct alias_line *line, char *out, size_t size)
{
    const char *between = "=";

    (void)snprintf(out, size, "category");
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        const char *name = property_category_name(i);

        if (strcmp(line->fields[1], name) != 0 && !strstr(line->comment, name))
            continue;
        (void)snprintf(out + strlen(out), size - strlen(out), "%s%s", between, name);
        between = ",";
    }
}

static void assert_alias_line(const struct alias_line *line, const struct blocks *blocks)
{
    char expected[2 * NAME_SIZE], spaced[NAME_SIZE];
    const char *key = line->fields[0];
    unsigned major = 0, minor = 0;

    if (strcmp(key, "blk") == 0) {
        assert_non_null(find_block(blocks, line));
        (void)snprintf(expected, sizeof expected, "block=%s", find_block(blocks, line));
    } else if (strcmp(key, "sc") == 0) {
        spell(line->fields[2], WITH_SPACES, spaced);
        (void)snprintf(expected, sizeof expected, "script=%s", spaced);
    } else if (strcmp(key, "gc") == 0) {
        describe_categories(line, expected, sizeof expected);
    } else {
        assert_true(sscanf(line->fields[1], "%u.%u", &major, &minor) == 2 ||
                    strcmp(line->fields[1], "NA") == 0);
        (void)snprintf(expected, sizeof expected, "age=%u.%u..%u.%u", major, minor, major, minor);
    }
    assert_values(key, line, expected);
}

static void test_every_name_in_property_value_aliases(void **state)
{
    static const char *const keys[] = {"blk", "sc", "gc", "age"};
    static const size_t least[] = {300, 150, 38, 24};
    size_t found[COUNT(keys)] = {0};
    FILE *file = fopen(UCD "PropertyValueAliases.txt", "r");
    static struct blocks blocks;
    struct alias_line line;

    (void)state;
    assert_non_null(file);
    read_blocks(&blocks);
    while (read_alias_line(file, &line))
        for (size_t i = 0; i < COUNT(keys); i++)
            if (line.count > 2 && strcmp(line.fields[0], keys[i]) == 0) {
                assert_alias_line(&line, &blocks);
                found[i]++;
            }
    (void)fclose(file);
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_true(found[i] >= least[i]);
    for (size_t i = 0; i < blocks.count; i++) {
        char expected[2 * NAME_SIZE], text[2 * NAME_SIZE];

        (void)snprintf(text, sizeof text, "block:\"%s\"", blocks.names[i]);
        (void)snprintf(expected, sizeof expected, "block=%s@0-%zu", blocks.names[i], strlen(text));
        assert_parsed(text, strlen(text), expected);
    }
}

/*
 * What is refused.
 */

struct refusal {
    const char *text;
    size_t column;
    const char *part;
};

static void assert_refusals(const struct refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_refused(refusals[i].text, strlen(refusals[i].text), refusals[i].column,
                       refusals[i].part);
}

static void test_wrong_code_points(void **state)
{
    static const char digits[] = "one to six hexadecimal digits";
    static const struct refusal refusals[] = {
        {"U+", 3, digits},
        {"U+110000", 3, digits},
        {"U+FFFFFFFFFFFFFFFFFFFF", 3, digits},
        {"U+G", 3, digits},
        {"U+2600x", 3, digits},
        {"U+-1", 3, digits},
        {"u+\xE2\x98\x80", 3, digits},
        {"cat U+", 7, digits},
        {"\xE2\x98\x80 U+xyz", 5, digits}, /* columns count code points, not bytes */
        {"\xF0\x9F\x98\x80\xCF\x80\xE3\x80\x80U+xyz", 6, digits},
        {"U+2600 U+2601 U+", 17, digits},
        {"U+2600;", 3, digits},
        {"U+2600 | U+26G0", 12, digits},
        {"-U+", 4, digits},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_escapes(void **state)
{
    static const char form[] = "an escape has the form";
    static const struct refusal refusals[] = {
        {"\\u", 1, form},
        {"\\u26", 1, form},
        {"\\u260", 1, form},
        {"\\u260g", 1, form},
        {"\\U0001F60", 1, form},
        {"\\U00110000", 1, form},
        {"\\UFFFFFFFF", 1, form},
        {"\\x", 1, form},
        {"\\xg0", 1, form},
        {"\\u{", 1, form},
        {"\\u{}", 1, form},
        {"\\u{2600", 1, form},
        {"\\u{110000}", 1, form},
        {"\\u{2600}x", 9, form},
        {"\\u2600\\u26", 7, form},
        {"\\u2600cat", 7, form},
        {"\\u2600..\\u26F", 9, form},
        {"\\u2600\\n", 7, form},
        {"\\u2600\xE2\x98\x80", 7, form},
        {"\xE2\x98\x80\xE2\x98\x80 \\u2600\\u", 10, form},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_references(void **state)
{
    static const char form[] = "a character reference has the form";
    static const char none[] = "HTML has no such character: send its number";
    static const struct refusal refusals[] = {
        {"&starf", 1, form},       {"&#9728", 1, form},
        {"&#9728;&", 8, form},     {"&#9728;x", 8, form},
        {"&#9728;x;", 8, form},    {"&#9728;\xE2\x98\x80", 8, form},
        {"&_", 1, form},           {"&1", 1, form},
        {"cat &starf", 5, form},   {"\xE2\x98\x80 &starf;&starf", 10, form},
        {"&nosuch;", 1, none},     {"&STARF;", 1, none},
        {"&#;", 1, none},          {"&#x;", 1, none},
        {"&#xG;", 1, none},        {"&#1114112;", 1, none},
        {"&#x110000;", 1, none},   {"&#99999999999999999999;", 1, none},
        {"&#-1;", 1, none},        {"&#\x1B[2J;", 1, none},
        {"&lt;&nosuch;", 5, none}, {"\xF0\x9F\x98\x80 \xC3\xA9, &lt;&nosuch;", 10, none},
        {"&amp;;", 6, form},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_minus_signs(void **state)
{
    static const char one[] = "more than one -";
    static const struct refusal refusals[] = {
        {"--help", 2, one},
        {"cat --\xE2\x98\x80", 6, one},
        {"---x", 2, one},
        {"cat|-dog", 5, "misplaced -: put it before the first alternative"},
        {"cat | -dog", 7, "misplaced -: put it before the first alternative"},
        {"-cat|-dog", 6, "misplaced -: put it before the first alternative"},
        {"\xC3\xA9|-\"a b\"", 3, "misplaced -: put it before the first alternative"},
        {"block:-arrows", 7, "misplaced -: put it before the key"},
        {"name:-cat", 6, "misplaced -: put it before the key"},
        {"-age:-5", 6, "misplaced -: put it before the key"},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_bars(void **state)
{
    static const char before[] = "missing clause before |";
    static const char after[] = "missing clause after |";
    static const struct refusal refusals[] = {
        {"|cat", 1, before},
        {" | cat", 2, before},
        {"cat|", 4, after},
        {"cat | ", 5, after},
        {"\xE2\x98\x80 \xC3\xA9|", 4, after},
        {"cat||dog", 4, after},
        {"cat | | dog", 5, after},
        {"cat |, dog", 5, after},
        {"cat, | dog", 6, before},
        {"|\xE2\x98\x80", 1, before},
        {"cat -| dog |", 12, after},
        {"\"a b\" |", 7, after},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_stars(void **state)
{
    static const char star[] = "misplaced *: it directly follows";
    static const struct refusal refusals[] = {
        {"a*b", 2, star},
        {"*cat", 1, star},
        {"**a*", 1, star},
        {"cat**", 4, star},
        {"cat.*", 5, star},
        {"c*t*", 2, star},
        {"cat*.", 4, star},
        {"\xC3\xA9\xC3\xA9*x", 3, star},
        {"name:*cat", 6, star},
        {"cat|d*g", 6, star},
        {"name:*", 6, "a field needs a word"},
        {"\"cat*\"", 5, "misplaced *: send a prefix such as arrow* outside the phrase"},
        {"name:\"a *b\"", 9, "misplaced *: send a prefix such as arrow* outside the phrase"},
        {"-euro-curr*", 11, "has to be a single word"},
        {"cat|euro-curr*", 14, "has to be a single word"},
        {"euro-curr*|cat", 10, "has to be a single word"},
        {"name:euro-curr*", 15, "has to be a single word"},
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

static void test_wrong_ranges(void **state)
{
    static const char both[] = "a range needs a code point at both ends";
    static const char from[] = "a range is of code points, not words";
    static const struct refusal refusals[] = {
        {"U+2600..", 9, both},
        {"..U+2600", 1, both},
        {"U+2600..x", 9, both},
        {"x..U+2600", 1, both},
        {"U+2600...U+26FF", 9, both},
        {"U+2600..\xE2\x98\x83", 9, both},
        {"\\u2600\\u2601..\\u2602", 1, both},
        {"\\u2600..\\u2601\\u2602", 9, both},
        {"&nvlt;..U+2600", 1, both},
        {"U+2600..U+2601..U+2602", 11, "hexadecimal"},
        {"cat U+..", 7, "hexadecimal"},
        {"U+2600..U+110000", 11, "hexadecimal"},
        {"U+26FF..U+2600", 9, "reversed range"},
        {"\xC3\xA9 U+2..U+1", 8, "reversed range"},
        {"a..z", 2, from},
        {"\xC3\xA9 a..z", 4, from},
        {"\xD0\xB0..\xD1\x8F", 2, from},
        {"0x110000..0x110001", 9, from},
        {"name:U+2600..U+26FF", 12, from},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_keys(void **state)
{
    static const char key[] = "unknown key: send one of name, alias, keyword, definition, block";
    static const char behind[] = "missing value: put it directly after the colon";
    static const struct refusal refusals[] = {
        {"foo:bar", 1, key},
        {"cat names:bar", 5, key},
        {"\xE2\x98\x80 n_a_m_e:\xC3\xA9", 3, key},
        {"a:b:c", 1, key},
        {"foo:\"x y\"", 1, key},
        {"foo:>3", 1, key},
        {"-foo:bar", 2, key},
        {"cat|foo:bar", 5, key},
        {"East_Asian_Width:W", 1, key}, /* Unicode's, but none of ours */
        {"scx:Grek", 1, key},
        {"name:", 6, behind},
        {"block: arrows", 7, behind},
        {"age:,15", 5, behind},
        {"script:|greek", 8, behind},
        {"keyword:!", 9, "a field needs a word"},
        {"alias:\xE2\x98\x80", 7, "a field needs a word"},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
    assert_parsed("foo:\0bar", 8, "foo@0-3 bar@5-8");
}

static void test_wrong_values(void **state)
{
    static const char block[] = "unknown block";
    static const char script[] = "unknown script";
    static const char category[] = "unknown category";
    static const char age[] = "an age is a version of Unicode";
    static const char plane[] = "a plane is a number from 0 to 16";
    static const struct refusal refusals[] = {
        {"block:nosuch", 7, block},
        {"cat block:arr", 11, block},
        {"block:\"\"", 8, block},
        {"block:\" \"", 8, block},
        {"block:is", 7, block},
        {"block:_", 7, block},
        {"block:gr\xC3\xA9\x65k", 7, block},
        {"\xC3\xA9 block:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 9,
         block},
        {"block:U+2600", 7, block},
        {"block:greek..coptic", 7, block},
        {"script:klingon", 8, script},
        {"script:So", 8, script},
        {"category:Xx", 10, category},
        {"category:arrows", 10, category},
        {"emoji:maybe", 7, "emoji is yes or no"},
        {"emoji:1", 7, "emoji is yes or no"},
        {"age:x", 5, age},
        {"age:15.", 5, age},
        {"age:.5", 5, age},
        {"age:15.0.0", 5, age},
        {"age:>=", 5, age},
        {"age:>=>5", 5, age},
        {"age:==5", 5, age},
        {"age:=<5", 5, age},
        {"age:0", 5, age},
        {"age:0.9", 5, age},
        {"age:256", 5, age},
        {"age:5.256", 5, age},
        {"age:0005", 5, age},
        {"age:99999999999999999999", 5, age},
        {"age:5..6", 5, age},
        {"plane:17", 7, plane},
        {"plane:1x", 7, plane},
        {"plane:x", 7, plane},
        {"plane:0x1", 7, plane},
        {"plane:>1", 7, plane},
        {"plane:4294967296", 7, plane},
        {"cat|plane:\"1 2\"", 12, plane},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
    assert_refused("age:15\0", 7, 5, age);
    assert_refused("age:15\0002", 8, 5, age);
    assert_refused("block:arrows\0", 13, 7, block);
}

/* The first trouble from the left is the one that is told. */
static void test_the_first_trouble_counts(void **state)
{
    (void)state;
    assert_refused("a*b U+", 6, 2, "misplaced *");
    assert_refused("U+ a*b", 6, 3, "hexadecimal");
    assert_refused("--c*t", 5, 2, "more than one -");
    assert_refused("c*t|\"dog", 8, 2, "misplaced *");
    assert_refused("cat|\"dog", 8, 5, "unterminated");
    assert_refused("a*b \xFF", 5, 5, "invalid UTF-8"); /* but for this: it may not be text at all */
}

/* They end up on terminals and in JSON: nothing of the client's own is in them, and they end. */
static void test_messages_are_ours(void **state)
{
    static const char *const openings[] = {"U+%",   "\\u%", "&n%;",     "&#%;",   "&n%",
                                           "|%",    "--n%", "*%",       "n%*n",   "U+1..%",
                                           "nn:n%", "\"n%", "block:n%", "age:n%", "%\xFF"};

    (void)state;
    for (size_t i = 0; i < COUNT(openings); i++) {
        const char *mark = strchr(openings[i], '%');
        struct query_error error;
        struct query query;
        char text[512];
        int size = snprintf(text, sizeof text, "%.*s\x1B[2J\xE4\xB8\x80%0400d%s",
                            (int)(mark - openings[i]), openings[i], 7, mark + 1);

        assert_false(parse(&query, text, (size_t)size, &error));
        assert_non_null(memchr(error.message, '\0', sizeof error.message));
        assert_true(strlen(error.message) > 20 && strlen(error.message) < 160);
        for (const char *c = error.message; *c; c++)
            assert_in_range(*c, 0x20, 0x7E);
        assert_null(strstr(error.message, "[2J"));
    }
}

static void test_what_is_no_utf_8(void **state)
{
    static const char *const broken[] = {
        "\x80",             /* a trail byte alone */
        "\xBF\xBF",         /* two of them */
        "\xC0\xAF",         /* overlong: two bytes for "/" */
        "\xC1\xBF",         /* overlong */
        "\xE0\x80\xAF",     /* overlong: three */
        "\xF0\x80\x80\xAF", /* overlong: four */
        "\xED\xA0\x80",     /* a surrogate */
        "\xED\xBF\xBF",     /* the last surrogate */
        "\xF4\x90\x80\x80", /* beyond U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC3",             /* cut after one of two */
        "\xE2\x98",         /* cut after two of three */
        "\xF0\x9F\x98",     /* cut after three of four */
        "\xE2\xE2\x98\x80", /* begun again */
    };
    static const struct {
        const char *before;
        size_t column;
    } places[] = {
        {"", 1},                      /* at the start */
        {"cat ", 5},                  /* at the start of a token */
        {"cat", 4},                   /* within a word */
        {"cat\xC3\xA9", 5},           /* behind a letter of two bytes */
        {"\xE2\x98\x80", 2},          /* within pasted text */
        {"\xF0\x9F\x98\x80 U+26", 7}, /* within a code point */
        {"&#97", 5},                  /* within a reference */
        {"\\u26", 5},                 /* within an escape */
        {"\"", 2},                    /* behind what would be refused anyway */
        {", \xE3\x80\x80", 4},        /* among separators */
    };
    static const char *const behind[] = {"", " ", "z", "\xE2\x98\x80", " face"};

    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++)
        for (size_t j = 0; j < COUNT(places); j++)
            for (size_t k = 0; k < COUNT(behind); k++) {
                char text[64];
                int size =
                    snprintf(text, sizeof text, "%s%s%s", places[j].before, broken[i], behind[k]);

                assert_refused(text, (size_t)size, places[j].column, "invalid UTF-8");
            }
}

/*
 * Sizes.
 */

static void test_1024_bytes_and_not_one_more(void **state)
{
    char text[2 * QUERY_MAX_SIZE];
    struct query_error error;
    struct query query;

    (void)state;
    memset(text, ' ', sizeof text);
    assert_true(parse(&query, text, QUERY_MAX_SIZE, &error));
    assert_int_equal(query.count, 0);
    assert_refused(text, QUERY_MAX_SIZE + 1, QUERY_MAX_SIZE + 1,
                   "query too long: at most 1024 bytes");
    assert_refused(text, sizeof text, QUERY_MAX_SIZE + 1, "query too long: at most 1024 bytes");

    memset(text, 'a', sizeof text);
    assert_true(parse(&query, text, QUERY_MAX_SIZE, &error));
    assert_int_equal(query.count, 1);
    assert_int_equal(query.words[0].size, 0); /* a word that no text can have */
    assert_refused(text, QUERY_MAX_SIZE + 1, QUERY_MAX_SIZE + 1, "at most 1024 bytes");

    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xA9", 2);
    assert_true(parse(&query, text, QUERY_MAX_SIZE, &error));
    assert_refused(text, QUERY_MAX_SIZE + 2, QUERY_MAX_SIZE / 2 + 1, "at most 1024 bytes");
    memset(text, 0xFF, sizeof text); /* too long comes before not being text */
    assert_refused(text, QUERY_MAX_SIZE + 1, QUERY_MAX_SIZE + 1, "at most 1024 bytes");
}

/* Fills the text with a pattern, parses it, and leaves the query to be looked at. */
static void parse_pattern(struct query *query, const char *pattern)
{
    size_t length = strlen(pattern), size = QUERY_MAX_SIZE / length * length;
    char text[QUERY_MAX_SIZE];
    struct query_error error;

    for (size_t i = 0; i < size; i++)
        text[i] = pattern[i % length];
    if (!parse(query, text, size, &error))
        fail_msg("\"%s\" again and again was refused: %s", pattern, error.message);
    assert_true(query->count <= QUERY_MAX_CLAUSES);
    assert_true(query->point_count <= QUERY_MAX_POINTS);
    assert_true(query->folded_size <= QUERY_FOLDED_SIZE);
}

static void test_the_most_clauses(void **state)
{
    static const char *const patterns[] = {"a ", " a",   "a-",   ".a",
                                           "a,", "a . ", ". a ", "a\xE2\x98\x80"};
    struct query query;

    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++)
        parse_pattern(&query, patterns[i]);
    parse_pattern(&query, "a ");
    assert_int_equal(query.count, QUERY_MAX_CLAUSES);
    parse_pattern(&query, "a-");
    assert_int_equal(query.count, QUERY_MAX_CLAUSES);
    for (size_t i = 0; i < query.count; i++) {
        assert_int_equal(query.clauses[i].kind, QUERY_WORD);
        assert_int_equal(query.clauses[i].begin, 2 * i);
        assert_int_equal(query.clauses[i].first, i);
        assert_int_equal(query.clauses[i].group, i);
        assert_int_equal(query.words[i].first, i);
    }
    parse_pattern(&query, "a . ");
    assert_int_equal(query.count, QUERY_MAX_CLAUSES);
    assert_int_equal(query.clauses[1].kind, QUERY_TEXT);
}

static void test_the_most_code_points(void **state)
{
    struct query query;

    (void)state;
    parse_pattern(&query, "!");
    assert_int_equal(query.count, 1);
    assert_int_equal(query.point_count, QUERY_MAX_POINTS);
    parse_pattern(&query, "! ");
    assert_int_equal(query.count, 1);
    assert_int_equal(query.point_count, QUERY_MAX_POINTS / 2);
    parse_pattern(&query, "\\xe9"); /* the shortest escape */
    assert_int_equal(query.clauses[0].count, QUERY_MAX_SIZE / 4);
    parse_pattern(&query, "&#9;"); /* the shortest reference */
    assert_int_equal(query.clauses[0].count, QUERY_MAX_SIZE / 4);
}

/* Each name is looked up by parsing HTML, so their number is what bounds a query's cost. */
static void test_the_most_named_characters(void **state)
{
    char text[QUERY_MAX_SIZE];
    struct query_error error;
    struct query query;

    (void)state;
    for (size_t i = 0; i <= QUERY_MAX_NAMED; i++)
        memcpy(text + 6 * i, "&acE; ", 6);
    assert_true(parse(&query, text, 6 * QUERY_MAX_NAMED, &error));
    assert_int_equal(query.count, QUERY_MAX_NAMED);
    assert_int_equal(query.point_count, 2 * QUERY_MAX_NAMED);
    assert_refused(text, 6 * (QUERY_MAX_NAMED + 1), 6 * QUERY_MAX_NAMED + 1,
                   "too many named HTML characters: a query has at most 64");
}

/* U+FDFA, which has 18 characters in one, comes with 30 bytes instead of 3, and four of them are
 * the most that one term may hold. */
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

/* The shortest names of long-named blocks. */
static void test_the_longest_values(void **state)
{
    static const char *const patterns[] = {"blk:IDC ", "blk:IDC|", "blk:UCAS,", "sc:Aghb ",
                                           "blk:UCASExt "};

    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++) {
        char text[QUERY_MAX_SIZE];
        size_t length = strlen(patterns[i]), size = QUERY_MAX_SIZE / length * length - 1;
        struct query_error error;
        struct query query;

        for (size_t k = 0; k < size; k++)
            text[k] = patterns[i][k % length];
        assert_true(parse(&query, text, size, &error));
        assert_int_equal(query.count, QUERY_MAX_SIZE / length);
        assert_true(query.folded_size <= QUERY_FOLDED_SIZE);
    }
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
                   "too many phrases: a query has at most 16");
    for (size_t i = 0; i <= QUERY_MAX_PHRASES; i++)
        memcpy(text + 6 * i, "-a.b, ", 6); /* these are phrases, too */
    assert_refused(text, 6 * (QUERY_MAX_PHRASES + 1), 6 * QUERY_MAX_PHRASES + 2, "at most 16");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_to_look_for),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_a_single_letter_outside_ascii_may_be_pasted),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_several_code_points_in_one_are_text),
        cmocka_unit_test(test_pasted_text),
        cmocka_unit_test(test_words_that_resemble_code_points),
        cmocka_unit_test(test_beginnings),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_negation),
        cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_ages),
        cmocka_unit_test(test_colons_among_words),
        cmocka_unit_test(test_letters_with_marks),
        cmocka_unit_test(test_every_name_in_property_value_aliases),
        cmocka_unit_test(test_wrong_code_points),
        cmocka_unit_test(test_wrong_escapes),
        cmocka_unit_test(test_wrong_references),
        cmocka_unit_test(test_wrong_minus_signs),
        cmocka_unit_test(test_wrong_bars),
        cmocka_unit_test(test_wrong_stars),
        cmocka_unit_test(test_wrong_quotation_marks),
        cmocka_unit_test(test_wrong_ranges),
        cmocka_unit_test(test_wrong_keys),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_the_first_trouble_counts),
        cmocka_unit_test(test_messages_are_ours),
        cmocka_unit_test(test_what_is_no_utf_8),
        cmocka_unit_test(test_1024_bytes_and_not_one_more),
        cmocka_unit_test(test_the_most_clauses),
        cmocka_unit_test(test_the_most_code_points),
        cmocka_unit_test(test_the_most_named_characters),
        cmocka_unit_test(test_the_longest_folding),
        cmocka_unit_test(test_the_longest_values),
        cmocka_unit_test(test_the_most_phrases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
