/*
 * Loads an index, which may be the daemon's, or builds and saves one. On a terminal, building
 * shows a progress bar.
 */

#include "index/cli/open.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/builder/build.h"
#include "index/cli/message.h"
#include "index/file/store.h"
#include "index/sources/warning.h"

enum { BAR_WIDTH = 40 }; /* columns of the progress bar */

static bool show_progress(void *context, unsigned permille)
{
    static const char full[] = "########################################";
    int filled = (int)(permille * BAR_WIDTH / 1000);
    unsigned *shown = context, percent = permille / 10;

    _Static_assert(sizeof full - 1 == BAR_WIDTH, "the bar can be filled");
    if (percent == *shown)
        return true;
    *shown = percent;
    (void)fprintf(stderr, "\rBuilding the index [%-*.*s] %3u%%", BAR_WIDTH, filled, full, percent);
    if (permille >= 1000)
        (void)fprintf(stderr, "\r%*s\r", BAR_WIDTH + 26, "");
    (void)fflush(stderr);
    return true;
}

static bool show_nothing(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

/* Warns of missing sources, once for each index built. */
static void print_warnings(const struct charindex *index, const char *directory)
{
    struct reason warning;

    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        if (source_warning(charindex_sources(index), id, directory, &warning))
            message_print("%s", warning.text);
}

static void print_complaint(void *context, const char *complaint)
{
    (void)context;
    message_print("%s", complaint);
}

static int build(const struct sources_options *from, struct charindex **index)
{
    struct sources_options sources = *from;
    struct reason reason = {.text = ""};
    unsigned shown = UINT_MAX; /* percent on the bar */
    int r;

    sources.complain = print_complaint;
    r = build_index(&sources, isatty(STDERR_FILENO) ? show_progress : show_nothing, &shown, index,
                    &reason);

    if (r == 0) {
        print_warnings(*index, sources.directory);
        return EX_OK;
    }
    message_print("cannot build the index: %s", reason.text[0] ? reason.text : strerror(-r));
    return EX_SOFTWARE;
}

static int load(const char *directory, const struct sources_options *sources,
                struct charindex **index, struct reason *reason)
{
    if (!directory)
        return STORE_ABSENT;
    return sources->languages || sources->all_languages
               ? store_load(directory, sources, index, reason)
               : store_find(directory, sources, index, reason);
}

int open_saved(const struct open_places *places, const struct sources_options *sources,
               struct charindex **index, struct reason *reason)
{
    struct reason unimportant;
    int own = load(places->own, sources, index, reason);

    if (own <= 0)
        return own;
    return load(places->service, sources, index, &unimportant) == STORE_OK ? STORE_OK : own;
}

int open_index(const struct open_places *places, const struct sources_options *sources,
               struct charindex **index)
{
    struct reason reason = {.text = ""};
    int r = open_saved(places, sources, index, &reason);

    if (r == STORE_OK)
        return EX_OK;
    if (r < 0) {
        message_print("cannot load the index: %s", strerror(-r));
        return EX_SOFTWARE;
    }
    if (r == STORE_UNUSABLE)
        message_print("rebuilding the index in %s: %s", places->own, reason.text);
    r = build(sources, index);
    if (r != EX_OK)
        return r;
    if (!places->own)
        message_print("no state directory: set HOME or use --state-dir");
    else if (store_save(places->own, *index, &reason) != STORE_OK)
        message_print("cannot save the index: %s", reason.text);
    return EX_OK;
}
