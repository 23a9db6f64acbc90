/*
 * The settings themselves are checked as they are read; this is what they refer to.
 */

#include "server/config/check.h"

#include <errno.h>
#include <stdlib.h>

#include "index/sources/sources.h"

struct check {
    const char *name;
    FILE *out;
    int wrong;
};

static void complain(void *context, const char *complaint)
{
    struct check *check = context;

    (void)fprintf(check->out, "%s: %s\n", check->name, complaint);
    check->wrong++;
}

int config_check_tables(const struct config *config, const char *name, FILE *out)
{
    struct check check = {.name = name, .out = out};
    const char *languages[LANGUAGES_MAX];
    struct sources_options options = config_sources(config, languages);
    struct sources *sources = malloc(sizeof *sources);
    const struct source *site;
    int r;

    if (!sources)
        return -ENOMEM;
    options.complain = complain;
    options.complain_context = &check;
    r = sources_check_site(&options, sources);
    site = &sources->list[SOURCE_SITE];
    if (r == 0 && site->state != SOURCE_OK && check.wrong == 0)
        complain(&check, site->reason.text); /* a folder */
    free(sources);
    return r < 0 ? r : check.wrong;
}
