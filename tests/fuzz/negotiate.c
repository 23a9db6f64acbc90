/*
 * libFuzzer: any text as Accept-Encoding and as If-None-Match. White space at the ends of a list, and
 * empty elements, mean nothing (RFC 9110, section 5.6.1); nothing that is not there is found.
 */

#include "server/answers/http/request/negotiate.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/demand.h"

#define TAG "\"0123456789abcdef\""

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The text with something before and after it, for free(). Its end is the end of the allocation. */
static char *framed(const char *before, const char *text, const char *behind)
{
    size_t size = strlen(before) + strlen(text) + strlen(behind) + 1;
    char *all = malloc(size);

    demand(all != NULL);
    strcpy(all, before); /* NOLINT: the size was just computed */
    strcat(all, text);   /* NOLINT */
    strcat(all, behind); /* NOLINT */
    return all;
}

static void check_encodings(const char *text)
{
    enum coding coding = negotiate_coding(text, ~0U).coding;
    char *spaced = framed(" ,\t, ", text, " , ,\t");

    demand(coding == CODING_IDENTITY || strcasestr(text, coding_name(coding)) || strchr(text, '*'));
    demand(negotiate_coding(text, 0).coding == CODING_IDENTITY);
    if (!strchr(text, '"')) /* an unfinished string would swallow the comma */
        demand(negotiate_coding(spaced, ~0U).coding == coding);
    free(spaced);
}

static void check_tags(const char *text)
{
    bool has = negotiate_has_etag(text, TAG);
    char *first = framed(TAG ", ", text, "");
    char *weak = framed(" , W/" TAG ",", text, "");

    demand(!has || strstr(text, TAG) || strchr(text, '*'));
    demand(negotiate_has_etag(first, TAG));
    demand(negotiate_has_etag(weak, TAG));
    free(first);
    free(weak);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *text = malloc(size + 1);

    demand(text != NULL);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    check_encodings(text);
    check_tags(text);
    free(text);
    return 0;
}
