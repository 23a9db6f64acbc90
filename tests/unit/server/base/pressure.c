/*
 * Memory pressure, from files, FIFOs and sockets that the test writes in the place of the kernel and
 * systemd.
 */

#include "server/base/pressure.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#define IDLE "some avg10=0.00 avg60=0.00 avg300=0.00 total=1000\nfull avg10=0.00 total=999999999\n"

static char directory[] = "/tmp/pressure-XXXXXX", groups[64], file[128], other[64];
static struct pressure pressure;
static struct reason reason;

static void store(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");

    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

static int make_places(void **state)
{
    char path[128];

    (void)state;
    strcpy(directory + sizeof directory - 7, "XXXXXX");
    if (!mkdtemp(directory))
        return -1;
    (void)snprintf(groups, sizeof groups, "%s/cgroup", directory);
    (void)snprintf(other, sizeof other, "%s/other", directory);
    (void)snprintf(path, sizeof path, "%s/system.slice", directory);
    (void)snprintf(file, sizeof file, "%s/system.slice/memory.pressure", directory);
    store(groups, "5:memory:/old\n0::/system.slice\n");
    if (mkdir(path, 0700) < 0)
        return -1;
    store(file, IDLE);
    return 0;
}

static int remove_places(void **state)
{
    char path[128];

    (void)state;
    pressure_close(&pressure);
    (void)unlink(groups);
    (void)unlink(other);
    (void)unlink(file);
    (void)snprintf(path, sizeof path, "%s/system.slice", directory);
    (void)rmdir(path);
    return rmdir(directory);
}

static bool open_own(void)
{
    return pressure_open(&pressure, &(struct pressure_places){.groups = groups, .mount = directory},
                         &reason);
}

static bool open_told(const char *watch, const char *write)
{
    return pressure_open(&pressure,
                         &(struct pressure_places){
                             .watch = watch, .write = write, .groups = groups, .mount = directory},
                         &reason);
}

static void assert_refused(bool opened, const char *says)
{
    assert_false(opened);
    assert_int_equal(pressure.source, PRESSURE_NONE);
    if (!strstr(reason.text, says))
        fail_msg("no %s in %s", says, reason.text);
    assert_false(pressure_arrived(&pressure, 1));
}

static void assert_holds(const char *path, const char *text, size_t size)
{
    char bytes[256];
    FILE *stream = fopen(path, "r");

    assert_non_null(stream);
    assert_int_equal(fread(bytes, 1, sizeof bytes, stream) >= size, true);
    assert_memory_equal(bytes, text, size);
    (void)fclose(stream);
}

/* In a file that may be written, a trigger is set. */
static void test_the_own_control_group(void **state)
{
    static const char trigger[] = "some 150000 2000000";

    (void)state;
    assert_true(open_own());
    assert_int_equal(pressure.source, PRESSURE_TRIGGER);
    assert_holds(file, trigger, sizeof trigger); /* with its NUL */
    assert_false(pressure_arrived(&pressure, 1));
}

/* Root may write everything, so the fallback is opened by hand. */
static void test_a_total_that_grows_is_pressure(void **state)
{
    (void)state;
    assert_true(open_own());
    pressure_close(&pressure);
    store(file, IDLE);
    assert_true(open_told(file, NULL)); /* read only */
    pressure.source = PRESSURE_TOTAL;
    pressure.total = 1000;
    assert_false(pressure_arrived(&pressure, 10000));
    store(file, "some avg10=1.00 avg60=0.00 avg300=0.00 total=150999\n");
    assert_false(pressure_arrived(&pressure, 12000)); /* a microsecond too little */
    store(file, "some avg10=1.00 avg60=0.00 avg300=0.00 total=400000\n");
    assert_false(pressure_arrived(&pressure, 13999)); /* within the window */
    assert_true(pressure_arrived(&pressure, 14000));
    assert_false(pressure_arrived(&pressure, 16000)); /* no more since */
    store(file, "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n");
    assert_false(pressure_arrived(&pressure, 18000)); /* less than before */
}

static void test_a_file_that_says_something_else_ends_the_watch(void **state)
{
    static const char *const texts[] = {"",
                                        "\n",
                                        "full total=9999999999\n",
                                        "some total\n",
                                        "some avg10=1\nfull total=99999999\n",
                                        "nothing total=1"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        store(file, IDLE);
        assert_true(open_told(file, NULL));
        pressure.source = PRESSURE_TOTAL;
        store(file, texts[i]);
        assert_false(pressure_arrived(&pressure, 5000));
        assert_int_equal(pressure.source, PRESSURE_NONE);
    }
}

static void test_groups_without_version_2_are_named(void **state)
{
    (void)state;
    store(groups, "5:memory:/old\n1:name=systemd:/\n");
    assert_refused(open_own(), "version 2");
    store(groups, "");
    assert_refused(open_own(), "version 2");
    (void)unlink(groups);
    assert_refused(open_own(), groups);
}

static void test_a_group_without_the_file_is_named(void **state)
{
    (void)state;
    (void)unlink(file);
    assert_refused(open_own(), file);
    store(groups, "0::/\n"); /* the root: one slash */
    (void)snprintf(other, sizeof other, "%s/memory.pressure", directory);
    assert_refused(open_own(), other);
}

/* systemd's protocol with a FIFO: what was written comes back, and is discarded with the rest. */
static void test_a_fifo(void **state)
{
    FILE *writer;

    (void)state;
    assert_int_equal(mkfifo(other, 0600), 0);
    assert_true(open_told(other, NULL));
    assert_int_equal(pressure.source, PRESSURE_MESSAGE);
    assert_false(pressure_arrived(&pressure, 1));
    for (int i = 0; i < 3; i++) {
        writer = fopen(other, "w");
        assert_non_null(writer);
        (void)fputs("pressure", writer);
        (void)fclose(writer);
        assert_true(pressure_arrived(&pressure, 1));
        assert_false(pressure_arrived(&pressure, 1));
    }
}

static void test_a_socket(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), manager;
    char bytes[20];

    (void)state;
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s", other);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_true(open_told(other, "c29tZSAyMDAwMDAgMjAwMDAwMAA=")); /* as systemd 254 sends it */
    manager = accept(listener, NULL, NULL);
    assert_true(manager >= 0);
    assert_int_equal(read(manager, bytes, sizeof bytes), 20);
    assert_memory_equal(bytes, "some 200000 2000000", 20);
    assert_false(pressure_arrived(&pressure, 1));
    assert_int_equal(write(manager, "x", 1), 1);
    assert_true(pressure_arrived(&pressure, 1));
    (void)close(manager);
    assert_false(pressure_arrived(&pressure, 1));
    assert_int_equal(pressure.source, PRESSURE_NONE);
    (void)close(listener);
}

