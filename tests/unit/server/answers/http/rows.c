/*
 * Rows as bodies: arrays, lines of JSON and tables, at once or as streams that are read in pieces
 * of any size.
 */

#include "server/answers/http/rows.h"

#include "tests/unit/server/answers/http/real_world.h"

/* Read in pieces of any size, a long streamed result is complete and the same. */
static void test_a_long_result_is_streamed_whole(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/search?q=cjk");
    struct answer large, small, page;

    ask(&large, &world->ready, &request, 65536);
    assert_non_null(large.reply.stream);
    ask(&small, &world->ready, &request, 1024);
    assert_int_equal(small.size, large.size);
    assert_memory_equal(small.body, large.body, large.size);
    get(&page, world, "/api/v1/search?q=cjk&limit=1&" BOOKISH);
    assert_true(number(&page, "total") > 97000);
    assert_int_equal(json_array_size(large.json), number(&page, "total"));
    done(&page);
    done(&small);
    done(&large);
}

static void test_streaming_starts_after_a_thousand_rows(void **state)
{
    struct answer answer;

    get(&answer, *state, "/search?q=cjk&limit=1000");
    assert_null(answer.reply.stream);
    assert_int_equal(json_array_size(answer.json), 1000);
    done(&answer);
    get(&answer, *state, "/search?q=cjk&limit=1001");
    assert_non_null(answer.reply.stream);
    assert_int_equal(json_array_size(answer.json), 1001);
    done(&answer);
}

/* A client that disconnects midway leaks nothing: AddressSanitizer checks. */
static void test_a_stream_may_be_left_at_any_point(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/search?q=cjk");

    for (int pieces = 0; pieces < 3; pieces++) {
        struct api_reply reply;
        char out[1024];

        api_answer(&world->ready, &request, &reply);
        for (int i = 0; i < pieces; i++)
            assert_true(reply.stream->read(reply.stream, out, sizeof out) > 0);
        api_reply_release(&reply);
    }
}

/* Cuts the next line off the text; only LF ends a line. */
static char *line_cut(char **text)
{
    char *line = *text, *end = strchr(line, '\n');

    assert_non_null(end);
    *end = '\0';
    *text = end + 1;
    assert_null(strchr(line, '\r'));
    return line;
}

static void test_lines_of_json_are_the_rows_of_a_page(void **state)
{
    struct answer page, lines;
    char *rest;

    get(&page, *state, "/api/v1/search?q=cat&limit=1000");
    get(&lines, *state, "/api/v1/search?q=cat&format=ndjson");
    assert_header(&lines, "Access-Control-Allow-Origin", "*");
    assert_non_null(header(&lines, "ETag"));
    assert_int_equal(atoi(header(&lines, "X-Total-Count")), number(&page, "total"));
    assert_true(row_count(&page) > 20);
    assert_int_equal(row_count(&page), number(&page, "total"));
    rest = lines.body;
    for (size_t i = 0; i < row_count(&page); i++) {
        json_t *row = json_loads(line_cut(&rest), 0, NULL);

        assert_true(json_equal(row, json_array_get(json_object_get(page.json, "results"), i)));
        json_decref(row);
    }
    assert_string_equal(rest, "");
    done(&lines);
    done(&page);
}

static void test_a_table_has_a_header_and_all_rows(void **state)
{
    static const char begin[] = "codepoint\tchar\tname\n"
                                "U+1F431\t\xF0\x9F\x90\xB1\tCAT FACE\n";
    struct answer answer;
    size_t lines = 0;

    get(&answer, *state, "/api/v1/search?q=cat+face&format=tsv&" BOOKISH);
    assert_header(&answer, "Content-Type", "text/tab-separated-values; charset=utf-8");
    assert_header(&answer, "X-Total-Count", "10");
    assert_memory_equal(answer.body, begin, sizeof begin - 1);
    for (char *rest = answer.body; *rest; lines++)
        (void)line_cut(&rest);
    assert_int_equal(lines, 11);
    done(&answer);

    get(&answer, *state, "/api/v1/search?q=xyzzy&format=tsv&" BOOKISH);
    assert_string_equal(answer.body, "codepoint\tchar\tname\n");
    assert_header(&answer, "X-Total-Count", "0");
    done(&answer);
}

