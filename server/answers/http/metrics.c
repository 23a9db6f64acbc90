/*
 * The metrics, by the rules of prometheus.io/docs/practices/naming: base units, `_total` for what only
 * rises, and labels whose values are known here. No label holds what a client sent, so no client can
 * make a time series.
 *
 * The counters of all reactors are added up. A route or status that has not occurred yet has no
 * series, except the status 200, so that an idle daemon is described in few bytes.
 */

#include "server/answers/http/metrics.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "server/answers/http/base/reply.h"

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

enum { MICROSECONDS = 1000000 }; /* of a second */

/* One series of a family; series of a family follow one another. */
struct series {
    const char *family, *type, *help;
    const char *labels; /* `{…}`, or "" */
    size_t offset; /* of its counter in struct counters, or its figure in struct process_figures */
    uint64_t unit; /* that many make one */
};

#define COUNTER(member) offsetof(struct counters, member), 1
#define STATE(number)   offsetof(struct counters, http_states) + (number) * sizeof(counter_value), 1

#define CONNECTIONS "charfinder_connections", "gauge", "Open connections by what they are doing."
#define ACCEPTED    "charfinder_connections_accepted_total", "counter", "Connections that were served."
#define REFUSED                                                                                    \
    "charfinder_connections_refused_total", "counter",                                             \
        "Connections that were told why they are not served: the service (full) or the client's "  \
        "address has as many as it may have, the peer is not a trusted proxy (untrusted), or it "  \
        "is one and sent no PROXY header (header)."
#define RECEIVED                                                                                   \
    "charfinder_received_bytes_total", "counter",                                                  \
        "Bytes of telnet's input and of the heads of HTTP's requests."
#define SENT                                                                                       \
    "charfinder_sent_bytes_total", "counter",                                                      \
        "Bytes of telnet's output and of the bodies of HTTP's replies."
#define HITS                                                                                       \
    "charfinder_cache_hits_total", "counter",                                                      \
        "Whole HTTP responses, or results of searches, that were cached."
#define MISSES                                                                                     \
    "charfinder_cache_misses_total", "counter",                                                    \
        "Those that were looked for in the cache and had to be made."

#define DROPPED                                                                                    \
    "charfinder_access_log_dropped_total", "counter",                                              \
        "Lines of the access log that were dropped: they came too fast (queue), or could not be "  \
        "written (write)."

