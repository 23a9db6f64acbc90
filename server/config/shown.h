#ifndef CHARFINDER_SERVER_CONFIG_SHOWN_H
#define CHARFINDER_SERVER_CONFIG_SHOWN_H

#include <stddef.h>

/*
 * A value in a message: short enough that the rest of the message fits into a struct reason, and on
 * one line where it is quoted.
 */

enum { VALUE_SHOWN = 44 }; /* bytes, with the NUL */

/* Copies the text for a message; a long one is cut between two characters and ends with "…". */
void value_show(char shown[static VALUE_SHOWN], const char *text, size_t size);
/* The same, quoted as Python quotes ('a\nb'). Returns 0 or -ENOMEM. */
int value_show_quoted(char shown[static VALUE_SHOWN], const char *text);

#endif
