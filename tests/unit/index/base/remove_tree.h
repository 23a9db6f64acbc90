#ifndef CHARFINDER_TESTS_UNIT_INDEX_BASE_REMOVE_TREE_H
#define CHARFINDER_TESTS_UNIT_INDEX_BASE_REMOVE_TREE_H

#include <ftw.h>
#include <stdio.h>

static inline int remove_entry(const char *path, const struct stat *status, int type,
                               struct FTW *where)
{
    (void)status;
    (void)type;
    (void)where;
    return remove(path);
}

/* Removes a folder with everything in it, and follows no links. Returns 0, or -1 with errno set. */
static inline int remove_tree(const char *folder)
{
    return nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
