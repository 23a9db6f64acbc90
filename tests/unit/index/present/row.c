/*
 * Rows: lines with every capacity, JSON objects of special characters, of sequences and of hits of
 * every kind, and the status line. The small index (small_image.h) has nine lines; the real one has
 * the special characters.
 */

#include "index/present/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/rank/explain.h"
#include "tests/indexes/ready.h"
#include "tests/unit/index/file/small_image.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct world {
    struct small_image image;
    struct charindex *small, *unicode;
};

static int world_make(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct reason reason;

    if (!world)
        return -1;
    small_image_make(&world->image);
    *state = world;
    if (charindex_parse(world->image.bytes, world->image.size, &world->small, &reason) != 0)
        return -1;
    return ready_index(READY_ENGLISH, &world->unicode, &reason);
}

static int world_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->small);
    charindex_unref(world->unicode);
    free(world);
    return 0;
}

static void find_with(struct search *search, struct charindex *index, const char *query,
                      const struct search_options *options)
{
    struct query_error error;

    if (search_open(search, index, options, query, strlen(query), &error) != SEARCH_OK)
        fail_msg("\"%s\": %s", query, error.message);
}

/* With the defaults of telnet: scope name, by code point. */
static void find(struct search *search, struct charindex *index, const char *query)
{
    static const struct search_options options = {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT};

    find_with(search, index, query, &options);
}

/*
 * Lines.
 */

/* Reads all lines in pieces of that capacity, each in an allocation of exactly its size. */
static void assert_lines(const struct search *search, size_t capacity, uint32_t limit,
                         const char *expected)
{
    struct search_cursor cursor;
    struct buffer all = BUFFER_INIT;
    uint32_t rows, total = 0;
    size_t size;

    search_seek(search, 0, &cursor);
    do {
        char *out = malloc(capacity);

        assert_non_null(out);
        size = row_lines(&cursor, limit, true, out, capacity, &rows);
        assert_true(size <= capacity && rows <= limit);
        assert_true((size == 0) == (rows == 0));
        assert_true(size == 0 || (out[size - 2] == '\r' && out[size - 1] == '\n'));
        buffer_append(&all, out, size);
        total += rows;
        free(out);
    } while (size > 0);
    assert_int_equal(total, search_total(search));
    assert_int_equal(all.size, strlen(expected));
    assert_memory_equal(all.bytes, expected, all.size);
    buffer_release(&all);
}

static void test_lines_come_whole_whatever_fits(void **state)
{
    static const struct {
        const char *query, *lines;
        size_t longest;
    } results[] = {
        {"letter", SMALL_A SMALL_B SMALL_SMALL_A, sizeof SMALL_A - 1},
        {"a", SMALL_A SMALL_SMALL_A, sizeof SMALL_A - 1},
        {"face", SMALL_FACE, sizeof SMALL_FACE - 1},
        {"\\u{1F600}\\x41\\x07", SMALL_FACE SMALL_A SMALL_BELL, sizeof SMALL_A - 1},
        {"nothing", "", 1},
        {"", "", 1},
    };
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(results); i++) {
        struct search search;

        find(&search, world->small, results[i].query);
        for (size_t capacity = results[i].longest; capacity <= ROW_LINE_MAX; capacity++)
            for (uint32_t limit = 1; limit <= 4; limit++)
                assert_lines(&search, capacity, limit, results[i].lines);
        assert_lines(&search, ROW_LINE_MAX, UINT32_MAX, results[i].lines);
        search_release(&search);
    }
}

static void test_as_many_lines_as_fit(void **state)
{
    const size_t line = sizeof SMALL_A - 1, last = sizeof SMALL_SMALL_A - 1;
    struct world *world = *state;
    struct search search;

    find(&search, world->small, "letter");
    for (size_t capacity = 0; capacity <= 4 * line; capacity++) {
        struct search_cursor cursor;
        char out[4 * (sizeof SMALL_A - 1)];
        uint32_t rows = 99, expected = capacity < line              ? 0
                                       : capacity < 2 * line        ? 1
                                       : capacity < 2 * line + last ? 2
                                                                    : 3;

        search_seek(&search, 0, &cursor);
        memset(out, 0x55, sizeof out);
        assert_int_equal(row_lines(&cursor, UINT32_MAX, true, out, capacity, &rows),
                         expected == 3 ? 2 * line + last : expected * line);
        assert_int_equal(rows, expected);
        assert_true(expected < 3 || capacity == sizeof out || out[2 * line + last] == 0x55);
    }
    search_release(&search);
}

