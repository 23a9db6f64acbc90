#ifndef CHARFINDER_INDEX_UPDATE_BASE_PROGRESS_H
#define CHARFINDER_INDEX_UPDATE_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "index/base/reason.h"
#include "index/update/base/outcome.h"

/*
 * What a person, or a program, sees of an update: bars on a terminal, a line for each finished file
 * elsewhere, or JSON Lines. Everything shown is escaped: reasons may have bytes of a server.
 */

enum progress_style { PROGRESS_LINES, PROGRESS_BARS, PROGRESS_JSON };

struct progress_file {
    const char *name; /* borrowed; NULL: it takes no part */
    bool running;
    uint64_t received, expected; /* bytes; expected 0: unknown */
    const char *doing;           /* what is done with it after it has arrived; NULL: it has not */
    enum outcome outcome;
};

struct progress {
    FILE *out; /* borrowed */
    enum progress_style style;
    struct progress_file *files; /* owned */
    size_t count;
    size_t rows;      /* of bars on the terminal */
    int64_t drawn_ms; /* when they were drawn */
    uint64_t arrived; /* bytes, all but those that were there before */
    uint64_t counted; /* those of them that the rate has */
    double rate;      /* bytes a second, of late; 0: not known yet */
};

/* Returns false if memory ran out. */
bool progress_begin(struct progress *progress, FILE *out, enum progress_style style, size_t count);
void progress_release(struct progress *progress); /* and removes the bars */

/* A file without a name takes no part. */
void progress_name(struct progress *progress, size_t file, const char *name);

/* A file is being received. */
void progress_bytes(struct progress *progress, size_t file, uint64_t received, uint64_t expected);
/* All of it has arrived, and this is done with it, which is shown at once; a string literal. */
void progress_doing(struct progress *progress, size_t file, const char *what);
/* It will be tried again. */
void progress_again(struct progress *progress, size_t file, int64_t delay_ms,
                    const struct reason *reason);
/* It is decided; the reason is shown unless the outcome is OK or unchanged. */
void progress_done(struct progress *progress, size_t file, enum outcome outcome,
                   const struct reason *reason);

/* Draws the bars, at most ten times a second. now_ms is a monotonic clock. */
void progress_draw(struct progress *progress, int64_t now_ms);

/* Counts and names the outcomes. Removes the bars. */
void progress_summary(struct progress *progress, const char *closing);

/* The number of files of each outcome. */
void progress_count(const struct progress *progress, size_t counts[static OUTCOMES]);

#endif
