/*
 * Which word is nearest is decided by base/closest.h, as for keys and values in a query.
 */

#include "index/cli/nearest.h"

#include <string.h>

#include "index/base/closest.h"
#include "index/cli/message.h"

const char *nearest_word(const char *value, const char *const *words)
{
    struct closest closest;

    closest_init(&closest, value, strlen(value));
    for (; *words; words++)
        closest_try(&closest, *words, *words);
    return closest.found;
}

bool nearest_complain(const char *option, const char *value, const char *wanted,
                      const char *const *words)
{
    const char *nearest = nearest_word(value, words);

    message_print("invalid value '%s' for --%s: use %s%s%s", value, option, wanted,
                  nearest ? "; the nearest is " : "", nearest ? nearest : "");
    return false;
}