static const struct series counter_series[] = {
    {CONNECTIONS, "{service=\"http\",state=\"reading\"}", STATE(COUNTED_READING)},
    {CONNECTIONS, "{service=\"http\",state=\"queued\"}", STATE(COUNTED_QUEUED)},
    {CONNECTIONS, "{service=\"http\",state=\"writing\"}", STATE(COUNTED_WRITING)},
    {CONNECTIONS, "{service=\"http\",state=\"idle\"}", STATE(COUNTED_IDLE)},
    {CONNECTIONS, "{service=\"telnet\",state=\"reading\"}", COUNTER(telnet_reading)},
    {CONNECTIONS, "{service=\"telnet\",state=\"writing\"}", COUNTER(telnet_writing)},
    {ACCEPTED, "{service=\"http\"}", COUNTER(http_accepted)},
    {ACCEPTED, "{service=\"telnet\"}", COUNTER(telnet_accepted)},
    {REFUSED, "{service=\"http\",cause=\"full\"}", COUNTER(http_refused[COUNTED_FULL])},
    {REFUSED, "{service=\"http\",cause=\"address\"}", COUNTER(http_refused[COUNTED_ADDRESS])},
    {REFUSED, "{service=\"http\",cause=\"untrusted\"}", COUNTER(http_refused[COUNTED_UNTRUSTED])},
    {REFUSED, "{service=\"http\",cause=\"header\"}", COUNTER(http_refused[COUNTED_HEADER])},
    {REFUSED, "{service=\"telnet\",cause=\"full\"}", COUNTER(telnet_refused[COUNTED_FULL])},
    {REFUSED, "{service=\"telnet\",cause=\"address\"}", COUNTER(telnet_refused[COUNTED_ADDRESS])},
    {REFUSED, "{service=\"telnet\",cause=\"untrusted\"}",
     COUNTER(telnet_refused[COUNTED_UNTRUSTED])},
    {REFUSED, "{service=\"telnet\",cause=\"header\"}", COUNTER(telnet_refused[COUNTED_HEADER])},
    {RECEIVED, "{service=\"http\"}", COUNTER(http_received)},
    {RECEIVED, "{service=\"telnet\"}", COUNTER(telnet_received)},
    {SENT, "{service=\"http\"}", COUNTER(http_sent)},
    {SENT, "{service=\"telnet\"}", COUNTER(telnet_sent)},
    {"charfinder_http_requests_unfinished_total", "counter",
     "HTTP requests whose client left before the end of the reply.", "", COUNTER(http_unfinished)},
    {"charfinder_telnet_queries_total", "counter", "Queries of telnet clients.", "",
     COUNTER(telnet_queries)},
    {HITS, "{cache=\"responses\"}", COUNTER(http_cached)},
    {HITS, "{cache=\"searches\"}", COUNTER(searches_cached)},
    {MISSES, "{cache=\"responses\"}", COUNTER(http_missed)},
    {MISSES, "{cache=\"searches\"}", COUNTER(searches_missed)},
    {"charfinder_access_log_lines_total", "counter",
     "Lines handed to the access log; what it could not write was dropped after that.", "",
     COUNTER(access_lines)},
    {DROPPED, "{cause=\"queue\"}", COUNTER(access_dropped)},
    {DROPPED, "{cause=\"write\"}", COUNTER(access_unwritten)},
    {"charfinder_reactor_turns_total", "counter", "Turns of all reactors.", "", COUNTER(turns)},
    {"charfinder_ring_overflows_total", "counter",
     "Turns that began with more completions than the ring had room for; the kernel kept the rest.",
     "", COUNTER(ring_overflows)},
};

#define FIGURE(member, unit) offsetof(struct process_figures, member), unit

/* The names that Prometheus' own client libraries use. */
static const struct series process_series[] = {
    {"process_start_time_seconds", "gauge", "When the process started, in seconds since 1970.", "",
     FIGURE(started_ms, 1000)},
    {"process_cpu_seconds_total", "counter", "CPU time of all threads, user and system.", "",
     FIGURE(cpu_microseconds, MICROSECONDS)},
    {"process_virtual_memory_bytes", "gauge", "Size of the address space.", "",
     FIGURE(virtual_bytes, 1)},
    {"process_resident_memory_bytes", "gauge", "Memory in RAM.", "", FIGURE(resident_bytes, 1)},
    {"process_threads", "gauge", "Threads.", "", FIGURE(threads, 1)},
    {"process_open_fds", "gauge", "Open file descriptors, counted every ten seconds.", "",
     FIGURE(open_files, 1)},
    {"process_max_fds", "gauge", "How many there may be.", "", FIGURE(max_files, 1)},
};

static void append_head(struct buffer *out, const char *family, const char *type, const char *help)
{
    buffer_append_format(out, "# HELP %s %s\n# TYPE %s %s\n", family, help, family, type);
}

/* The value in its unit: exact, and without a fraction where there is none. */
static void append_value(struct buffer *out, uint64_t value, uint64_t unit)
{
    if (unit == 1)
        buffer_append_format(out, " %" PRIu64 "\n", value);
    else
        buffer_append_format(out, " %" PRIu64 ".%0*" PRIu64 "\n", value / unit,
                             unit == MICROSECONDS ? 6 : 3, value % unit);
}

static void append_one(struct buffer *out, const char *family, const char *help, uint64_t value)
{
    append_head(out, family, "gauge", help);
    buffer_append_text(out, family);
    append_value(out, value, 1);
}

