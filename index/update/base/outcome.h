#ifndef CHARFINDER_INDEX_UPDATE_BASE_OUTCOME_H
#define CHARFINDER_INDEX_UPDATE_BASE_OUTCOME_H

#include <stddef.h>

/*
 * What became of one file of an update, and what the program's exit status says about all of them.
 */

enum outcome {
    OUTCOME_PENDING = 0, /* not decided yet */
    OUTCOME_OK,          /* new, and the readers of the index accept it */
    OUTCOME_UNCHANGED,   /* the folder has the same bytes */
    OUTCOME_NOT_FOUND,   /* the server has no such file */
    OUTCOME_REFUSED,     /* by the server, or by us because it is too large or unsafe */
    OUTCOME_DAMAGED,     /* it arrived, and a reader does not accept it */
    OUTCOME_UNREACHABLE, /* the server, in all tries */
    OUTCOME_INTERRUPTED, /* by a signal */
    OUTCOMES,
};

/* Beside those of sysexits.h. */
enum {
    STATUS_NEWER = 1, /* of --check: something newer can be had */
    STATUS_USAGE = 2,
};

/* "OK", "unchanged", "not found", ... */
const char *outcome_name(enum outcome outcome);

/* The exit status for so many files of each outcome. Where there are several, the gravest decides:
 * one that a person has to look at comes before one that may pass by itself. */
int outcome_status(const size_t counts[static OUTCOMES]);

#endif
