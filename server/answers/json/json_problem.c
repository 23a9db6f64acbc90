/*
 * Problem documents. A detail may quote arbitrary bytes, such as a path in a message of the
 * operating system, so invalid UTF-8 in it is replaced.
 */

#include "server/answers/json/json_problem.h"

#include <string.h>

#include "server/answers/json/json_value.h"

/* Adds the full stop: reasons come without one, because a log may continue the line. */
static json_t *sentence_new(const char *reason)
{
    struct buffer sentence = BUFFER_INIT;
    size_t size = strlen(reason);
    json_t *text;

    buffer_append(&sentence, reason, size);
    if (size > 0 && reason[size - 1] != '.')
        buffer_append(&sentence, ".", 1);
    text =
        sentence.failed ? NULL : json_value_any_text((struct slice){sentence.bytes, sentence.size});
    buffer_release(&sentence);
    return text;
}

void json_problem_append(struct buffer *out, const struct json_problem *problem)
{
    const struct slice *parameter = &problem->parameter;

    json_value_append(
        out, json_pack("{s:s, s:s, s:i, s:o, s:s*, s:o*, s:o*, s:s*, s:s*, s:o*, s:s*}", "type",
                       "about:blank", "title", problem->title, "status", (int)problem->status,
                       "detail", sentence_new(problem->detail), "code", problem->code, "parameter",
                       parameter->bytes ? json_value_any_text(*parameter) : NULL, "column",
                       problem->column ? json_integer((json_int_t)problem->column) : NULL, "key",
                       problem->key, "closest", problem->closest, "progress",
                       problem->building ? json_integer(problem->progress) : NULL, "generation",
                       problem->generation));
}
