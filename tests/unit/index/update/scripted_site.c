/*
 * A loop over poll() that is as simple as a test's server may be.
 */

#include "tests/unit/index/update/scripted_site.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { CONNECTIONS = 64, ANSWERS_MAX = 64 };

struct connection {
    char head[2048];
    size_t size;
    bool complete;
};

struct server {
    struct scripted_site *site;
    const struct scripted_answer *answers;
    size_t count;
    bool given[ANSWERS_MAX];
    struct pollfd polled[CONNECTIONS + 1];
    struct connection connections[CONNECTIONS + 1];
    nfds_t open;
};

static const struct scripted_answer *choose(struct server *server, const char *head)
{
    static const struct scripted_answer missing = {"", "404 Not Found", "nothing here"};
    const struct scripted_answer *last = &missing;
    char path[256] = "";

    (void)sscanf(head, "GET %255s", path);
    for (size_t i = 0; i < server->count; i++) {
        if (strcmp(server->answers[i].path, path) != 0 && strcmp(server->answers[i].path, "*") != 0)
            continue;
        last = &server->answers[i];
        if (!server->given[i]) {
            server->given[i] = true;
            break;
        }
    }
    return last;
}

static void respond(struct server *server, nfds_t number)
{
    struct connection *it = &server->connections[number];
    const struct scripted_answer *answer = choose(server, it->head);
    const char *body = answer->body ? answer->body : "";
    const int socket = server->polled[number].fd;

    (void)dprintf(socket, "HTTP/1.1 %s\r\nConnection: close\r\n\r\n%s", answer->head, body);
    (void)shutdown(socket, SHUT_WR);
    (void)recv(socket, it->head, sizeof it->head, 0); /* the client's end */
    (void)close(socket);
    server->polled[number].fd = -1;
    it->complete = false;
    it->size = 0;
}

static void receive(struct server *server, nfds_t number)
{
    struct connection *it = &server->connections[number];
    const int socket = server->polled[number].fd;
    ssize_t n = recv(socket, it->head + it->size, sizeof it->head - it->size - 1, 0);

    if (n <= 0) {
        (void)close(socket);
        server->polled[number].fd = -1;
        it->size = 0;
        return;
    }
    it->size += (size_t)n;
    it->head[it->size] = '\0';
    it->complete = strstr(it->head, "\r\n\r\n") != NULL;
    if (it->complete) {
        server->site->seen->requests++;
        memcpy(server->site->seen->last, it->head, it->size + 1);
        server->polled[number].events = 0;
    }
}

static void add(struct server *server)
{
    int socket = accept(server->polled[0].fd, NULL, NULL);

    for (nfds_t i = 1; i <= CONNECTIONS; i++) {
        if (server->polled[i].fd >= 0)
            continue;
        server->polled[i] = (struct pollfd){.fd = socket, .events = POLLIN};
        return;
    }
    (void)close(socket);
}

static void serve(struct server *server, unsigned together)
{
    for (;;) {
        unsigned waiting = 0;

        (void)poll(server->polled, CONNECTIONS + 1, -1);
        if (server->polled[0].revents)
            add(server);
        for (nfds_t i = 1; i <= CONNECTIONS; i++)
            if (server->polled[i].fd >= 0 && server->polled[i].revents &&
                !server->connections[i].complete)
                receive(server, i);
        for (nfds_t i = 1; i <= CONNECTIONS; i++)
            waiting += server->connections[i].complete;
        if (waiting > server->site->seen->most)
            server->site->seen->most = waiting;
        for (nfds_t i = 1; i <= CONNECTIONS && waiting >= together; i++)
            if (server->connections[i].complete)
                respond(server, i);
    }
}

void scripted_site_start(struct scripted_site *site, const struct scripted_answer *answers,
                         size_t count, unsigned together)
{
    static struct server server;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(count <= ANSWERS_MAX && listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, CONNECTIONS), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(site->url, sizeof site->url, "http://127.0.0.1:%u", ntohs(address.sin_port));
    site->seen =
        mmap(NULL, sizeof *site->seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(site->seen != MAP_FAILED);
    (void)fflush(NULL);
    site->process = fork();
    assert_true(site->process >= 0);
    if (site->process > 0) {
        (void)close(listener);
        return;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    server = (struct server){.site = site, .answers = answers, .count = count};
    for (int i = 0; i <= CONNECTIONS; i++)
        server.polled[i].fd = -1;
    server.polled[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    serve(&server, together);
    _exit(1);
}

void scripted_site_stop(struct scripted_site *site)
{
    (void)kill(site->process, SIGKILL);
    (void)waitpid(site->process, NULL, 0);
    (void)munmap(site->seen, sizeof *site->seen);
}
