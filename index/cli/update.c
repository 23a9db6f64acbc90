/*
 * Finds the program that fetches newer sources. Its libraries would cost each start of this one 8 ms.
 */

#include "index/cli/update.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/cli/message.h"

bool update_wanted(int argc, char **argv)
{
    return argc > 1 && strcmp(argv[1], UPDATE_COMMAND) == 0;
}

/* Writes the path of a program at this place, as seen from this one. */
static bool find(char path[static PATH_MAX], const char *place)
{
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - 1);
    char *end;

    if (size <= 0)
        return false;
    path[size] = '\0';
    end = strrchr(path, '/');
    if (!end || (size_t)(end - path) + strlen(place) >= PATH_MAX)
        return false;
    memcpy(end, place, strlen(place) + 1);
    return access(path, X_OK) == 0;
}

int update_exec(char **argv)
{
    static char name[] = "charfinder-update";
    char path[PATH_MAX];

    if (!find(path, "/charfinder-update") &&
        !find(path, "/../libexec/charfinder/charfinder-update")) {
        message_print("charfinder-update is not installed: this version was built without it");
        return EX_UNAVAILABLE;
    }
    argv[1] = name;
    (void)execv(path, argv + 1);
    message_print("cannot run %s: %s", path, strerror(errno));
    return EX_OSERR;
}
