/*
 * The process's own figures, from the kernel and from files that the test writes in its place.
 */

#include "server/base/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void test_the_kernels_own(void **state)
{
    struct process_figures figures = {.threads = 0}, more = {.threads = 0};
    time_t now = time(NULL);
    int files[3];

    (void)state;
    process_start(&figures);
    assert_in_range(figures.started_ms / 1000, now - 1, now + 60);
    process_look(&figures, process_folder);
    assert_int_equal(figures.threads, 1);
    assert_true(figures.resident_bytes >= 256 * 1024);
    assert_true(figures.virtual_bytes >= figures.resident_bytes);
    assert_true(figures.max_files >= 3);
    process_count_files(&figures, process_folder);
    for (int i = 0; i < 3; i++)
        files[i] = open("/dev/null", O_RDONLY);
    process_count_files(&more, process_folder);
    assert_int_equal(more.open_files, figures.open_files + 3);
    for (int i = 0; i < 3; i++)
        (void)close(files[i]);
    process_count_files(&more, process_folder);
    assert_int_equal(more.open_files, figures.open_files);
}

static void test_time_passes(void **state)
{
    struct process_figures figures = {.threads = 0};
    uint64_t before;

    (void)state;
    process_look(&figures, process_folder);
    before = figures.cpu_microseconds;
    while (figures.cpu_microseconds < before + 20000) /* two ticks */
        process_look(&figures, process_folder);
}

static void write_stat(const char *folder, const char *text)
{
    char path[64];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/stat", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#define BEFORE " S 1 2 3 4 5 6 7 8 9 10 "
#define AFTER  " 0 0 20 0 7 0 99 4096000 250 1844 0 0"

/* What is not as proc(5) says leaves the figures as they were. */
static void test_other_texts(void **state)
{
    static const struct {
        const char *text;
        uint64_t threads;
    } cases[] = {
        {"12 (charfinderd)" BEFORE "100 50" AFTER, 7},
        {"12 (a) b (c)" BEFORE "100 50" AFTER, 7},
        {"12 (a\n) S 1" BEFORE, 0},
        {"12 charfinderd" BEFORE "100 50" AFTER, 0},
        {"12 (charfinderd) S 1 2 3", 0},
        {"", 0},
        {"\xFF\xFE)", 0},
    };
    char folder[] = "/tmp/process-XXXXXX", path[64];

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct process_figures figures = {.threads = 0};

        write_stat(folder, cases[i].text);
        process_look(&figures, folder);
        process_count_files(&figures, folder);
        assert_int_equal(figures.threads, cases[i].threads);
        assert_int_equal(figures.virtual_bytes, cases[i].threads > 0 ? 4096000 : 0);
        assert_int_equal(figures.resident_bytes,
                         cases[i].threads > 0 ? 250 * sysconf(_SC_PAGESIZE) : 0);
        assert_int_equal(figures.cpu_microseconds,
                         cases[i].threads > 0 ? 150 * 1000000 / sysconf(_SC_CLK_TCK) : 0);
        assert_int_equal(figures.open_files, 0);
    }
    (void)snprintf(path, sizeof path, "%s/stat", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    process_look(&(struct process_figures){.threads = 0}, folder); /* there is none any more */
    process_count_files(&(struct process_figures){.threads = 0}, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_kernels_own),
        cmocka_unit_test(test_time_passes),
        cmocka_unit_test(test_other_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
