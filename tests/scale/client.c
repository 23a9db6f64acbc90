/*
 * A closed-loop client that counts lost requests: each connection sends a question, waits for the
 * whole reply, compares it with the one that was learned before, and sends the next question.
 *
 * What a client may expect is RFC 9110, section 9.2.2: a connection that has served before may end
 * at any time, and then the request is sent once more, on a new one. So a request has failed when a
 * new connection does not answer it, when a reply is cut or is another one, or when it takes too
 * long. The same counts for telnet. A quarter of the connections end by themselves after some
 * requests, so that new ones come all the time.
 *
 * It prints "ready" when the replies are learned, and waits for a line. Then it prints the number of
 * requests that were answered, again and again, until all are and its input has ended; and one JSON
 * object in the end.
 */

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/measure.h"

enum {
    PORTS_MAX = 8,
    QUESTIONS_MAX = 4096,
    CONNECTIONS_MAX = 4096,
    REPLY_MAX = 1 << 20,
    EVENTS = 256,
    REPLY_SECONDS = 30, /* a reply that takes longer is lost */
    LIFE = 50,          /* requests of a connection that ends by itself */
    SHORT_LIVED = 4,    /* one of so many does */
    LOOKS = 200,        /* between two looks at the time */
    EXAMPLES = 5,       /* of failures are printed */
    WRONG_CALL = 2,
};

/* Of a reply: for HTTP the status and the body, for telnet all of it. */
struct digest {
    unsigned status;
    size_t size;
    uint64_t hash;
};

struct question {
    char *text; /* as it is sent */
    size_t size;
    struct digest replies[PORTS_MAX]; /* of each server that was asked before */
};

enum failure {
    FAILURE_REFUSED, /* no process listens */
    FAILURE_CLOSED,  /* a new connection ended before the reply */
    FAILURE_CUT,     /* a connection ended within the reply */
    FAILURE_STATUS,  /* not 200 */
    FAILURE_OTHER,   /* another reply than before */
    FAILURE_TIMEOUT,
    FAILURES,
};

static const char *const failure_names[FAILURES] = {
    [FAILURE_REFUSED] = "refused", [FAILURE_CLOSED] = "closed", [FAILURE_CUT] = "cut",
    [FAILURE_STATUS] = "status",   [FAILURE_OTHER] = "other",   [FAILURE_TIMEOUT] = "timeout"};

struct connection {
    int socket; /* -1: it is to be opened */
    unsigned answered;
    bool asked; /* the question is sent */
    bool again; /* it was sent before, on a connection that ended */
    bool ended; /* the server has said its last */
    size_t question;
    uint64_t begun; /* when the question was chosen */
    char *bytes;    /* received of the reply, or of the prompt */
    size_t size;
};

struct client {
    bool telnet;
    uint16_t port, learned[PORTS_MAX];
    size_t learned_count;
    struct question *questions;
    size_t question_count, next_question;
    struct connection *connections;
    size_t connection_count;
    int events;
    uint64_t wanted, answered, retried, failures[FAILURES];
    unsigned examples;
    struct times times;
};

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("scale-client: ", stderr);
    (void)vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

static uint64_t failed(const struct client *client)
{
    uint64_t sum = 0;

    for (int i = 0; i < FAILURES; i++)
        sum += client->failures[i];
    return sum;
}

/*
 * Replies.
 */

static void digest_begin(struct digest *digest, unsigned status)
{
    *digest = (struct digest){.status = status, .hash = 0xcbf29ce484222325};
}

static void digest_add(struct digest *digest, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) /* FNV-1a */
        digest->hash = (digest->hash ^ (unsigned char)bytes[i]) * 0x100000001b3;
    digest->size += size;
}

static bool ends_with_prompt(const struct connection *connection, const char *prompt)
{
    size_t size = strlen(prompt);

    return connection->size >= size &&
           memcmp(connection->bytes + connection->size - size, prompt, size) == 0;
}

/* A field's value in a head that ends with a NUL, or NULL. */
static const char *field_of(const char *head, const char *name)
{
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
            return line + strlen(name) + 1 + strspn(line + strlen(name) + 1, " ");
    }
    return NULL;
}

/* Returns false when the body is not complete. The bytes after it are a NUL. */
static bool take_chunks(const char *bytes, size_t size, struct digest *digest)
{
    size_t at = 0, chunk;

    do {
        const char *line_end = memmem(bytes + at, size - at, "\r\n", 2);

        if (!line_end)
            return false;
        chunk = strtoul(bytes + at, NULL, 16);
        at = (size_t)(line_end - bytes) + 2;
        if (size - at < chunk + 2)
            return false;
        digest_add(digest, bytes + at, chunk);
        at += chunk + 2;
    } while (chunk > 0);
    return true;
}

