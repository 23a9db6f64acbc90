/*
 * Groups: what all clauses have in common, and the limits of a query.
 */

#include "tests/unit/index/search/query/parsing.h"

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

static void test_negation(void **state)
{
    static const struct reading readings[] = {
        {"x -black", "x@0-1 -black@3-8"},
        {"cat -black", "cat@0-3 -black@5-10"},
        {"cat,-black", "cat@0-3 -black@5-10"},
        {"x -1", "x@0-1 -1@3-4"},
        {"x -\xC3\xA9", "x@0-1 -\xC3\xA9(U+00E9)@3-5"},
        {"x -\xE2\x98\x80", "x@0-1 -[U+2600]@3-6"},
        {"x -U+2600", "x@0-1 -U+2600@3-9"},
        {"x -U+2600..U+26FF", "x@0-1 -U+2600..U+26FF@3-17"},
        {"x -&starf;", "x@0-1 -U+2605@3-10"},
        {"x -\\u2600\\u2601", "x@0-1 -[U+2600 U+2601]@3-15"},
        {"x -block:arrows", "x@0-1 -block=Arrows@3-15"},
        {"x -name:cat", "x@0-1 -name:cat@3-11"},
        {"x -cat|dog", "x@0-1 -cat@3-6|-dog@7-10"}, /* neither */
        {"x -cat.", "x@0-1 -cat@3-6"},
        {"\xE2\x98\x80 -\xE2\x98\x81 \xE2\x98\x82", "[U+2600]@0-3 -[U+2601]@5-8 [U+2602]@9-12"},
        {"x -\xE2\x98\x80 -\xE2\x98\x81",
         "x@0-1 -[U+2600]@3-6 -[U+2601]@8-11"}, /* these do not join */
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_only_exclusions(void **state)
{
    static const char only[] = "only exclusions: add what to find";
    static const struct refusal refusals[] = {
        {"-black", 1, only},        {"-5", 1, only},       {"  -5,", 3, only},
        {"-cat -dog", 1, only},     {"-cat|dog", 1, only}, {"-\"cat face\"", 1, only},
        {"-block:arrows", 1, only}, {"-U+2600", 1, only},  {"-\xE2\x98\x80", 1, only},
        {"-arrow*", 1, only},
    };
    static const struct reading readings[] = {
        {"->", "[U+002D U+003E]@0-2"},
        {"--", "[U+002D U+002D]@0-2"},
        {"-5 x", "-5@1-2 x@3-4"},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
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
    static const char before[] = "missing term before |";
    static const char after[] = "missing term after |";
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

/* The leftmost error is reported. */
static void test_the_first_error_is_reported(void **state)
{
    (void)state;
    assert_refused("a\"b U+", 6, 2, "misplaced quote");
    assert_refused("U+ a\"b", 6, 3, "hexadecimal");
    assert_refused("--c\"t", 5, 2, "more than one -");
    assert_refused("c\"t|\"dog", 8, 2, "misplaced quote");
    assert_refused("cat|\"dog", 8, 5, "unterminated");
    assert_refused("a*b \xFF", 5, 5, "invalid UTF-8"); /* but this comes first */
}

/* Messages end up on terminals and in JSON: they never quote the query, and are NUL-terminated. */
static void test_messages_do_not_quote_the_query(void **state)
{
    static const char *const openings[] = {"U+%",   "\\u%", "&n%;",     "&#%;",   "&n%",
                                           "|%",    "--n%", "-*%",      "-n%*n",  "U+1..%",
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
        assert_true(strlen(error.message) > 20 && strlen(error.message) < 240);
        for (const char *c = error.message; *c; c++)
            assert_in_range(*c, 0x20, 0x7E);
        assert_null(strstr(error.message, "[2J"));
    }
}

static void test_invalid_utf_8(void **state)
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
        {"cat\xC3\xA9", 5},           /* after a letter of two bytes */
        {"\xE2\x98\x80", 2},          /* within pasted text */
        {"\xF0\x9F\x98\x80 U+26", 7}, /* within a code point */
        {"&#97", 5},                  /* within a reference */
        {"\\u26", 5},                 /* within an escape */
        {"\"", 2},                    /* after an error of syntax */
        {", \xE3\x80\x80", 4},        /* among separators */
    };
    static const char *const after[] = {"", " ", "z", "\xE2\x98\x80", " face"};

    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++)
        for (size_t j = 0; j < COUNT(places); j++)
            for (size_t k = 0; k < COUNT(after); k++) {
                char text[64];
                int size =
                    snprintf(text, sizeof text, "%s%s%s", places[j].before, broken[i], after[k]);

                assert_refused(text, (size_t)size, places[j].column, "invalid UTF-8");
            }
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_to_look_for),
        cmocka_unit_test(test_negation),
        cmocka_unit_test(test_only_exclusions),
        cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_wrong_minus_signs),
        cmocka_unit_test(test_wrong_bars),
        cmocka_unit_test(test_the_first_error_is_reported),
        cmocka_unit_test(test_messages_do_not_quote_the_query),
        cmocka_unit_test(test_invalid_utf_8),
        cmocka_unit_test(test_1024_bytes_and_not_one_more),
        cmocka_unit_test(test_the_most_clauses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