/* A line that did not fit comes next: none is skipped or repeated. */
static void test_the_cursor_waits_before_what_did_not_fit(void **state)
{
    struct world *world = *state;
    struct search search;
    struct search_cursor cursor;
    char out[ROW_LINE_MAX];
    uint32_t rows, first;

    find(&search, world->small, "letter");
    search_seek(&search, 1, &cursor);
    assert_int_equal(row_lines(&cursor, 9, true, out, 10, &rows), 0);
    assert_int_equal(rows, 0);
    assert_int_equal(row_lines(&cursor, 0, true, out, sizeof out, &rows), 0);
    assert_int_equal(rows, 0);
    assert_int_equal(row_lines(&cursor, 1, true, out, sizeof out, &rows), sizeof SMALL_B - 1);
    assert_memory_equal(out, SMALL_B, sizeof SMALL_B - 1);
    assert_int_equal(search_next(&cursor, 9, &first), 1);
    assert_int_equal(first, 3);
    search_release(&search);
}

/* Includes the longest lines of Unicode: ROW_LINE_MAX is always enough. */
static void test_every_line_of_unicode_fits(void **state)
{
    struct world *world = *state;

    for (uint32_t i = 0; i < charindex_documents(world->unicode); i++)
        assert_true(charindex_lines(world->unicode, i, 1).size <= ROW_LINE_MAX);
}

/* All of "cjk" in pieces of odd sizes is the same as in one piece. */
static void test_a_long_result_in_slices(void **state)
{
    static const size_t capacities[] = {ROW_LINE_MAX, 1000, 4099, 65536};
    struct world *world = *state;
    struct search search;
    struct search_cursor cursor;
    size_t capacity = (size_t)8 << 20, whole;
    char *expected = malloc(capacity), *out = malloc(65536);
    uint32_t rows;

    assert_non_null(expected);
    assert_non_null(out);
    find(&search, world->unicode, "cjk");
    search_seek(&search, 0, &cursor);
    whole = row_lines(&cursor, UINT32_MAX, true, expected, capacity, &rows);
    assert_int_equal(rows, search_total(&search));
    assert_true(rows > 90000);
    for (size_t i = 0; i < COUNT(capacities); i++) {
        size_t at = 0, size;

        search_seek(&search, 0, &cursor);
        while ((size = row_lines(&cursor, UINT32_MAX, true, out, capacities[i], &rows)) > 0) {
            assert_true(at + size <= whole);
            assert_memory_equal(out, expected + at, size);
            at += size;
        }
        assert_int_equal(at, whole);
    }
    free(expected);
    free(out);
    search_release(&search);
}

/* What found a row is its fourth field, unless the words of the query did, in pieces of any size. */
static void test_a_label_is_the_fourth_field(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    static const char labelled[] = "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\tcode point\r\n";
    static const char plain[] = "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n";
    struct world *world = *state;
    struct search_cursor cursor;
    struct search search;
    char out[ROW_LINE_MAX];
    uint32_t rows;

    find_with(&search, world->small, "1F600", &options);
    for (size_t capacity = sizeof labelled; capacity < sizeof labelled + 3; capacity++)
        assert_lines(&search, capacity, 9, labelled);
    search_seek(&search, 0, &cursor);
    assert_int_equal(row_lines(&cursor, 9, true, out, sizeof labelled - 2, &rows), 0);
    assert_int_equal(row_lines(&cursor, 0, true, out, sizeof out, &rows), 0);
    assert_int_equal(row_lines(&cursor, 9, false, out, sizeof out, &rows), sizeof plain - 1);
    assert_memory_equal(out, plain, sizeof plain - 1);
    search_release(&search);
}

/*
 * JSON.
 */

static void assert_row(const struct search *search, uint32_t document, enum row_fields fields,
                       const char *expected)
{
    struct buffer out = BUFFER_INIT;

    buffer_append_text(&out, "[");
    row_json(&out, search, document, fields, &(struct budget)BUDGET_INIT);
    buffer_append_text(&out, "]");
    if (out.size != strlen(expected) + 2 || memcmp(out.bytes + 1, expected, out.size - 2) != 0)
        fail_msg("%.*s instead of %s", (int)out.size, out.bytes, expected);
    buffer_release(&out);
}

