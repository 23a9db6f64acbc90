/* Requests in the form in which their results are kept. */

#include "server/fonts/ask.h"

#include "tests/unit/server/fonts/a_stage.h"

/* The letter of the result of learning the faces of a file. */
static char letter_of(const char *path)
{
    static const struct wire_request request = {.task = WIRE_FACES};
    struct font_files files = {.list = VECTOR_INIT};
    const char *const folders[] = {path};
    struct buffer out = BUFFER_INIT;
    struct reason reason;
    char letter;

    assert_int_equal(folders_list(&files, folders, 1), 0);
    assert_int_equal(ask_program(&stage.helper, &files.list.items[0], &request, &out, &reason),
                     ASK_DONE);
    letter = out.bytes[0];
    assert_int_equal(out.size > 1, letter == ASK_TAKEN);
    folders_release(&files);
    buffer_release(&out);
    return letter;
}

static void write_file(const char *name, const char *text)
{
    char path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s", stage.folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void test_results(void **state)
{
    (void)state;
    assert_int_equal(letter_of(DEJAVU), ASK_TAKEN);
    write_file("a.ttf", "not a font");
    assert_int_equal(letter_of(stage.folder), ASK_REFUSED);
    helper_release(&stage.helper);
    helper_init(&stage.helper, stage_deadly_program(), stage.stop);
    assert_int_equal(letter_of(stage.folder), ASK_DEADLY);
}

static void test_a_file_that_is_gone(void **state)
{
    static const struct wire_request request = {.task = WIRE_FACES};
    const struct font_file file = {.path = (char[]){"/nonexistent.ttf"}};
    struct buffer out = BUFFER_INIT;
    struct reason reason;

    (void)state;
    assert_int_equal(ask_program(&stage.helper, &file, &request, &out, &reason), ASK_DONE);
    assert_int_equal(out.bytes[0], ASK_REFUSED);
    assert_int_equal(out.size, 1);
    buffer_release(&out);
}

static void test_the_end_of_the_daemon(void **state)
{
    static const struct wire_request request = {.task = WIRE_FACES};
    struct font_files files = {.list = VECTOR_INIT};
    const char *const folders[] = {DEJAVU};
    struct buffer out = BUFFER_INIT;
    struct reason reason;

    (void)state;
    assert_int_equal(folders_list(&files, folders, 1), 0);
    assert_int_equal(helper_start(&stage.helper, &reason), 0);
    (void)eventfd_write(stage.stop, 1);
    assert_int_equal(ask_program(&stage.helper, &files.list.items[0], &request, &out, &reason),
                     ASK_STOPPED);
    assert_int_equal(out.size, 0);
    folders_release(&files);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(test_results),
        ON_STAGE(test_a_file_that_is_gone),
        ON_STAGE(test_the_end_of_the_daemon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
