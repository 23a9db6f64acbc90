#ifndef CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_ARCHIVE_H
#define CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"

/*
 * Archives of zip, made byte by byte, because a library does not write hostile ones.
 */

struct scripted_member {
    const char *name;
    const char *content;
    uint32_t mode; /* of Unix, such as S_IFLNK | 0777; 0: a plain file */
};

/* Appends an archive whose members are stored without compression. */
void scripted_archive(struct buffer *out, const struct scripted_member *members, size_t count);

#endif
