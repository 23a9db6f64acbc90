/*
 * Looks at each socket a few times a second. That is often enough for a client that waits for nothing,
 * and needs no descriptor, no completion and no thread.
 */

#include "server/transport/lingering.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/container_of.h"

enum {
    LOOK_MS = 100,
    LOOKS = LINGERING_MS / LOOK_MS,
    PIECE = 16 * 1024, /* bytes dropped with one call */
    PIECES = 8,        /* calls each time, so that a flood has no end but the deadline's */
};

void lingering_init(struct lingering *lingering, struct wheel *wheel)
{
    *lingering = (struct lingering){.wheel = wheel};
    for (size_t i = 0; i < LINGERING_MAX; i++)
        lingering->sockets[i] =
            (struct lingering_socket){.socket = -1, .deadline = {.owner = DEADLINE_LINGERING}};
}

static void end(struct lingering *lingering, struct lingering_socket *lingerer)
{
    if (lingerer->socket < 0)
        return;
    wheel_clear(lingering->wheel, &lingerer->deadline);
    (void)close(lingerer->socket);
    lingerer->socket = -1;
}

void lingering_release(struct lingering *lingering)
{
    for (size_t i = 0; i < LINGERING_MAX; i++)
        end(lingering, &lingering->sockets[i]);
}

/* Drops what has come. Returns whether more may come. */
static bool drain(int socket)
{
    char bytes[PIECE];

    for (int i = 0; i < PIECES; i++) {
        ssize_t size = recv(socket, bytes, sizeof bytes, MSG_DONTWAIT);

        if (size < 0)
            return errno == EAGAIN || errno == EINTR;
        if (size == 0)
            return false;
    }
    return true;
}

static void look(struct lingering *lingering, struct lingering_socket *lingerer)
{
    if (drain(lingerer->socket) && lingerer->looked++ < LOOKS)
        wheel_set(lingering->wheel, &lingerer->deadline, LOOK_MS);
    else
        end(lingering, lingerer);
}

void lingering_add(struct lingering *lingering, int socket)
{
    struct lingering_socket *lingerer = &lingering->sockets[lingering->next++ % LINGERING_MAX];

    end(lingering, lingerer);
    (void)shutdown(socket, SHUT_WR);
    lingerer->socket = socket;
    lingerer->looked = 0;
    look(lingering, lingerer);
}

void lingering_expire(struct lingering *lingering, struct deadline *deadline)
{
    look(lingering, container_of(deadline, struct lingering_socket, deadline));
}
