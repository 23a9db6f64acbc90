/*
 * A file that is read when it is needed, and what happens where it is damaged, cut, or changed meanwhile.
 */

#include "index/file/paging.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/file/format.h"
#include "index/file/pieces.h"

/* Several units, also where pages have 64 KiB, and a last one that is not whole. */
enum { CONTENT = 40 * FORMAT_PIECE_SIZE + 1000, PLACE = 20 * FORMAT_PIECE_SIZE + 5 };

struct subject {
    uint8_t *bytes; /* as they should be */
    size_t size;
    int file;
    unsigned asked; /* how often the owner was */
    char what[64];
    bool refuses;
    struct slice again;
};

static int make_subject(void **state)
{
    struct subject *subject = calloc(1, sizeof *subject);

    subject->size = format_file_size(CONTENT);
    subject->bytes = malloc(subject->size);
    for (size_t i = 0; i < CONTENT; i++)
        subject->bytes[i] = (uint8_t)(i % 251);
    pieces_seal(subject->bytes, subject->size);
    subject->file = memfd_create("index", MFD_CLOEXEC);
    subject->again = (struct slice){(const char *)subject->bytes, subject->size};
    *state = subject;
    return write(subject->file, subject->bytes, subject->size) == (ssize_t)subject->size ? 0 : -1;
}

static int free_subject(void **state)
{
    struct subject *subject = *state;

    (void)close(subject->file);
    free(subject->bytes);
    free(subject);
    return 0;
}

static struct slice make_again(void *context, const char *what_is_wrong)
{
    struct subject *subject = context;

    subject->asked++;
    (void)snprintf(subject->what, sizeof subject->what, "%s", what_is_wrong);
    return subject->refuses ? (struct slice){.size = 0} : subject->again;
}

static void give_up(void *context)
{
    (void)context;
    _exit(42);
}

static struct paging *open_file(struct subject *subject)
{
    const struct paging_owner owner = {
        .make_again = make_again, .give_up = give_up, .context = subject};
    struct reason reason = {.text = ""};
    struct paging *paging = NULL;

    assert_int_equal(paging_open(dup(subject->file), subject->size, &owner, &paging, &reason), 0);
    assert_int_equal(paging_bytes(paging).size, subject->size);
    return paging;
}

static void damage(struct subject *subject, size_t at)
{
    const uint8_t byte = subject->bytes[at] ^ 1;

    assert_int_equal(pwrite(subject->file, &byte, 1, (off_t)at), 1);
}

static void test_only_what_is_read_is_read(void **state)
{
    struct subject *subject = *state;
    struct paging *paging = open_file(subject);
    const volatile char *bytes = paging_bytes(paging).bytes;
    size_t unit;

    damage(subject, 0); /* that is not read */
    assert_int_equal(paging_bytes_read(paging), 0);
    assert_int_equal((uint8_t)bytes[PLACE], subject->bytes[PLACE]);
    unit = paging_bytes_read(paging);
    assert_in_range(unit, FORMAT_PIECE_SIZE, 64 * 1024);
    assert_int_equal((uint8_t)bytes[PLACE + 1], subject->bytes[PLACE + 1]);
    assert_int_equal(paging_bytes_read(paging), unit);
    assert_int_equal(subject->asked, 0);
    paging_close(paging);
}

static void test_all_of_it_is_the_file(void **state)
{
    struct subject *subject = *state;
    struct paging *paging = open_file(subject);

    /* From the end, with the checksums. */
    for (size_t at = subject->size; at > 0; at--)
        assert_int_equal((uint8_t)paging_bytes(paging).bytes[at - 1], subject->bytes[at - 1]);
    paging_close(paging);
    paging_close(NULL);
}

static void test_a_damaged_piece_is_made_again(void **state)
{
    struct subject *subject = *state;
    struct paging *paging = open_file(subject);

    damage(subject, PLACE);
    damage(subject, CONTENT - 1);
    assert_memory_equal(paging_bytes(paging).bytes, subject->bytes, subject->size);
    assert_int_equal(subject->asked, 1); /* and kept */
    assert_string_equal(subject->what, "checksum mismatch");
    paging_close(paging);
}

static void test_a_file_that_is_cut_is_made_again(void **state)
{
    struct subject *subject = *state;
    struct paging *paging = open_file(subject);

    assert_int_equal(paging_bytes(paging).bytes[5], 5);
    assert_int_equal(ftruncate(subject->file, PLACE), 0);
    assert_memory_equal(paging_bytes(paging).bytes, subject->bytes, subject->size);
    assert_int_equal(subject->asked, 1);
    assert_string_equal(subject->what, "No data available");
    paging_close(paging);
}

