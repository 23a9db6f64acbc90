/*
 * Archives are for the program that fetches them: this library links nothing that unpacks them. To use
 * the readings of an older folder without a word would hide that.
 */

#include "index/sources/unread.h"

#define READINGS "unicode/Unihan_Readings.txt.bz2"

void unread_complain(const struct folders *folders, const struct sources_options *options)
{
    static const char complaint[] =
        "Unihan.zip in a folder of sources is not read: unpack it there, or fill another folder by "
        "charfinder update --offline-from";

    if (!options->complain)
        return;
    for (size_t i = 0; i < folders->count; i++) {
        if (folders_one_has(folders, i, READINGS))
            return; /* this folder's are used */
        if (folders_one_has(folders, i, "unicode/Unihan.zip")) {
            options->complain(options->complain_context, complaint);
            return;
        }
    }
}