/* Takes a whole reply of HTTP. Returns false when it is not complete. */
static bool take_http(struct connection *connection, struct digest *digest, bool *last)
{
    char *end = memmem(connection->bytes, connection->size, "\r\n\r\n", 4);
    const char *length, *coding, *persistence;
    unsigned status = 0;
    size_t head, size;

    if (!end)
        return false;
    end[2] = '\0';
    head = (size_t)(end - connection->bytes) + 4;
    length = field_of(connection->bytes, "Content-Length");
    coding = field_of(connection->bytes, "Transfer-Encoding");
    persistence = field_of(connection->bytes, "Connection");
    *last = persistence && strncasecmp(persistence, "close", 5) == 0;
    size = length ? strtoul(length, NULL, 10) : 0;
    if (length || coding)
        (void)sscanf(connection->bytes, "HTTP/1.1 %u", &status);
    end[2] = '\r';
    digest_begin(digest, status);
    if (coding)
        return take_chunks(connection->bytes + head, connection->size - head, digest);
    if (connection->size < head + size)
        return false;
    digest_add(digest, connection->bytes + head, size);
    return true;
}

static bool take_telnet(struct connection *connection, struct digest *digest)
{
    if (!ends_with_prompt(connection, "\r\n?> "))
        return false;
    digest_begin(digest, 200);
    digest_add(digest, connection->bytes, connection->size);
    return true;
}

static bool take_reply(const struct client *client, struct connection *connection,
                       struct digest *digest, bool *last)
{
    *last = false;
    connection->bytes[connection->size] = '\0';
    return client->telnet ? take_telnet(connection, digest) : take_http(connection, digest, last);
}

static bool is_known(const struct client *client, const struct question *question,
                     const struct digest *digest)
{
    for (size_t i = 0; i < client->learned_count; i++)
        if (question->replies[i].size == digest->size && question->replies[i].hash == digest->hash)
            return true;
    return false;
}

/*
 * Connections.
 */

static struct sockaddr_in address_of(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static void connection_close(struct connection *connection)
{
    if (connection->socket >= 0)
        (void)close(connection->socket);
    connection->socket = -1;
    connection->answered = 0;
    connection->size = 0;
    connection->asked = connection->ended = false;
}

static void choose(struct client *client, struct connection *connection)
{
    connection->question = client->next_question++ % client->question_count;
    connection->begun = clock_nanoseconds();
    connection->again = false;
}

static void count_failure(struct client *client, struct connection *connection,
                          enum failure failure, const char *detail)
{
    const struct question *question = &client->questions[connection->question];

    client->failures[failure]++;
    if (client->examples++ < EXAMPLES)
        (void)fprintf(stderr, "scale-client: %s (%s, connection with %u replies%s): %.*s\n",
                      failure_names[failure], detail, connection->answered,
                      connection->again ? ", second try" : "", (int)strcspn(question->text, "\r"),
                      question->text);
    connection_close(connection);
    choose(client, connection);
}

/* The connection has ended, with a question that is not answered. */
static void connection_lost(struct client *client, struct connection *connection,
                            const char *detail)
{
    bool within = connection->size > 0 && (connection->asked || !client->telnet);

    if (connection->answered == 0 || connection->again || within) {
        count_failure(client, connection, within ? FAILURE_CUT : FAILURE_CLOSED, detail);
        return;
    }
    connection_close(connection);
    connection->again = true;
    client->retried++;
}

static void ask(struct client *client, struct connection *connection)
{
    const struct question *question = &client->questions[connection->question];

    connection->size = 0;
    connection->asked = true;
    if (send(connection->socket, question->text, question->size, MSG_NOSIGNAL | MSG_DONTWAIT) !=
        (ssize_t)question->size)
        connection_lost(client, connection, strerror(errno));
}

static void answered(struct client *client, struct connection *connection,
                     const struct digest *digest, bool last)
{
    const struct question *question = &client->questions[connection->question];
    const bool short_lived = (size_t)(connection - client->connections) % SHORT_LIVED == 0;
    char detail[64];

    if (digest->status != 200 || !is_known(client, question, digest)) {
        (void)snprintf(detail, sizeof detail, "status %u, %zu bytes", digest->status, digest->size);
        count_failure(client, connection, digest->status == 200 ? FAILURE_OTHER : FAILURE_STATUS,
                      detail);
        return;
    }
    client->answered++;
    connection->answered++;
    times_add(&client->times, clock_nanoseconds() - connection->begun);
    choose(client, connection);
    if (last || connection->ended || (short_lived && connection->answered == LIFE))
        connection_close(connection);
    else
        ask(client, connection);
}

static void advance(struct client *client, struct connection *connection)
{
    struct digest digest;
    ssize_t size;
    bool last;

    size = recv(connection->socket, connection->bytes + connection->size,
                REPLY_MAX - 1 - connection->size, MSG_DONTWAIT);
    if (size < 0 && errno == EAGAIN)
        return;
    if (size <= 0) {
        if (connection->answered == 0 && size < 0 && errno == ECONNREFUSED)
            count_failure(client, connection, FAILURE_REFUSED, strerror(errno));
        else
            connection_lost(client, connection, size == 0 ? "end" : strerror(errno));
        return;
    }
    connection->size += (size_t)size;
    if (client->telnet && !connection->asked) {
        if (ends_with_prompt(connection, "?> "))
            ask(client, connection);
    } else if (take_reply(client, connection, &digest, &last)) {
        answered(client, connection, &digest, last);
    }
}

static void connected(struct client *client, struct connection *connection)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = connection};

    (void)epoll_ctl(client->events, EPOLL_CTL_MOD, connection->socket, &event);
    if (!client->telnet)
        ask(client, connection);
}