/* A row of a search that is not explained. */
static void assert_json(struct charindex *index, uint32_t code_point, enum row_fields fields,
                        const char *expected)
{
    struct search search;
    uint32_t document;

    assert_true(charindex_find(index, code_point, &document));
    find(&search, index, "");
    assert_row(&search, document, fields, expected);
    search_release(&search);
}

/* The first row of that query in scope all, for relevance. */
static void assert_hit(struct charindex *index, const char *query, const char *expected)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct search search;
    struct search_cursor cursor;
    uint32_t document;

    find_with(&search, index, query, &options);
    search_seek(&search, 0, &cursor);
    if (search_next(&cursor, 1, &document) == 0)
        fail_msg("nothing is found for %s", query);
    assert_row(&search, document, ROW_FULL, expected);
    search_release(&search);
}

static void test_json_brief_and_full(void **state)
{
    struct world *world = *state;

    assert_json(world->unicode, 0x2600, ROW_BRIEF,
                "{\"char\":\"\xE2\x98\x80\",\"name\":\"BLACK SUN WITH RAYS\"}");
    assert_json(world->unicode, 0x2600, ROW_FULL,
                "{\"char\":\"\xE2\x98\x80\",\"codepoint\":\"U+2600\","
                "\"name\":\"BLACK SUN WITH RAYS\",\"short_name\":\"sun\",\"category\":\"So\","
                "\"block\":\"Miscellaneous Symbols\",\"script\":\"Common\",\"age\":\"1.1\","
                "\"presentation\":\"emoji\",\"default_presentation\":\"text\",\"match\":\"name\"}");
    assert_json(world->unicode, 0x1F44D, ROW_FULL,
                "{\"char\":\"👍\",\"codepoint\":\"U+1F44D\",\"name\":\"THUMBS UP SIGN\","
                "\"short_name\":\"thumbs up\",\"category\":\"So\","
                "\"block\":\"Miscellaneous Symbols and Pictographs\",\"script\":\"Common\","
                "\"age\":\"6.0\",\"variants\":5,\"presentation\":\"emoji\",\"default_"
                "presentation\":\"emoji\",\"toned\":\"👍🏽\",\"match\":\"name\"}");
    assert_json(world->unicode, 0x1F600, ROW_FULL,
                "{\"char\":\"\xF0\x9F\x98\x80\",\"codepoint\":\"U+1F600\","
                "\"name\":\"GRINNING FACE\",\"category\":\"So\",\"block\":\"Emoticons\","
                "\"script\":\"Common\",\"age\":\"6.1\",\"match\":\"name\"}");
}

/* Explanations from the texts of the small index. */
static void test_a_row_tells_why_it_is_there(void **state)
{
    static const struct {
        const char *query, *end;
    } hits[] = {
        {"face",
         ",\"match\":\"name\",\"matched\":{\"text\":\"GRINNING FACE\",\"ranges\":[[9,13]]}}"},
        {"face grinning", ",\"match\":\"name\",\"matched\":{\"text\":\"GRINNING FACE\","
                          "\"ranges\":[[0,13]]}}"},
        {"smile", ",\"match\":\"keyword\",\"matched\":{\"text\":\"smile\",\"ranges\":[[0,5]]}}"},
        {"gesicht",
         ",\"match\":\"keyword\",\"matched\":{\"text\":\"Gesicht\",\"ranges\":[[0,7]]}}"},
        {"U+1F600", ",\"match\":\"code point\"}"},
        {"1F600", ",\"match\":\"reading\",\"reading\":\"code point\"}"},
        {"\xF0\x9F\x98\x80", ",\"match\":\"code point\"}"},
    };
    static const char begin[] = "{\"char\":\"\xF0\x9F\x98\x80\",\"codepoint\":\"U+1F600\","
                                "\"name\":\"GRINNING FACE\"";
    struct world *world = *state;
    struct slice properties;
    uint32_t document;

    assert_true(charindex_find(world->small, 0x1F600, &document));
    properties = charindex_properties(world->small, document);
    for (size_t i = 0; i < COUNT(hits); i++) {
        char expected[512];

        (void)snprintf(expected, sizeof expected, "%s%.*s,\"variants\":1%s", begin,
                       (int)properties.size, properties.bytes, hits[i].end);
        assert_hit(world->small, hits[i].query, expected);
    }
}

