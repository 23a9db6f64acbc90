/*
 * Only a whole line renews a client's time, as only a whole header does on HTTP: a client that sends a
 * byte now and then holds no session for longer than others.
 */

#include "server/transport/telnet/patience.h"

#include "server/base/limits.h"

void patience_init(struct patience *patience, uint64_t now)
{
    *patience = (struct patience){.active = now};
}

static void look(struct patience *patience, const struct telnet *telnet, uint64_t now)
{
    bool unfinished = telnet_unfinished(telnet), news = telnet->lines != patience->lines;

    if (news)
        patience->active = now;
    if (news || !patience->unfinished)
        patience->line_begun = now;
    patience->lines = telnet->lines;
    patience->unfinished = unfinished;
}

uint64_t patience_left(struct patience *patience, const struct telnet *telnet,
                       unsigned idle_seconds, uint64_t now)
{
    uint64_t end;

    look(patience, telnet, now);
    if (!patience->unfinished && idle_seconds == 0)
        return 0;
    end = patience->unfinished ? patience->line_begun + (uint64_t)LIMIT_LINE_SECONDS * 1000
                               : patience->active + (uint64_t)idle_seconds * 1000;
    return end > now ? end - now : 1;
}

void patience_drain(struct patience *patience, const struct telnet *telnet)
{
    patience->lines_drained = telnet->lines;
}

bool patience_served(const struct patience *patience, const struct telnet *telnet)
{
    return telnet->lines != patience->lines_drained;
}

uint64_t patience_respite(struct patience *patience, const struct telnet *telnet, uint64_t now)
{
    uint64_t end;

    look(patience, telnet, now);
    if (patience_served(patience, telnet) && !patience->unfinished)
        return 0;
    end = patience->active + PATIENCE_PART_MS;
    return end > now ? end - now : 0;
}
