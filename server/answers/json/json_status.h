#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_STATUS_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_STATUS_H

#include "index/base/buffer.h"
#include "server/answers/catalog.h"

/* Appends the document of /api/v1/status, as of this moment. Where memory runs out the buffer has
 * failed. */
void json_status_append(struct buffer *out, const struct catalog *catalog);

#endif
