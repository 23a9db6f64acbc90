#ifndef CHARFINDER_INDEX_SOURCES_USUAL_H
#define CHARFINDER_INDEX_SOURCES_USUAL_H

#include <limits.h>
#include <stddef.h>

/*
 * The folders that `charfinder update` fills, which are searched before SOURCES_DIRECTORY unless
 * others are named: the person's, $XDG_DATA_HOME/charfinder/sources or
 * ~/.local/share/charfinder/sources, and then the system's. They need not exist. Thread-safe as long as
 * nothing changes the environment.
 */

#define USUAL_SYSTEM "/var/lib/charfinder/sources"

enum { USUAL_FOLDERS = 2 };

/* Writes their paths. Returns how many. */
size_t usual_folders(char paths[static USUAL_FOLDERS][PATH_MAX]);

#endif