static void test_the_environment_may_switch_it_off(void **state)
{
    (void)state;
    assert_refused(open_told("/dev/null", NULL), "");
    assert_string_equal(reason.text, "");
}

static void test_a_wrong_environment_is_named(void **state)
{
    static const char *const wrong[] = {"c29tZQ", "c29t=ZQ=", "c29tZQ===", "c29t!A==", "===="};

    (void)state;
    assert_refused(open_told(other, NULL), other); /* absent */
    assert_refused(open_told(directory, NULL), directory);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(open_told(file, wrong[i]), "MEMORY_PRESSURE_WRITE");
}

/* A FIFO holds 64 KiB. What errno was before is no reason. */
static void test_a_text_that_is_written_in_part_is_an_error(void **state)
{
    enum { LETTERS = 128 * 1024 };
    char *text = malloc(LETTERS + 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'A', LETTERS);
    text[LETTERS] = '\0';
    assert_int_equal(mkfifo(other, 0600), 0);
    errno = ENOENT;
    assert_refused(open_told(other, text), strerror(EIO));
    free(text);
}

static void test_base64(void **state)
{
    static const struct {
        const char *encoded, *text;
    } cases[] = {{"Zg==", "f"},
                 {"Zm8=", "fo"},
                 {"Zm9v", "foo"},
                 {"Zm9vYmFy", "foobar"},
                 {"/+8=", "\377\357"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        store(file, IDLE);
        assert_true(open_told(file, cases[i].encoded));
        pressure_close(&pressure);
        assert_holds(file, cases[i].text, strlen(cases[i].text));
    }
}

int main(void)
{
#define STORY(test) cmocka_unit_test_setup_teardown(test, make_places, remove_places)
    const struct CMUnitTest tests[] = {
        STORY(test_the_own_control_group),
        STORY(test_a_total_that_grows_is_pressure),
        STORY(test_a_file_that_says_something_else_ends_the_watch),
        STORY(test_groups_without_version_2_are_named),
        STORY(test_a_group_without_the_file_is_named),
        STORY(test_a_fifo),
        STORY(test_a_socket),
        STORY(test_the_environment_may_switch_it_off),
        STORY(test_a_wrong_environment_is_named),
        STORY(test_a_text_that_is_written_in_part_is_an_error),
        STORY(test_base64),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
