#ifndef CHARFINDER_TESTS_INDEXES_READY_H
#define CHARFINDER_TESTS_INDEXES_READY_H

#include "index/base/reason.h"
#include "index/file/charindex.h"

/*
 * The real index, of this machine's sources, for tests that are not about building it: building
 * takes seconds, and loading what the build of the tests has saved a tenth of one.
 */
enum ready {
    READY_ENGLISH,    /* all sources, keywords in English: what the daemon builds by itself */
    READY_GERMAN,     /* all sources, keywords in English and German */
    READY_CHARACTERS, /* the characters of ICU and the project's tables alone: a small one */
    READY_COUNT,
};

/* The folder below that of all ready indexes: "english", … */
const char *ready_name(enum ready ready);

/*
 * Loads it, verified. If it is missing, or of other sources than this machine has now, builds it
 * and tries to save it for the next program. Returns 0 and a reference in *index, which the caller
 * must release, or a negative errno with a reason. Several processes may do this at once.
 */
int ready_index(enum ready ready, struct charindex **index, struct reason *reason);

#endif
