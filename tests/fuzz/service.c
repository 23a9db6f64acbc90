/*
 * libFuzzer: any text as the environment of a service: LISTEN_FDS and LISTEN_FDNAMES, a line each, and
 * WATCHDOG_USEC as a third. Sockets that are accepted have a name that is known and follow each other;
 * the environment is removed in any case, so that no child is confused by it.
 */

#include "server/service.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/demand.h"

enum { FIRST = 3, OPEN = 4 }; /* sockets that are open; libFuzzer needs the others */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* libFuzzer defines the parameters. NOLINTNEXTLINE(readability-non-const-parameter) */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    for (int i = 0; i < OPEN; i++)
        (void)dup(STDERR_FILENO); /* takes the lowest numbers that are free */
    return 0;
}

static void environment_set(char *text)
{
    static const char *const names[] = {"LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_USEC"};
    char process[16];

    (void)snprintf(process, sizeof process, "%d", (int)getpid());
    demand(setenv("LISTEN_PID", process, 1) == 0 && setenv("WATCHDOG_PID", process, 1) == 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *end = text ? strchr(text, '\n') : NULL;

        if (end)
            *end = '\0';
        demand(text ? setenv(names[i], text, 1) == 0 : unsetenv(names[i]) == 0);
        text = end ? end + 1 : NULL;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason = {.text = ""};
    char *text = malloc(size + 1);
    int count;

    demand(text != NULL);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    environment_set(text);
    (void)service_watchdog();
    count = service_sockets(sockets, &reason);
    demand(count <= SERVICE_SOCKETS_MAX && (count < 0) == (reason.text[0] != '\0'));
    for (int i = 0; i < count; i++)
        demand(sockets[i].socket == FIRST + i && sockets[i].telnet != sockets[i].http);
    demand(!getenv("LISTEN_FDS") && !getenv("LISTEN_FDNAMES") && !getenv("LISTEN_PID"));
    free(text);
    return 0;
}
