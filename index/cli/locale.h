#ifndef CHARFINDER_INDEX_CLI_LOCALE_H
#define CHARFINDER_INDEX_CLI_LOCALE_H

/*
 * The language that the environment prefers, as POSIX defines: LC_ALL, or else LC_MESSAGES, or else
 * LANG; the first one that is set and not empty.
 */

enum { LOCALE_TAG_SIZE = 64 };

/* Writes its language tag, "de_AT" of "de_AT.UTF-8@euro". Writes "" for the locales C and POSIX, and
 * where nothing is set or it is too long. */
void locale_preferred(char tag[static LOCALE_TAG_SIZE]);

#endif
