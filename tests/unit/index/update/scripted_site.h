#ifndef CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_SITE_H
#define CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_SITE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * A server of HTTP for one test, in a process of its own. A request gets the first answer in the list
 * whose path it has and that was not given yet; the last one of a path is given for ever. Other paths
 * are not found. Each answer closes the connection.
 */

struct scripted_answer {
    const char *path; /* "*": any */
    const char *head; /* "200 OK", and more lines, each after "\r\n" */
    const char *body; /* sent as it is: the head says how long it should be; NULL: none */
};

struct scripted_site {
    pid_t process;
    char url[64]; /* http://127.0.0.1:PORT */
    struct {
        unsigned requests, most; /* most: at once */
        char last[2048];         /* the last request's head */
    } * seen;                    /* shared with the process */
};

/* `together`: so many requests must have arrived before they are answered, all at once. The answers are
 * borrowed until the end. */
void scripted_site_start(struct scripted_site *site, const struct scripted_answer *answers,
                         size_t count, unsigned together);
void scripted_site_stop(struct scripted_site *site);

#endif
