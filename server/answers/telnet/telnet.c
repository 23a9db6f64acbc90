/*
 * A telnet session's conversation: lines in, replies out.
 *
 * All output goes through one short queue, `pending`, except text that fits into the caller's
 * buffer at once: rows, which are copied straight from the index, and the lines around them. Input
 * adds to the queue only while it is short, a reply only when it is empty. So a session's memory is
 * bounded, whatever the client sends and however little it reads.
 *
 * It never blocks, reads no clock and touches no socket. nvt.c decides what a byte means,
 * result.c which rows a query has and how :more goes on.
 */
#include "server/answers/telnet/telnet.h"

#include <assert.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/present/row.h"
#include "index/search/rank/explain.h"
#include "server/answers/telnet/strip.h"
#include "server/base/limits.h"

#define PROMPT   "?> "
#define LINE_END "\r\n"

enum {
    /* Input is consumed while fewer bytes than this are queued; one event adds at most 80. */
    PENDING_INPUT_MAX = 512,
    /* Cost of an answer in addition to its search, in steps of index/base/budget.h. */
    LINE_STEPS = 200, /* for each line: 1 µs */
};

/* Progress of the reply to a line. */
enum stage {
    STAGE_BEGIN, /* the line is there, nothing was done */
    STAGE_ROWS,  /* rows of the result are being sent */
    STAGE_END,   /* the rest of the reply is in the queue */
};

/* The unused part of the caller's buffer. */
struct output {
    char *bytes;
    size_t space;
    struct budget budget; /* of the call */
};

static void output_advance(struct output *output, size_t written)
{
    output->bytes += written;
    output->space -= written;
}

/* The line, stripped of white space. */
static struct slice line_text(const struct telnet *telnet)
{
    return (struct slice){nvt_line(&telnet->nvt) + telnet->text_begin, telnet->text_size};
}

/* Like the book's server, closes the connection if a line is not UTF-8 or starts with an ASCII control
 * character, but explains why. */
static void line_refuse(struct telnet *telnet, const char *explanation)
{
    buffer_append_text(&telnet->pending, explanation);
    telnet->state = TELNET_CLOSING;
}

static void line_take(struct telnet *telnet)
{
    struct nvt *nvt = &telnet->nvt;
    struct slice line = {nvt_line(nvt), nvt->line_size}, text;

    if (!utf8_valid(line.bytes, line.size)) {
        line_refuse(telnet, "Not UTF-8: set the terminal to UTF-8 and connect again." LINE_END);
        return;
    }
    text = strip(line);
    telnet->text_begin = (size_t)(text.bytes - line.bytes);
    telnet->text_size = text.size;
    if (text.size == 0) {
        nvt_clear(nvt);
        buffer_append_text(&telnet->pending, PROMPT);
        return;
    }
    if ((unsigned char)text.bytes[0] < 0x20)
        line_refuse(telnet, "A control character begins the line: connect again and send "
                            "text." LINE_END);
    else
        telnet->state = TELNET_ANSWERING;
}

static void event_take(struct telnet *telnet, int event)
{
    if (event < 0) {
        telnet->state = TELNET_ABORTED;
        return;
    }
    switch ((enum nvt_event)event) {
    case NVT_NOTHING:
    case NVT_ABORT_OUTPUT: /* there is no output while input is consumed */
        return;
    case NVT_LINE:
        telnet->lines++;
        line_take(telnet);
        return;
    case NVT_LONG_LINE:
        telnet->lines++;
        buffer_append_format(&telnet->pending, "Query too long: at most %d bytes." LINE_END PROMPT,
                             LIMIT_LINE);
        return;
    case NVT_OPTION:
        buffer_append(&telnet->pending, telnet->nvt.answer, NVT_ANSWER_SIZE);
        return;
    case NVT_PRESENCE:
        buffer_append_text(&telnet->pending, LINE_END "[charfinder: yes]" LINE_END);
        return;
    case NVT_INTERRUPT:
        telnet->state = TELNET_ABORTED;
        return;
    }
    assert(false && "unknown event");
}

size_t telnet_receive(struct telnet *telnet, const void *bytes, size_t size)
{
    const char *byte = bytes;
    uint32_t effort = 0;
    size_t taken = 0;

    while (telnet->state == TELNET_READING && taken < size &&
           telnet->pending.size < PENDING_INPUT_MAX && effort < NVT_EFFORT_MAX) {
        size_t more;
        int event = nvt_receive(&telnet->nvt, byte + taken, size - taken, &more);
        taken += more;
        effort += telnet->nvt.effort;
        event_take(telnet, event);
    }
    telnet->steps += effort;
    return taken;
}

void telnet_end(struct telnet *telnet)
{
    telnet->ended = true;
    if (telnet->state != TELNET_READING)
        return;
    event_take(telnet, nvt_end(&telnet->nvt));
    if (telnet->state == TELNET_READING)
        telnet->state = TELNET_CLOSING;
}

