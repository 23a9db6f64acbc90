/*
 * The daemon's state: the index that it serves, the sources of that index, and the counters of each
 * reactor. It only reads the catalog.
 */

#include "server/answers/json/json_status.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "index/sources/versions.h"
#include "index/sources/warning.h"
#include "server/answers/json/json_value.h"

static const char *state_name(enum catalog_state state)
{
    switch (state) {
    case CATALOG_BUILDING:
        return "building";
    case CATALOG_READY:
        return "ready";
    case CATALOG_FAILED:
        return "failed";
    }
    assert(!"a state");
    return "";
}

static json_t *progress_new(const struct catalog *catalog)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        return json_integer(catalog->progress);
    case CATALOG_READY:
        return json_integer(100);
    case CATALOG_FAILED:
        break;
    }
    return json_null();
}

static json_t *digest_new(const struct source *source)
{
    char text[2 * CHECKSUM_SIZE + 1];

    for (size_t i = 0; i < CHECKSUM_SIZE; i++)
        (void)snprintf(text + 2 * i, 3, "%02x", source->digest[i]);
    return json_string(text);
}

/* A source that was not read has neither a record count nor a meaningful digest. */
static json_t *source_new(const struct charindex *index, enum source_id id)
{
    const struct source *source = &charindex_sources(index)->list[id];
    bool read = source->state == SOURCE_OK;
    char version[VERSION_SIZE];

    version_of_source(source, version);

    return json_pack(
        "{s:o, s:s, s:s*, s:o*, s:o*}", "name",
        json_value_any_text((struct slice){source->name, strnlen(source->name, SOURCE_NAME_SIZE)}),
        "state", source_state_name(source->state), "version", version[0] ? version : NULL,
        "records", read ? json_integer(source->records) : NULL, "digest",
        read ? digest_new(source) : NULL);
}

static json_t *sources_new(const struct charindex *index)
{
    json_t *list = json_array();

    for (enum source_id id = 0; index && id < SOURCE_COUNT; id++)
        list = json_value_list_with(list, source_new(index, id));
    return list;
}

static json_t *languages_new(const struct charindex *index)
{
    const struct sources *sources = index ? charindex_sources(index) : NULL;
    json_t *list = json_array();

    for (size_t i = 0; sources && i < sources->language_count; i++) {
        const char *name = sources->languages[i];

        list = json_value_list_with(
            list, json_value_any_text((struct slice){name, strnlen(name, LANGUAGE_SIZE)}));
    }
    return list;
}

static json_int_t counter_read(const counter_value *counter)
{
    return (json_int_t)counter_get(counter);
}

static json_int_t refused(const counter_value causes[static COUNTED_REFUSALS])
{
    json_int_t sum = 0;

    for (size_t i = 0; i < COUNTED_REFUSALS; i++)
        sum += counter_read(&causes[i]);
    return sum;
}

static json_t *reactor_new(const struct counters *counters)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "telnet_open",
        counter_read(&counters->telnet_open), "telnet_accepted",
        counter_read(&counters->telnet_accepted), "telnet_refused",
        refused(counters->telnet_refused), "telnet_queries",
        counter_read(&counters->telnet_queries), "http_open", counter_read(&counters->http_open),
        "http_accepted", counter_read(&counters->http_accepted), "http_refused",
        refused(counters->http_refused), "http_requests", counter_read(&counters->http_requests),
        "http_kept", counter_read(&counters->http_cached), "searches_cached",
        counter_read(&counters->searches_cached));
}

static json_t *reactors_new(const struct catalog *catalog)
{
    json_t *list = json_array();

    for (size_t i = 0; i < catalog->reactors; i++)
        list = json_value_list_with(list, reactor_new(&catalog->counters[i]));
    return list;
}

static json_t *count_new(const struct charindex *index,
                         uint32_t (*count)(const struct charindex *index))
{
    return index ? json_integer((json_int_t)count(index)) : json_null();
}

/* What a person should know about an index that is complete nevertheless, or NULL. */
static json_t *notice_new(const struct charindex *index)
{
    struct reason lag;

    if (!index || !sources_lag(charindex_sources(index), &lag))
        return NULL;
    return json_value_any_text(slice_of(lag.text));
}

static const char *data_version(const struct charindex *index)
{
    const char *version = index ? charindex_data_version(index) : "";

    return version[0] ? version : NULL;
}

void json_status_append(struct buffer *out, const struct catalog *catalog)
{
    const struct charindex *index = catalog->index;

    json_value_append(
        out,
        json_pack("{s:s, s:o, s:o*, s:o*, s:s?, s:s, s:s?, s:s?, s:s?, s:o, s:o, s:o, s:o, s:o, "
                  "s:I, s:o, s:o}",
                  "state", state_name(catalog->state), "progress", progress_new(catalog), "failure",
                  catalog->state == CATALOG_FAILED
                      ? json_value_any_text(slice_of(catalog->failure.text))
                      : NULL,
                  "notice", notice_new(index), "generation",
                  index ? charindex_generation(index) : NULL, "version", CHARFINDER_VERSION,
                  "unicode", index ? charindex_unicode_version(index) : NULL, "unicode_data",
                  data_version(index), "icu", index ? charindex_icu_version(index) : NULL,
                  "characters", count_new(index, charindex_characters), "sequences",
                  count_new(index, charindex_sequences), "documents",
                  count_new(index, charindex_documents), "words", count_new(index, charindex_terms),
                  "languages", languages_new(index), "uptime_seconds", (json_int_t)catalog->uptime,
                  "sources", sources_new(index), "reactors", reactors_new(catalog)));
}
