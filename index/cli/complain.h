#ifndef CHARFINDER_INDEX_CLI_COMPLAIN_H
#define CHARFINDER_INDEX_CLI_COMPLAIN_H

/* Writes "charfinder: ", the message and a line end to standard error. A message may quote what the user
 * gave: what could drive or reorder a terminal is escaped (index/present/visible.h). */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

#endif
