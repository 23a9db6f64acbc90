#ifndef CHARFINDER_SERVER_BASE_WHOLE_FILE_H
#define CHARFINDER_SERVER_BASE_WHOLE_FILE_H

#include "index/base/slice.h"

/*
 * A new file in an open folder, which appears with all its bytes or not at all: a writer that is killed
 * leaves nothing, and readers need no lock. It is not synced, so after a power failure it may be damaged.
 *
 * An existing file of that name stays as it is: another process has written it first. Returns 0, or a
 * negative errno. Thread-safe.
 */
int whole_file_write(int folder, const char *name, struct slice bytes);

#endif
