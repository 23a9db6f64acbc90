#ifndef CHARFINDER_INDEX_CLI_UPDATE_H
#define CHARFINDER_INDEX_CLI_UPDATE_H

#include <stdbool.h>

/*
 * `charfinder update`: a program of its own, which is run in place of this one.
 */

#define UPDATE_COMMAND "update"

/* Is this command line for it? "update" is the first argument; a query for the word is written
 * `charfinder -- update`. */
bool update_wanted(int argc, char **argv);

/* Runs the program that is beside this one or where it is installed, with the arguments after "update".
 * Returns the exit status, after a message, only if it cannot be run. */
int update_exec(char **argv);

#endif
