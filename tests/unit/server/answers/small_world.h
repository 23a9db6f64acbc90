#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_SMALL_WORLD_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_SMALL_WORLD_H

/*
 * HTTP's answers with the small index (small_image.h): a test sends a target and gets the reply as
 * text. The small index is known byte by byte, so complete documents are compared.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "server/answers/http/api.h"
#include "tests/unit/index/file/small_image.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct small_world {
    struct small_image image;
    struct charindex *index;
    struct catalog ready, building;
};

/* A group's setup and teardown; *state is the fixture. */
static inline int small_world_make(void **state)
{
    static struct small_world world;
    struct reason reason;

    small_image_make(&world.image);
    if (charindex_parse(world.image.bytes, world.image.size, &world.index, &reason) != 0)
        return -1;
    world.ready = (struct catalog){.state = CATALOG_READY, .progress = 100, .index = world.index};
    world.building = (struct catalog){.state = CATALOG_BUILDING, .progress = 42};
    *state = &world;
    return 0;
}

static inline int small_world_free(void **state)
{
    struct small_world *world = *state;

    charindex_unref(world->index);
    return 0;
}

struct answer {
    unsigned status;
    char etag[64];
    const char *type; /* static */
    char *body;       /* NUL-terminated; free it with free() */
};

/* The whole body, also of a stream. */
static inline char *read_body(const struct api_reply *reply)
{
    struct buffer body = BUFFER_INIT;
    char part[1000];
    size_t size;

    buffer_append(&body, reply->bytes, reply->size);
    while (reply->stream && (size = reply->stream->read(reply->stream, part, sizeof part)) > 0)
        buffer_append(&body, part, size);
    buffer_append(&body, "", 1);
    assert_false(body.failed);
    return buffer_detach(&body, &size);
}

static inline struct answer ask_if_none(const struct catalog *catalog, const char *target,
                                        const char *etag)
{
    const struct api_request request = {
        .method = API_GET, .target = target, .target_size = strlen(target), .if_none_match = etag};
    struct answer answer = {.type = ""};
    struct api_reply reply;

    memset(&reply, 0xA5, sizeof reply); /* like a reused struct */
    api_answer(catalog, &request, &reply);
    answer.status = reply.status;
    for (size_t i = 0; i < reply.header_count; i++) {
        if (strcmp(reply.headers[i].name, "Content-Type") == 0)
            answer.type = reply.headers[i].value;
        if (strcmp(reply.headers[i].name, "ETag") == 0)
            (void)snprintf(answer.etag, sizeof answer.etag, "%s", reply.headers[i].value);
    }
    answer.body = read_body(&reply);
    api_reply_release(&reply);
    return answer;
}

static inline struct answer ask(const struct catalog *catalog, const char *target)
{
    return ask_if_none(catalog, target, NULL);
}

/* Compares the body; "*" stands for the generation, a digest of the small index. */
static inline void assert_body(const struct answer *answer, const struct charindex *index,
                               const char *expected)
{
    struct buffer whole = BUFFER_INIT;

    for (const char *at = expected; *at; at++) {
        if (*at == '*')
            buffer_append_text(&whole, charindex_generation(index));
        else
            buffer_append(&whole, at, 1);
    }
    buffer_append(&whole, "", 1);
    assert_string_equal(answer->body, whole.bytes);
    buffer_release(&whole);
}

static inline void assert_answer(struct small_world *world, const char *target, const char *type,
                                 const char *expected)
{
    struct answer answer = ask(&world->ready, target);

    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, type);
    assert_body(&answer, world->index, expected);
    free(answer.body);
}

#define assert_document(world, target, expected)                                                   \
    assert_answer(world, target, "application/json", expected)

/* Checks that the reply is a problem whose document contains all of this. */
static inline void assert_problem(const struct catalog *catalog, const char *target,
                                  unsigned status, const char *has)
{
    struct answer answer = ask(catalog, target);

    if (answer.status != status || !strstr(answer.body, has))
        fail_msg("%.60s: %u %s", target, answer.status, answer.body);
    assert_string_equal(answer.type, "application/problem+json");
    free(answer.body);
}

/* A client with the current tag gets 304, a client with another tag the answer. */
static inline void assert_is_cached(struct small_world *world, const char *target)
{
    struct answer first = ask(&world->ready, target), again, other;

    assert_true(strncmp(first.etag, "W/\"", 3) == 0);
    again = ask_if_none(&world->ready, target, first.etag);
    assert_int_equal(again.status, 304);
    assert_string_equal(again.etag, first.etag);
    assert_string_equal(again.body, "");
    other = ask_if_none(&world->ready, target, "\"other\"");
    assert_int_equal(other.status, 200);
    assert_string_equal(other.body, first.body);
    free(first.body);
    free(again.body);
    free(other.body);
}

#endif