/* All of Unicode, read in pieces of several sizes; a stream never holds more than its buffer. */
static void test_a_stream_ends_only_with_its_result(void **state)
{
    static const char *const formats[] = {"ndjson", "tsv"};
    const struct world *world = *state;

    for (size_t i = 0; i < 2; i++) {
        char target[128];
        struct answer large, small;
        size_t lines = 0;

        (void)snprintf(target, sizeof target, "/api/v1/search?q=cjk&format=%s&offset=8&" BOOKISH,
                       formats[i]);
        ask(&large, &world->ready,
            &(struct api_request){.target = target, .target_size = strlen(target)}, 65536);
        ask(&small, &world->ready,
            &(struct api_request){.target = target, .target_size = strlen(target)}, 1021);
        assert_non_null(large.reply.stream);
        assert_int_equal(small.size, large.size);
        assert_memory_equal(small.body, large.body, large.size);
        for (size_t at = 0; at < large.size; at++)
            lines += large.body[at] == '\n';
        assert_int_equal(lines + 8, (size_t)atoi(header(&large, "X-Total-Count")) + i);
        assert_null(header(&large, "Link"));
        done(&small);
        done(&large);
    }
}

/* "/api/v1/search?q=s*|qaa|qba|…": each row takes thousands of steps. */
static const char *expensive_target(const char *rest)
{
    static char target[2048];
    size_t size = (size_t)snprintf(target, sizeof target, "/api/v1/search?q=s*");

    for (int i = 0; i < 60; i++)
        size += (size_t)snprintf(target + size, sizeof target - size, "%%7Cq%c%c", 'a' + i % 26,
                                 'a' + i / 26);
    (void)snprintf(target + size, sizeof target - size, "%s", rest);
    return target;
}

static bool explained(const struct answer *page, size_t row)
{
    json_t *found = json_array_get(json_object_get(page->json, "results"), row);

    assert_int_equal(json_object_get(found, "match") != NULL,
                     json_object_get(found, "matched") != NULL);
    return json_object_get(found, "match") != NULL;
}

/* A page is one turn: the first rows are explained, the others are not; every time the same ones. */
static void test_a_page_explains_rows_while_it_can(void **state)
{
    struct answer page, again;
    size_t rows, count = 0, early = 0;

    get(&page, *state, expensive_target("&limit=100"));
    get(&again, *state, expensive_target("&limit=100"));
    assert_int_equal(page.reply.status, 200);
    assert_int_equal(again.size, page.size);
    assert_memory_equal(again.body, page.body, page.size);
    rows = row_count(&page);
    assert_int_equal(rows, 100);
    for (size_t i = 0; i < rows; i++)
        count += explained(&page, i);
    for (size_t i = 0; i < 10; i++) /* $ has too many texts by itself */
        early += explained(&page, i);
    assert_true(early > 0);
    assert_true(count > 0 && count < rows);
    done(&page);
    done(&again);
}

/* A stream has more turns: its slices are shorter, and rows beyond those of a page are explained. */
static void test_a_stream_explains_in_more_turns(void **state)
{
    struct api_request request = get_request(expensive_target("&limit=400"));
    const struct world *world = *state;
    struct buffer body = BUFFER_INIT;
    struct answer whole;
    size_t turns = 0, size, late = 0;

    ask(&whole, &world->ready, &request, 1 << 20);
    assert_non_null(whole.reply.stream);
    assert_int_equal(row_count(&whole), 400);
    for (size_t i = 300; i < 400; i++)
        late += explained(&whole, i);
    assert_true(late > 0);

    api_reply_release(&whole.reply);
    memset(&whole.reply, 0xA5, sizeof whole.reply);
    api_answer(&world->ready, &request, &whole.reply);
    do {
        char *out = buffer_reserve(&body, 1 << 20);

        assert_non_null(out);
        size = whole.reply.stream->read(whole.reply.stream, out, 1 << 20);
        buffer_claim(&body, size);
        turns++;
    } while (size > 0);
    assert_int_equal(body.size, whole.size);
    assert_memory_equal(body.bytes, whole.body, body.size);
    assert_true(turns > 2 * whole.size / (16 * 1024));
    buffer_release(&body);
    done(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_long_result_is_streamed_whole),
        cmocka_unit_test(test_streaming_starts_after_a_thousand_rows),
        cmocka_unit_test(test_a_stream_may_be_left_at_any_point),
        cmocka_unit_test(test_lines_of_json_are_the_rows_of_a_page),
        cmocka_unit_test(test_a_table_has_a_header_and_all_rows),
        cmocka_unit_test(test_a_stream_ends_only_with_its_result),
        cmocka_unit_test(test_a_page_explains_rows_while_it_can),
        cmocka_unit_test(test_a_stream_explains_in_more_turns),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
