#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REPLY_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REPLY_H

#include <stddef.h>

#include "index/base/buffer.h"
#include "server/answers/http/message.h"
#include "server/answers/json/json_problem.h"

/*
 * Putting a reply together. It begins empty, gets its headers and at most one body. A problem, or
 * running out of memory, begins it again, so that no header of an answer that failed stays in it.
 */

/* An empty reply; nothing of what the struct held before is read or freed. */
void reply_begin(struct api_reply *reply, unsigned status);
void reply_release(struct api_reply *reply);

/* Name and value must be static. */
void reply_header(struct api_reply *reply, const char *name, const char *value);
/* The name must be static; the value is these texts joined, NULL after the last. */
void reply_header_joined(struct api_reply *reply, const char *name, const char *const texts[]);
__attribute__((format(printf, 3, 4))) void
reply_header_format(struct api_reply *reply, const char *name, const char *format, ...);

/* Takes the buffer's bytes as body, of that static content type, and leaves the buffer empty. A
 * buffer that failed makes the reply reply_no_memory(). */
void reply_body(struct api_reply *reply, const char *type, struct buffer *body);

/* The body is what the stream reads. The reply owns the stream. */
void reply_stream_body(struct api_reply *reply, const char *type, struct api_stream *stream);

/* Compresses the body, which the reply owns, and says so. */
void reply_compress(struct api_reply *reply);

/* The body is static data of the program. */
void reply_static(struct api_reply *reply, const char *type, const void *bytes, size_t size);

/* Releases what the reply held and makes it this problem: everything of type
 * application/problem+json is written here. The title may be NULL and is then the reason phrase. */
void reply_problem(struct api_reply *reply, const struct json_problem *problem);

/* Releases what the reply held and makes it 503 without a body. */
void reply_no_memory(struct api_reply *reply);

#endif
