/*
 * The query language as two tables: what each text is read as, and what is refused, with the
 * exact column and the part of the message that tells it from the others.
 *
 * Clauses are compared as one line of text:
 *     cat@0-3             a word and its bytes in the query
 *     π(U+03C0)@0-2       a word that may also be a pasted letter
 *     U+2600@0-6          a code point
 *     [U+2600 U+2601]@0-7 pasted text
 */

#include "index/search/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/buffer.h"

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
    for (uint32_t i = 0; i < clause->size; i++)
        buffer_append_format(out, "%sU+%04X", i ? " " : "[", query->points[clause->first + i]);
    buffer_append_text(out, "]");
}

static void describe(struct buffer *out, const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];

        if (i > 0)
            buffer_append_text(out, " ");
        switch (clause->kind) {
        case QUERY_WORD:
            buffer_append(out, query->folded + clause->first, clause->size);
            if (clause->letter >= 0)
                buffer_append_format(out, "(U+%04X)", (unsigned)clause->letter);
            break;
        case QUERY_CODE_POINT:
            buffer_append_format(out, "U+%04X", clause->first);
            break;
        case QUERY_TEXT:
            describe_text(out, query, clause);
            break;
        }
        buffer_append_format(out, "@%u-%u", clause->begin, clause->end);
    }
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
        {"a*b", "a@0-1 b@2-3"},
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
        {"e\xCC\x81", "e@0-1"},
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
         "\xC3\xA9"
         "e@0-3"},
        {"\xCF\x80-\xCF\x83", "\xCF\x80(U+03C0)@0-2 \xCF\x83(U+03C3)@3-5"},
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
        {"U+2600|U+2601", 3, digits},
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
        {"\\u2600..\\u26FF", 7, form},
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

/* Later releases will read these; to read them as words now would answer another question. */
static void test_what_is_reserved(void **state)
{
    static const char phrase[] = "phrases in quotation marks", either[] = "alternatives with |";
    static const char without[] = "excluding a word with -",
                      begins[] = "beginnings of words with *";
    static const char range[] = "ranges such as", filter[] = "filters such as";
    static const struct refusal refusals[] = {
        {"\"cat face\"", 1, phrase},
        {"cat\"", 4, phrase},
        {"5\"", 2, phrase},
        {"\xC3\xA9\"", 2, phrase},
        {"cat|dog", 4, either},
        {"|cat", 1, either},
        {"\xE2\x98\x80 \xC3\xA9|dog", 4, either},
        {"-black", 1, without},
        {"cat -black", 5, without},
        {"\xF0\x9F\x98\x80 -\xC3\xA9", 3, without},
        {"-U+2600", 1, without},
        {"--help", 1, without},
        {"arrow*", 6, begins},
        {"\xC3\xA9\xC3\xA9* cat", 3, begins},
        {"cat arrow*", 10, begins},
        {"**a*", 4, begins},
        {"U+2600..U+26FF", 1, range},
        {"u+2600..", 1, range},
        {"cat U+..", 5, range},
        {"0x2600..0x26FF", 7, range},
        {"a..z", 2, range},
        {"\xC3\xA9 a..z", 4, range},
        {"block:arrows", 1, filter},
        {"cat age:15.0", 5, filter},
        {"\xE2\x98\x80 name:\xC3\xA9", 3, filter},
        {"http://x", 1, filter},
        {"a:b:c", 1, filter},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

/* The first trouble from the left is the one that is told. */
static void test_the_first_trouble_counts(void **state)
{
    (void)state;
    assert_refused("arrow* U+", 9, 6, "beginnings");
    assert_refused("U+ arrow*", 9, 3, "hexadecimal");
    assert_refused("-cat*", 5, 1, "excluding");
    assert_refused("cat|\"dog\"", 9, 5, "phrases");
    assert_refused("arrow* \xFF", 8, 8, "UTF-8"); /* but for this: it may not be text at all */
}

/* They end up on terminals and in JSON: nothing of the client's own is in them, and they end. */
static void test_messages_are_ours(void **state)
{
    static const char *const openings[] = {"U+%", "\\u%", "&n%;", "&#%;",   "&n%",  "cat|%",
                                           "-n%", "n%*",  "n%..", "name:%", "\"n%", "%\xFF"};

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
        assert_true(strlen(error.message) > 20 && strlen(error.message) < 120);
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

                assert_refused(text, (size_t)size, places[j].column,
                               "a query is text in UTF-8, and this byte is not");
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
    assert_refused(text, QUERY_MAX_SIZE + 1, QUERY_MAX_SIZE + 1, "a query has at most 1024 bytes");
    assert_refused(text, sizeof text, QUERY_MAX_SIZE + 1, "a query has at most 1024 bytes");

    memset(text, 'a', sizeof text);
    assert_true(parse(&query, text, QUERY_MAX_SIZE, &error));
    assert_int_equal(query.count, 1);
    assert_int_equal(query.clauses[0].size, 0); /* a word that no name can have */
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
    assert_int_equal(query.clauses[0].size, QUERY_MAX_SIZE / 4);
    parse_pattern(&query, "&#9;"); /* the shortest reference */
    assert_int_equal(query.clauses[0].size, QUERY_MAX_SIZE / 4);
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
                   "a query has at most 64 of HTML's named characters");
}

/* 42 letters U+023A, the most that one term may hold, and a space: 84 bytes become 126. */
static void test_the_longest_folding(void **state)
{
    enum { LETTERS = 42, WORDS = QUERY_MAX_SIZE / (2 * LETTERS + 1) };
    char pattern[2 * LETTERS + 2];
    struct query query;

    (void)state;
    for (size_t i = 0; i < LETTERS; i++)
        memcpy(pattern + 2 * i, "\xC8\xBA", 2);
    memcpy(pattern + sizeof pattern - 2, " ", 2);
    parse_pattern(&query, pattern);
    assert_int_equal(query.count, WORDS);
    assert_int_equal(query.folded_size, WORDS * LETTERS * 3);
    assert_memory_equal(query.folded + query.folded_size - 3, "\xE2\xB1\xA5", 3);
    parse_pattern(&query, "\xC8\xBA-");
    assert_int_equal(query.folded_size, QUERY_MAX_SIZE / 3 * 3);
    assert_int_equal(query.clauses[0].letter, 0x23A);
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
        cmocka_unit_test(test_wrong_code_points),
        cmocka_unit_test(test_wrong_escapes),
        cmocka_unit_test(test_wrong_references),
        cmocka_unit_test(test_what_is_reserved),
        cmocka_unit_test(test_the_first_trouble_counts),
        cmocka_unit_test(test_messages_are_ours),
        cmocka_unit_test(test_what_is_no_utf_8),
        cmocka_unit_test(test_1024_bytes_and_not_one_more),
        cmocka_unit_test(test_the_most_clauses),
        cmocka_unit_test(test_the_most_code_points),
        cmocka_unit_test(test_the_most_named_characters),
        cmocka_unit_test(test_the_longest_folding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
