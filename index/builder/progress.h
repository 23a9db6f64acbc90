#ifndef CHARFINDER_INDEX_BUILDER_PROGRESS_H
#define CHARFINDER_INDEX_BUILDER_PROGRESS_H

#include <stdbool.h>

/* Told from time to time how far the build is, in thousandths (never falling, 1000 at the end):
 * every few milliseconds, but while a file is read. Returns false to give up. */
typedef bool (*build_progress)(void *context, unsigned permille);

#endif
