#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_REAL_WORLD_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_REAL_WORLD_H

/*
 * HTTP's answers without HTTP: a test sends a target and reads the reply as a client would, its
 * JSON with jansson. The index is the real one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>
#include <jansson.h>

#include "index/base/buffer.h"
#include "server/answers/http/api.h"
#include "server/answers/http/base/assets.h"
#include "tests/indexes/ready.h"

enum { REACTORS = 2 };

/* A reply with its complete body, and the parsed body if it is JSON. */
struct answer {
    struct api_reply reply;
    char *body; /* NUL-terminated */
    size_t size;
    json_t *json;
};

/* The book's scope and order, whose pages are known byte by byte. */
#define BOOKISH "scope=name&sort=codepoint"

/* Cache-Control of an answer from the index, and of one whose address names the generation. */
#define SEARCH_CACHING "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
#define PINNED_CACHING "public, max-age=31536000, immutable"

/* The shared fixture: an index, and the catalogs that a daemon may have. */
struct world {
    struct counters counters[REACTORS];
    struct process_figures process;
    struct charindex *index;
    struct catalog ready, building, failed;
};

static inline int world_new(void **state)
{
    static struct world world; /* static: counters need an alignment that calloc() does not
                                  guarantee */
    struct reason reason = {.text = ""};

    if (ready_index(READY_GERMAN, &world.index, &reason) != 0)
        fail_msg("no index: %s", reason.text);
    world.ready = (struct catalog){.state = CATALOG_READY,
                                   .progress = 100,
                                   .index = world.index,
                                   .counters = world.counters,
                                   .reactors = REACTORS,
                                   .process = &world.process,
                                   .security_contact = "https://example.org/"};
    world.building = (struct catalog){.state = CATALOG_BUILDING,
                                      .progress = 42,
                                      .process = &world.process,
                                      .security_contact = "https://example.org/"};
    world.failed = (struct catalog){.state = CATALOG_FAILED, .failure = {"ICU has no names"}};
    atomic_store(&world.counters[1].http_requests, 7);
    *state = &world;
    return 0;
}

/* The same without an index, for answers that need none: every catalog is building. */
static inline int world_new_without_index(void **state)
{
    static struct world world;

    world.building = (struct catalog){.state = CATALOG_BUILDING, .progress = 42};
    world.ready = world.building;
    *state = &world;
    return 0;
}

static inline int world_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->index);
    return 0;
}

static inline void read_stream(struct buffer *body, struct api_stream *stream, size_t capacity)
{
    size_t size;

    do {
        char *out = buffer_reserve(body, capacity);

        assert_non_null(out);
        size = stream->read(stream, out, capacity);
        assert_true(size <= capacity);
        buffer_claim(body, size);
    } while (size > 0);
    assert_int_equal(stream->read(stream, body->bytes, capacity), 0); /* the end is final */
}

static inline void read_body(struct answer *answer, size_t capacity)
{
    struct buffer body = BUFFER_INIT;

    if (answer->reply.stream)
        read_stream(&body, answer->reply.stream, capacity);
    else if (answer->reply.size > 0)
        buffer_append(&body, answer->reply.bytes, answer->reply.size);
    answer->size = body.size;
    buffer_append(&body, "", 1);
    assert_false(body.failed);
    answer->body = body.bytes;
}

static inline const char *header(const struct answer *answer, const char *name)
{
    const char *value = NULL;

    for (size_t i = 0; i < answer->reply.header_count; i++)
        if (strcasecmp(answer->reply.headers[i].name, name) == 0) {
            assert_null(value); /* no header is sent twice */
            value = answer->reply.headers[i].value;
        }
    return value;
}

static inline void ask(struct answer *answer, const struct catalog *catalog,
                       const struct api_request *request, size_t capacity)
{
    const char *type;

    *answer = (struct answer){.body = NULL};
    memset(&answer->reply, 0xA5, sizeof answer->reply); /* like a reused struct */
    api_answer(catalog, request, &answer->reply);
    while (!api_continue(&answer->reply))
        ;
    read_body(answer, capacity);
    type = header(answer, "Content-Type");
    if (type && strstr(type, "json") && !strstr(type, "ndjson") &&
        !header(answer, "Content-Encoding")) {
        json_error_t error;

        answer->json = json_loadb(answer->body, answer->size, JSON_ALLOW_NUL, &error);
        if (!answer->json)
            fail_msg("%s: no JSON at byte %d: %s", request->target, error.position, error.text);
    }
}

static inline void done(struct answer *answer)
{
    json_decref(answer->json);
    free(answer->body);
    api_reply_release(&answer->reply);
}

static inline struct api_request get_request(const char *target)
{
    return (struct api_request){.method = API_GET, .target = target, .target_size = strlen(target)};
}

static inline void get_from(struct answer *answer, const struct catalog *catalog,
                            const char *target)
{
    struct api_request request = get_request(target);

    ask(answer, catalog, &request, 4096);
}

static inline void get(struct answer *answer, const struct world *world, const char *target)
{
    get_from(answer, &world->ready, target);
}

static inline void get_with_tag(struct answer *answer, const struct world *world,
                                const char *target, const char *if_none_match)
{
    struct api_request request = get_request(target);

    request.if_none_match = if_none_match;
    ask(answer, &world->ready, &request, 4096);
}

static inline void assert_header(const struct answer *answer, const char *name, const char *value)
{
    const char *found = header(answer, name);

    if (!found)
        fail_msg("there is no %s", name);
    else
        assert_string_equal(found, value);
}

static inline const char *text(const struct answer *answer, const char *key)
{
    const char *value = json_string_value(json_object_get(answer->json, key));

    if (!value)
        fail_msg("no text \"%s\" in %s", key, answer->body);
    return value;
}

static inline json_int_t number(const struct answer *answer, const char *key)
{
    json_t *value = json_object_get(answer->json, key);

    if (!json_is_integer(value))
        fail_msg("no number \"%s\" in %s", key, answer->body);
    return json_integer_value(value);
}

static inline size_t row_count(const struct answer *answer)
{
    return json_array_size(json_object_get(answer->json, "results"));
}

static inline void assert_problem(const struct answer *answer, unsigned status)
{
    if (answer->reply.status != status)
        fail_msg("%u instead of %u: %s", answer->reply.status, status, answer->body);
    assert_header(answer, "Content-Type", "application/problem+json");
    assert_header(answer, "Cache-Control", "no-store");
    assert_header(answer, "Access-Control-Allow-Origin", "*");
    assert_null(header(answer, "ETag"));
    assert_string_equal(text(answer, "type"), "about:blank");
    assert_true(text(answer, "title")[0] && text(answer, "detail")[0]);
    assert_int_equal(number(answer, "status"), status);
}

/* Checks that the target gets 422 for this parameter, and that the detail contains this text. */
static inline void assert_refused(const struct world *world, const char *target,
                                  const char *parameter, const char *part_of_detail)
{
    struct answer answer;

    get(&answer, world, target);
    assert_problem(&answer, 422);
    assert_string_equal(text(&answer, "parameter"), parameter);
    if (!strstr(text(&answer, "detail"), part_of_detail))
        fail_msg("%s: \"%s\" is not in: %s", target, part_of_detail, answer.body);
    done(&answer);
}

/* The path of a file of the page. */
static inline const char *file_path(const char *name)
{
    static char path[128];

    (void)snprintf(path, sizeof path, "%s/%s", asset_directory(), name);
    return path;
}

#endif
