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
#include "index/sources/languages.h"
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
static void print_warnings(const struct charindex *index, const struct sources_options *options)
{
    char places[SOURCES_PLACES_SIZE];
    struct reason warning;

    sources_places(options, places);
    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        if (source_warning(charindex_sources(index), id, places, &warning))
            message_print("%s", warning.text);
}

/* Whether the index was built or loaded: it fits because it lacks the same languages. */
static void print_lacking(const struct charindex *index, const struct sources_options *sources)
{
    const char *name;

    for (size_t at = 0; (name = languages_lacking(sources, charindex_sources(index), &at)) != NULL;)
        message_print("--languages: no annotations in a language \"%s\"", name);
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
        print_warnings(*index, &sources);
        return EX_OK;
    }
    message_print("cannot build the index: %s", reason.text[0] ? reason.text : strerror(-r));
    return EX_SOFTWARE;
}

/* Tells where the index could not be saved. */
static void save(const struct open_places *places, const struct charindex *index)
{
    struct reason reason;

    if (!places->own)
        message_print("no state directory: set HOME or use --state-dir");
    else if (store_save(places->own, index, &reason) != STORE_OK)
        message_print("cannot save the index: %s", reason.text);
}

static int load(const char *directory, const struct sources_options *sources,
                const struct paging_owner *pages, struct charindex **index, struct reason *reason)
{
    if (!directory)
        return STORE_ABSENT;
    return sources->languages || sources->all_languages
               ? store_load(directory, sources, index, reason)
               : store_find(directory, sources, pages, index, reason);
}

static int load_either(const struct open_places *places, const struct sources_options *sources,
                       const struct paging_owner *pages, struct charindex **index,
                       struct reason *reason)
{
    struct reason unimportant;
    int own = load(places->own, sources, pages, index, reason);

    if (own <= 0)
        return own;
    return load(places->service, sources, NULL, index, &unimportant) == STORE_OK ? STORE_OK : own;
}

int open_saved(const struct open_places *places, const struct sources_options *sources,
               struct charindex **index, struct reason *reason)
{
    return load_either(places, sources, NULL, index, reason);
}

/*
 * An index that turns out to be damaged.
 */

/* The same sources in the same languages give the same bytes. */
static struct slice make_again(void *context, const char *what_is_wrong)
{
    struct opened *opened = context;
    const struct sources *recorded = charindex_sources(opened->index);
    struct sources_options sources = *opened->sources;
    const char *languages[LANGUAGES_MAX];

    for (size_t i = 0; i < recorded->language_count; i++)
        languages[i] = recorded->languages[i];
    sources.languages = languages;
    sources.language_count = recorded->language_count;
    message_print("rebuilding the index in %s: %s", opened->places->own, what_is_wrong);
    if (build(&sources, &opened->again) != EX_OK)
        return (struct slice){.size = 0};
    save(opened->places, opened->again);
    return charindex_image(opened->again);
}

static void give_up(void *context)
{
    const struct opened *opened = context;

    message_print(
        "the index in %s is damaged, and its sources have changed since: run the command again",
        opened->places->own);
    _exit(EX_TEMPFAIL);
}

int open_index(const struct open_places *places, const struct sources_options *sources,
               struct opened *opened)
{
    const struct paging_owner pages = {
        .make_again = make_again, .give_up = give_up, .context = opened};
    struct charindex **index = &opened->index;
    struct reason reason = {.text = ""};
    int r;

    *opened = (struct opened){.places = places, .sources = sources};
    r = load_either(places, sources, &pages, index, &reason);
    if (r == STORE_OK) {
        print_lacking(*index, sources);
        return EX_OK;
    }
    if (r < 0) {
        message_print("cannot load the index: %s", strerror(-r));
        return EX_SOFTWARE;
    }
    if (r == STORE_UNUSABLE)
        message_print("rebuilding the index in %s: %s", places->own, reason.text);
    r = build(sources, index);
    if (r != EX_OK)
        return r;
    print_lacking(*index, sources);
    save(places, *index);
    return EX_OK;
}

void open_close(struct opened *opened)
{
    charindex_unref(opened->index);
    charindex_unref(opened->again);
}
