/*
 * Loads an index that the build of the tests has saved, as the daemon loads its own: a file that is
 * damaged, or not of the current sources, is not used. That it was built by the current code is up
 * to the build (CMakeLists.txt).
 */

#include "tests/indexes/ready.h"

#include <limits.h>
#include <stdio.h>

#include "index/builder/build.h"
#include "index/file/store.h"

struct recipe {
    const char *name;
    struct sources_options options;
};

static const char *const german[] = {"de"};

static const struct recipe recipes[READY_COUNT] = {
    [READY_ENGLISH] = {"english", {.directory = SOURCES_DIRECTORY}},
    [READY_GERMAN] = {"german",
                      {.directory = SOURCES_DIRECTORY, .languages = german, .language_count = 1}},
    [READY_CHARACTERS] = {"characters", {.directory = "/nonexistent"}},
};

const char *ready_name(enum ready ready)
{
    return recipes[ready].name;
}

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

int ready_index(enum ready ready, struct charindex **index, struct reason *reason)
{
    const struct recipe *recipe = &recipes[ready];
    char folder[PATH_MAX];
    struct reason unimportant;
    int r;

    (void)snprintf(folder, sizeof folder, "%s/%s", READY_INDEXES, recipe->name);
    r = store_load(folder, &recipe->options, index, &unimportant);
    if (r <= 0)
        return r;
    r = build_index(&recipe->options, go_on, NULL, index, reason);
    if (r == 0)
        (void)store_save(folder, *index, &unimportant); /* or the next program builds it, too */
    return r;
}
