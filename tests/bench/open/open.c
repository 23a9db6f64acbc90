/*
 * An open-loop client for HTTP: how long requests take at a part of the load that saturates the server.
 *
 * First it asks on all connections as fast as replies come: what is answered then is the saturation. Then,
 * for each load, requests are sent at the times of a schedule (open/schedule.h) and their latency counts
 * from those times. A connection has one request under way, as a browser's has; one that is due while the
 * reply before it is still to come is sent after that, and what it waited counts. The targets go on from
 * one load to the next, so that a list that is longer than the server's caches is never asked again.
 *
 * It does not sleep: a timer would be late by more than a fast server takes. What it is late itself is
 * measured and printed ("late"), since a client that cannot keep its schedule must not blame the server.
 * When every connection is open it prints "ready", waits for a line, and prints one JSON object at the end.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/measure.h"
#include "tests/bench/open/reply.h"
#include "tests/bench/open/schedule.h"

enum {
    PIECE_SIZE = 256 * 1024, /* received at once */
    EVENTS = 64,
    TARGETS_MAX = 1 << 17,
    CONNECTIONS_MAX = 4096,
    LOADS_MAX = 8,
    SILENT_SECONDS = 20, /* without any reply: the server is considered dead */
    WRONG_CALL = 2,
};

struct request {
    char *text;
    size_t size;
};

struct connection {
    int socket;
    bool busy;
    uint64_t number; /* of the request under way, or of the next one */
    uint64_t sent;   /* without a schedule: when it was sent */
    struct reply reply;
};

struct client {
    struct sockaddr_in address;
    double seconds; /* of each load */
    unsigned loads[LOADS_MAX], load_count;
    struct request *requests;
    size_t request_count;
    uint64_t next_request; /* goes on from load to load */
    struct connection *connections;
    size_t connection_count;
    size_t busy; /* connections */
    int events;
    char *piece;
    struct times latency, late;
};

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("bench-open: ", stderr);
    (void)vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

/*
 * Connections.
 */

static void connection_open(struct client *client, struct connection *connection)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    const int on = 1;

    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->socket < 0 || connect(connection->socket, (struct sockaddr *)&client->address,
                                          sizeof client->address) < 0)
        fail("cannot connect: %s", strerror(errno));
    (void)setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (epoll_ctl(client->events, EPOLL_CTL_ADD, connection->socket, &event) < 0)
        fail("epoll: %s", strerror(errno));
}

static void connection_send(struct client *client, struct connection *connection, uint64_t now)
{
    const struct request *request =
        &client->requests[client->next_request++ % client->request_count];

    if (send(connection->socket, request->text, request->size, MSG_NOSIGNAL) !=
        (ssize_t)request->size)
        fail("cannot send: %s", strerror(errno));
    reply_begin(&connection->reply);
    connection->sent = now;
    connection->busy = true;
    client->busy++;
}

/* Takes what has arrived. Returns whether the reply is whole. */
static bool connection_receive(struct client *client, struct connection *connection)
{
    ssize_t size = recv(connection->socket, client->piece, PIECE_SIZE, MSG_DONTWAIT);
    enum reply_state state;

    if (size < 0 && errno == EAGAIN)
        return false;
    if (size <= 0)
        fail("the server closed a connection");
    if (!connection->busy)
        fail("a reply without a request");
    state = reply_take(&connection->reply, client->piece, (size_t)size);
    if (state == REPLY_BAD)
        fail("a bad reply, status %u: %.200s", connection->reply.status, connection->reply.head);
    if (state != REPLY_WHOLE)
        return false;
    connection->busy = false;
    client->busy--;
    return true;
}

/* The connections whose replies became whole; at most EVENTS. Never waits. */
static size_t replies(struct client *client, struct connection *whole[static EVENTS])
{
    struct epoll_event ready[EVENTS];
    int count = epoll_wait(client->events, ready, EVENTS, 0);
    size_t found = 0;

    for (int i = 0; i < count; i++)
        if (connection_receive(client, ready[i].data.ptr))
            whole[found++] = ready[i].data.ptr;
    return found;
}

static void watch(uint64_t now, uint64_t *heard, size_t found)
{
    if (found > 0)
        *heard = now;
    else if (now - *heard > (uint64_t)SILENT_SECONDS * 1000000000u)
        fail("no reply in %d seconds", SILENT_SECONDS);
}

/*
 * Without a schedule: as fast as replies come. Returns the replies a second.
 */
static double saturate(struct client *client)
{
    const uint64_t start = clock_nanoseconds();
    const uint64_t end = start + (uint64_t)(client->seconds * 1e9);
    struct connection *whole[EVENTS];
    uint64_t now = start, heard = start, last = start;
    size_t replied = 0;

    for (size_t i = 0; i < client->connection_count; i++)
        connection_send(client, &client->connections[i], now);
    while (client->busy > 0) {
        size_t found = replies(client, whole);

        now = clock_nanoseconds();
        watch(now, &heard, found);
        for (size_t i = 0; i < found; i++)
            if (now < end)
                connection_send(client, whole[i], now);
        if (now < end) {
            replied += found;
            last = now;
        }
    }
    return (double)replied * 1e9 / (double)(last - start);
}

/*
 * By a schedule.
 */

static void reply_measured(struct client *client, const struct schedule *schedule,
                           struct connection *connection, uint64_t upcoming, uint64_t now)
{
    times_add(&client->latency, schedule_latency(schedule, connection->number, now));
    connection->number = schedule_next(schedule, connection->number);
    if (connection->number < upcoming) /* due since some time */
        connection_send(client, connection, now);
}

