#ifndef CHARFINDER_INDEX_UPDATE_TREE_FOLDER_TREE_H
#define CHARFINDER_INDEX_UPDATE_TREE_FOLDER_TREE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Files below a folder, whose descriptor is given. Paths are relative, and never lead through symbolic
 * links below it. Each function returns a descriptor or 0, or -errno. Thread-safe.
 */

/* Opens a file that must not exist, and makes the folders of its path. */
int tree_create(int folder, const char *path);

/* Makes a folder and those above it. Existing ones are fine. */
int tree_make(int folder, const char *path);

/* Gives the file another name in another folder as well: a link, or a copy where links cannot be made. */
int tree_adopt(int from_folder, const char *from, int to_folder, const char *to);

/* Copies the file's bytes. */
int tree_copy(int from_folder, const char *from, int to_folder, const char *to);

/* Removes a file, or a folder and everything in it. A missing path is not an error. */
int tree_remove(int folder, const char *path);

/* Calls for every regular file below the path, in no order, with its path from there; the call returns 0 to
 * go on, or what tree_walk() is to return. Links are not followed. A missing path counts as empty. */
typedef int tree_visit(void *context, const char *path, int64_t size);
int tree_walk(int folder, const char *path, tree_visit *visit, void *context);

/* Do two files have the same bytes? 1, 0, or -errno. */
int tree_equal(int a_folder, const char *a, int b_folder, const char *b);

#endif
