/*
 * The thread that writes, with files, FIFOs and a journal that the test plays.
 */

#include "server/access/access_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/access/queue.h"

static char folder[] = "/tmp/access-XXXXXX", path[64], renamed[64];
static struct reason reason;

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof path, "%s/log", folder);
    (void)snprintf(renamed, sizeof renamed, "%s/log.1", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unlink(renamed);
    return rmdir(folder);
}

static struct access_log *open_log(enum access_format format, unsigned reactors)
{
    const struct access_log_options options = {
        .format = format, .path = path, .reactors = reactors};
    struct access_log *log;

    if (access_log_open(&log, &options, &reason) != 0)
        fail_msg("%s", reason.text);
    return log;
}

static bool add(struct access_log *log, unsigned reactor, unsigned status)
{
    return access_log_add(
        log, reactor,
        &(struct access_entry){
            .status = status, .method = "GET", .target = "/\n", .target_size = 2});
}

/* The file's text, which the caller frees. */
static char *text_of(const char *file)
{
    static char text[1 << 20];
    FILE *stream = fopen(file, "r");
    size_t size;

    assert_non_null(stream);
    size = fread(text, 1, sizeof text - 1, stream);
    text[size] = '\0';
    (void)fclose(stream);
    return text;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void test_none_costs_nothing(void **state)
{
    struct access_log *log = (struct access_log *)&reason;

    (void)state;
    assert_int_equal(
        access_log_open(&log, &(struct access_log_options){.format = ACCESS_OFF}, &reason), 0);
    assert_null(log);
    access_log_reopen(NULL);
    access_log_close(NULL);
}

static void test_lines_of_all_reactors_are_in_the_file(void **state)
{
    struct access_log *log = open_log(ACCESS_COMMON, 3);
    struct stat status;
    size_t added = 0;

    (void)state;
    for (unsigned i = 0; i < 3000; i++)
        added += add(log, i % 3, 200 + i % 3);
    access_log_close(log);
    assert_int_equal(lines_of(text_of(path)), added);
    assert_true(added > 100);
    assert_non_null(strstr(text_of(path), "\"GET /%0A HTTP/1.1\" 202 - 0.000000 -\n"));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0007, 0); /* addresses are not for everybody */
    log = open_log(ACCESS_JSON, 1);
    assert_true(add(log, 0, 404));
    access_log_close(log);
    assert_int_equal(lines_of(text_of(path)), added + 1); /* appended */
}

/* As logrotate does it: the file is renamed, and opened again after a signal. */
static void test_a_renamed_file_is_opened_again(void **state)
{
    struct access_log *log = open_log(ACCESS_COMMON, 1);

    (void)state;
    assert_true(add(log, 0, 201));
    while (access(path, F_OK) != 0 || lines_of(text_of(path)) < 1)
        (void)usleep(1000);
    assert_int_equal(rename(path, renamed), 0);
    access_log_reopen(log);
    while (access(path, F_OK) != 0)
        (void)usleep(1000);
    assert_true(add(log, 0, 202));
    access_log_close(log);
    assert_non_null(strstr(text_of(renamed), " 201 "));
    assert_null(strstr(text_of(renamed), " 202 "));
    assert_non_null(strstr(text_of(path), " 202 "));
}

