#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_RESPONSE_HEAD_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_RESPONSE_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/update/transfer/part.h"

/*
 * What we need of the head of a response: the validators of RFC 9110, section 8.8, and which bytes they
 * are, section 14.4. A value that is too long counts as missing.
 */

struct response_head {
    char etag[PART_VALIDATOR_SIZE], modified[PART_VALIDATOR_SIZE];
    uint64_t range_start; /* of Content-Range */
    bool has_range;
};

/* Takes a line of the head. A status line starts over, since redirections have heads as well. */
void response_head_line(struct response_head *head, const char *line, size_t size);

/* The ETag, or the date of Last-Modified, or "". */
const char *response_head_validator(const struct response_head *head);

#endif
