/*
 * A short stack of free buffers in front of malloc(): the one that was used last is in the
 * processor's cache. It never grows beyond SEND_BUFFERS_FREE. Its lowest height since the last trim
 * tells how many were not needed.
 */

#include "server/transport/telnet/send_buffers.h"

#include <stdlib.h>

#include "server/base/limits.h"

char *send_buffers_take(struct send_buffers *buffers)
{
    if (buffers->count == 0)
        return malloc(LIMIT_SEND);
    buffers->count--;
    if (buffers->spare > buffers->count)
        buffers->spare = buffers->count;
    return buffers->free[buffers->count];
}

void send_buffers_give_back(struct send_buffers *buffers, char *buffer)
{
    if (buffer && buffers->count < SEND_BUFFERS_FREE)
        buffers->free[buffers->count++] = buffer;
    else
        free(buffer);
}

void send_buffers_release(struct send_buffers *buffers)
{
    while (buffers->count > 0)
        free(buffers->free[--buffers->count]);
}

void send_buffers_trim(struct send_buffers *buffers)
{
    size_t kept = buffers->count - buffers->spare;

    while (buffers->count > kept)
        free(buffers->free[--buffers->count]);
    buffers->spare = buffers->count;
}