/* The sum over the reactors of the counter with that offset in struct counters. */
static uint64_t sum(const struct catalog *catalog, size_t offset)
{
    uint64_t total = 0;

    for (size_t i = 0; i < catalog->reactors; i++)
        total += counter_get(
            (const counter_value *)(const void *)((const char *)&catalog->counters[i] + offset));
    return total;
}

static void append_series(struct buffer *out, const struct series *series, bool first,
                          uint64_t value)
{
    if (first)
        append_head(out, series->family, series->type, series->help);
    buffer_append_text(out, series->family);
    buffer_append_text(out, series->labels);
    append_value(out, value, series->unit);
}

static bool begins_family(const struct series *list, size_t i)
{
    return i == 0 || strcmp(list[i - 1].family, list[i].family) != 0;
}

static void append_counters(struct buffer *out, const struct catalog *catalog)
{
    for (size_t i = 0; i < sizeof counter_series / sizeof *counter_series; i++)
        append_series(out, &counter_series[i], begins_family(counter_series, i),
                      sum(catalog, counter_series[i].offset));
}

static void append_process(struct buffer *out, const struct process_figures *process)
{
    for (size_t i = 0; process && i < sizeof process_series / sizeof *process_series; i++)
        append_series(out, &process_series[i], begins_family(process_series, i),
                      counter_get((const counter_value *)(const void *)((const char *)process +
                                                                        process_series[i].offset)));
}

/*
 * HTTP by route. The label is the path of the table of routes, never the one of a request.
 */

static void append_replies(struct buffer *out, const struct exchange *exchange)
{
    const struct catalog *catalog = exchange->catalog;
    static const char family[] = "charfinder_http_requests_total";

    append_head(out, family, "counter",
                "HTTP requests that were answered, by route and status; \"none\" and \"other\" are "
                "all that have no place of their own.");
    for (size_t route = 0; route <= COUNTED_ROUTES; route++) {
        const char *path = exchange->route_path(route);

        for (size_t place = 0; place <= COUNTED_STATUSES; place++) {
            uint64_t count =
                sum(catalog, offsetof(struct counters, http_replies) +
                                 (route * (COUNTED_STATUSES + 1) + place) * sizeof(counter_value));

            if (count == 0 && (place > 0 || !path))
                continue;
            buffer_append_format(out, "%s{route=\"%s\",code=\"", family, path ? path : "none");
            if (place < COUNTED_STATUSES)
                buffer_append_format(out, "%u\"}", (unsigned)counted_statuses[place]);
            else
                buffer_append_text(out, "other\"}");
            append_value(out, count, 1);
        }
    }
}

/* `label` is `route="/"` or "". */
static void append_durations(struct buffer *out, const struct catalog *catalog, const char *family,
                             const char *label, size_t offset)
{
    const char *comma = label[0] ? "," : "", *open = label[0] ? "{" : "",
               *close = label[0] ? "}" : "";
    uint64_t count = 0, microseconds;

    for (size_t i = 0; i <= DURATION_BOUNDS; i++) {
        count +=
            sum(catalog, offset + offsetof(struct durations, buckets) + i * sizeof(counter_value));
        buffer_append_format(out, "%s_bucket{%s%sle=\"", family, label, comma);
        if (i < DURATION_BOUNDS)
            buffer_append_format(out, "%g\"}", duration_bounds[i] / (double)MICROSECONDS);
        else
            buffer_append_text(out, "+Inf\"}");
        append_value(out, count, 1);
    }
    microseconds = sum(catalog, offset + offsetof(struct durations, microseconds));
    buffer_append_format(out, "%s_sum%s%s%s", family, open, label, close);
    append_value(out, microseconds, MICROSECONDS);
    buffer_append_format(out, "%s_count%s%s%s", family, open, label, close);
    append_value(out, count, 1);
}