/* Without the steps for it a row is complete but for the explanation. */
static void test_a_row_goes_without_an_explanation(void **state)
{
    const struct world *world = *state;
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct budget full = BUDGET_INIT, spent = BUDGET_INIT;
    struct buffer with = BUFFER_INIT, without = BUFFER_INIT;
    struct search_cursor cursor;
    struct search search;
    uint32_t document;

    spent.left[BUDGET_PRESENT] = EXPLAIN_ROW_STEPS - 1;
    find_with(&search, world->unicode, "cat face", &options);
    search_seek(&search, 0, &cursor);
    assert_int_equal(search_next(&cursor, 1, &document), 1);
    row_json(&with, &search, document, ROW_FULL, &full);
    row_json(&without, &search, document, ROW_FULL, &spent);
    buffer_append(&with, "", 1);
    buffer_append(&without, "", 1);
    assert_true(budget_spent(&full, BUDGET_PRESENT) > 0);
    assert_int_equal(spent.left[BUDGET_PRESENT], EXPLAIN_ROW_STEPS - 1 - ROW_FULL_STEPS);
    assert_non_null(strstr(with.bytes, ",\"match\":"));
    assert_null(strstr(without.bytes, "match"));
    *strstr(with.bytes, ",\"match\":") = '\0';
    assert_memory_equal(without.bytes, with.bytes, strlen(with.bytes));
    assert_string_equal(without.bytes + strlen(with.bytes), "}");
    search_release(&search);
    buffer_release(&with);
    buffer_release(&without);
}

static void test_a_sequence_has_all_its_code_points(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL};
    struct world *world = *state;
    struct slice properties;
    struct search search;
    char expected[512];

    find_with(&search, world->small, "keycap", &options);
    assert_int_equal(search_total(&search), 1);
    properties = charindex_properties(world->small, 7);
    (void)snprintf(
        expected, sizeof expected,
        "{\"char\":\"B\xEF\xB8\x8F\xE2\x83\xA3\","
        "\"codepoints\":[\"U+0042\",\"U+FE0F\",\"U+20E3\"],\"name\":\"keycap: B\"%.*s,"
        "\"match\":\"sequence\",\"matched\":{\"text\":\"keycap: B\",\"ranges\":[[0,6]]}}",
        (int)properties.size, properties.bytes);
    assert_row(&search, 7, ROW_FULL, expected);
    assert_row(&search, 7, ROW_BRIEF,
               "{\"char\":\"B\xEF\xB8\x8F\xE2\x83\xA3\",\"name\":\"keycap: B\"}");
    search_release(&search);
}

static void test_characters_that_json_escapes(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *json;
    } rows[] = {
        {0x22, "{\"char\":\"\\\"\",\"name\":\"QUOTATION MARK\"}"},
        {0x5C, "{\"char\":\"\\\\\",\"name\":\"REVERSE SOLIDUS\"}"},
        {0x2F, "{\"char\":\"/\",\"name\":\"SOLIDUS\"}"},
        {0x00, "{\"char\":\"\\u0000\",\"name\":\"<control-0000>\"}"},
        {0x0A, "{\"char\":\"\\u000A\",\"name\":\"<control-000A>\"}"},
        {0x1F, "{\"char\":\"\\u001F\",\"name\":\"<control-001F>\"}"},
        {0x7F, "{\"char\":\"\\u007F\",\"name\":\"<control-007F>\"}"},
        {0x85, "{\"char\":\"\\u0085\",\"name\":\"<control-0085>\"}"},
        {0x9F, "{\"char\":\"\\u009F\",\"name\":\"<control-009F>\"}"},
        {0x20, "{\"char\":\" \",\"name\":\"SPACE\"}"},
        {0xA0, "{\"char\":\"\xC2\xA0\",\"name\":\"NO-BREAK SPACE\"}"},
        {0x301, "{\"char\":\"\xCC\x81\",\"name\":\"COMBINING ACUTE ACCENT\"}"},
        {0x2028, "{\"char\":\"\xE2\x80\xA8\",\"name\":\"LINE SEPARATOR\"}"},
        {0xFEFF, "{\"char\":\"\xEF\xBB\xBF\",\"name\":\"ZERO WIDTH NO-BREAK SPACE\"}"},
    };
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_json(world->unicode, rows[i].code_point, ROW_BRIEF, rows[i].json);
}

static void test_a_control_has_its_code_point(void **state)
{
    struct world *world = *state;

    assert_json(world->unicode, 0x07, ROW_FULL,
                "{\"char\":\"\\u0007\",\"codepoint\":\"U+0007\",\"name\":\"<control-0007>\","
                "\"category\":\"Cc\",\"block\":\"Basic Latin\",\"script\":\"Common\","
                "\"age\":\"1.1\",\"match\":\"name\"}");
}

