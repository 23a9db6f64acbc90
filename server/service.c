/*
 * sd_listen_fds(3), sd_notify(3) and sd_journal_sendv(3). A message to the manager that systemd does not receive is lost without harm:
 * each is repeated or superseded.
 */

#include "server/service.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

static int name_socket(struct service_socket *socket, int descriptor, const char *name,
                       struct reason *reason)
{
    *socket = (struct service_socket){
        .socket = descriptor,
        .telnet = strcmp(name, "telnet") == 0,
        .http = strcmp(name, "http") == 0,
    };
    if (socket->telnet || socket->http)
        return 0;
    reason_set(reason,
               "systemd passed a socket named '%s': set FileDescriptorName= to telnet or http",
               name);
    return -EINVAL;
}

int service_sockets(struct service_socket sockets[static SERVICE_SOCKETS_MAX],
                    struct reason *reason)
{
    char **names = NULL;
    int count = sd_listen_fds_with_names(1, &names), r = count;

    if (count < 0)
        reason_set(reason, "cannot read the sockets that systemd passed: %s", strerror(-count));
    if (count > SERVICE_SOCKETS_MAX) {
        reason_set(reason, "systemd passed %d sockets: pass at most %d", count,
                   SERVICE_SOCKETS_MAX);
        r = -E2BIG;
    }
    for (int i = 0; i < count; i++) {
        if (r >= 0) {
            int named = name_socket(&sockets[i], SD_LISTEN_FDS_START + i, names[i], reason);

            r = named < 0 ? named : r;
        }
        free(names[i]);
    }
    free(names);
    return r;
}

void service_ready(void)
{
    (void)sd_notify(0, "READY=1");
}

/* systemd compares the time with that of its own request. */
void service_reloading(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    (void)sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
                     (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
}

void service_stopping(unsigned seconds)
{
    (void)sd_notifyf(0, "STOPPING=1\nEXTEND_TIMEOUT_USEC=%" PRIu64, (uint64_t)seconds * 1000000);
}

void service_status(const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    (void)sd_notifyf(0, "STATUS=%s", text);
}

uint64_t service_watchdog(void)
{
    uint64_t microseconds;

    return sd_watchdog_enabled(0, &microseconds) > 0 ? microseconds : 0;
}

void service_alive(void)
{
    (void)sd_notify(0, "WATCHDOG=1");
}

bool service_has_journal(void)
{
    return access("/run/systemd/journal/socket", W_OK) == 0;
}

int service_journal(const struct iovec *fields, int count)
{
    return sd_journal_sendv(fields, count);
}
