/*
 * Transfers from a scripted server.
 */

#include "index/update/transfer/transfers.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>

#include "tests/unit/index/update/scripted_folder.h"
#include "tests/unit/index/update/scripted_site.h"

static const struct transfer_limits hasty = {
    .jobs = 4, .tries = 3, .stall_seconds = 20, .backoff_ms = 1, .pause_ms = 0};

static struct scripted_site site;
static char url[128], other[128];

/* Runs one transfer into memory or the part. */
static enum outcome run(struct transfer *transfer)
{
    struct reason reason = {.text = ""};
    struct progress progress;
    FILE *out = fopen("/dev/null", "w");
    const struct transfers_call call = {
        .limits = &hasty, .progress = &progress, .interruption = -1};

    assert_true(out && progress_begin(&progress, out, PROGRESS_LINES, 1));
    progress_name(&progress, 0, "x");
    transfer->outcome = OUTCOME_PENDING;
    assert_int_equal(transfers_run(transfer, 1, &call, &reason), 0);
    progress_release(&progress);
    (void)fclose(out);
    return transfer->outcome;
}

static void start(const struct scripted_answer *answers, size_t count)
{
    scripted_site_start(&site, answers, count, 1);
    (void)snprintf(url, sizeof url, "%s/x", site.url);
    (void)snprintf(other, sizeof other, "%s/y", site.url);
}

/* The outcome of these answers, into memory, after so many requests. */
static void expect(const struct scripted_answer *answers, size_t count, enum outcome outcome,
                   unsigned requests)
{
    struct buffer memory = BUFFER_INIT;
    struct transfer transfer = {.name = "x", .max_size = 100, .memory = &memory};

    start(answers, count);
    transfer.urls[0] = url;
    transfer.urls[1] = other;
    assert_int_equal(run(&transfer), outcome);
    assert_int_equal(site.seen->requests, requests);
    if (outcome == OUTCOME_OK) {
        assert_int_equal(memory.size, 4);
        assert_memory_equal(memory.bytes, "text", 4);
    } else {
        assert_true(transfer.reason.text[0] != '\0');
    }
    buffer_release(&memory);
    scripted_site_stop(&site);
}

#define EXPECT(outcome, requests, ...)                                                             \
    do {                                                                                           \
        const struct scripted_answer answers[] = {__VA_ARGS__};                                    \
        expect(answers, sizeof answers / sizeof answers[0], outcome, requests);                    \
    } while (0)

#define FINE "200 OK\r\nContent-Length: 4", "text"

static void test_what_passes_is_tried_again(void **state)
{
    (void)state;
    EXPECT(OUTCOME_OK, 1, {"/x", FINE});
    EXPECT(OUTCOME_OK, 2, {"/x", "503 Busy", ""}, {"/x", FINE});
    EXPECT(OUTCOME_OK, 3, {"/x", "500 Oops", ""}, {"/x", "200 OK\r\nContent-Length: 4", "te"},
           {"/x", FINE});
    EXPECT(OUTCOME_OK, 2, {"/x", "429 Slow\r\nRetry-After: 0", ""}, {"/x", FINE});
    EXPECT(OUTCOME_UNREACHABLE, 3, {"/x", "503 Busy", ""});
    EXPECT(OUTCOME_UNREACHABLE, 3, {"/x", "200 OK\r\nContent-Length: 4", "te"});
    EXPECT(OUTCOME_UNREACHABLE, 1, {"/x", "503 Busy\r\nRetry-After: 86400", ""});
}

static void test_what_does_not_pass_is_not(void **state)
{
    (void)state;
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "403 No", ""});
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "304 Not Modified", ""}) /* nobody asked */;
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "204 Nothing", ""});
    EXPECT(OUTCOME_NOT_FOUND, 2, {"/z", FINE});
    EXPECT(OUTCOME_OK, 2, {"/y", FINE}); /* the second URL */
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "302 Away\r\nLocation: ftp://127.0.0.1/x", ""});
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "302 Away\r\nLocation: file:///etc/passwd", ""});
    EXPECT(OUTCOME_REFUSED, 6, {"*", "302 Away\r\nLocation: /x", ""}) /* in a circle */;
    EXPECT(OUTCOME_OK, 2, {"/x", "302 Away\r\nLocation: /y", ""}, {"/y", FINE});
}

