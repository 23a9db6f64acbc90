#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_STATUS_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_STATUS_H

#include "index/base/buffer.h"
#include "server/answers/catalog.h"

/* Appends the current document of /api/v1/status. When memory runs out, the buffer is marked
 * failed. */
void json_status_append(struct buffer *out, const struct catalog *catalog);

#endif
