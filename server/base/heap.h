#ifndef CHARFINDER_SERVER_BASE_HEAP_H
#define CHARFINDER_SERVER_BASE_HEAP_H

/*
 * malloc() of the C library, as far as the daemon tunes it. Thread-safe.
 */

/* Call it once, before the first thread starts. */
void heap_init(void);

/* Returns free memory to the system. It takes each thread's heap in turn, about 3 ms for 10 MB that
 * are returned, and threads that allocate meanwhile wait. */
void heap_trim(void);

#endif
