#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_HEAD_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * The header fields of a request, read from the raw bytes by RFC 9112, section 5, to the letter.
 *
 * The bytes are those from the end of the request line to the end of the empty line, in the form in
 * which libmicrohttpd leaves them in its buffer.
 *
 * Version 0.9: each CR LF is two NULs, a bare LF is one, and the first colon of each field line is
 * one. A byte that the client sent as NUL is a NUL as well; so the fields are counted, and the caller
 * compares the count with that of the library, which takes a NUL for the end of a line. One class
 * cannot be told apart: where a bare LF stands next to a NUL, or to a colon that is a line by itself,
 * the two read as CR LF.
 *
 * Version 1.0, at the first level of strictness: a NUL stands for the first colon of each field line,
 * and for what comes after the value: white space or CR. All else is as it came, and the empty line
 * is CR LF. After the NUL that ends the last value there may be bytes of the next request instead, so
 * the caller reads as many fields as the library found, and no more. The library refuses a NUL from
 * the client, a bare LF, a bare CR and a folded line, so none of them appears here.
 */

enum head_form {
    HEAD_OF_VERSION_0_9,
    HEAD_OF_VERSION_1_0,
};

enum head_fault {
    HEAD_SOUND,
    HEAD_BAD_LINE,  /* a line that does not end with CR LF, or a head that does not end where the
                       bytes end */
    HEAD_FOLDED,    /* a line that begins with white space (obs-fold) */
    HEAD_BAD_NAME,  /* empty, not a token, or not followed by its colon */
    HEAD_BAD_VALUE, /* with a control character other than tab */
};

struct head {
    enum head_form form;
    const char *at, *end; /* what is left to read; borrowed */
    size_t fields;        /* read so far */
    enum head_fault fault;
};

struct head_field {
    struct slice name, value; /* the value without white space around it; both borrowed */
};

void head_init(struct head *head, enum head_form form, const char *bytes, size_t size);

/* Reads the next field. Returns false after the last one, with `fault` HEAD_SOUND, and at the first
 * fault; it is not called again then. */
bool head_next(struct head *head, struct head_field *field);

/* A token, RFC 9110, section 5.6.2. */
bool head_is_token(struct slice text);

#endif