/* Sends what is due, or leaves it to connections that are busy. Returns the first request that is not due. */
static uint64_t send_due(struct client *client, const struct schedule *schedule, uint64_t upcoming)
{
    uint64_t now = clock_nanoseconds();

    for (; schedule_due(schedule, upcoming, now); upcoming++) {
        struct connection *connection =
            &client->connections[schedule_connection(schedule, upcoming)];

        if (!connection->busy) {
            times_add(&client->late, schedule_latency(schedule, upcoming, now));
            connection_send(client, connection, now);
            now = clock_nanoseconds();
        }
    }
    return upcoming;
}

static void run_schedule(struct client *client, double rate)
{
    struct schedule schedule =
        schedule_make(clock_nanoseconds(), rate, client->seconds, client->connection_count);
    struct connection *whole[EVENTS];
    uint64_t upcoming = 0, heard = schedule.start;

    client->latency.count = client->late.count = 0;
    for (size_t i = 0; i < client->connection_count; i++)
        client->connections[i].number = i;
    while (upcoming < schedule.count || client->busy > 0) {
        size_t found;
        uint64_t now;

        upcoming = send_due(client, &schedule, upcoming);
        found = replies(client, whole);
        now = clock_nanoseconds();
        watch(now, &heard, client->busy > 0 ? found : 1);
        for (size_t i = 0; i < found; i++)
            reply_measured(client, &schedule, whole[i], upcoming, now);
    }
}

static void run_loads(struct client *client)
{
    double saturation = saturate(client);

    printf("{\"saturation\": %.1f, \"loads\": {", saturation);
    for (unsigned i = 0; i < client->load_count; i++) {
        double rate = saturation * client->loads[i] / 100;
        struct figures latency, late;

        run_schedule(client, rate);
        latency = times_figures(&client->latency);
        late = times_figures(&client->late);
        printf("%s\"%u\": {\"rate\": %.1f, \"requests\": %zu, \"p50_us\": %.3f, \"p99_us\": %.3f, "
               "\"worst_us\": %.3f, \"late_p99_us\": %.3f}",
               i > 0 ? ", " : "", client->loads[i], rate, client->latency.count,
               (double)latency.p50 / 1e3, (double)latency.p99 / 1e3, (double)latency.worst / 1e3,
               (double)late.p99 / 1e3);
    }
    puts("}}");
}

/*
 * Arguments.
 */

static void requests_read(struct client *client, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t capacity = 0;

    if (!file)
        fail("%s: %s", path, strerror(errno));
    client->requests = calloc(TARGETS_MAX, sizeof *client->requests);
    while (client->requests && client->request_count < TARGETS_MAX &&
           getline(&line, &capacity, file) > 0) {
        struct request *request = &client->requests[client->request_count++];
        int size;

        line[strcspn(line, "\r\n")] = '\0';
        size = asprintf(&request->text, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", line,
                        (unsigned)ntohs(client->address.sin_port));
        if (size < 0)
            fail("out of memory");
        request->size = (size_t)size;
    }
    free(line);
    (void)fclose(file);
    if (client->request_count == 0)
        fail("%s: no targets", path);
}

static void wait_for_start(void)
{
    puts("ready");
    (void)fflush(stdout);
    for (int byte = getchar(); byte != '\n' && byte != EOF; byte = getchar())
        ;
}

/* Percentages of the saturation, separated by commas. */
static bool loads_read(struct client *client, const char *list)
{
    char *end;

    for (client->load_count = 0; *list; list = *end == ',' ? end + 1 : end) {
        unsigned long load = strtoul(list, &end, 10);

        if (end == list || (*end && *end != ',') || load < 1 || load > 1000 ||
            client->load_count == LOADS_MAX)
            return false;
        client->loads[client->load_count++] = (unsigned)load;
    }
    return client->load_count > 0;
}

/* Returns false if the arguments are wrong. */
static bool arguments_read(struct client *client, int argc, char **argv)
{
    static const struct option options[] = {{"connections", required_argument, NULL, 'c'},
                                            {"seconds", required_argument, NULL, 's'},
                                            {"loads", required_argument, NULL, 'l'},
                                            {0}};
    int option;

    client->connection_count = 1;
    client->seconds = 1;
    (void)loads_read(client, "30,60,90");
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c')
            client->connection_count = strtoul(optarg, NULL, 10);
        else if (option == 's')
            client->seconds = strtod(optarg, NULL);
        else if (option != 'l' || !loads_read(client, optarg))
            return false;
    }
    if (argc - optind != 2)
        return false;
    client->address = (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)strtoul(argv[optind], NULL, 10)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    return client->connection_count >= 1 && client->connection_count <= CONNECTIONS_MAX &&
           client->seconds > 0;
}

int main(int argc, char **argv)
{
    static struct client client;

    if (!arguments_read(&client, argc, argv)) {
        fputs("Usage: bench-open PORT TARGETS [--connections N] [--seconds S] [--loads 30,60,90]\n"
              "TARGETS is a file of lines. The loads are percentages of what saturates the server; "
              "each takes\nS seconds, and so does finding that out.\n",
              stderr);
        return WRONG_CALL;
    }
    client.piece = malloc(PIECE_SIZE);
    client.connections = calloc(client.connection_count, sizeof *client.connections);
    client.events = epoll_create1(EPOLL_CLOEXEC);
    if (!client.piece || !client.connections || client.events < 0)
        fail("out of memory");
    requests_read(&client, argv[argc - 1]);
    for (size_t i = 0; i < client.connection_count; i++)
        connection_open(&client, &client.connections[i]);
    wait_for_start();
    run_loads(&client);
    return EXIT_SUCCESS;
}
