#include "tests/unit/server/transport/scripted_http.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>
#include <microhttpd.h>

#include "server/answers/http/api.h"
#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum { ROUNDS_MAX = 2000 }; /* to come to rest */

struct scripted_library library;
struct scripted_service service;

#define SEAM(call) __typeof__(MHD_##call) __real_MHD_##call, __wrap_MHD_##call
SEAM(create_response_from_buffer);
SEAM(create_response_from_callback);
SEAM(destroy_response);
SEAM(add_response_header);
SEAM(queue_response);
SEAM(add_connection);

struct MHD_Response *__wrap_MHD_create_response_from_buffer(size_t size, void *bytes,
                                                            enum MHD_ResponseMemoryMode mode)
{
    struct MHD_Response *response =
        library.no_response ? NULL : __real_MHD_create_response_from_buffer(size, bytes, mode);

    library.responses += response != NULL;
    return response;
}

struct MHD_Response *__wrap_MHD_create_response_from_callback(uint64_t size, size_t block,
                                                              MHD_ContentReaderCallback read,
                                                              void *context,
                                                              MHD_ContentReaderFreeCallback free)
{
    library.responses++;
    return __real_MHD_create_response_from_callback(size, block, read, context, free);
}

void __wrap_MHD_destroy_response(struct MHD_Response *response)
{
    library.responses--;
    __real_MHD_destroy_response(response);
}

enum MHD_Result __wrap_MHD_add_response_header(struct MHD_Response *response, const char *name,
                                               const char *value)
{
    return library.no_header ? MHD_NO : __real_MHD_add_response_header(response, name, value);
}

enum MHD_Result __wrap_MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                          struct MHD_Response *response)
{
    return library.no_queue ? MHD_NO : __real_MHD_queue_response(connection, status, response);
}

/* As the library does, it closes the socket where it fails. */
enum MHD_Result __wrap_MHD_add_connection(struct MHD_Daemon *daemon, int socket,
                                          const struct sockaddr *address, socklen_t size)
{
    if (!library.no_connection)
        return __real_MHD_add_connection(daemon, socket, address, size);
    (void)close(socket);
    errno = ENOMEM;
    return MHD_NO;
}

int begin(void **state)
{
    struct http_surroundings around = {
        .wheel = &service.wheel,
        .turns = &service.turns,
        .catalog = &service.catalog,
        .settings = &service.settings,
        .counters = &service.counters,
    };
    struct reason reason;

    (void)state;
    memset(&library, 0, sizeof library);
    memset(&service, 0, sizeof service);
    service.descriptors = scripted_descriptors();
    service.settings.keep_alive_seconds = 60;
    service.settings.header_seconds = 10;
    service.settings.write_seconds = 5;
    scripted_clock_reset();
    wheel_init(&service.wheel, clock_now());
    turns_init(&service.turns);
    scripted_indexer_set(CATALOG_READY, 0);
    (void)scripted_indexer_fetch(&service.catalog);
    return http_new(&service.http, &around, CAPACITY, CACHED, &reason);
}

int end(void **state)
{
    (void)state;
    http_free(service.http);
    charindex_unref(service.catalog.index);
    assert_int_equal(service.counters.http_open, 0);
    assert_int_equal(library.responses, 0);
    assert_true(wheel_wait(&service.wheel) == -1);
    assert_int_equal(scripted_descriptors(), service.descriptors);
    return 0;
}

bool turn(void)
{
    struct turn *next;
    bool more;

    turns_begin(&service.turns);
    more = http_run(service.http);
    for (; (next = turns_next(&service.turns)); more = true)
        http_turn(service.http, next);
    return more || turns_wait(&service.turns);
}

void run(void)
{
    int rounds = 0;

    while (turn())
        assert_in_range(++rounds, 0, ROUNDS_MAX);
}

void pass(uint64_t milliseconds)
{
    struct deadline *deadline;

    scripted_clock_pass(milliseconds);
    wheel_advance(&service.wheel, clock_now());
    while ((deadline = wheel_expired(&service.wheel)))
        http_expire(service.http, deadline);
    run();
}

/*
 * Clients.
 */

struct client connect_with(int send_buffer)
{
    struct client client = {.heard = BUFFER_INIT};

    client.server = scripted_socket_pair(&client.socket);
    if (send_buffer > 0)
        (void)setsockopt(client.server, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    assert_true(http_open(service.http, client.server));
    run();
    return client;
}

struct client connect_client(void)
{
    return connect_with(0);
}

void hear(struct client *client)
{
    run();
    client->ended = scripted_socket_read(client->socket, &client->heard);
    run();
}

void say(struct client *client, const char *bytes, size_t size)
{
    assert_int_equal(send(client->socket, bytes, size, MSG_NOSIGNAL), size);
    hear(client);
}

void say_text(struct client *client, const char *text)
{
    say(client, text, strlen(text));
}

/* Takes what was heard: a string. */
const char *text_of(struct client *client)
{
    buffer_append(&client->heard, "", 1);
    client->heard.size--;
    return client->heard.bytes;
}

void forget(struct client *client)
{
    buffer_release(&client->heard);
}

void leave(struct client *client)
{
    (void)close(client->socket);
    forget(client);
    run();
}

void assert_ended(struct client *client, bool ended)
{
    hear(client);
    assert_int_equal(client->ended, ended);
}

void assert_status(struct client *client, unsigned status)
{
    char line[32];

    (void)snprintf(line, sizeof line, "HTTP/1.1 %u ", status);
    if (strncmp(text_of(client), line, strlen(line)) != 0)
        fail_msg("expected %u, heard \"%.200s\"", status, text_of(client));
}

const char *body_of(struct client *client)
{
    const char *body = strstr(text_of(client), "\r\n\r\n");

    assert_non_null(body);
    return body + 4;
}

/* The reply to a GET, with all headers and the body, as the answers have it. */
void assert_answered(struct client *client, const char *target)
{
    struct api_request request = {.method = API_GET,
                                  .target = target,
                                  .target_size = strlen(target),
                                  .site = {.authority = slice_of("localhost")}};
    struct api_reply reply;
    const char *body = body_of(client);

    api_answer(&service.catalog, &request, &reply);
    while (!api_continue(&reply))
        ;
    assert_status(client, reply.status);
    assert_int_equal(client->heard.size - (size_t)(body - client->heard.bytes), reply.size);
    assert_memory_equal(body, reply.bytes, reply.size);
    for (size_t i = 0; i < reply.header_count; i++) {
        struct buffer line = BUFFER_INIT;

        buffer_append_format(&line, "\r\n%s: %s\r\n", reply.headers[i].name,
                             reply.headers[i].value);
        buffer_append(&line, "", 1);
        assert_non_null(strstr(client->heard.bytes, line.bytes));
        buffer_release(&line);
    }
    api_reply_release(&reply);
}

void drop_date(struct buffer *bytes)
{
    char *date, *end;

    buffer_append(bytes, "", 1);
    bytes->size--;
    while ((date = strstr(bytes->bytes, "\r\nDate: ")) && (end = strstr(date + 2, "\r\n"))) {
        memmove(date, end, strlen(end) + 1);
        bytes->size -= (size_t)(end - date);
    }
}
