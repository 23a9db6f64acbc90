#ifndef CHARFINDER_INDEX_UPDATE_BASE_INTERRUPTION_H
#define CHARFINDER_INDEX_UPDATE_BASE_INTERRUPTION_H

/*
 * SIGINT, SIGTERM and SIGHUP: the first one asks for an orderly end, the second one ends the process
 * at once, which is as safe as kill -9.
 */

/* Takes over the signals. Returns a descriptor that is readable after the first one, for poll(); or
 * -errno. Called once, by main(). */
int interruption_watch(void);

/* The signal that arrived, or 0. */
int interruption_signal(void);

#endif