bool telnet_interrupted(struct telnet *telnet, const void *bytes, size_t size)
{
    enum nvt_event event = nvt_scan(&telnet->nvt, bytes, size);

    if (event == NVT_INTERRUPT)
        telnet->state = TELNET_ABORTED;
    else if (event == NVT_ABORT_OUTPUT)
        telnet->silenced = telnet->state == TELNET_ANSWERING || telnet->state == TELNET_WAITING;
    return event == NVT_INTERRUPT;
}

void telnet_tick(struct telnet *telnet)
{
    telnet->progress_sent = false;
}

/* Ends the handling of the line. */
static void line_finish(struct telnet *telnet)
{
    nvt_clear(&telnet->nvt);
    telnet->silenced = false;
    telnet->stage = STAGE_END;
}

/* Ends the reply with a prompt; only the queue is left to send. */
static void reply_finish(struct telnet *telnet)
{
    buffer_append_text(&telnet->pending, PROMPT);
    line_finish(telnet);
}

/* Appends straight to the caller's buffer if all of it fits, else to the queue, which is empty. */
static void text_send(struct telnet *telnet, struct output *output,
                      void (*append)(const struct telnet *telnet, struct buffer *out))
{
    struct buffer direct = BUFFER_OVER(output->bytes, output->space);

    append(telnet, &direct);
    if (direct.failed)
        append(telnet, &telnet->pending);
    else
        output_advance(output, direct.size);
}

static void suggestion_append(const struct telnet *telnet, struct buffer *out)
{
    const char *suggestion = telnet->result.search.suggestion;

    buffer_append_text(out, "Did you mean ");
    repr_append(out, suggestion, strlen(suggestion));
    buffer_append_text(out, "?" LINE_END);
}

static void restart_append(const struct telnet *telnet, struct buffer *out)
{
#define RESTART "The index has changed: the rows begin again with the first."

    buffer_append_text(out, telnet->settings.json ? "{\"notice\":\"" RESTART "\"}" : RESTART);
    buffer_append_text(out, LINE_END);
}

/* Starts the reply to a query that was run: everything before its rows. */
static void result_begin(struct telnet *telnet, int outcome, struct output *output)
{
    switch (outcome) {
    case RESULT_OK:
        telnet->stage = STAGE_ROWS;
        return;
    case RESULT_RESTARTED:
        text_send(telnet, output, restart_append);
        telnet->stage = STAGE_ROWS;
        return;
    case RESULT_REFUSED:
        reply_finish(telnet);
        return;
    default:
        telnet->state = TELNET_ABORTED;
        return;
    }
}

static void query_run(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    struct telnet_result *result = &telnet->result;
    struct slice query = line_text(telnet);
    int r =
        result_open(result, catalog, &telnet->settings, query, &telnet->pending, &telnet->steps);

    result_begin(telnet, r, output);
    if (r != RESULT_OK)
        return;
    if (telnet->observer)
        telnet->observer(telnet->observer_context, query.bytes, query.size,
                         search_total(&result->search));
    if (result->search.suggestion && !telnet->settings.json)
        text_send(telnet, output, suggestion_append);
}

static void more_run(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    result_begin(telnet,
                 result_continue(&telnet->result, catalog, &telnet->settings, &telnet->pending,
                                 &telnet->steps),
                 output);
}

/* Runs what needs the index. Returns false if there is none yet and the client has already got the
 * progress. */
static bool index_await(struct telnet *telnet, const struct catalog *catalog, struct output *output,
                        void (*run)(struct telnet *telnet, const struct catalog *catalog,
                                    struct output *output))
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        telnet->state = TELNET_WAITING;
        if (telnet->progress_sent)
            return false;
        buffer_append_format(&telnet->pending, "Building the index: %u%%" LINE_END,
                             catalog->progress);
        telnet->progress_sent = true;
        return true;
    case CATALOG_READY:
        telnet->state = TELNET_ANSWERING;
        run(telnet, catalog, output);
        return true;
    case CATALOG_FAILED:
        telnet->state = TELNET_ANSWERING;
        buffer_append_format(&telnet->pending, "The index could not be built: %s." LINE_END,
                             catalog->failure.text);
        reply_finish(telnet);
        return true;
    }
    assert(false && "unknown catalog state");
    return false;
}

static bool more_begin(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    if (result_continues(&telnet->result))
        return index_await(telnet, catalog, output, more_run);
    buffer_append_text(&telnet->pending, "Nothing to continue: :more continues a query that "
                                         ":limit cut short." LINE_END);
    reply_finish(telnet);
    return true;
}

