#ifndef CHARFINDER_INDEX_CLI_DEFAULTS_H
#define CHARFINDER_INDEX_CLI_DEFAULTS_H

#include <stdbool.h>

/*
 * Options that a person always wants: of the file $XDG_CONFIG_HOME/charfinder/options (else
 * ~/.config/charfinder/options), and after them those of the environment variable CHARFINDER_OPTS.
 *
 * Words are separated by white space, and quoted as in a shell, with ', " and \. In the file a #
 * at the beginning of a word begins a comment. Nothing else is special.
 */

enum {
    DEFAULTS_WORDS_MAX = 64,
    DEFAULTS_SIZE_MAX = 16 * 1024, /* bytes of the file, and of the variable */
};

struct defaults_source {
    char *name;                          /* "CHARFINDER_OPTS", or the path of the file; owned */
    char *text;                          /* of the words; owned */
    char *words[DEFAULTS_WORDS_MAX + 2]; /* with a program name first and a NULL last, as argv */
    int count;                           /* of the words, with that name; 0 without a source */
};

enum { DEFAULTS_FILE, DEFAULTS_VARIABLE, DEFAULTS_SOURCES };

struct defaults {
    struct defaults_source sources[DEFAULTS_SOURCES];
};

/* Reads both. A file that cannot be read costs a message; a missing one does not. Returns false, after a
 * message, where the words cannot be told apart. Release it in any case. */
bool defaults_read(struct defaults *defaults);
void defaults_release(struct defaults *defaults);

#endif
