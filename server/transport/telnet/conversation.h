#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_CONVERSATION_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_CONVERSATION_H

#include <stdbool.h>
#include <stddef.h>

#include "server/answers/catalog.h"
#include "server/answers/telnet/telnet.h"
#include "server/transport/base/turns.h"
#include "server/transport/telnet/backlog.h"

/*
 * The dialogue of one telnet session, without I/O: a telnet machine, the bytes that it has not
 * taken yet, and the steps that both take of the session's turn (turns.h).
 *
 * Nothing that was received is refused: the owner decides when to read.
 */

struct conversation {
    struct telnet telnet;
    struct backlog backlog; /* received, not yet taken by the machine */
    bool ended;             /* the client has sent its last byte; set by the owner */
    bool draining;          /* no further line is taken; set by the owner */
    struct turns *turns;    /* borrowed */
    struct turn turn;
};

void conversation_init(struct conversation *conversation, struct turns *turns,
                       telnet_observer observer, void *context);
/* Leaves the queue of turns as well. */
void conversation_release(struct conversation *conversation);

/* Takes all of the bytes: the machine takes what it can at once, without a copy, where `idle` says
 * that no reply is on its way. Returns false when memory ran out. */
bool conversation_receive(struct conversation *conversation, const void *bytes, size_t size,
                          bool idle);

/* Writes the rest of the reply and the replies to further lines that wait, until the turn is over or
 * less than OUTPUT_ROOM is left of the capacity. Returns how many bytes it wrote. The turn must have
 * begun. */
size_t conversation_answer(struct conversation *conversation, const struct catalog *catalog,
                           char *out, size_t capacity);

/* Ctrl-C must not wait until a long reply is sent: has one been received since the last call? Then
 * the machine is TELNET_ABORTED. Between replies the machine finds it in its turn, after the lines
 * that were sent before it. */
bool conversation_interrupted(struct conversation *conversation);

#endif
