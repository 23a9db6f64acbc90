#ifndef CHARFINDER_INDEX_SOURCES_SINGLE_H
#define CHARFINDER_INDEX_SOURCES_SINGLE_H

#include "index/sources/formats/files.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/records.h"

/*
 * A source that is one file, read and parsed: what is to be known of it before its records are given to
 * anybody. Not thread-safe, but several may be read at once from the same folders.
 */

typedef int (*single_parser)(const char *bytes, size_t size, struct records *records,
                             struct reason *reason);

struct single {
    struct file file;
    struct records records;
    uint8_t digest[CHECKSUM_SIZE];
    bool is_read; /* whether there are bytes that could be read, whatever is in them */
    int outcome;  /* enum source_state, or a negative errno */
    struct reason why;
};

#define SINGLE_INIT                                                                                \
    {                                                                                              \
        .file = FILE_INIT, .records = RECORDS_INIT                                                 \
    }

void single_release(struct single *single);

/* Reads the first file of that path, and parses it; without a parser, the digest alone is wanted. Memory is
 * used again. */
void single_read(struct single *single, const struct folders *folders, const char *path,
                 single_parser parser);

#endif