static void test_damage_that_is_looked_for(void **state)
{
    struct subject *subject = *state;
    struct paging *paging = open_file(subject);
    const char *bytes = paging_bytes(paging).bytes;
    struct reason reason = {.text = ""};

    damage(subject, PLACE);
    assert_true(paging_read(paging, (struct slice){bytes, 100}, &reason));
    assert_true(paging_read(paging, (struct slice){bytes + subject->size - 100, 100}, &reason));
    assert_true(paging_read(paging, (struct slice){bytes + PLACE, 0}, &reason));
    assert_false(paging_read(paging, (struct slice){bytes, subject->size}, &reason));
    assert_string_equal(reason.text, "checksum mismatch");
    assert_int_equal(subject->asked, 0);
    /* What was not accepted is not there. */
    assert_int_equal((uint8_t)bytes[PLACE], subject->bytes[PLACE]);
    assert_int_equal(subject->asked, 1);
    paging_close(paging);
}

static void test_damaged_checksums(void **state)
{
    struct subject *subject = *state;
    const struct paging_owner owner = {.make_again = make_again, .context = subject};
    struct reason reason = {.text = ""};
    struct paging *paging = NULL;

    damage(subject, CONTENT + 1);
    assert_int_equal(paging_open(dup(subject->file), subject->size, &owner, &paging, &reason), 1);
    assert_string_equal(reason.text, "checksum mismatch");
    assert_int_equal(ftruncate(subject->file, CONTENT), 0);
    assert_int_equal(paging_open(dup(subject->file), subject->size, &owner, &paging, &reason), 1);
    assert_string_equal(reason.text, "cannot read it: No data available");
    assert_null(paging);
}

/* What a child that reads the damaged file ends with. */
static int status_of_reader(struct subject *subject, void (*before)(const struct paging *paging))
{
    const pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        struct paging *paging = open_file(subject);
        const volatile char *bytes = paging_bytes(paging).bytes;

        if (before)
            before(paging);
        (void)bytes[PLACE];
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_a_file_that_cannot_be_made_again(void **state)
{
    struct subject *subject = *state;
    uint8_t *other = malloc(subject->size);

    damage(subject, PLACE);
    assert_int_equal(status_of_reader(subject, NULL), 0);
    subject->refuses = true;
    assert_int_equal(WEXITSTATUS(status_of_reader(subject, NULL)), 42);
    subject->refuses = false;
    subject->again.size -= 8; /* of other sources */
    assert_int_equal(WEXITSTATUS(status_of_reader(subject, NULL)), 42);
    memcpy(other, subject->bytes, subject->size);
    other[PLACE + 1] ^= 1;
    pieces_seal(other, subject->size);
    subject->again = (struct slice){(const char *)other, subject->size};
    assert_int_equal(WEXITSTATUS(status_of_reader(subject, NULL)), 42);
    other[PLACE + 1] ^= 1;
    pieces_seal(other, subject->size);
    assert_int_equal(status_of_reader(subject, NULL), 0);
    free(other);
}

static void read_elsewhere(const struct paging *paging)
{
    const volatile char *elsewhere =
        mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)paging;
    (void)*elsewhere;
}

static void write_into_it(const struct paging *paging)
{
    (void)*(const volatile char *)paging_bytes(paging).bytes;
    *(volatile char *)paging_bytes(paging).bytes = 1;
}

/* Without a sanitizer's own handler. */
static void end_as_usual(const struct paging *paging)
{
    (void)paging;
}

static void test_other_faults_end_the_process(void **state)
{
    struct subject *subject = *state;
    struct sigaction usual = {.sa_handler = SIG_DFL}, before;

    assert_int_equal(sigaction(SIGSEGV, &usual, &before), 0);
    assert_int_equal(status_of_reader(subject, end_as_usual), 0);
    assert_true(WIFSIGNALED(status_of_reader(subject, read_elsewhere)));
    assert_true(WIFSIGNALED(status_of_reader(subject, write_into_it)));
    assert_int_equal(sigaction(SIGSEGV, &before, NULL), 0);
}

static void test_the_handler_is_there_only_while_a_file_is_open(void **state)
{
    struct sigaction before, during, after;
    struct paging *paging;

    assert_int_equal(sigaction(SIGSEGV, NULL, &before), 0);
    for (unsigned i = 0; i < 2; i++) {
        paging = open_file(*state);
        assert_int_equal(sigaction(SIGSEGV, NULL, &during), 0);
        assert_true(during.sa_sigaction != before.sa_sigaction);
        paging_close(paging);
        assert_int_equal(sigaction(SIGSEGV, NULL, &after), 0);
        assert_true(after.sa_sigaction == before.sa_sigaction);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_subject, free_subject)
    const struct CMUnitTest tests[] = {
        TEST(test_only_what_is_read_is_read),
        TEST(test_all_of_it_is_the_file),
        TEST(test_a_damaged_piece_is_made_again),
        TEST(test_a_file_that_is_cut_is_made_again),
        TEST(test_damage_that_is_looked_for),
        TEST(test_damaged_checksums),
        TEST(test_a_file_that_cannot_be_made_again),
        TEST(test_other_faults_end_the_process),
        TEST(test_the_handler_is_there_only_while_a_file_is_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
