#ifndef CHARFINDER_INDEX_BUILDER_PROGRESS_H
#define CHARFINDER_INDEX_BUILDER_PROGRESS_H

#include <stdbool.h>

/* Called with the progress of the build in thousandths (never falling, 1000 at the end) every few
 * milliseconds, but not while a file is read. Returns false to cancel the build. */
typedef bool (*build_progress)(void *context, unsigned permille);

#endif
