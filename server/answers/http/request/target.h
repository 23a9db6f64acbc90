#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_TARGET_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_TARGET_H

#include <stddef.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"

/*
 * A request target, parsed: "/api/v1/search?q=cat+face&limit=3" into a path and parameters.
 *
 * It parses the raw bytes, because libmicrohttpd's own decoding stops at %00. In the path only %XX
 * is decoded; in names and values of parameters "+" also stands for a space
 * (application/x-www-form-urlencoded, WHATWG URL standard, section 5.1). Refused: malformed
 * escapes, %00, invalid UTF-8, too many parameters, a target that does not start with "/" (after
 * http://host is removed).
 */

enum { TARGET_MAX_PARAMETERS = 16 };

struct target_parameter {
    struct slice name, value;
};

struct target {
    char *text; /* owned: all decoded text */
    struct slice path;
    size_t plain; /* bytes of the path before the first "/" that was escaped, which is data: it
                     separates nothing */
    size_t count;
    struct target_parameter parameters[TARGET_MAX_PARAMETERS];
};

enum target_outcome {
    TARGET_OK = 0,
    TARGET_BAD = 1, /* 400; the reason says what to send instead */
};

/* Parses the target. Returns TARGET_OK, TARGET_BAD or -ENOMEM. On TARGET_OK release it with
 * target_release(). The target does not refer to `raw`. Thread-safe. */
int target_parse(struct target *target, const char *raw, size_t size, struct reason *reason);
void target_release(struct target *target);

/* The value of the first parameter with this name, or NULL. */
const struct slice *target_value(const struct target *target, const char *name);

#endif
