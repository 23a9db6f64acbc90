/*
 * The log, read from the other end of standard error: every message is one line, whatever a client
 * put into it, and arrives with one write.
 */

#include "server/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/base/utf8.h"
#include "server/base/limits.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Standard error while a test captures it. */
struct capture {
    int standard_error, end;
};

static void capture_begin_on(struct capture *capture, int fd)
{
    struct stat status;
    char stream[64];

    assert_true(dup2(fd, STDERR_FILENO) >= 0);
    close(fd);
    assert_int_equal(fstat(STDERR_FILENO, &status), 0);
    (void)snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)status.st_dev,
                   (uintmax_t)status.st_ino);
    assert_int_equal(setenv("JOURNAL_STREAM", stream, 1), 0);
    log_init(LOG_LEVEL_INFO);
    assert_true(capture->end >= 0);
}

/* Starts capturing. A socket pair preserves message boundaries, so each read is exactly one
 * write(2). */
static void capture_begin(struct capture *capture)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    capture->end = ends[0];
    capture_begin_on(capture, ends[1]);
}

static int capture_make(void **state)
{
    static struct capture capture;

    capture = (struct capture){.standard_error = dup(STDERR_FILENO), .end = -1};
    *state = &capture;
    return capture.standard_error >= 0 ? 0 : -1;
}

/* Also runs after a failure, so that the report of the failure is visible. */
static int capture_end(void **state)
{
    struct capture *capture = *state;

    (void)dup2(capture->standard_error, STDERR_FILENO);
    close(capture->standard_error);
    if (capture->end >= 0)
        close(capture->end);
    return 0;
}

/* Reads one write, NUL-terminated; returns its size, or 0 if there is none. */
static size_t capture_read(const struct capture *capture, char *line, size_t capacity)
{
    ssize_t size = recv(capture->end, line, capacity - 1, MSG_DONTWAIT);

    if (size < 0) {
        assert_int_equal(errno, EAGAIN);
        size = 0;
    }
    line[size] = '\0';
    return (size_t)size;
}

static void assert_logged(const struct capture *capture, const char *expected)
{
    char line[2 * LIMIT_LOG_LINE];

    (void)capture_read(capture, line, sizeof line);
    assert_string_equal(line, expected);
    assert_int_equal(capture_read(capture, line, sizeof line), 0);
}

static void test_levels_have_names(void **state)
{
    static const struct {
        const char *name;
        enum log_level level;
    } levels[] = {
        {"error", LOG_LEVEL_ERROR}, {"warning", LOG_LEVEL_WARNING}, {"notice", LOG_LEVEL_NOTICE},
        {"info", LOG_LEVEL_INFO},   {"debug", LOG_LEVEL_DEBUG},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(levels); i++) {
        enum log_level level = LOG_LEVEL_ERROR;

        assert_true(log_level_parse(levels[i].name, &level));
        assert_int_equal(level, levels[i].level);
        assert_string_equal(log_level_name(levels[i].level), levels[i].name);
    }
}

static void test_invalid_level_names(void **state)
{
    static const char *const names[] = {"",     "Error", "INFO",  "debug ", " debug",
                                        "warn", "err",   "3",     "<3>",    "critical",
                                        "off",  "infos", "inf\0o"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        enum log_level level = LOG_LEVEL_NOTICE;

        assert_false(log_level_parse(names[i], &level));
        assert_int_equal(level, LOG_LEVEL_NOTICE); /* unchanged */
    }
}

static void test_priorities_as_systemd_reads_them(void **state)
{
    struct capture *capture = *state;

    capture_begin(capture);
    log_init(LOG_LEVEL_DEBUG);
    log_error("the disk is %s", "full");
    assert_logged(capture, "<3>the disk is full\n");
    log_warning("%d%%", 42);
    assert_logged(capture, "<4>42%\n");
    log_notice("%s", "");
    assert_logged(capture, "<5>\n");
    log_info("☀ %c", 'x');
    assert_logged(capture, "<6>☀ x\n");
    log_debug("'cat face': %u", 10U);
    assert_logged(capture, "<7>'cat face': 10\n");
}

static void test_a_level_silences_those_below(void **state)
{
    struct capture *capture = *state;

    capture_begin(capture);
    for (int level = LOG_LEVEL_ERROR; level <= LOG_LEVEL_DEBUG; level++) {
        log_init((enum log_level)level);
        for (int message = LOG_LEVEL_ERROR; message <= LOG_LEVEL_DEBUG; message++) {
            char expected[16] = "";

            assert_int_equal(log_wants((enum log_level)message), message <= level);
            if (message <= level)
                (void)snprintf(expected, sizeof expected, "<%d>m\n", message);
            log_write((enum log_level)message, "m");
            assert_logged(capture, expected);
        }
    }
}

static int calls; /* of costly() */

static int costly(void)
{
    return ++calls;
}