/* Many brief objects at once, made from lines, are the same as objects made one by one. */
static void assert_briefs(struct charindex *index, const char *query, uint32_t limit)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};
    struct buffer briefs = BUFFER_INIT, rows = BUFFER_INIT;
    struct search_cursor cursor;
    struct search search;
    uint32_t document, done = 0;

    find_with(&search, index, query, &options);
    search_seek(&search, 0, &cursor);
    while (done < search_total(&search)) {
        uint32_t left = search_total(&search) - done;
        uint32_t count = row_briefs(&briefs, &cursor, limit < left ? limit : left);

        assert_true(count > 0 && count <= limit);
        done += count;
    }
    assert_int_equal(search_next(&cursor, 1, &document), 0);
    search_seek(&search, 0, &cursor);
    while (search_next(&cursor, 1, &document) > 0) {
        buffer_append_text(&rows, ",");
        row_json(&rows, &search, document, ROW_BRIEF, NULL);
    }
    assert_true(rows.size > 0 && !rows.failed);
    assert_int_equal(briefs.size, rows.size);
    assert_memory_equal(briefs.bytes, rows.bytes, rows.size);
    buffer_release(&briefs);
    buffer_release(&rows);
    search_release(&search);
}

static void test_many_brief_objects_at_once(void **state)
{
    /* Everything, with controls and quotes; sequences and characters; the last character; other
     * planes. */
    static const char *const queries[] = {"U+0000..U+10FFFF", "flag", "family|cat", "U+E01EF",
                                          "plane:14|plane:1"};
    static const uint32_t limits[] = {1, 2, 127, 1000};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(queries); i++)
        for (size_t j = 0; j < COUNT(limits); j++)
            assert_briefs(world->unicode, queries[i], limits[j]);
    assert_briefs(world->small, "U+0000..U+10FFFF", 9);
}

static void test_brief_objects_where_memory_runs_out(void **state)
{
    struct world *world = *state;
    struct buffer out = BUFFER_INIT;
    struct search_cursor cursor;
    struct search search;

    find(&search, world->unicode, "cjk");
    search_seek(&search, 0, &cursor);
    assert_null(buffer_reserve(&out, SIZE_MAX));
    assert_true(row_briefs(&out, &cursor, 50) > 0); /* the rows are lost */
    assert_true(out.failed);
    assert_int_equal(out.size, 0);
    buffer_release(&out);
    search_release(&search);
}

/*
 * Status.
 */

static void test_the_status_line(void **state)
{
    static const struct {
        uint32_t total;
        const char *query, *status;
    } lines[] = {
        {898, "digit", "898 matches for 'digit'"},
        {1, "registered", "1 match for 'registered'"},
        {2, "x", "2 matches for 'x'"},
        {0, "xyzzy", "No match for 'xyzzy'"},
        {0, "", "No match for ''"},
        {0, ",", "No match for ','"},
        {4294967295, "it's", "4294967295 matches for \"it's\""},
        {1, "\xE2\x98\x80", "1 match for '\xE2\x98\x80'"},
        {0, "\x1B[2J", "No match for '\\x1b[2J'"},
        {0, "%s%n", "No match for '%s%n'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct buffer out = BUFFER_INIT;

        row_status(&out, lines[i].total, lines[i].query, strlen(lines[i].query));
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, lines[i].status);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_come_whole_whatever_fits),
        cmocka_unit_test(test_as_many_lines_as_fit),
        cmocka_unit_test(test_the_cursor_waits_before_what_did_not_fit),
        cmocka_unit_test(test_every_line_of_unicode_fits),
        cmocka_unit_test(test_a_long_result_in_slices),
        cmocka_unit_test(test_a_label_is_the_fourth_field),
        cmocka_unit_test(test_json_brief_and_full),
        cmocka_unit_test(test_a_row_tells_why_it_is_there),
        cmocka_unit_test(test_a_row_goes_without_an_explanation),
        cmocka_unit_test(test_a_sequence_has_all_its_code_points),
        cmocka_unit_test(test_characters_that_json_escapes),
        cmocka_unit_test(test_a_control_has_its_code_point),
        cmocka_unit_test(test_many_brief_objects_at_once),
        cmocka_unit_test(test_brief_objects_where_memory_runs_out),
        cmocka_unit_test(test_the_status_line),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