static void connection_open(struct client *client, struct connection *connection)
{
    const struct sockaddr_in address = address_of(client->port);
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = connection};
    const int on = 1;

    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connection->socket < 0)
        fail("cannot open a socket: %s", strerror(errno));
    (void)setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(connection->socket, (const struct sockaddr *)&address, sizeof address) < 0 &&
        errno != EINPROGRESS) {
        count_failure(client, connection, FAILURE_REFUSED, strerror(errno));
        return;
    }
    if (epoll_ctl(client->events, EPOLL_CTL_ADD, connection->socket, &event) < 0)
        fail("epoll: %s", strerror(errno));
}

/*
 * The load.
 */

static void look_at_the_time(struct client *client)
{
    uint64_t now = clock_nanoseconds();

    for (size_t i = 0; i < client->connection_count; i++) {
        struct connection *connection = &client->connections[i];

        if (connection->begun + REPLY_SECONDS * UINT64_C(1000000000) < now)
            count_failure(client, connection, FAILURE_TIMEOUT, "no whole reply");
        if (connection->socket < 0)
            connection_open(client, connection);
    }
}

static void serve(struct client *client, const struct epoll_event *event)
{
    struct connection *connection = event->data.ptr;

    if (connection->socket < 0)
        return; /* closed in this turn */
    connection->ended = event->events & EPOLLRDHUP;
    if ((event->events & EPOLLOUT) && !(event->events & (EPOLLERR | EPOLLHUP)))
        connected(client, connection);
    else
        advance(client, connection);
    if (connection->socket < 0)
        connection_open(client, connection);
}

/* Has the controller closed our input? */
static bool input_ended(void)
{
    char byte;

    return read(STDIN_FILENO, &byte, 1) == 0;
}

static double run(struct client *client)
{
    uint64_t start = clock_nanoseconds(), told = 0, turns = 0;
    struct epoll_event ready[EVENTS];

    (void)fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
    for (size_t i = 0; i < client->connection_count; i++)
        choose(client, &client->connections[i]);
    look_at_the_time(client);
    while (client->answered + failed(client) < client->wanted || !input_ended()) {
        int count = epoll_wait(client->events, ready, EVENTS, 100);

        for (int i = 0; i < count; i++)
            serve(client, &ready[i]);
        if (count == 0 || ++turns % LOOKS == 0)
            look_at_the_time(client);
        if (client->answered - told >= client->wanted / LOOKS) {
            told = client->answered;
            (void)printf("%llu\n", (unsigned long long)told);
            (void)fflush(stdout);
        }
    }
    return (double)(clock_nanoseconds() - start) / 1e9;
}

