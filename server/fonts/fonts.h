#ifndef CHARFINDER_SERVER_FONTS_FONTS_H
#define CHARFINDER_SERVER_FONTS_FONTS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/file/charindex.h"
#include "server/answers/http/base/wish_store.h"
#include "server/answers/http/font_set.h"

/*
 * Slices of the installed fonts, made when a client asks for their row (struct font_demand), and
 * what is wished for (struct wish_store): a thread of low priority has them made, one after another, keeps them on
 * disk, and publishes them. Like the indexer it never touches a ring, but writes the reactors' eventfds.
 */

struct fonts;

/* The folders are copied; state_dir, which may be NULL, is borrowed until fonts_free(). Starts nothing.
 * Returns NULL when memory ran out. */
struct fonts *fonts_new(const char *const *folders, size_t count, const char *state_dir);

/* The program to use instead of the one that helper_find() finds; borrowed. For tests. */
void fonts_use_program(struct fonts *fonts, const char *program);

/* Starts the thread. The wakes are borrowed until fonts_free(). Returns 0; or -ENOENT if there are no folders
 * or the program that reads fonts is not installed, or another -errno: then there are no slices, and that
 * is all. */
int fonts_start(struct fonts *fonts, const int *wakes, size_t wake_count);

/* Where answers say what is wanted; as long as `fonts`. NULL if the thread was not started. */
struct font_demand *fonts_demand(struct fonts *fonts);

/* Where answers look for pictures and slices of sequences; as long as `fonts`. NULL if the thread was not started. */
struct wish_store *fonts_wishes(struct fonts *fonts);

/* The index whose characters are wanted from now on, of which it takes a reference. Also looks at the
 * folders again. Thread-safe. */
void fonts_use_index(struct fonts *fonts, struct charindex *index);

/* Has the thread look at what is wanted: to be called a few times a second. Thread-safe. */
void fonts_poll(struct fonts *fonts);

/* Replaces *set, of which the caller owns a reference, or NULL, by the newest one. Returns whether it is
 * another one. `fonts` may be NULL: there is none. Thread-safe. */
bool fonts_fetch(struct fonts *fonts, struct font_set **set);

/* Ends the thread, if it was started. NULL is allowed. */
void fonts_free(struct fonts *fonts);

#endif
