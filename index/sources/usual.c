/*
 * Paths from the environment, as the XDG Base Directory Specification has them: a relative path is not
 * valid and is ignored.
 */

#include "index/sources/usual.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Below a folder that the environment names. */
static bool below(const char *variable, const char *rest, char path[static PATH_MAX])
{
    const char *folder = getenv(variable);

    return folder && folder[0] == '/' && snprintf(path, PATH_MAX, "%s/%s", folder, rest) < PATH_MAX;
}

size_t usual_folders(char paths[static USUAL_FOLDERS][PATH_MAX])
{
    size_t count = 0;

    if (below("XDG_DATA_HOME", "charfinder/sources", paths[count]) ||
        below("HOME", ".local/share/charfinder/sources", paths[count]))
        count++;
    (void)snprintf(paths[count++], PATH_MAX, "%s", USUAL_SYSTEM);
    return count;
}
