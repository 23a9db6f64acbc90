/*
 * A closed-loop client for line protocols: each session sends a question, waits for the whole
 * reply, checks it, and sends the next question.
 *
 * Before anything is measured, one session asks each question once. The client records the size and
 * the last bytes of each reply; for telnet these contain the status line, which is required. From
 * then on every reply must have the same size and status line. A server that is fast because it
 * sends something else fails at its first reply.
 *
 * When every session is open, the client prints "ready", waits for a line, and prints one JSON
 * object at the end.
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
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/measure.h"

#define PROMPT "?> "

enum {
    TAIL_SIZE = 160,         /* last bytes of a reply that are compared */
    PIECE_SIZE = 256 * 1024, /* received at once */
    EVENTS = 256,
    QUESTIONS_MAX = 16384,
    SESSIONS_MAX = 20000,
    SETTINGS_MAX = 8,
    REPLY_SECONDS = 20, /* a reply that takes longer is considered lost */
    WRONG_CALL = 2,
};

enum protocol { PROTOCOL_TELNET, PROTOCOL_REDIS, PROTOCOL_FIXED };

/* The last bytes that were received. */
struct tail {
    char bytes[TAIL_SIZE];
    size_t size;
};

struct question {
    char *text; /* in the form that is sent */
    size_t size;
    size_t reply_size; /* of the expected reply */
    struct tail tail;
};

struct session {
    int socket;
    size_t question; /* the question asked last */
    size_t received; /* bytes of its reply */
    struct tail tail;
    uint64_t asked; /* when it was asked */
};

struct load {
    enum protocol protocol;
    size_t fixed_size; /* of every reply, in protocols that have one */
    double seconds;
    struct sockaddr_in address;
    const char *settings[SETTINGS_MAX]; /* lines that every session sends first */
    size_t setting_count;
    struct question *questions;
    size_t question_count, next_question;
    struct session *sessions;
    size_t session_count;
    char *piece;
    struct times times;
    uint64_t bytes; /* received */
};

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("bench-load: ", stderr);
    (void)vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

/*
 * Replies.
 */

static void tail_take(struct tail *tail, const char *bytes, size_t size)
{
    size_t rest;

    if (size >= TAIL_SIZE) {
        memcpy(tail->bytes, bytes + size - TAIL_SIZE, TAIL_SIZE);
        tail->size = TAIL_SIZE;
        return;
    }
    rest = tail->size < TAIL_SIZE - size ? tail->size : TAIL_SIZE - size;
    memmove(tail->bytes, tail->bytes + tail->size - rest, rest);
    memcpy(tail->bytes + rest, bytes, size);
    tail->size = rest + size;
}

static bool tail_ends(const struct tail *tail, const char *end)
{
    size_t size = strlen(end);

    return tail->size >= size && memcmp(tail->bytes + tail->size - size, end, size) == 0;
}

/* "17 matches for 'sun'", "1 match for …", "No match for …", perhaps followed by "… shown". */
static bool tail_has_status(const struct tail *tail)
{
    char text[TAIL_SIZE + 1];

    memcpy(text, tail->bytes, tail->size);
    text[tail->size] = '\0';
    return strstr(text, " match for ") || strstr(text, " matches for ");
}

/* A reply of which only the first piece has arrived, as Redis announces it: $SIZE\r\n … \r\n. */
static size_t redis_reply_size(const char *piece)
{
    size_t size;
    int head;

    if (sscanf(piece, "$%zu%n", &size, &head) != 1)
        fail("unexpected reply from Redis: %.60s", piece);
    return (size_t)head + 2 + size + 2;
}

/* Is this the end of a reply whose size is not known yet? */
static bool reply_complete(const struct load *load, const struct question *question,
                           size_t received, const struct tail *tail)
{
    return load->protocol == PROTOCOL_TELNET ? tail_ends(tail, "\r\n" PROMPT)
                                             : received >= question->reply_size;
}

/*
 * Sessions.
 */

