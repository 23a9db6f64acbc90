#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_STREAM_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_STREAM_H

#include <stddef.h>
#include <stdint.h>

/* A body that is produced piece by piece because it is too long to hold in memory. Producers embed
 * this as the first member of their own struct. */
struct api_stream {
    /* Writes the next bytes, at most `capacity`, and returns how many; 0 at the end. Each call
     * writes at most about 16 KiB of rows, whatever the capacity. All memory is allocated when the
     * reply is made, so reading cannot run out of memory. */
    size_t (*read)(struct api_stream *stream, char *out, size_t capacity);
    void (*free)(struct api_stream *stream);
    int64_t steps; /* that the last call of read() took (index/base/budget.h), beside its bytes */
};

#endif
