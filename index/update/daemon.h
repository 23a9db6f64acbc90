#ifndef CHARFINDER_INDEX_UPDATE_DAEMON_H
#define CHARFINDER_INDEX_UPDATE_DAEMON_H

#include <stddef.h>

/*
 * The daemons of this machine, which do not look for newer files by themselves.
 */

/* Sends SIGHUP to each process named charfinderd that the caller may signal; those that have not yet
 * arranged for the signal, which would end them, are about to read the files anyway. `proc` is a
 * descriptor of /proc. Returns how many were told. */
size_t daemon_reload(int proc);

#endif
