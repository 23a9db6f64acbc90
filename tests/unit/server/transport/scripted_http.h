#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_HTTP_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/transport/http/http.h"
#include "tests/unit/server/transport/scripted_indexer.h"

/*
 * HTTP connections on the real libmicrohttpd, driven by hand over socket pairs: no thread, no
 * timeout and no other descriptor take part, so every run is the same. What the library does is half
 * of what these modules have to get right, so a scripted library would only repeat our beliefs; where
 * it has to fail, the program is linked with --wrap and the call fails.
 *
 * What a reply must be is asked of the answers directly: api_answer() for the same request.
 */

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define HOST         "Host: localhost\r\n"
#define GET(target)  "GET " target " HTTP/1.1\r\n" HOST "\r\n"
#define SEARCH       "/api/v1/search?q=grinning"
#define LARGE        "/" /* more than a small send buffer takes */

enum {
    CAPACITY = 4,
    CACHED = 64 * 1024, /* bytes of cached replies */
};

/* The seam at libmicrohttpd: calls are counted, and the test may let one fail. */
struct scripted_library {
    int responses; /* created and not yet destroyed by us */
    bool no_response, no_header, no_queue, no_connection;
};
extern struct scripted_library library;

/* The service that the test talks to. */
struct scripted_service {
    struct http *http;
    struct wheel wheel;
    struct turns turns;
    struct catalog catalog;
    struct config_live settings;
    struct counters counters;
    size_t descriptors;
};
extern struct scripted_service service;

int begin(void **state); /* as cmocka calls them */
int end(void **state);
#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

bool turn(void);                  /* one turn of a reactor; returns whether another is due */
void run(void);                   /* until the service is at rest */
void pass(uint64_t milliseconds); /* lets time pass */

struct client {
    int socket, server;
    struct buffer heard;
    bool ended;
};

struct client connect_with(int send_buffer); /* bytes of the server's socket; 0: the default */
struct client connect_client(void);
void hear(struct client *client);
void say(struct client *client, const char *bytes, size_t size);
void say_text(struct client *client, const char *text);
const char *text_of(struct client *client); /* what was heard, as a string */
const char *body_of(struct client *client);
void forget(struct client *client); /* what was heard */
void leave(struct client *client);
void drop_date(struct buffer *bytes); /* the line that tells the time */

void assert_ended(struct client *client, bool ended);
void assert_status(struct client *client, unsigned status);
/* Heard is the reply to a GET, with all headers and the body, as the answers have it. */
void assert_answered(struct client *client, const char *target);

#endif
