#ifndef CHARFINDER_INDEX_CLI_MESSAGE_H
#define CHARFINDER_INDEX_CLI_MESSAGE_H

/*
 * Messages on standard error.
 */

/* Writes "charfinder: ", the message and a newline. What a terminal would obey is escaped: paths,
 * arguments and reasons may contain anything. Thread-safe as stdio is. */
__attribute__((format(printf, 1, 2))) void message_print(const char *format, ...);

#endif
