/*
 * Explanations that travel up with an outcome. The module that meets the error writes the sentence,
 * because only it knows the details; the caller decides whether it becomes a line of the log, a
 * message on a terminal, or nothing.
 */

#include "index/base/reason.h"

#include <stdarg.h>
#include <stdio.h>

void reason_set(struct reason *reason, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(reason->text, sizeof reason->text, format, arguments);
    va_end(arguments);
}
