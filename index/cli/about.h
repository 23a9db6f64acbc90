#ifndef CHARFINDER_INDEX_CLI_ABOUT_H
#define CHARFINDER_INDEX_CLI_ABOUT_H

#include "index/base/buffer.h"
#include "index/cli/terminal.h"
#include "index/present/fields.h"

/*
 * All that is known of a character, for people: its row, and below it a line for each field that has a
 * value.
 */

/* Appends the lines. */
void about_append(struct buffer *out, const struct terminal *terminal,
                  struct fields_subject *subject);

#endif