static void test_an_unwanted_debug_message_costs_nothing(void **state)
{
    struct capture *capture = *state;

    capture_begin(capture);
    log_init(LOG_LEVEL_INFO);
    log_debug("%d", costly());
    assert_int_equal(calls, 0);
    log_init(LOG_LEVEL_DEBUG);
    log_debug("%d", costly());
    assert_int_equal(calls, 1);
    assert_logged(capture, "<7>1\n");
}

static void test_no_message_forges_a_line(void **state)
{
    static const struct {
        const char *message, *line;
    } table[] = {
        {"a\n<3>on fire", "<6>a\\n<3>on fire\n"},
        {"\n", "<6>\\n\n"},
        {"a\r\nb\tc", "<6>a\\r\\nb\\tc\n"},
        {"\x1b[2J\x1b]0;title\x07", "<6>\\x1b[2J\\x1b]0;title\\x07\n"},
        {"\x01\x08\x0b\x0c\x1f\x7f", "<6>\\x01\\x08\\x0b\\x0c\\x1f\\x7f\n"},
        {"\xc2\x80\xc2\x85\xc2\x9b\xc2\x9f", "<6>\\x80\\x85\\x9b\\x9f\n"}, /* C1 */
        {"a\u2028b\u2029c", "<6>a\\u2028b\\u2029c\n"},
        {"a\u061c\u200eb\u200f", "<6>a\\u061c\\u200eb\\u200f\n"},
        {"\u202Eevil\u202C \u2066x\u2069", "<6>\\u202eevil\\u202c \\u2066x\\u2069\n"},
        {"\xff\xfe", "<6>\\xff\\xfe\n"},
        {"\x9b\x33\x31m", "<6>\\x9b31m\n"},                /* C1 of a terminal not in UTF-8 */
        {"\xc0\x8a", "<6>\\xc0\\x8a\n"},                   /* an overlong newline */
        {"\xe0\x80\x8a", "<6>\\xe0\\x80\\x8a\n"},          /* another */
        {"\xed\xa0\x80", "<6>\\xed\\xa0\\x80\n"},          /* a surrogate */
        {"\xf4\x90\x80\x80", "<6>\\xf4\\x90\\x80\\x80\n"}, /* beyond U+10FFFF */
        {"half a sun \xe2\x98", "<6>half a sun \\xe2\\x98\n"},
        {"'it\\n'", "<6>'it\\n'\n"},                     /* quoted by the caller: not quoted
                                                            again */
        {"caf\u00e9 \u00a0\u200b \U0001F600 \U0010FFFF", /* text that needs no escape */
         "<6>caf\u00e9 \u00a0\u200b \U0001F600 \U0010FFFF\n"},
    };
    struct capture *capture = *state;

    capture_begin(capture);
    for (size_t i = 0; i < COUNT(table); i++) {
        log_info("%s", table[i].message);
        assert_logged(capture, table[i].line);
    }
}

/* Lengths around the limit, of characters of every size, plain and escaped: always one write of one
 * line of valid UTF-8, complete if it fits, else marked as cut. */
static void test_long_messages_are_cut(void **state)
{
    static const char *const pieces[] = {"a", "é", "☀", "😀", "\n", "\xff", "\u2028"};
    static const char *const shown[] = {"a", "é", "☀", "😀", "\\n", "\\xff", "\\u2028"};
    struct capture *capture = *state;

    capture_begin(capture);
    for (size_t i = 0; i < COUNT(pieces); i++)
        for (size_t begin = 0; begin < 8; begin++) {
            char message[3 * LIMIT_LOG_LINE], line[3 * LIMIT_LOG_LINE];
            size_t size, at = strlen("<6>") + begin;

            size = (size_t)snprintf(message, sizeof message, "%.*s", (int)begin, "xxxxxxxx");
            while (size < LIMIT_LOG_LINE + 8)
                size += (size_t)snprintf(message + size, sizeof message - size, "%s", pieces[i]);
            log_info("%s", message);
            size = capture_read(capture, line, sizeof line);

            assert_in_range(size, LIMIT_LOG_LINE - 8, LIMIT_LOG_LINE);
            assert_true(utf8_valid(line, size));
            assert_ptr_equal(memchr(line, '\n', size), line + size - 1);
            for (; strncmp(line + at, "…\n", strlen("…\n")) != 0; at += strlen(shown[i]))
                assert_memory_equal(line + at, shown[i], strlen(shown[i]));
            assert_int_equal(capture_read(capture, line, sizeof line), 0);
        }
}

static void test_every_length_up_to_the_limit_and_beyond(void **state)
{
    const size_t fits = LIMIT_LOG_LINE - strlen("<6>…\n");
    char message[LIMIT_LOG_LINE + 64] = "", line[2 * LIMIT_LOG_LINE];
    struct capture *capture = *state;

    capture_begin(capture);
    for (size_t size = 0; size + 1 < sizeof message; size++) {
        log_info("%s", message);
        (void)capture_read(capture, line, sizeof line);
        if (size <= fits) {
            assert_int_equal(strlen(line), strlen("<6>\n") + size);
            assert_memory_equal(line + 3, message, size);
        } else {
            assert_int_equal(strlen(line), LIMIT_LOG_LINE);
            assert_string_equal(line + LIMIT_LOG_LINE - 4, "…\n");
        }
        message[size] = 'a';
    }
}

