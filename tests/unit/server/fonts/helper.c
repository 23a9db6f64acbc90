/*
 * The process that reads fonts: the real one, and scripts in its place that crash, hang, lie and never
 * start.
 */

#include "server/fonts/helper.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { HASTE_MS = 300 }; /* for scripts that hang */

static char script[64];
static int stop, font;

static int stage_new(void **state)
{
    (void)state;
    (void)snprintf(script, sizeof script, "/tmp/charfinder-helper-XXXXXX");
    font = mkstemp(script);
    stop = eventfd(0, EFD_CLOEXEC);
    return font >= 0 && stop >= 0 ? 0 : -1;
}

static int stage_free(void **state)
{
    (void)state;
    (void)close(font);
    (void)close(stop);
    return unlink(script);
}

/* A program that says hello and then runs these commands, with the connection as standard input. */
static void write_script(const char *commands)
{
    char temporary[80];
    FILE *file;

    /* Another file each time: one that a child of ours holds open cannot be executed. */
    (void)snprintf(temporary, sizeof temporary, "%s.new", script);
    file = fopen(temporary, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "#!/bin/sh\nprintf '%%s\\n' '%.*s' >&0\n%s\n",
                        (int)strlen(WIRE_HELLO) - 1, WIRE_HELLO, commands) > 0);
    assert_int_equal(fchmod(fileno(file), 0700), 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rename(temporary, script), 0);
}

static int ask_script(const char *commands, int wait_ms)
{
    static const struct wire_request request = {.task = WIRE_FACES};
    struct buffer reply = BUFFER_INIT;
    struct reason reason;
    struct helper helper;
    int r;

    write_script(commands);
    helper_init(&helper, script, stop);
    helper.wait_ms = wait_ms;
    r = helper_ask(&helper, &request, font, &reply, &reason);
    if (r != HELPER_OK)
        assert_int_equal(reply.size, 0);
    buffer_release(&reply);
    helper_release(&helper);
    return r;
}

/* dd takes the request from the connection; the octal numbers are the reply's header. */
#define TAKE "dd bs=1036 count=1 iflag=fullblock of=/dev/null 2>/dev/null\n"

static void test_replies_of_scripts(void **state)
{
    (void)state;
    assert_int_equal(ask_script(TAKE "printf '\\0\\0\\0\\0\\2\\0\\0\\0ab' >&0; sleep 9", 60000),
                     HELPER_OK);
    assert_int_equal(ask_script(TAKE "printf '\\1\\0\\0\\0\\0\\0\\0\\0' >&0; sleep 9", 60000),
                     HELPER_REFUSED);
}

static void test_programs_that_die_or_lie(void **state)
{
    (void)state;
    assert_int_equal(ask_script("exit 0", 60000), HELPER_DIED);
    assert_int_equal(ask_script(TAKE "kill -SEGV $$", 60000), HELPER_DIED);
    assert_int_equal(ask_script(TAKE "printf '\\0\\0\\0\\0\\2' >&0", 60000), HELPER_DIED);
    assert_int_equal(ask_script(TAKE "printf '\\0\\0\\0\\0\\2\\0\\0\\0a' >&0", 60000), HELPER_DIED);
    /* More bytes than a reply may have, and bytes of a refusal. */
    assert_int_equal(
        ask_script(TAKE "printf '\\0\\0\\0\\0\\377\\377\\377\\377' >&0; sleep 9", 60000),
        HELPER_DIED);
    assert_int_equal(ask_script(TAKE "printf '\\7\\0\\0\\0\\2\\0\\0\\0ab' >&0; sleep 9", 60000),
                     HELPER_DIED);
}

static void test_one_that_hangs_is_killed(void **state)
{
    (void)state;
    assert_int_equal(ask_script("exec sleep 1000", HASTE_MS), HELPER_DIED);
    assert_int_equal(
        ask_script(TAKE "printf '\\0\\0\\0\\0\\2\\0\\0\\0a' >&0; exec sleep 1000", HASTE_MS),
        HELPER_DIED);
}

static void test_the_end_of_the_daemon_is_not_waited_for(void **state)
{
    (void)state;
    assert_int_equal(eventfd_write(stop, 1), 0);
    assert_int_equal(ask_script("exec sleep 1000", 60000), -ENOEXEC); /* not even for hello */
}

static void test_programs_that_cannot_be_used(void **state)
{
    static const char *const programs[] = {"/nonexistent", "/etc/passwd", "/bin/true",
                                           "/bin/false"};

    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct reason reason = {.text = ""};
        struct helper helper;

        helper_init(&helper, programs[i], stop);
        assert_true(helper_start(&helper, &reason) < 0);
        assert_non_null(strstr(reason.text, programs[i]));
        assert_int_equal(helper.process, 0);
        helper_release(&helper);
    }
}

/* A process that has done work gets another one in its place, once. */
static void test_an_old_process_is_replaced(void **state)
{
    static const struct wire_request request = {.task = WIRE_FACES};
    char found[HELPER_PATH_SIZE];
    struct buffer reply = BUFFER_INIT;
    struct reason reason;
    struct helper helper;
    pid_t before;

    (void)state;
    assert_true(helper_find(found));
    helper_init(&helper, found, stop);
    assert_int_equal(helper_ask(&helper, &request, font, &reply, &reason), HELPER_REFUSED);
    before = helper.process;
    assert_int_equal(helper_ask(&helper, &request, font, &reply, &reason), HELPER_REFUSED);
    assert_int_equal(helper.process, before);
    assert_int_equal(kill(before, SIGKILL), 0);
    assert_int_equal(helper_ask(&helper, &request, font, &reply, &reason), HELPER_REFUSED);
    assert_int_not_equal(helper.process, before);
    helper_release(&helper);
    assert_int_equal(kill(before, 0), -1); /* nothing is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_replies_of_scripts, stage_new, stage_free),
        cmocka_unit_test_setup_teardown(test_programs_that_die_or_lie, stage_new, stage_free),
        cmocka_unit_test_setup_teardown(test_one_that_hangs_is_killed, stage_new, stage_free),
        cmocka_unit_test_setup_teardown(test_the_end_of_the_daemon_is_not_waited_for, stage_new,
                                        stage_free),
        cmocka_unit_test_setup_teardown(test_programs_that_cannot_be_used, stage_new, stage_free),
        cmocka_unit_test_setup_teardown(test_an_old_process_is_replaced, stage_new, stage_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
