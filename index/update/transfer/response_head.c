/*
 * Header fields of a server that is not trusted.
 */

#include "index/update/transfer/response_head.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Copies the value without the white space around it, or nothing if it does not fit or has controls. */
static void copy_value(char out[static PART_VALIDATOR_SIZE], const char *value, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", value[size - 1]))
        size--;
    while (size > 0 && strchr(" \t", *value)) {
        value++;
        size--;
    }
    if (size >= PART_VALIDATOR_SIZE)
        size = 0;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)value[i] < ' ' || value[i] == '\x7F')
            size = 0;
    memcpy(out, value, size);
    out[size] = '\0';
}

static bool is_named(const char *line, size_t name_size, const char *name)
{
    return strlen(name) == name_size && strncasecmp(line, name, name_size) == 0;
}

void response_head_line(struct response_head *head, const char *line, size_t size)
{
    char value[PART_VALIDATOR_SIZE];
    const char *colon;
    size_t name;

    if (size >= 5 && strncasecmp(line, "HTTP/", 5) == 0) {
        *head = (struct response_head){.has_range = false};
        return;
    }
    colon = memchr(line, ':', size);
    if (!colon)
        return;
    name = (size_t)(colon - line);
    copy_value(value, colon + 1, size - name - 1);
    if (is_named(line, name, "ETag")) {
        memcpy(head->etag, value, sizeof value);
    } else if (is_named(line, name, "Last-Modified")) {
        memcpy(head->modified, value, sizeof value);
    } else if (is_named(line, name, "Content-Range")) { /* bytes 100-199/200 */
        unsigned long long start = 0;

        head->has_range = sscanf(value, "bytes %llu-", &start) == 1;
        head->range_start = start;
    }
}

const char *response_head_validator(const struct response_head *head)
{
    return head->etag[0] ? head->etag : head->modified;
}