static void test_a_terminal_gets_no_priorities(void **state)
{
    struct capture *capture = *state;
    char line[64] = "";
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    assert_true(terminal >= 0);
    assert_int_equal(grantpt(terminal), 0);
    assert_int_equal(unlockpt(terminal), 0);
    capture->end = terminal;
    capture_begin_on(capture, open(ptsname(terminal), O_RDWR | O_NOCTTY));
    log_init(LOG_LEVEL_INFO);
    log_error("on fire\x1b[0m");
    assert_true(read(terminal, line, sizeof line - 1) > 0);
    assert_string_equal(line, "on fire\\x1b[0m\r\n"); /* the terminal adds the carriage return */
}

/* Its variable is inherited by processes whose standard error is something else. */
static void test_outside_the_journal_lines_have_a_time_and_a_level(void **state)
{
    static const char *const streams[] = {NULL, "", "0:0", "8:1:2"};
    struct capture *capture = *state;

    capture_begin(capture);
    for (size_t i = 0; i < COUNT(streams); i++) {
        char line[LIMIT_LOG_LINE];
        struct tm told = {.tm_isdst = 0};
        const char *end;

        assert_int_equal(
            streams[i] ? setenv("JOURNAL_STREAM", streams[i], 1) : unsetenv("JOURNAL_STREAM"), 0);
        log_init(LOG_LEVEL_INFO);
        log_warning("on fire\n");
        (void)capture_read(capture, line, sizeof line);
        end = strptime(line, "%Y-%m-%dT%H:%M:%S", &told);
        assert_non_null(end);
        assert_true(end[0] == '.' && strspn(end + 1, "0123456789") == 3);
        assert_string_equal(end + 4, "Z warning: on fire\\n\n");
        assert_true(labs((long)(timegm(&told) - time(NULL))) < 60 * 60);
    }
}

static void test_errno_survives(void **state)
{
    struct capture *capture = *state;

    capture_begin(capture);
    log_init(LOG_LEVEL_INFO);
    close(STDERR_FILENO);
    errno = ENOSPC;
    log_error("not readable");
    assert_int_equal(errno, ENOSPC);
}

enum { THREADS = 4, MESSAGES = 500, THREAD_TEXT = 900 };

static void *chatter(void *letter)
{
    char text[THREAD_TEXT + 1];

    memset(text, *(const char *)letter, THREAD_TEXT);
    text[THREAD_TEXT] = '\0';
    for (int i = 0; i < MESSAGES; i++)
        log_info("%s", text);
    return NULL;
}

/* Over a pipe, as under a service manager: a pipe does not preserve message boundaries. */
static void test_lines_of_threads_do_not_mix(void **state)
{
    static char letters[THREADS] = {'a', 'b', 'c', 'd'};
    struct capture *capture = *state;
    pthread_t threads[THREADS];
    char line[LIMIT_LOG_LINE];
    FILE *reader;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    capture->end = dup(ends[0]);
    capture_begin_on(capture, ends[1]);
    reader = fdopen(ends[0], "r");
    assert_non_null(reader);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, chatter, &letters[i]), 0);
    for (size_t i = 0; i < (size_t)THREADS * MESSAGES; i++) {
        assert_non_null(fgets(line, sizeof line, reader));
        assert_int_equal(strlen(line), strlen("<6>\n") + THREAD_TEXT);
        assert_int_equal(strspn(line + 3, (const char[]){line[3], '\0'}), THREAD_TEXT);
    }
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    (void)fclose(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels_have_names),
        cmocka_unit_test(test_invalid_level_names),
        cmocka_unit_test_setup_teardown(test_priorities_as_systemd_reads_them, capture_make,
                                        capture_end),
        cmocka_unit_test_setup_teardown(test_a_level_silences_those_below, capture_make,
                                        capture_end),
        cmocka_unit_test_setup_teardown(test_an_unwanted_debug_message_costs_nothing, capture_make,
                                        capture_end),
        cmocka_unit_test_setup_teardown(test_no_message_forges_a_line, capture_make, capture_end),
        cmocka_unit_test_setup_teardown(test_long_messages_are_cut, capture_make, capture_end),
        cmocka_unit_test_setup_teardown(test_every_length_up_to_the_limit_and_beyond, capture_make,
                                        capture_end),
        cmocka_unit_test_setup_teardown(test_a_terminal_gets_no_priorities, capture_make,
                                        capture_end),
        cmocka_unit_test_setup_teardown(test_outside_the_journal_lines_have_a_time_and_a_level,
                                        capture_make, capture_end),
        cmocka_unit_test_setup_teardown(test_errno_survives, capture_make, capture_end),
        cmocka_unit_test_setup_teardown(test_lines_of_threads_do_not_mix, capture_make,
                                        capture_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
