/*
 * Versions have two parts of one byte each. Unicode has a third part, which no property value and
 * no saved index mentions.
 */

#include "index/unicode/version.h"

#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"

enum {
    PART_MAX = 255,
    PART_DIGITS = 3,
};

static bool read_part(const char *text, size_t size, size_t *at, uint32_t *part)
{
    size_t begin = *at;

    *part = 0;
    for (; *at < size && *at - begin < PART_DIGITS && ascii_is_digit(text[*at]); ++*at)
        *part = *part * 10 + (uint32_t)(text[*at] - '0');
    return *at > begin && *part <= PART_MAX;
}

bool version_read(const char *text, size_t size, uint32_t *version)
{
    uint32_t parts[2] = {0, 0};
    size_t at = 0;

    if (at < size && (text[at] == 'V' || text[at] == 'v'))
        at++;
    if (!read_part(text, size, &at, &parts[0]))
        return false;
    if (at < size && text[at] && strchr("._- ", text[at])) {
        at++;
        if (!read_part(text, size, &at, &parts[1]))
            return false;
    }
    *version = version_make((uint8_t)parts[0], (uint8_t)parts[1]);
    return at == size && parts[0] > 0;
}

void version_write(uint32_t version, char out[static VERSION_SIZE])
{
    if (version == 0)
        out[0] = '\0';
    else
        (void)snprintf(out, VERSION_SIZE, "%u.%u", version >> 8 & PART_MAX, version & PART_MAX);
}
