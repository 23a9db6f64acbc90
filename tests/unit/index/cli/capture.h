#ifndef CHARFINDER_TESTS_UNIT_INDEX_CLI_CAPTURE_H
#define CHARFINDER_TESTS_UNIT_INDEX_CLI_CAPTURE_H

/*
 * Captures what a module of the command writes to standard output or standard error. Do not assert
 * between begin and end: a failure would be captured too.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { CAPTURE_SIZE = 64 * 1024 };

struct capture {
    FILE *stream; /* stdout or stderr */
    FILE *file;
    int original;
    char text[CAPTURE_SIZE]; /* after capture_end(), NUL-terminated */
};

static inline void capture_begin(struct capture *capture, FILE *stream)
{
    capture->stream = stream;
    capture->file = tmpfile();
    assert_non_null(capture->file);
    assert_int_equal(fflush(stream), 0);
    capture->original = dup(fileno(stream));
    assert_true(capture->original >= 0);
    assert_true(dup2(fileno(capture->file), fileno(stream)) >= 0);
}

static inline const char *capture_end(struct capture *capture)
{
    size_t size;

    (void)fflush(capture->stream);
    (void)dup2(capture->original, fileno(capture->stream));
    (void)close(capture->original);
    rewind(capture->file);
    size = fread(capture->text, 1, CAPTURE_SIZE - 1, capture->file);
    capture->text[size] = '\0';
    (void)fclose(capture->file);
    return capture->text;
}

/* How often the part is in the text. */
static inline size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    while ((text = strstr(text, part)) != NULL) {
        text += strlen(part);
        count++;
    }
    return count;
}

#endif