static bool command_begin(struct telnet *telnet, const struct catalog *catalog,
                          struct output *output)
{
    switch (command_run(line_text(telnet), &telnet->settings, catalog, &telnet->pending)) {
    case COMMAND_ANSWERED:
        reply_finish(telnet);
        return true;
    case COMMAND_MORE:
        return more_begin(telnet, catalog, output);
    case COMMAND_QUIT:
        telnet->ended = true;
        line_finish(telnet);
        return true;
    }
    assert(false && "unknown command outcome");
    return false;
}

static bool line_begin(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    telnet->steps += LINE_STEPS;
    return command_recognize(line_text(telnet)) ? command_begin(telnet, catalog, output)
                                                : index_await(telnet, catalog, output, query_run);
}

/* Appends the status line and the prompt. */
static void status_append(const struct telnet *telnet, struct buffer *out)
{
    const struct telnet_result *result = &telnet->result;

    result_append_status(result, &telnet->settings, result_query(result, line_text(telnet)), out);
    buffer_append_text(out, PROMPT);
}

/* Ends the rows of this reply. */
static void rows_finish(struct telnet *telnet, struct output *output)
{
    text_send(telnet, output, status_append);
    if (!result_finish(&telnet->result, result_query(&telnet->result, line_text(telnet))))
        telnet->state = TELNET_ABORTED;
    line_finish(telnet);
}

/* Queues rows as JSON until they fill the caller's buffer or the steps of the call are used up. */
static void rows_queue_json(struct telnet *telnet, struct output *output)
{
    result_append_json(&telnet->result, &telnet->pending, output->space, &output->budget);
}

/* Writes rows as lines straight into the caller's buffer. Returns false if not even one fits. */
static bool rows_write_lines(struct telnet *telnet, struct output *output)
{
    size_t size =
        result_write_lines(&telnet->result, output->bytes, output->space, &output->budget);

    output_advance(output, size);
    return size > 0;
}

/* Sends more rows, or the end of the reply. Returns false if nothing more fits. */
static bool rows_advance(struct telnet *telnet, struct output *output)
{
    if (telnet->silenced) {
        result_drop(&telnet->result);
        reply_finish(telnet);
        return true;
    }
    if (telnet->result.left == 0) {
        rows_finish(telnet, output);
        return true;
    }
    if (!telnet->settings.json)
        return rows_write_lines(telnet, output);
    if (!explain_affordable(&output->budget))
        return false;
    rows_queue_json(telnet, output);
    return output->space > 0;
}

/* Advances the reply by one stage; the queue must be empty. Returns whether there may be more to
 * send at once. */
static bool reply_advance(struct telnet *telnet, const struct catalog *catalog,
                          struct output *output)
{
    if (telnet->state != TELNET_ANSWERING && telnet->state != TELNET_WAITING)
        return false;
    switch ((enum stage)telnet->stage) {
    case STAGE_BEGIN:
        return line_begin(telnet, catalog, output);
    case STAGE_ROWS:
        return rows_advance(telnet, output);
    case STAGE_END:
        telnet->stage = STAGE_BEGIN;
        telnet->state = telnet->ended ? TELNET_CLOSING : TELNET_READING;
        return false;
    }
    assert(false && "unknown stage");
    return false;
}

/* Moves as much of the queue as fits into the output, and frees the queue when it is empty. */
static void pending_take(struct telnet *telnet, struct output *output)
{
    struct buffer *pending = &telnet->pending;
    size_t size = pending->size - telnet->pending_sent;

    if (size > output->space)
        size = output->space;
    if (size > 0)
        memcpy(output->bytes, pending->bytes + telnet->pending_sent, size);
    output_advance(output, size);
    telnet->pending_sent += size;
    if (telnet->pending_sent == pending->size) {
        buffer_release(pending);
        telnet->pending_sent = 0;
    }
}

// NOLINTNEXTLINE(readability-non-const-parameter): out is written through output
size_t telnet_answer(struct telnet *telnet, const struct catalog *catalog, char *out,
                     size_t capacity)
{
    struct output output = {.bytes = out, .space = capacity, .budget = BUDGET_INIT};

    assert(capacity >= ROW_LINE_MAX + 64);
    do {
        if (telnet->pending.failed)
            telnet->state = TELNET_ABORTED;
        if (telnet->state == TELNET_ABORTED)
            return 0;
        pending_take(telnet, &output);
    } while (telnet->pending.size == 0 && reply_advance(telnet, catalog, &output));
    telnet->steps += budget_spent_all(&output.budget);
    return capacity - output.space;
}

void telnet_init(struct telnet *telnet, telnet_observer observer, void *context)
{
    *telnet =
        (struct telnet){.state = TELNET_READING, .observer = observer, .observer_context = context};
    nvt_init(&telnet->nvt);
    buffer_append_text(&telnet->pending, PROMPT);
}

void telnet_release(struct telnet *telnet)
{
    result_drop(&telnet->result);
    buffer_release(&telnet->pending);
    nvt_release(&telnet->nvt);
    command_settings_release(&telnet->settings);
}