static void test_sizes_are_bounded(void **state)
{
    static char long_body[200];

    (void)state;
    memset(long_body, 'a', sizeof long_body - 1);
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "200 OK", long_body});
    EXPECT(OUTCOME_REFUSED, 1, {"/x", "200 OK\r\nContent-Length: 99999999", long_body});
}

static void test_nobody_listens(void **state)
{
    struct buffer memory = BUFFER_INIT;
    struct transfer transfer = {.name = "x", .max_size = 100, .memory = &memory};

    (void)state;
    start(NULL, 0);
    scripted_site_stop(&site);
    transfer.urls[0] = url;
    assert_int_equal(run(&transfer), OUTCOME_UNREACHABLE);
    transfer.urls[0] = "gopher://127.0.0.1/x";
    assert_int_equal(run(&transfer), OUTCOME_REFUSED);
    transfer.urls[0] = "http://";
    assert_int_equal(run(&transfer), OUTCOME_REFUSED);
    buffer_release(&memory);
}

static void test_a_cut_is_resumed_where_the_server_can(void **state)
{
    static const struct scripted_answer answers[] = {
        {"/x", "200 OK\r\nContent-Length: 8\r\nETag: \"1\"", "abcd"},
        {"/x", "206 Part\r\nContent-Length: 4\r\nContent-Range: bytes 4-7/8\r\nETag: \"1\"",
         "efgh"},
    };
    const struct scripted_folder *it = *state;
    struct part part;
    struct transfer transfer = {.name = "x", .max_size = 100, .part = &part};

    start(answers, 2);
    transfer.urls[0] = url;
    assert_int_equal(part_open(&part, it->folder, "x"), 0);
    assert_int_equal(run(&transfer), OUTCOME_OK);
    assert_string_equal(scripted_text(it->folder, "x"), "abcdefgh");
    assert_true(transfer.resumed && part.complete);
    assert_non_null(strstr(site.seen->last, "Range: bytes=4-\r\n"));
    assert_non_null(strstr(site.seen->last, "If-Range: \"1\"\r\n"));
    part_close(&part);
    scripted_site_stop(&site);
}

static void test_answers_that_do_not_continue(void **state)
{
    static const char first[] = "200 OK\r\nContent-Length: 8\r\nETag: \"1\"";
    static const struct scripted_answer cases[][3] = {
        {{"/x", first, "abcd"}, {"/x", "200 OK\r\nContent-Length: 8", "ABCDEFGH"}},
        {{"/x", first, "abcd"},
         {"/x", "206 Part\r\nContent-Length: 4\r\nContent-Range: bytes 3-6/8", "defg"},
         {"/x", "200 OK\r\nContent-Length: 8", "ABCDEFGH"}},
        {{"/x", first, "abcd"},
         {"/x", "206 Part\r\nContent-Length: 4", "efgh"},
         {"/x", "200 OK\r\nContent-Length: 8", "ABCDEFGH"}},
        {{"/x", first, "abcd"},
         {"/x", "416 Too far", ""},
         {"/x", "200 OK\r\nContent-Length: 8", "ABCDEFGH"}},
        {{"/x", "206 Part\r\nContent-Length: 4\r\nContent-Range: bytes 0-3/8", "abcd"},
         {"/x", "200 OK\r\nContent-Length: 8", "ABCDEFGH"}},
    };
    const struct scripted_folder *it = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct part part;
        struct transfer transfer = {.name = "x", .max_size = 100, .part = &part};

        start(cases[i], cases[i][2].path ? 3 : 2);
        transfer.urls[0] = url;
        assert_int_equal(part_open(&part, it->folder, "x"), 0);
        assert_int_equal(run(&transfer), OUTCOME_OK);
        assert_string_equal(scripted_text(it->folder, "x"), "ABCDEFGH");
        assert_false(transfer.resumed);
        assert_int_equal(part_discard(&part), 0);
        scripted_site_stop(&site);
    }
}

