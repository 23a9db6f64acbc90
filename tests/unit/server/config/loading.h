#ifndef CHARFINDER_TESTS_UNIT_SERVER_CONFIG_LOADING_H
#define CHARFINDER_TESTS_UNIT_SERVER_CONFIG_LOADING_H

/*
 * What the tests of the configuration share: a directory for files, calls as main() makes them, and
 * the assertion that a file is refused with exactly this message.
 */

#include <arpa/inet.h>
#include <limits.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/config/config.h"

enum { CALL_MOST = 8, LINE_SIZE = 512 };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* A directory of its own for each test that needs files. */
struct place {
    char directory[PATH_MAX / 2];
    char file[PATH_MAX];
};

static inline int place_make(void **state)
{
    const char *base = getenv("TMPDIR");
    struct place *place = calloc(1, sizeof *place);

    assert_non_null(place);
    (void)snprintf(place->directory, sizeof place->directory, "%s/charfinder-config.XXXXXX",
                   base ? base : "/tmp");
    assert_non_null(mkdtemp(place->directory));
    (void)snprintf(place->file, sizeof place->file, "%s/c.json", place->directory);
    *state = place;
    return 0;
}

static inline int place_clear(void **state)
{
    struct place *place = *state;

    (void)unlink(place->file);
    (void)rmdir(place->directory);
    free(place);
    return 0;
}

static inline void place_write(const struct place *place, const void *bytes, size_t size)
{
    FILE *file = fopen(place->file, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void place_write_text(const struct place *place, const char *text)
{
    place_write(place, text, strlen(text));
}

/* Calls config_load() as main() would, with copies that a sanitizer can watch. */
static inline int load(struct config *config, struct reason *reason, const char *const *arguments)
{
    char *argv[CALL_MOST + 2] = {strdup("charfinderd")};
    int argc = 1, outcome;

    for (; arguments[argc - 1]; argc++) {
        assert_true(argc <= CALL_MOST);
        argv[argc] = strdup(arguments[argc - 1]);
    }
    *reason = (struct reason){.text = ""};
    outcome = config_load(config, argc, argv, reason);
    for (int i = 0; i < argc; i++)
        free(argv[i]);
    return outcome;
}

#define LOAD(config, reason, ...) load(config, reason, (const char *const[]){__VA_ARGS__, NULL})

static inline int parse(struct config *config, struct reason *reason, const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);
    int outcome;

    assert_non_null(copy);
    memcpy(copy, text, size);
    *reason = (struct reason){.text = ""};
    outcome = config_parse(config, "c.json", copy, size, reason);
    free(copy);
    return outcome;
}

static inline void assert_parsed(struct config *config, const char *text)
{
    struct reason reason;

    if (parse(config, &reason, text, strlen(text)) != CONFIG_OK)
        fail_msg("%s was refused: %s", text, reason.text);
}

static inline void assert_file_refused(const char *text, size_t size, const char *complaint)
{
    struct config config;
    struct reason reason;

    if (parse(&config, &reason, text, size) != CONFIG_BAD_FILE)
        fail_msg("taken, and should not be: %s", text);
    assert_string_equal(reason.text, complaint);
    assert_null(config.state_dir);
}

static inline void assert_value_refused(const char *key, const char *value, const char *expected)
{
    char text[2 * LINE_SIZE], complaint[3 * LINE_SIZE];

    (void)snprintf(text, sizeof text, "{\n \"%s\": %s\n}", key, value);
    (void)snprintf(complaint, sizeof complaint, "c.json:2: %s: %s %s", key, value, expected);
    assert_file_refused(text, strlen(text), complaint);
}

static inline void assert_ipv4(const struct config_address *address, const char *host,
                               unsigned port)
{
    struct sockaddr_in ipv4;
    char shown[INET_ADDRSTRLEN];

    assert_int_equal(address->size, sizeof ipv4);
    memcpy(&ipv4, &address->address, sizeof ipv4);
    assert_int_equal(ipv4.sin_family, AF_INET);
    assert_string_equal(inet_ntop(AF_INET, &ipv4.sin_addr, shown, sizeof shown), host);
    assert_int_equal(ntohs(ipv4.sin_port), port);
}

static inline void assert_ipv6(const struct config_address *address, const char *host,
                               unsigned port)
{
    struct sockaddr_in6 ipv6;
    char shown[INET6_ADDRSTRLEN];

    assert_int_equal(address->size, sizeof ipv6);
    memcpy(&ipv6, &address->address, sizeof ipv6);
    assert_int_equal(ipv6.sin6_family, AF_INET6);
    assert_string_equal(inet_ntop(AF_INET6, &ipv6.sin6_addr, shown, sizeof shown), host);
    assert_int_equal(ntohs(ipv6.sin6_port), port);
}

/* The languages that the sources are asked for, "de,fr" or "all". */
static inline void assert_languages(const struct config *config, const char *expected)
{
    const char *pointers[LANGUAGES_MAX];
    struct sources_options options = index_settings_options(&config->index, pointers);
    char shown[LINE_SIZE] = "";

    assert_ptr_equal(options.directory, config->index.sources_dir);
    assert_non_null(options.languages); /* NULL would be whatever a saved index has */
    if (options.all_languages)
        (void)snprintf(shown, sizeof shown, "all");
    for (size_t i = 0, size = 0; !options.all_languages && i < options.language_count; i++)
        size += (size_t)snprintf(shown + size, sizeof shown - size, "%s%s", i > 0 ? "," : "",
                                 options.languages[i]);
    assert_string_equal(shown, expected);
}

#endif
