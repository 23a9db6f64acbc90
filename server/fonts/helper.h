#ifndef CHARFINDER_SERVER_FONTS_HELPER_H
#define CHARFINDER_SERVER_FONTS_HELPER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "server/fonts/wire.h"

/*
 * The process that reads fonts, as its one user sees it: started when it is needed, killed when it
 * hangs, started again when it has died. All functions block; for one thread.
 */

struct helper {
    const char *program; /* borrowed; its path */
    int stop;      /* borrowed; a descriptor that becomes readable when nothing matters any more */
    int wait_ms;   /* for a reply */
    pid_t process; /* 0: not started */
    int socket;
    unsigned answered; /* requests, by this process */
};

enum {
    HELPER_WAIT_MS =
        120 * 1000, /* more than the processor time that it has: it has a low priority */
    HELPER_PATH_SIZE = 4096,
};

enum helper_outcome {
    HELPER_OK = 0,
    HELPER_REFUSED = 1, /* it cannot be done with this font */
    HELPER_DIED = 2, /* the process has crashed, hung, or said what it must not: twice, if it was an
                           old one */
    HELPER_STOPPED = 3, /* `stop` is readable */
};

/* Writes where the program is: beside this one, or where it is installed. Returns false if it is at
 * neither place: it was not built or installed. */
bool helper_find(char path[static HELPER_PATH_SIZE]);

void helper_init(struct helper *helper, const char *program, int stop);
/* Ends the process. */
void helper_release(struct helper *helper);

/* Starts the process unless it runs. Returns 0, or -errno with a reason. */
int helper_start(struct helper *helper, struct reason *reason);

/* Sends a request with the font, and appends the bytes of the reply, of which nothing is believed.
 * Starts the process if need be. Returns an outcome; or -errno, with a reason, if no process can be
 * started. The buffer is unchanged unless it is HELPER_OK. */
int helper_ask(struct helper *helper, const struct wire_request *request, int font,
               struct buffer *reply, struct reason *reason);

#endif