static void test_a_file_that_cannot_be_opened_again_stays(void **state)
{
    struct access_log *log = open_log(ACCESS_COMMON, 1);

    (void)state;
    assert_int_equal(rename(path, renamed), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    access_log_reopen(log);
    assert_true(add(log, 0, 203));
    access_log_close(log);
    assert_int_equal(rmdir(path), 0);
    assert_non_null(strstr(text_of(renamed), " 203 "));
}

static void test_a_file_that_cannot_be_opened(void **state)
{
    struct access_log *log;
    const struct access_log_options options = {
        .format = ACCESS_COMMON, .path = "/nonexistent/log", .reactors = 1};

    (void)state;
    assert_int_equal(access_log_open(&log, &options, &reason), -ENOENT);
    assert_null(log);
    assert_string_equal(reason.text, "access_log_file: cannot open '/nonexistent/log': "
                                     "No such file or directory");
}

static void assert_checked(enum access_format format, const char *at, int checked, const char *says)
{
    const struct access_log_options options = {.format = format, .path = at, .reactors = 1};

    reason.text[0] = '\0';
    assert_int_equal(access_log_check(&options, &reason), checked);
    if (!strstr(reason.text, says))
        fail_msg("no \"%s\" in: %s", says, reason.text);
}

static void test_a_check_makes_no_file(void **state)
{
    (void)state;
    assert_checked(ACCESS_COMMON, path, 0, "");
    assert_int_equal(access(path, F_OK), -1);
    access_log_close(open_log(ACCESS_COMMON, 1));
    assert_checked(ACCESS_JSON, path, 0, "");
    assert_checked(ACCESS_JSON, "-", 0, "");
    assert_checked(ACCESS_COMMON, "relative.log", 0, "");
    assert_checked(ACCESS_OFF, "/nonexistent/log", 0, "");
    assert_checked(ACCESS_COMMON, "/dev/full", 0,
                   ""); /* what a disk will hold is not known before */
}

static void test_a_check_finds_what_the_start_would(void **state)
{
    (void)state;
    assert_checked(ACCESS_COMMON, "/nonexistent/log", -ENOENT,
                   "access_log_file: cannot open '/nonexistent/log': No such file or directory");
    assert_checked(ACCESS_COMMON, folder, -EISDIR, "Is a directory");
    assert_checked(ACCESS_COMMON, "/tmp/", -EISDIR, "Is a directory");
    assert_checked(ACCESS_COMMON, "/nonexistent/", -EISDIR, "Is a directory");
    assert_checked(ACCESS_JSON, "/etc/passwd/log", -ENOTDIR, "Not a directory");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_checked(ACCESS_COMMON, path, -ENXIO, "No such device or address");
}

static void test_a_check_finds_rights_that_are_missing(void **state)
{
    (void)state;
    access_log_close(open_log(ACCESS_COMMON, 1));
    assert_int_equal(chmod(path, 0400), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    if (getuid() == 0)
        assert_int_equal(seteuid(65534), 0);
    assert_checked(ACCESS_COMMON, path, -EACCES, "Permission denied");
    assert_checked(ACCESS_COMMON, renamed, -EACCES, "Permission denied");
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(folder, 0700), 0);
}

static void test_no_journal(void **state)
{
    const struct access_log_options options = {
        .format = ACCESS_JOURNAL, .path = "-", .reactors = 1};
    struct access_log *log;

    (void)state;
    assert_checked(ACCESS_JOURNAL, "-", -ENOENT,
                   "access_log: no journal is running; use \"common\" or \"json\"");
    assert_int_equal(access_log_open(&log, &options, &reason), -ENOENT);
    assert_null(log);
}

static void test_a_full_disk(void **state)
{
    const struct access_log_options options = {
        .format = ACCESS_COMMON, .path = "/dev/full", .reactors = 1};
    struct access_log *log;

    (void)state;
    assert_int_equal(access_log_open(&log, &options, &reason), 0);
    for (int i = 0; i < 5; i++)
        assert_true(add(log, 0, 200));
    while (access_log_unwritten(log) < 5)
        (void)usleep(1000);
    access_log_close(log);
}

static void wait_for_lines(size_t count)
{
    while (lines_of(text_of(path)) < count)
        (void)usleep(1000);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* A disk becomes full within a line. When there is space again, the next line is one of its own. */
static void test_a_line_that_is_cut(void **state)
{
    struct access_log *log = open_log(ACCESS_JSON, 1);
    char *text, *third;

    (void)state;
    assert_ptr_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    assert_true(add(log, 0, 200));
    wait_for_lines(1);
    limit_files(strlen(text_of(path)) + 10);
    for (uint64_t i = 1; i <= 2; i++) {
        assert_true(add(log, 0, 200));
        while (access_log_unwritten(log) < i)
            (void)usleep(1000);
    }
    limit_files(RLIM_INFINITY);
    assert_true(add(log, 0, 404));
    access_log_close(log);

    text = text_of(path);
    assert_int_equal(lines_of(text), 3);
    third = strchr(strchr(text, '\n') + 1, '\n') + 1;
    assert_int_equal(strncmp(third, "{\"time\":", 8), 0);
    assert_non_null(strstr(third, "404"));
}

/* Nobody waits for a reader that does not read: neither who adds, nor the end. */
static void test_a_reader_that_does_not_read(void **state)
{
    struct access_log *log;
    unsigned added = 0, refused = 0;
    int reader;

    (void)state;
    assert_int_equal(mkfifo(path, 0600), 0);
    reader = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    log = open_log(ACCESS_COMMON, 1);
    while (refused == 0) {
        if (add(log, 0, 200))
            added++;
        else
            refused++;
        assert_in_range(added, 0, 1000000);
    }
    access_log_close(log);
    (void)close(reader);
}

static void test_a_fifo_without_a_reader_is_refused(void **state)
{
    const struct access_log_options options = {
        .format = ACCESS_COMMON, .path = path, .reactors = 1};
    struct access_log *log;

    (void)state;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(access_log_open(&log, &options, &reason), -ENXIO);
}

static char told[4096];
static int outcome;

static int journal(const struct iovec *fields, int count)
{
    for (int i = 0; i < count; i++)
        (void)snprintf(told + strlen(told), sizeof told - strlen(told), "%.*s\n",
                       (int)fields[i].iov_len, (const char *)fields[i].iov_base);
    return outcome;
}

/* Of this program, as long as it is set. */
static atomic_bool no_memory;

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_realloc(void *memory, size_t size)
{
    return atomic_load(&no_memory) ? NULL : __real_realloc(memory, size);
}

static void test_the_journal_after_memory_ran_out(void **state)
{
    const struct access_log_options options = {
        .format = ACCESS_JOURNAL, .path = "-", .reactors = 1, .journal = journal};
    struct access_log *log;

    (void)state;
    told[0] = '\0';
    outcome = 0;
    assert_int_equal(access_log_open(&log, &options, &reason), 0);
    atomic_store(&no_memory, true);
    assert_true(add(log, 0, 201));
    while (access_log_unwritten(log) < 1)
        (void)usleep(1000);
    atomic_store(&no_memory, false);
    assert_true(add(log, 0, 202));
    access_log_close(log);
    assert_null(strstr(told, "\nCHARFINDER_STATUS=201\n"));
    assert_non_null(strstr(told, "\nCHARFINDER_STATUS=202\n"));
}

static void test_the_journal(void **state)
{
    const struct access_log_options options = {
        .format = ACCESS_JOURNAL, .path = "-", .reactors = 1, .journal = journal};
    struct access_log *log;

    (void)state;
    for (int i = 0; i < 2; i++) {
        told[0] = '\0';
        outcome = i == 0 ? 0 : -ENOBUFS;
        assert_int_equal(access_log_open(&log, &options, &reason), 0);
        assert_true(add(log, 0, 200));
        access_log_reopen(log); /* nothing to open */
        while (i == 1 && access_log_unwritten(log) < 1)
            (void)usleep(1000);
        access_log_close(log);
        assert_int_equal(strncmp(told, "MESSAGE=GET /%0A: 200\nPRIORITY=6\n", 33), 0);
        assert_non_null(strstr(told, "\nCHARFINDER_STATUS=200\n"));
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_none_costs_nothing),
        STORY(test_lines_of_all_reactors_are_in_the_file),
        STORY(test_a_renamed_file_is_opened_again),
        STORY(test_a_file_that_cannot_be_opened_again_stays),
        STORY(test_a_file_that_cannot_be_opened),
        STORY(test_a_check_makes_no_file),
        STORY(test_a_check_finds_what_the_start_would),
        STORY(test_a_check_finds_rights_that_are_missing),
        STORY(test_no_journal),
        STORY(test_a_full_disk),
        STORY(test_a_line_that_is_cut),
        STORY(test_a_reader_that_does_not_read),
        STORY(test_a_fifo_without_a_reader_is_refused),
        STORY(test_the_journal),
        STORY(test_the_journal_after_memory_ran_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