static void session_open(const struct load *load, struct session *session)
{
    const struct timeval timeout = {.tv_sec = REPLY_SECONDS};
    const int on = 1;

    *session = (struct session){.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (session->socket < 0 ||
        connect(session->socket, (const struct sockaddr *)&load->address, sizeof load->address) < 0)
        fail("cannot connect: %s", strerror(errno));
    (void)setsockopt(session->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(session->socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
}

static void session_send(struct session *session, const char *text, size_t size)
{
    if (send(session->socket, text, size, MSG_NOSIGNAL) != (ssize_t)size)
        fail("cannot send: %s", strerror(errno));
}

/* Waits for some bytes. Returns their number. */
static size_t session_receive(struct load *load, struct session *session, int flags)
{
    ssize_t size = recv(session->socket, load->piece, PIECE_SIZE, flags);

    if (size < 0 && errno == EAGAIN && (flags & MSG_DONTWAIT))
        return 0;
    if (size <= 0)
        fail("the server %s", size == 0 ? "closed a session" : "does not reply");
    tail_take(&session->tail, load->piece, (size_t)size);
    session->received += (size_t)size;
    load->bytes += (uint64_t)size;
    return (size_t)size;
}

/* One question, up to the end of its reply, without other sessions. */
static void session_learn(struct load *load, struct session *session, struct question *question)
{
    session->received = session->tail.size = 0;
    session_send(session, question->text, question->size);
    do {
        load->piece[session_receive(load, session, 0)] = '\0';
        if (load->protocol == PROTOCOL_REDIS && question->reply_size == 0)
            question->reply_size = redis_reply_size(load->piece);
    } while (!reply_complete(load, question, session->received, &session->tail));
    question->reply_size = session->received;
    question->tail = session->tail;
    if (load->protocol == PROTOCOL_TELNET && !tail_has_status(&session->tail))
        fail("no status line in the reply to %s%.*s", question->text, (int)session->tail.size,
             session->tail.bytes);
}

/* The greeting, and the lines that every session sends first. */
static void session_begin(struct load *load, struct session *session)
{
    if (load->protocol != PROTOCOL_TELNET)
        return;
    while (!tail_ends(&session->tail, PROMPT))
        (void)session_receive(load, session, 0);
    for (size_t i = 0; i < load->setting_count; i++) {
        session->tail.size = 0;
        session_send(session, load->settings[i], strlen(load->settings[i]));
        session_send(session, "\r\n", 2);
        while (!tail_ends(&session->tail, "\r\n" PROMPT))
            (void)session_receive(load, session, 0);
    }
}

static void session_ask(struct load *load, struct session *session)
{
    session->question = load->next_question++ % load->question_count;
    session->received = session->tail.size = 0;
    session->asked = clock_nanoseconds();
    session_send(session, load->questions[session->question].text,
                 load->questions[session->question].size);
}

static void session_check(const struct load *load, const struct session *session)
{
    const struct question *question = &load->questions[session->question];

    if (session->received != question->reply_size || session->tail.size != question->tail.size ||
        memcmp(session->tail.bytes, question->tail.bytes, question->tail.size) != 0)
        fail("the reply differs from the first (%zu bytes, not %zu) to %.*s", session->received,
             question->reply_size, (int)question->size, question->text);
}

static void session_advance(struct load *load, struct session *session)
{
    (void)session_receive(load, session, MSG_DONTWAIT);
    if (session->received < load->questions[session->question].reply_size)
        return;
    session_check(load, session);
    times_add(&load->times, clock_nanoseconds() - session->asked);
    session_ask(load, session);
}

/*
 * The load.
 */

static void load_learn(struct load *load)
{
    struct session session;

    session_open(load, &session);
    session_begin(load, &session);
    for (size_t i = 0; i < load->question_count; i++)
        session_learn(load, &session, &load->questions[i]);
    (void)close(session.socket);
}

static void load_turn(struct load *load, int events)
{
    struct epoll_event ready[EVENTS];
    int count = epoll_wait(events, ready, EVENTS, REPLY_SECONDS * 1000);

    if (count == 0)
        fail("no reply in %d seconds", REPLY_SECONDS);
    for (int i = 0; i < count; i++)
        session_advance(load, ready[i].data.ptr);
}

static int load_open(struct load *load)
{
    int events = epoll_create1(EPOLL_CLOEXEC);

    for (size_t i = 0; i < load->session_count; i++) {
        struct session *session = &load->sessions[i];
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = session};

        session_open(load, session);
        session_begin(load, session);
        if (epoll_ctl(events, EPOLL_CTL_ADD, session->socket, &event) < 0)
            fail("epoll: %s", strerror(errno));
    }
    return events;
}

static double load_run(struct load *load, int events)
{
    uint64_t start = clock_nanoseconds();
    uint64_t now;

    load->bytes = 0;
    for (size_t i = 0; i < load->session_count; i++)
        session_ask(load, &load->sessions[i]);
    do {
        load_turn(load, events);
        now = clock_nanoseconds();
    } while ((double)(now - start) < load->seconds * 1e9);
    return (double)(now - start) / 1e9;
}

/* A question in the form that is sent. */
static void question_make(const struct load *load, struct question *question, const char *line)
{
    int size;

    if (load->protocol == PROTOCOL_REDIS)
        size = asprintf(&question->text, "*2\r\n$3\r\nGET\r\n$%zu\r\n%s\r\n", strlen(line), line);
    else
        size = asprintf(&question->text, "%s\r\n", line);
    if (size < 0)
        fail("out of memory");
    question->size = (size_t)size;
    question->reply_size = load->fixed_size;
}

static void questions_read(struct load *load, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t capacity = 0;

    if (!file)
        fail("%s: %s", path, strerror(errno));
    load->questions = calloc(QUESTIONS_MAX, sizeof *load->questions);
    while (load->questions && load->question_count < QUESTIONS_MAX &&
           getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        question_make(load, &load->questions[load->question_count++], line);
    }
    free(line);
    (void)fclose(file);
    if (load->question_count == 0)
        fail("%s: no questions", path);
}

/* 10,000 sessions need 10,000 descriptors. */
static void descriptors_raise(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* A caller that measures the load alone reads the server's counters now, and then sends a line.
 * Other callers just close the input. */
static void wait_for_start(void)
{
    puts("ready");
    (void)fflush(stdout);
    for (int byte = getchar(); byte != '\n' && byte != EOF; byte = getchar())
        ;
}

static void report(struct load *load, double seconds)
{
    struct figures figures = times_figures(&load->times);
    double sum = 0;

    for (size_t i = 0; i < load->question_count; i++)
        sum += (double)load->questions[i].reply_size;
    printf("{\"requests\": %zu, \"seconds\": %.6f, \"bytes\": %llu, \"mean_reply\": %.1f, "
           "\"p50_us\": %.3f, \"p99_us\": %.3f, \"worst_us\": %.3f}\n",
           load->times.count, seconds, (unsigned long long)load->bytes,
           sum / (double)load->question_count, (double)figures.p50 / 1e3, (double)figures.p99 / 1e3,
           (double)figures.worst / 1e3);
}

static const char usage[] =
    "Usage: bench-load PROTOCOL PORT QUESTIONS [--sessions N] [--seconds S] [--setting LINE]…\n"
    "PROTOCOL is telnet, redis, or fixed:SIZE for a server whose replies all have that size.\n"
    "QUESTIONS is a file of lines, or of keys for Redis. Each session sends the settings first.\n";

static bool protocol_read(struct load *load, const char *name)
{
    if (strcmp(name, "telnet") == 0)
        load->protocol = PROTOCOL_TELNET;
    else if (strcmp(name, "redis") == 0)
        load->protocol = PROTOCOL_REDIS;
    else if (sscanf(name, "fixed:%zu", &load->fixed_size) == 1)
        load->protocol = PROTOCOL_FIXED;
    else
        return false;
    return true;
}

/* Returns false if the arguments are wrong. */
static bool arguments_read(struct load *load, int argc, char **argv)
{
    static const struct option options[] = {{"sessions", required_argument, NULL, 's'},
                                            {"seconds", required_argument, NULL, 't'},
                                            {"setting", required_argument, NULL, 'l'},
                                            {0}};
    int option;

    load->session_count = 1;
    load->seconds = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 's')
            load->session_count = strtoul(optarg, NULL, 10);
        else if (option == 't')
            load->seconds = strtod(optarg, NULL);
        else if (option == 'l' && load->setting_count < SETTINGS_MAX)
            load->settings[load->setting_count++] = optarg;
        else
            return false;
    }
    if (argc - optind != 3 || !protocol_read(load, argv[optind]))
        return false;
    load->address = (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)strtoul(argv[optind + 1], NULL, 10)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    return load->session_count >= 1 && load->session_count <= SESSIONS_MAX && load->seconds > 0;
}

int main(int argc, char **argv)
{
    static struct load load;
    int events;

    if (!arguments_read(&load, argc, argv)) {
        fputs(usage, stderr);
        return WRONG_CALL;
    }
    descriptors_raise();
    load.piece = malloc(PIECE_SIZE + 1);
    load.sessions = calloc(load.session_count, sizeof *load.sessions);
    if (!load.piece || !load.sessions)
        fail("out of memory");
    questions_read(&load, argv[argc - 1]);
    load_learn(&load);
    events = load_open(&load);
    wait_for_start();
    report(&load, load_run(&load, events));
    return EXIT_SUCCESS;
}
