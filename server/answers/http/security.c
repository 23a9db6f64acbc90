/*
 * security.txt. It has to name a date after which it is not to be used (RFC 9116, section 2.5.5). The
 * daemon knows that the contact is the configured one as long as it runs, so the date is always some
 * weeks ahead.
 */

#include "server/answers/http/security.h"

#include <time.h>

#include "server/answers/http/base/reply.h"

enum { VALID_SECONDS = 30 * 24 * 3600 };

void security_answer(const struct exchange *exchange)
{
    const struct catalog *catalog = exchange->catalog;
    struct buffer body = BUFFER_INIT;
    char expires[sizeof "2026-11-30T00:00:00Z"];
    struct tm utc;
    time_t until;

    if (!catalog->security_contact || !catalog->process) {
        exchange->reply->status = 404;
        return;
    }
    until = (time_t)(counter_get(&catalog->process->started_ms) / 1000 + catalog->uptime) +
            VALID_SECONDS;
    (void)gmtime_r(&until, &utc);
    (void)strftime(expires, sizeof expires, "%Y-%m-%dT00:00:00Z", &utc);
    buffer_append_format(&body, "Contact: %s\nExpires: %s\nPreferred-Languages: en\n",
                         catalog->security_contact, expires);
    reply_body(exchange->reply, "text/plain; charset=utf-8", &body);
}
