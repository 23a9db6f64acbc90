/*
 * Archives are for the program that fetches them: this library links nothing that unpacks them. To use
 * the readings of an older folder without a word would hide that.
 */

#include "index/sources/unread.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/base/reason.h"

#define READINGS "unicode/Unihan_Readings.txt.bz2"

/* Names the folder, by what the kernel knows of it: folders are kept as descriptors. */
static void complain_of(int folder, const struct sources_options *options)
{
    char link[32], path[PATH_MAX] = "a folder of sources";
    struct reason complaint;
    ssize_t size;

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    size = readlink(link, path, sizeof path - 1);
    if (size > 0)
        path[size] = '\0';
    reason_set(&complaint,
               "Unihan.zip is not read: unpack it in its folder, or fill another folder by "
               "charfinder update --offline-from; found in %s",
               path);
    options->complain(options->complain_context, complaint.text);
}

void unread_complain(const struct folders *folders, const struct sources_options *options)
{
    if (!options->complain)
        return;
    for (size_t i = 0; i < folders->count; i++) {
        if (folders_one_has(folders, i, READINGS))
            return; /* this folder's are used */
        if (folders_one_has(folders, i, "unicode/Unihan.zip")) {
            complain_of(folders->list[i], options);
            return;
        }
    }
}
