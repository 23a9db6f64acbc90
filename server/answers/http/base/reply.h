#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_REPLY_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_REPLY_H

#include <stddef.h>

#include "index/base/buffer.h"
#include "server/answers/http/base/message.h"
#include "server/answers/http/coding/coding.h"
#include "server/answers/json/json_problem.h"

/*
 * Builds a reply: start empty, add headers and at most one body. A problem or out of memory starts
 * over, so that no header of a failed answer remains.
 */

/* Starts an empty reply. Previous contents of the struct are neither read nor freed. */
void reply_begin(struct api_reply *reply, unsigned status);
void reply_release(struct api_reply *reply);

/* Adds a header. Name and value must be static. */
void reply_header(struct api_reply *reply, const char *name, const char *value);
/* Adds a header. The name must be static; the value is the concatenation of the texts. NULL ends
 * the texts. */
void reply_header_joined(struct api_reply *reply, const char *name, const char *const texts[]);
__attribute__((format(printf, 3, 4))) void
reply_header_format(struct api_reply *reply, const char *name, const char *format, ...);

/* Takes the buffer's bytes as the body and leaves the buffer empty. The content type must be
 * static. A failed buffer makes the reply reply_no_memory(). */
void reply_body(struct api_reply *reply, const char *type, struct buffer *body);

/* The stream produces the body. Takes the stream. */
void reply_stream_body(struct api_reply *reply, const char *type, struct api_stream *stream);

/* Compresses the body, which the reply must own, and sets Content-Encoding. A long body is left for
 * reply_continue(), which compresses a slice and returns false when more is left; a stream is compressed
 * as it is read. */
void reply_compress(struct api_reply *reply, enum coding coding);
bool reply_continue(struct api_reply *reply);

/* The body is static data, borrowed for the reply's lifetime. */
void reply_static(struct api_reply *reply, const char *type, const void *bytes, size_t size);

/* Releases the reply's contents and makes it this problem. Every application/problem+json body is
 * written here. A NULL title means the reason phrase. */
void reply_problem(struct api_reply *reply, const struct json_problem *problem);

/* Is its body a problem document? */
bool reply_is_problem(struct api_reply *reply);

/* Replaces the body, and its type, and leaves the buffer empty. The type must be static. Returns false for a
 * failed buffer: the body is the one before. */
bool reply_replace_body(struct api_reply *reply, const char *type, struct buffer *body);

/* Releases the reply's contents and makes it 503 without a body. */
void reply_no_memory(struct api_reply *reply);

#endif
