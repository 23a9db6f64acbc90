#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_PART_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A file that arrives, possibly over several connections and several runs of the program: its bytes,
 * and which version of which URL they are of.
 *
 *   parts/Blocks.txt.part   the first bytes
 *   parts/Blocks.txt        all of them
 *   parts/Blocks.txt.from   two lines: the URL, and the validator of HTTP
 *
 * The validator is an ETag, with its quotation marks, or else a date of Last-Modified; it is empty if
 * the server gave none, and then the bytes cannot be resumed. `folder` is a descriptor of parts/. Each
 * function returns 0 or -errno if it does not say otherwise.
 */

enum {
    PART_NAME_SIZE = 128,
    PART_URL_SIZE = 1024,
    PART_VALIDATOR_SIZE = 256,
};

struct part {
    int folder; /* borrowed */
    char name[PART_NAME_SIZE];
    char url[PART_URL_SIZE];             /* of the bytes; empty: there are none */
    char validator[PART_VALIDATOR_SIZE]; /* or empty */
    uint64_t size;
    bool complete;
    int file; /* -1: closed */
};

/* What an earlier run has left of the file. A "/" in the name is stored as "%". */
int part_open(struct part *part, int folder, const char *name);
void part_close(struct part *part);

/* Starts over with the bytes of this URL: what was there is lost. */
int part_begin(struct part *part, const char *url, const char *validator);
int part_append(struct part *part, const void *bytes, size_t size);
int part_finish(struct part *part);  /* all bytes have arrived */
int part_discard(struct part *part); /* none of them is wanted */

/* Can the rest be asked for with If-Range? Not with a weak ETag. */
bool part_resumable(const struct part *part);

#endif
