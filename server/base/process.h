#ifndef CHARFINDER_SERVER_BASE_PROCESS_H
#define CHARFINDER_SERVER_BASE_PROCESS_H

#include <stdatomic.h>
#include <stdint.h>

/*
 * What the kernel says about this process. One thread looks, any thread may read the figures
 * meanwhile. A figure that the kernel does not give stays 0.
 */

struct process_figures {
    atomic_uint_least64_t started_ms;       /* since 1970, by the clock of the wall */
    atomic_uint_least64_t cpu_microseconds; /* of all threads, since the start */
    atomic_uint_least64_t virtual_bytes;
    atomic_uint_least64_t resident_bytes;
    atomic_uint_least64_t threads;
    atomic_uint_least64_t open_files;
    atomic_uint_least64_t max_files;
};

/* The folder that describes this process: "/proc/self". Tests have their own. */
extern const char process_folder[];

/* The start of the process: now. */
void process_start(struct process_figures *figures);

/* Looks at everything but the open files: some 20 µs. */
void process_look(struct process_figures *figures, const char *folder);

/* Counts the open files: some milliseconds where there are tens of thousands. */
void process_count_files(struct process_figures *figures, const char *folder);

#endif