/* Asks each question once, one after another. */
static void learn(struct client *client, size_t server)
{
    const struct sockaddr_in address = address_of(client->learned[server]);
    struct connection *connection = &client->connections[0];
    bool last = true;

    for (size_t i = 0; i < client->question_count; i++) {
        struct question *question = &client->questions[i];
        struct digest *digest = &question->replies[server];

        if (last) {
            connection_close(connection);
            connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (connect(connection->socket, (const struct sockaddr *)&address, sizeof address) < 0)
                fail("cannot connect: %s", strerror(errno));
            while (client->telnet && !ends_with_prompt(connection, "?> "))
                connection->size += (size_t)recv(connection->socket, connection->bytes, 8, 0);
        }
        connection->size = 0;
        (void)send(connection->socket, question->text, question->size, MSG_NOSIGNAL);
        do {
            ssize_t size = recv(connection->socket, connection->bytes + connection->size,
                                REPLY_MAX - 1 - connection->size, 0);
            if (size <= 0)
                fail("no whole reply to %s", question->text);
            connection->size += (size_t)size;
        } while (!take_reply(client, connection, digest, &last));
        if (digest->status != 200)
            fail("status %u, or a body without an end, for %s", digest->status, question->text);
    }
    connection_close(connection);
}

static void questions_read(struct client *client, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t capacity = 0;
    int size;

    if (!file)
        fail("%s: %s", path, strerror(errno));
    while (client->question_count < QUESTIONS_MAX && getline(&line, &capacity, file) > 0) {
        struct question *question = &client->questions[client->question_count++];

        line[strcspn(line, "\r\n")] = '\0';
        size = client->telnet
                   ? asprintf(&question->text, "%s\r\n", line)
                   : asprintf(&question->text, "GET %s HTTP/1.1\r\nHost: charfinder\r\n\r\n", line);
        assert(size > 0);
        question->size = (size_t)size;
    }
    free(line);
    (void)fclose(file);
    if (client->question_count == 0)
        fail("%s: no questions", path);
}

static void report(struct client *client, double seconds)
{
    struct figures figures = times_figures(&client->times);

    (void)printf("{\"answered\": %llu, \"retried\": %llu, \"failed\": %llu, \"seconds\": %.3f, "
                 "\"p50_us\": %.1f, \"p99_us\": %.1f, \"worst_us\": %.1f, \"failures\": {",
                 (unsigned long long)client->answered, (unsigned long long)client->retried,
                 (unsigned long long)failed(client), seconds, (double)figures.p50 / 1e3,
                 (double)figures.p99 / 1e3, (double)figures.worst / 1e3);
    for (int i = 0; i < FAILURES; i++)
        (void)printf("%s\"%s\": %llu", i > 0 ? ", " : "", failure_names[i],
                     (unsigned long long)client->failures[i]);
    (void)puts("}}");
}

static const char usage[] =
    "Usage: scale-client http|telnet PORT QUESTIONS REQUESTS CONNECTIONS [LEARNED-PORT]…\n"
    "QUESTIONS is a file of targets, or of lines for telnet. The replies are learned from PORT, "
    "or\n"
    "from the other ports: each may reply in its own way.\n";

static bool arguments_read(struct client *client, int argc, char **argv)
{
    if (argc < 6 || argc - 6 > PORTS_MAX)
        return false;
    client->telnet = strcmp(argv[1], "telnet") == 0;
    client->port = (uint16_t)strtoul(argv[2], NULL, 10);
    client->wanted = strtoull(argv[4], NULL, 10);
    client->connection_count = strtoul(argv[5], NULL, 10);
    for (int i = 6; i < argc; i++)
        client->learned[client->learned_count++] = (uint16_t)strtoul(argv[i], NULL, 10);
    if (client->learned_count == 0)
        client->learned[client->learned_count++] = client->port;
    return client->wanted >= LOOKS && client->connection_count >= 1 &&
           client->connection_count <= CONNECTIONS_MAX;
}

int main(int argc, char **argv)
{
    static struct client client;

    if (!arguments_read(&client, argc, argv)) {
        (void)fputs(usage, stderr);
        return WRONG_CALL;
    }
    client.questions = calloc(QUESTIONS_MAX, sizeof *client.questions);
    client.connections = calloc(client.connection_count, sizeof *client.connections);
    client.events = epoll_create1(EPOLL_CLOEXEC);
    assert(client.questions && client.connections && client.events >= 0);
    for (size_t i = 0; i < client.connection_count; i++) {
        client.connections[i].socket = -1;
        client.connections[i].bytes = malloc(REPLY_MAX);
        assert(client.connections[i].bytes);
    }
    questions_read(&client, argv[3]);
    for (size_t i = 0; i < client.learned_count; i++)
        learn(&client, i);
    (void)puts("ready");
    (void)fflush(stdout);
    (void)getchar();
    report(&client, run(&client));
    return EXIT_SUCCESS;
}
