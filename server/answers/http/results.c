/*
 * Answers searches. Each step is another module's: the parameters, the search, the envelope, the
 * rows.
 */

#include "server/answers/http/results.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/http/envelope.h"
#include "server/answers/http/parameters.h"
#include "server/base/log.h"

/* Logs what the book's server printed on its console, at level debug. */
static void search_log(const struct search *search, struct slice query)
{
    struct buffer line = BUFFER_INIT;

    if (!log_wants(LOG_LEVEL_DEBUG))
        return;
    row_status(&line, search_total(search), query.bytes, query.size);
    log_debug("HTTP: %.*s", (int)line.size, line.size > 0 ? line.bytes : "");
    buffer_release(&line);
}

/* Returns false if the reply is already complete. */
static bool search_run(const struct exchange *exchange, const struct parameters *parameters,
                       struct search *search)
{
    if (exchange_unchanged_search(exchange, parameters->query) ||
        !exchange_search(exchange, &parameters->options, parameters->query, search))
        return false;
    search_log(search, parameters->query);
    return true;
}

void results_answer_array(const struct exchange *exchange)
{
    struct parameters parameters;
    struct buffer body = BUFFER_INIT;
    struct search search;

    if (!parameters_read_array(exchange, &parameters) || !exchange_ready(exchange) ||
        !search_run(exchange, &parameters, &search))
        return;
    buffer_append_text(&body, rows_array_format.begin);
    rows_reply(exchange, &search, &rows_array_format, parameters.offset, parameters.limit, &body);
}

void results_answer_search(const struct exchange *exchange)
{
    struct parameters parameters;
    struct buffer body = BUFFER_INIT;
    struct search search;

    if (!parameters_read(exchange, &parameters) || !exchange_ready(exchange) ||
        !parameters_read_for_index(exchange, &parameters) ||
        !search_run(exchange, &parameters, &search))
        return;
    if (envelope_begin(exchange, &search, &parameters, &body)) {
        rows_reply(exchange, &search, rows_format(parameters.format), parameters.offset,
                   parameters.limit, &body);
        return;
    }
    buffer_release(&body);
    search_release(&search);
    reply_no_memory(exchange->reply);
}
