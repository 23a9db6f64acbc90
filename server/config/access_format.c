/*
 * The names of the formats, as the configuration has them.
 */

#include "server/config/access_format.h"

#include <assert.h>
#include <string.h>

static const char *const names[ACCESS_FORMATS] = {
    [ACCESS_OFF] = "off",
    [ACCESS_COMMON] = "common",
    [ACCESS_JSON] = "json",
    [ACCESS_JOURNAL] = "journal",
};

bool access_format_parse(const char *name, enum access_format *format)
{
    for (int i = 0; i < ACCESS_FORMATS; i++)
        if (strcmp(names[i], name) == 0) {
            *format = (enum access_format)i;
            return true;
        }
    return false;
}

const char *access_format_name(enum access_format format)
{
    assert(format < ACCESS_FORMATS);
    return names[format];
}