static bool has_durations(const struct catalog *catalog, size_t offset)
{
    for (size_t i = 0; i <= DURATION_BOUNDS; i++)
        if (sum(catalog, offset + offsetof(struct durations, buckets) + i * sizeof(counter_value)) >
            0)
            return true;
    return false;
}

static void append_all_durations(struct buffer *out, const struct exchange *exchange)
{
    const struct catalog *catalog = exchange->catalog;
    static const char http[] = "charfinder_http_request_duration_seconds";
    static const char telnet[] = "charfinder_telnet_query_duration_seconds";

    append_head(out, http, "histogram",
                "From the turn in which a request came to the end of its reply, which the client's "
                "reading may delay.");
    for (size_t route = 0; route <= COUNTED_ROUTES; route++) {
        size_t offset =
            offsetof(struct counters, http_durations) + route * sizeof(struct durations);
        const char *path = exchange->route_path(route);
        char label[64];

        if (!has_durations(catalog, offset))
            continue;
        (void)snprintf(label, sizeof label, "route=\"%s\"", path ? path : "none");
        append_durations(out, catalog, http, label, offset);
    }
    append_head(out, telnet, "histogram",
                "From the turn in which a query came, or from the reply before it, to its result.");
    append_durations(out, catalog, telnet, "", offsetof(struct counters, telnet_durations));
}

/*
 * The index.
 */

static void append_state(struct buffer *out, const struct catalog *catalog)
{
    static const char family[] = "charfinder_index_state";
    static const char *const names[] = {
        [CATALOG_BUILDING] = "building", [CATALOG_READY] = "ready", [CATALOG_FAILED] = "failed"};

    append_head(
        out, family, "gauge",
        "1 for the state that the index is in: there is none yet, it is served, or there is "
        "none.");
    for (size_t state = 0; state < sizeof names / sizeof *names; state++)
        buffer_append_format(out, "%s{state=\"%s\"} %d\n", family, names[state],
                             catalog->state == (enum catalog_state)state);
}

static void append_index(struct buffer *out, const struct catalog *catalog)
{
    const struct charindex *index = catalog->index;

    append_state(out, catalog);
    if (!index)
        return;
    append_head(out, "charfinder_index_info", "gauge", "1, with what the index was built from.");
    buffer_append_format(out,
                         "charfinder_index_info{generation=\"%s\",unicode=\"%s\",icu=\"%s\"} 1\n",
                         charindex_generation(index), charindex_unicode_version(index),
                         charindex_icu_version(index));
    append_one(out, "charfinder_index_age_seconds", "Since when this index is served.",
               catalog->uptime - catalog->fetched);
    append_one(out, "charfinder_index_characters", "Characters in the index.",
               charindex_characters(index));
    append_one(out, "charfinder_index_sequences", "Sequences in the index.",
               charindex_sequences(index));
    append_one(out, "charfinder_index_words", "Words in the index.", charindex_terms(index));
}

static void append_build(struct buffer *out)
{
    append_head(out, "charfinder_build_info", "gauge", "1, with the version of the daemon.");
    buffer_append_text(out, "charfinder_build_info{version=\"" CHARFINDER_VERSION "\"} 1\n");
}

void metrics_answer(const struct exchange *exchange)
{
    const struct catalog *catalog = exchange->catalog;
    struct buffer body = BUFFER_INIT;

    append_build(&body);
    append_one(&body, "charfinder_uptime_seconds", "Since when the daemon serves.",
               catalog->uptime);
    append_one(&body, "charfinder_ready", "1 where /readyz is 200, else 0.",
               catalog->state == CATALOG_READY && !catalog->leaving);
    append_one(&body, "charfinder_reactors", "Threads that serve clients.", catalog->reactors);
    append_index(&body, catalog);
    append_replies(&body, exchange);
    append_all_durations(&body, exchange);
    append_counters(&body, catalog);
    append_process(&body, catalog->process);
    reply_body(exchange->reply, METRICS_TYPE, &body);
}