static void test_known_bytes_are_not_sent_again(void **state)
{
    static const struct scripted_answer answers[] = {{"/x", "304 Not Modified", ""}};
    const struct scripted_folder *it = *state;
    struct part part;
    struct transfer transfer = {
        .name = "x", .max_size = 100, .part = &part, .known_validator = "\"7\""};

    start(answers, 1);
    transfer.urls[0] = transfer.known_url = url;
    assert_int_equal(part_open(&part, it->folder, "x"), 0);
    assert_int_equal(run(&transfer), OUTCOME_UNCHANGED);
    assert_non_null(strstr(site.seen->last, "If-None-Match: \"7\"\r\n"));
    transfer.known_validator = "Tue, 01 Jan 2030 00:00:00 GMT";
    assert_int_equal(run(&transfer), OUTCOME_UNCHANGED);
    assert_non_null(strstr(site.seen->last, "If-Modified-Since: Tue, 01"));
    /* What an earlier run has completed comes first, and is new to the folder. */
    assert_int_equal(part_begin(&part, url, "\"8\""), 0);
    assert_int_equal(part_finish(&part), 0);
    assert_int_equal(run(&transfer), OUTCOME_OK);
    assert_non_null(strstr(site.seen->last, "If-None-Match: \"8\"\r\n"));
    scripted_site_stop(&site);
}

static void test_hostile_headers(void **state)
{
    static char head[4000];
    const struct scripted_folder *it = *state;
    struct part part;
    struct transfer transfer = {.name = "x", .max_size = 100, .part = &part};
    int size = snprintf(head, sizeof head, "200 OK\r\nContent-Length: 4\r\nX-Empty:\r\nETag: \"");

    memset(head + size, 'e', 2000);
    (void)snprintf(head + size + 2000, 100, "\"\r\nContent-Range: bytes x-y/z");
    const struct scripted_answer answers[] = {{"/x", head, "text"}};
    start(answers, 1);
    transfer.urls[0] = url;
    assert_int_equal(part_open(&part, it->folder, "x"), 0);
    assert_int_equal(run(&transfer), OUTCOME_OK);
    assert_string_equal(part.validator, "");
    scripted_site_stop(&site);
}

enum { MANY = 200, JOBS = 8 };

static size_t heard;

static void listen_to(void *context, size_t number)
{
    struct transfer *transfers = context;

    assert_int_equal(transfers[number].outcome, OUTCOME_OK);
    heard++;
}

static void test_never_more_than_the_jobs(void **state)
{
    static const struct scripted_answer answers[] = {{"*", FINE}};
    static struct transfer transfers[MANY];
    static struct buffer memory[MANY];
    const struct transfer_limits limits = {
        .jobs = JOBS, .tries = 1, .stall_seconds = 60, .backoff_ms = 1, .pause_ms = 0};
    struct reason reason = {.text = ""};
    struct progress progress;
    FILE *out = fopen("/dev/null", "w");
    const struct transfers_call call = {.limits = &limits,
                                        .progress = &progress,
                                        .interruption = -1,
                                        .listener = listen_to,
                                        .context = transfers};

    (void)state;
    scripted_site_start(&site, answers, 1, JOBS); /* answers only when JOBS are there */
    (void)snprintf(url, sizeof url, "%s/x", site.url);
    assert_true(out && progress_begin(&progress, out, PROGRESS_LINES, MANY));
    for (size_t i = 0; i < MANY; i++) {
        transfers[i] =
            (struct transfer){.name = "x", .urls = {url}, .max_size = 9, .memory = &memory[i]};
        progress_name(&progress, i, "x");
    }
    assert_int_equal(transfers_run(transfers, MANY, &call, &reason), 0);
    assert_int_equal(heard, MANY);
    assert_int_equal(site.seen->most, JOBS);
    assert_int_equal(site.seen->requests, MANY);
    for (size_t i = 0; i < MANY; i++)
        buffer_release(&memory[i]);
    progress_release(&progress);
    (void)fclose(out);
    scripted_site_stop(&site);
}

static int tear_down(void **state)
{
    return scripted_folder_remove(state);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scripted_folder_make, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_passes_is_tried_again),
        cmocka_unit_test(test_what_does_not_pass_is_not),
        cmocka_unit_test(test_sizes_are_bounded),
        cmocka_unit_test(test_nobody_listens),
        TEST(test_a_cut_is_resumed_where_the_server_can),
        TEST(test_answers_that_do_not_continue),
        TEST(test_known_bytes_are_not_sent_again),
        TEST(test_hostile_headers),
        cmocka_unit_test(test_never_more_than_the_jobs),
    };

    for (const char *const *name =
             (const char *const[]){"http_proxy", "all_proxy", "ALL_PROXY", NULL};
         *name; name++)
        (void)unsetenv(*name);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
