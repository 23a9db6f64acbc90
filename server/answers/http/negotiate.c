/*
 * Parses two header fields in place. A malformed field counts as absent: the client then gets the
 * plain answer, which every client understands.
 */

#include "server/answers/http/negotiate.h"

#include <string.h>
#include <strings.h>

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " \t");
}

/* Entity tags may contain commas, so the list is scanned from quote to quote. */
bool negotiate_has_etag(const char *if_none_match, const char *etag)
{
    size_t size = strlen(etag);
    const char *at = if_none_match;

    if (!at)
        return false;
    at = skip_spaces(at);
    if (strcmp(at, "*") == 0)
        return true;
    while (*at) {
        const char *end;

        at += strspn(at, " \t,");
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        end = *at == '"' ? strchr(at + 1, '"') : NULL;
        if (!end)
            return false;
        if ((size_t)(end + 1 - at) == size && memcmp(at, etag, size) == 0)
            return true;
        at = end + 1;
    }
    return false;
}

/* Returns whether the weight of the coding (";q=0.5", or nothing) is above 0. */
static bool weight_is_positive(const char *at, const char *end)
{
    for (; at < end; at = at + 1 + strcspn(at + 1, ";,")) {
        const char *name = skip_spaces(at + 1);

        if (strncasecmp(name, "q=", 2) == 0) {
            size_t size = strspn(name + 2, "0123456789.");

            return strcspn(name + 2, "123456789") < size;
        }
    }
    return true;
}

static bool name_is(const char *name, size_t size, const char *expected)
{
    return size == strlen(expected) && strncasecmp(name, expected, size) == 0;
}

bool negotiate_takes_gzip(const char *accept_encoding)
{
    bool any = false;

    for (const char *at = accept_encoding; at && *at;) {
        const char *name = at + strspn(at, " \t,");
        size_t size = strcspn(name, " \t,;");
        const char *weight = skip_spaces(name + size);

        at = weight + strcspn(weight, ",");
        if (name_is(name, size, "gzip") || name_is(name, size, "x-gzip"))
            return weight_is_positive(weight, at); /* its own weight takes precedence over that
                                                      of "*" */
        if (name_is(name, size, "*"))
            any = weight_is_positive(weight, at);
    }
    return any;
}
