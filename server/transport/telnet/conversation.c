/*
 * The telnet machine in its turn: fed from the backlog a slice at a time, and stopped when the steps
 * of the turn are taken.
 *
 * One idea: input and output cost steps as searches do. So bytes that nothing answers, such as a line
 * that is too long, end a turn too, and so do rows that take no search.
 */

#include "server/transport/telnet/conversation.h"

#include "index/present/row.h"

enum {
    FEED_BYTES = 4096,               /* offered to the machine at once, at most */
    OUTPUT_ROOM = ROW_LINE_MAX + 64, /* telnet_answer()'s least capacity */
    BYTES_A_STEP = 4,                /* of output: 32 KiB of rows take 40 µs */
};

void conversation_init(struct conversation *conversation, struct turns *turns,
                       telnet_observer observer, void *context)
{
    *conversation = (struct conversation){.turns = turns};
    turn_init(&conversation->turn, TURN_SESSION);
    telnet_init(&conversation->telnet, observer, context);
}

void conversation_release(struct conversation *conversation)
{
    turn_leave(conversation->turns, &conversation->turn);
    telnet_release(&conversation->telnet);
    backlog_release(&conversation->backlog);
}

static bool takes_input(const struct conversation *conversation)
{
    return conversation->telnet.state == TELNET_READING && !conversation->draining;
}

/* Returns how many bytes the machine took. */
static size_t offer(struct conversation *conversation, const void *bytes, size_t size)
{
    size_t taken =
        telnet_receive(&conversation->telnet, bytes, size < FEED_BYTES ? size : FEED_BYTES);

    (void)turn_take(conversation->turns, &conversation->turn, (int64_t)taken);
    return taken;
}

/* Lets the machine take from the backlog. Returns whether it took anything. */
static bool feed(struct conversation *conversation)
{
    if (!takes_input(conversation))
        return false;
    if (backlog_size(&conversation->backlog) > 0) {
        struct slice waiting = backlog_bytes(&conversation->backlog);
        size_t taken = offer(conversation, waiting.bytes, waiting.size);

        backlog_take(&conversation->backlog, taken);
        return taken > 0;
    }
    if (conversation->ended) {
        telnet_end(&conversation->telnet);
        return true;
    }
    return false;
}

bool conversation_receive(struct conversation *conversation, const void *bytes, size_t size,
                          bool idle)
{
    size_t taken = 0;

    if (idle && takes_input(conversation) && backlog_size(&conversation->backlog) == 0 &&
        turn_begin(conversation->turns, &conversation->turn))
        taken = offer(conversation, bytes, size);
    return taken == size ||
           backlog_append(&conversation->backlog, (const char *)bytes + taken, size - taken);
}

/* Takes the steps of the machine's answers since the last call, and of the bytes that it has written.
 * Returns false when the turn is over. */
static bool charge(struct conversation *conversation, size_t written)
{
    int64_t steps = conversation->telnet.steps + (int64_t)(written / BYTES_A_STEP);

    conversation->telnet.steps = 0;
    return turn_take(conversation->turns, &conversation->turn, steps);
}

size_t conversation_answer(struct conversation *conversation, const struct catalog *catalog,
                           char *out, size_t capacity)
{
    size_t size = 0;

    while (capacity - size >= OUTPUT_ROOM) {
        size_t written = telnet_answer(&conversation->telnet, catalog, out + size, capacity - size);

        size += written;
        if (!charge(conversation, written) || (written == 0 && !feed(conversation)))
            break;
    }
    return size;
}

bool conversation_interrupted(struct conversation *conversation)
{
    struct telnet *telnet = &conversation->telnet;
    struct slice unseen;

    if (telnet->state != TELNET_ANSWERING && telnet->state != TELNET_WAITING)
        return false;
    unseen = backlog_scan(&conversation->backlog);
    return unseen.size > 0 && telnet_interrupted(telnet, unseen.bytes, unseen.size);
}
