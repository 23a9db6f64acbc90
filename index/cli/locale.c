/*
 * A locale is a language tag, then perhaps ".", a character set, "@" and a modifier, of which the
 * last names a script at best ("sr_RS@latin").
 */

#include "index/cli/locale.h"

#include <stdlib.h>
#include <string.h>

static const char *locale_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && value[0])
            return value;
    }
    return "";
}

void locale_preferred(char tag[static LOCALE_TAG_SIZE])
{
    const char *locale = locale_of_environment();
    size_t size = strcspn(locale, ".@");

    tag[0] = '\0';
    if (size >= LOCALE_TAG_SIZE || (size == 5 && memcmp(locale, "POSIX", 5) == 0) || size < 2)
        return;
    memcpy(tag, locale, size);
    tag[size] = '\0';
}
