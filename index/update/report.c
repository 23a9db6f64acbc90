/*
 * Sentences.
 */

#include "index/update/report.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "index/base/buffer.h"
#include "index/base/terminal.h"

static const char *const group_names[CATALOG_GROUPS] = {"Unicode", "CLDR"};

int report_error(int error, const char *message)
{
    char escape[TERMINAL_ESCAPE_SIZE];
    size_t size = strlen(message), at = 0, taken;

    (void)fputs("charfinder update: ", stderr);
    while (at < size) {
        const char *shown = terminal_next(message, size, &at, escape, &taken);

        (void)fwrite(shown, 1, taken, stderr);
    }
    (void)fputc('\n', stderr);
    switch (-error) {
    case EWOULDBLOCK:
        return EX_TEMPFAIL;
    case EEXIST:
    case EBADMSG:
        return EX_CANTCREAT;
    case EACCES:
    case EPERM:
    case EROFS:
        return EX_NOPERM;
    case ENOMEM:
        return EX_OSERR;
    default:
        return EX_IOERR;
    }
}

void report_versions(const struct manifest *manifest, const char *into, bool changed,
                     struct reason *closing)
{
    const char *separator = "";
    char versions[64] = "";
    size_t size = 0;

    for (int i = 0; i < CATALOG_GROUPS; i++) {
        char text[RELEASE_SIZE];

        release_print(&manifest->releases[i], 0, text);
        if (!text[0])
            continue;
        size += (size_t)snprintf(versions + size, sizeof versions - size, "%s%s %s", separator,
                                 group_names[i], text);
        separator = " and ";
    }
    reason_set(closing, changed ? "%s now has %s." : "%s has %s, as before.", into, versions);
}

int report_check(const struct update_options *options, const struct manifest *have)
{
    bool any = false;

    for (int i = 0; i < CATALOG_GROUPS; i++) {
        char latest[RELEASE_SIZE], old[RELEASE_SIZE];
        bool newer;

        if (options->wanted[i].keep)
            continue;
        release_print(&options->wanted[i].release, 0, latest);
        release_print(&have->releases[i], 0, old);
        newer = release_compare(&have->releases[i], &options->wanted[i].release) < 0;
        any |= newer;
        if (options->json)
            (void)printf("{\"event\":\"check\",\"data\":\"%s\",\"version\":\"%s\",\"have\":%s%s%s,"
                         "\"newer\":%s}\n",
                         group_names[i], latest, old[0] ? "\"" : "", old[0] ? old : "null",
                         old[0] ? "\"" : "", newer ? "true" : "false");
        else if (newer && old[0])
            (void)printf("%s %s is newer than %s in %s\n", group_names[i], latest, old,
                         options->into);
        else if (newer)
            (void)printf("%s %s is available; %s has none\n", group_names[i], latest,
                         options->into);
        else
            (void)printf("%s %s: %s is up to date\n", group_names[i], old, options->into);
    }
    return any ? STATUS_NEWER : EX_OK;
}
