#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_SANDBOX_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_SANDBOX_H

/*
 * Gives up all that reading a font does not need: no file can be opened, no process started, no socket
 * made; memory and time are limited. What is open stays open.
 */

/* Is a sanitizer compiled in? It needs more memory, and writes what it finds to standard error. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_TALKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANDBOX_TALKS 1
#endif
#endif
#ifndef SANDBOX_TALKS
#define SANDBOX_TALKS 0
#endif

enum {
    SANDBOX_MEMORY = 1 << 30,    /* bytes of address space */
    SANDBOX_TASK_SECONDS = 20,   /* of processor time, for one request */
    SANDBOX_TOTAL_SECONDS = 900, /* for all of them: then the daemon starts another process */
};

/* Returns 0, or -errno, and *what says which step failed. */
int sandbox_enter(const char **what);

/* Gives the next request its time; the process is killed when it is spent. */
void sandbox_begin_task(void);

#endif
