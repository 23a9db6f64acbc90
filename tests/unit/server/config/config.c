/*
 * Settings: what an operator may write, and above all what happens when it is written wrong.
 *
 * A complaint must name the file, the line, the key and what to write instead; so most tables
 * hold the whole complaint, word for word.
 */

#include "server/config/config.h"

#include <arpa/inet.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/limits.h"

enum { CALL_MOST = 8, LINE_SIZE = 512 };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* A directory of its own for each test that needs files. */
struct place {
    char directory[PATH_MAX / 2];
    char file[PATH_MAX];
};

static int place_make(void **state)
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

static int place_clear(void **state)
{
    struct place *place = *state;

    (void)unlink(place->file);
    (void)rmdir(place->directory);
    free(place);
    return 0;
}

static void place_write(const struct place *place, const void *bytes, size_t size)
{
    FILE *file = fopen(place->file, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void place_write_text(const struct place *place, const char *text)
{
    place_write(place, text, strlen(text));
}

/* Calls config_load() as main() would, with copies that a sanitizer can watch. */
static int load(struct config *config, struct reason *reason, const char *const *arguments)
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

static int parse(struct config *config, struct reason *reason, const char *text, size_t size)
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

static void assert_parsed(struct config *config, const char *text)
{
    struct reason reason;

    if (parse(config, &reason, text, strlen(text)) != CONFIG_OK)
        fail_msg("%s was refused: %s", text, reason.text);
}

static void assert_file_refused(const char *text, size_t size, const char *complaint)
{
    struct config config;
    struct reason reason;

    if (parse(&config, &reason, text, size) != CONFIG_BAD_FILE)
        fail_msg("taken, and should not be: %s", text);
    assert_string_equal(reason.text, complaint);
    assert_null(config.state_dir);
}

static void assert_ipv4(const struct config_address *address, const char *host, unsigned port)
{
    struct sockaddr_in ipv4;
    char shown[INET_ADDRSTRLEN];

    assert_true(address->enabled);
    assert_int_equal(address->size, sizeof ipv4);
    memcpy(&ipv4, &address->address, sizeof ipv4);
    assert_int_equal(ipv4.sin_family, AF_INET);
    assert_string_equal(inet_ntop(AF_INET, &ipv4.sin_addr, shown, sizeof shown), host);
    assert_int_equal(ntohs(ipv4.sin_port), port);
}

static void assert_ipv6(const struct config_address *address, const char *host, unsigned port)
{
    struct sockaddr_in6 ipv6;
    char shown[INET6_ADDRSTRLEN];

    assert_true(address->enabled);
    assert_int_equal(address->size, sizeof ipv6);
    memcpy(&ipv6, &address->address, sizeof ipv6);
    assert_int_equal(ipv6.sin6_family, AF_INET6);
    assert_string_equal(inet_ntop(AF_INET6, &ipv6.sin6_addr, shown, sizeof shown), host);
    assert_int_equal(ntohs(ipv6.sin6_port), port);
}

/* The languages that the sources are asked for, "de,fr" or "all". */
static void assert_languages(const struct config *config, const char *expected)
{
    const char *pointers[LANGUAGES_MAX];
    struct sources_options options = config_sources(config, pointers);
    char shown[LINE_SIZE] = "";

    assert_ptr_equal(options.directory, config->sources_dir);
    assert_non_null(options.languages); /* NULL would be whatever a saved index has */
    if (options.all_languages)
        (void)snprintf(shown, sizeof shown, "all");
    for (size_t i = 0, size = 0; !options.all_languages && i < options.language_count; i++)
        size += (size_t)snprintf(shown + size, sizeof shown - size, "%s%s", i > 0 ? "," : "",
                                 options.languages[i]);
    assert_string_equal(shown, expected);
}

static void assert_defaults(const struct config *config)
{
    assert_ipv4(&config->telnet, "127.0.0.1", 2323);
    assert_string_equal(config->telnet.text, "127.0.0.1:2323");
    assert_ipv4(&config->http, "127.0.0.1", 8888);
    assert_string_equal(config->http.text, "127.0.0.1:8888");
    assert_in_range(config->threads, 1, LIMIT_REACTORS);
    assert_int_equal(config->max_sessions, 20000);
    assert_int_equal(config->max_connections, 20000);
    assert_int_equal(config->idle_seconds, 3600);
    assert_int_equal(config->keep_alive_seconds, 60);
    assert_int_equal(config->header_seconds, 10);
    assert_int_equal(config->write_seconds, 120);
    assert_int_equal(config->shutdown_seconds, 10);
    assert_languages(config, "en");
    assert_string_equal(config->sources_dir, "/usr/share");
    assert_int_equal(config->log_level, LOG_LEVEL_INFO);
}

/* What is well */

static void test_nobody_says_anything(void **state)
{
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(setenv("STATE_DIRECTORY", "/var/lib/of-the-test", 1), 0);
    assert_int_equal(LOAD(&config, &reason, NULL), CONFIG_OK);
    assert_defaults(&config);
    assert_string_equal(config.state_dir, "/var/lib/of-the-test");
    config_release(&config);
    assert_null(config.state_dir);
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
}

static void test_no_home_is_no_reason_to_refuse(void **state)
{
    const char *set = getenv("HOME");
    char *home = set ? strdup(set) : NULL;
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_int_equal(LOAD(&config, &reason, NULL), CONFIG_OK);
    assert_null(config.state_dir);
    config_release(&config);
    if (home)
        assert_int_equal(setenv("HOME", home, 1), 0);
    free(home);
}

/* config/charfinderd.json says what the defaults say; the path is found from this file's. */
static void test_the_example_that_is_shipped(void **state)
{
    static const char here[] = __FILE__, below[] = "tests/unit/server/config/config.c";
    char path[PATH_MAX];
    struct config config;
    struct reason reason;

    (void)state;
    assert_true(sizeof here >= sizeof below);
    (void)snprintf(path, sizeof path, "%.*sconfig/charfinderd.json",
                   (int)(sizeof here - sizeof below), here);
    if (LOAD(&config, &reason, "--config", path, "--check-config") != CONFIG_CHECKED)
        fail_msg("%s", reason.text);
    assert_defaults(&config);
    config_release(&config);
}

static void test_every_key_is_heard(void **state)
{
    struct config config;

    (void)state;
    assert_parsed(&config, "{\"telnet\": null, \"http\": \"[::1]:0\", \"state_dir\": \"/x\",\n"
                           "\"threads\": 2, \"max_sessions\": 3, \"max_connections\": 4,\n"
                           "\"idle_seconds\": 0, \"keep_alive_seconds\": 5,\n"
                           "\"header_seconds\": 6, \"write_seconds\": 7,\n"
                           "\"shutdown_seconds\": 8, \"languages\": [\"de\", \"pt_PT\"],\n"
                           "\"sources_dir\": \"/s\", \"log_level\": \"debug\"}\n");
    assert_false(config.telnet.enabled);
    assert_ipv6(&config.http, "::1", 0);
    assert_string_equal(config.state_dir, "/x");
    assert_int_equal(config.threads, 2);
    assert_int_equal(config.max_sessions, 3);
    assert_int_equal(config.max_connections, 4);
    assert_int_equal(config.idle_seconds, 0);
    assert_int_equal(config.keep_alive_seconds, 5);
    assert_int_equal(config.header_seconds, 6);
    assert_int_equal(config.write_seconds, 7);
    assert_int_equal(config.shutdown_seconds, 8);
    assert_languages(&config, "de,pt_PT");
    assert_string_equal(config.sources_dir, "/s");
    assert_int_equal(config.log_level, LOG_LEVEL_DEBUG);
    config_release(&config);
}

static void test_an_empty_object_changes_nothing(void **state)
{
    struct config config;

    (void)state;
    assert_parsed(&config, "{}");
    assert_defaults(&config);
    assert_null(config.state_dir);
    config_release(&config);
}

static void test_a_flag_wins_over_the_file(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"telnet\": \"127.0.0.1:1\", \"http\": null, \"threads\": 2,\n"
                            "\"state_dir\": \"/of/the/file\", \"log_level\": \"error\",\n"
                            "\"idle_seconds\": 77}");
    assert_int_equal(LOAD(&config, &reason, "--telnet=127.0.0.1:2", "--threads", "3", "--config",
                          place->file, "--state-dir", "/of/the/flag"),
                     CONFIG_OK);
    assert_ipv4(&config.telnet, "127.0.0.1", 2);
    assert_false(config.http.enabled);
    assert_int_equal(config.threads, 3);
    assert_string_equal(config.state_dir, "/of/the/flag");
    assert_int_equal(config.log_level, LOG_LEVEL_ERROR);
    assert_int_equal(config.idle_seconds, 77);
    config_release(&config);

    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--http", "[::]:80",
                          "--log-level", "notice", "--telnet", "off"),
                     CONFIG_OK);
    assert_false(config.telnet.enabled);
    assert_ipv6(&config.http, "::", 80);
    assert_int_equal(config.log_level, LOG_LEVEL_NOTICE);
    assert_string_equal(config.state_dir, "/of/the/file");
    config_release(&config);
}

static void test_the_last_of_two_flags_wins(void **state)
{
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(LOAD(&config, &reason, "--http", "off", "--http", "*:80", "--state-dir", "/a",
                          "--state-dir", "/b"),
                     CONFIG_OK);
    assert_ipv4(&config.http, "0.0.0.0", 80);
    assert_string_equal(config.state_dir, "/b");
    config_release(&config);
}

static void test_hosts(void **state)
{
    static const struct {
        const char *text, *host;
        unsigned port;
        bool ipv6;
    } good[] = {
        {"127.0.0.1:0", "127.0.0.1", 0, false},
        {"0.0.0.0:65535", "0.0.0.0", 65535, false},
        {"*:2323", "0.0.0.0", 2323, false},
        {"localhost:80", "127.0.0.1", 80, false},
        {"LOCALHOST:80", "127.0.0.1", 80, false},
        {"[::1]:0", "::1", 0, true},
        {"[::]:2323", "::", 2323, true},
        {"[::ffff:127.0.0.1]:1", "::ffff:127.0.0.1", 1, true},
        {"[2001:DB8::1]:1", "2001:db8::1", 1, true},
        {"[fe80::1%lo]:1", "fe80::1", 1, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        char text[LINE_SIZE];

        (void)snprintf(text, sizeof text, "{\"http\": \"%s\"}", good[i].text);
        assert_parsed(&config, text);
        assert_string_equal(config.http.text, good[i].text);
        if (good[i].ipv6)
            assert_ipv6(&config.http, good[i].host, good[i].port);
        else
            assert_ipv4(&config.http, good[i].host, good[i].port);
        config_release(&config);
    }
}

static void test_languages(void **state)
{
    static const struct {
        const char *text, *languages;
    } good[] = {
        {"[]", ""},
        {"[\"en\"]", "en"},
        {"[\"de\", \"en\", \"de\"]", "de,en"},
        {"[\"sr_Cyrl_BA\", \"ca_ES_VALENCIA\", \"es_419\"]", "sr_Cyrl_BA,ca_ES_VALENCIA,es_419"},
        {"[\"abcdefgh\"]", "abcdefgh"},
        {"\"all\"", "all"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        char text[LINE_SIZE];

        (void)snprintf(text, sizeof text, "{\"languages\": %s,\n\"threads\": 2}", good[i].text);
        assert_parsed(&config, text);
        assert_languages(&config, good[i].languages);
        assert_int_equal(config.threads, 2);
        config_release(&config);
    }
}

static void test_languages_by_flag(void **state)
{
    static const struct {
        const char *flag, *languages;
    } good[] = {{"de", "de"}, {"de,fr", "de,fr"}, {"fr,de,fr", "fr,de"}, {"all", "all"}};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        struct reason reason;

        assert_int_equal(LOAD(&config, &reason, "--languages", good[i].flag, "--sources-dir", "/d"),
                         CONFIG_OK);
        assert_languages(&config, good[i].languages);
        assert_string_equal(config.sources_dir, "/d");
        config_release(&config);
    }
}

/* A name of /etc/hosts other than localhost, which needs no look-up; false: there is none. */
static bool hosts_name(char *name, size_t size)
{
    const struct hostent *entry;
    bool found = false;

    sethostent(0);
    while (!found && (entry = gethostent()))
        if (strncasecmp(entry->h_name, "localhost", 9) != 0 && strlen(entry->h_name) < size) {
            (void)snprintf(name, size, "%s", entry->h_name);
            found = true;
        }
    endhostent();
    return found;
}

static void test_a_name_is_looked_up_at_the_start(void **state)
{
    char name[CONFIG_ADDRESS_SIZE - 6], text[LINE_SIZE];
    struct config config;
    struct reason reason;

    (void)state;
    if (!hosts_name(name, sizeof name))
        skip();
    (void)snprintf(text, sizeof text, "{\"http\": \"%s:80\"}", name);
    assert_parsed(&config, text);
    assert_true(config.http.enabled);
    assert_int_equal(config.http.size, 0); /* not by config_parse() */
    config_release(&config);

    (void)snprintf(text, sizeof text, "%s:80", name);
    assert_int_equal(LOAD(&config, &reason, "--http", text), CONFIG_OK);
    assert_true(config.http.size > 0);
    assert_string_equal(config.http.text, text);
    config_release(&config);
}

/* What is wrong with a file */

static void test_texts_that_are_no_configuration(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"", "c.json:1:0: '[' or '{' expected near end of file"},
        {" \n\n", "c.json:3:0: '[' or '{' expected near end of file"},
        {"{", "c.json:1:1: string or '}' expected near end of file"},
        {"{\"threads\": 2", "c.json:1:13: '}' expected near end of file"},
        {"{\n\"threads\": 2,\n}", "c.json:3:1: string or '}' expected near '}'"},
        {"{\"threads\": 2}\n{}", "c.json:2:1: end of file expected near '{'"},
        {"{\"threads\": 2} # two", "c.json:1:16: end of file expected near '#'"},
        {"// no comments\n{}", "c.json:1:1: '[' or '{' expected near '/'"},
        {"threads: 2", "c.json:1:7: '[' or '{' expected near 'threads'"},
        {"{threads: 2}", "c.json:1:8: string or '}' expected near 'threads'"},
        {"{'threads': 2}", "c.json:1:2: string or '}' expected near '''"},
        {"{\"threads\": 2, \"threads\": 2}",
         "c.json:1:24: duplicate object key near '\"threads\"'"},
        {"{\"threads\": 2,\n \"thre\\u0061ds\": 3}",
         "c.json:2:15: duplicate object key near '\"thre\\u0061ds\"'"},
        {"{\"state_dir\": \"\xff\"}", "c.json:1:15: unable to decode byte 0xff near '\"'"},
        {"{\"state_dir\": \"\xc0\xaf\"}", "c.json:1:15: unable to decode byte 0xc0 near '\"'"},
        {"{\"state_dir\": \"\xed\xa0\x80\"}", "c.json:1:15: unable to decode byte 0xed near '\"'"},
        {"{\"state_dir\": \"a\nb\"}", "c.json:1:16: unexpected newline near '\"a'"},
        {"{\"state_dir\": \"a\\\nb\"}", "c.json:2:0: invalid escape near '\"a\\ '"},
        {"{\"state_dir\": \"a\\u0000b\"}",
         "c.json:1:24: \\u0000 is not allowed without JSON_ALLOW_NUL near '\"a\\u0000b\"'"},
        {"{\"idle_seconds\": 99999999999999999999}",
         "c.json:1:37: too big integer near '99999999999999999999'"},
        {"{\"idle_seconds\": 010}", "c.json:1:18: invalid token near '0'"},
        {"[{\"threads\": 2}]", "c.json: the settings must stand in one {object}, not in a list"},
        {"[]", "c.json: the settings must stand in one {object}, not in a list"},
        {"null", "c.json:1:4: '[' or '{' expected near 'null'"},
        {"3", "c.json:1:1: '[' or '{' expected near '3'"},
        {"\"http\"", "c.json:1:6: '[' or '{' expected near '\"http\"'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

static void test_a_nul_does_not_end_the_text(void **state)
{
    static const char text[] = "{}\0{}";

    (void)state;
    assert_file_refused(text, sizeof text - 1, "c.json: holds a NUL byte, and must be UTF-8");
}

static void test_unknown_keys(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"{\"thread\": 2}", "c.json:1: unknown key 'thread'; did you mean 'threads'?"},
        {"{\"Threads\": 2}", "c.json:1: unknown key 'Threads'; did you mean 'threads'?"},
        {"{\"log-level\": \"info\"}",
         "c.json:1: unknown key 'log-level'; did you mean 'log_level'?"},
        {"{\n\"http\": null,\n\n\"htpp\": null}",
         "c.json:4: unknown key 'htpp'; did you mean 'http'?"},
        {"{\"idle_second\": 2}",
         "c.json:1: unknown key 'idle_second'; did you mean 'idle_seconds'?"},
        {"{\"maxSessions\": 2}",
         "c.json:1: unknown key 'maxSessions'; did you mean 'max_sessions'?"},
        {"{\"limits\": {\"idle_seconds\": 2}}",
         "c.json:1: unknown key 'limits'; known: telnet, http, state_dir, threads, "
         "max_sessions, max_connections, idle_seconds, keep_alive_seconds, header_seconds, "
         "write_seconds, shutdown_seconds, languages, sources_dir, log_level"},
        {"{\"\": 1}",
         "c.json:1: unknown key ''; known: telnet, http, state_dir, threads, "
         "max_sessions, max_connections, idle_seconds, keep_alive_seconds, header_seconds, "
         "write_seconds, shutdown_seconds, languages, sources_dir, log_level"},
        {"{\"a\\nb\\u001b\": 1}",
         "c.json:1: unknown key 'a\\nb\\x1b'; known: telnet, http, state_dir, threads, "
         "max_sessions, max_connections, idle_seconds, keep_alive_seconds, header_seconds, "
         "write_seconds, shutdown_seconds, languages, sources_dir, log_level"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

static void test_a_very_long_unknown_key_is_cut(void **state)
{
    char text[1000];
    size_t size;
    struct config config;
    struct reason reason;

    (void)state;
    size = (size_t)snprintf(text, sizeof text, "{\"");
    for (size_t i = 0; i < 300; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "☀");
    (void)snprintf(text + size, sizeof text - size, "\": 1}");
    assert_int_equal(parse(&config, &reason, text, strlen(text)), CONFIG_BAD_FILE);
    assert_string_equal(reason.text,
                        "c.json:1: unknown key '☀☀☀☀☀☀☀☀☀☀☀☀☀…; known: telnet, http, "
                        "state_dir, threads, max_sessions, max_connections, idle_seconds, "
                        "keep_alive_seconds, header_seconds, write_seconds, shutdown_seconds, "
                        "languages, sources_dir, log_level");
}

/* Lines are counted in the text itself; strings and inner objects must not confuse the count. */
static void test_the_line_that_is_blamed(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"{\"http\":\n\nfalse}",
         "c.json:1: http: false is not \"HOST:PORT\", such as \"127.0.0.1:8888\", or null"},
        {"\n\n{\n\"threads\" : 2\n ,\n\"idle_seconds\": -1 }",
         "c.json:6: idle_seconds: -1 is not a whole number from 0 to 86400"},
        {"{\"state_dir\": \"a,{[]}\\\"\\\\\",\n\"threads\": 0}",
         "c.json:2: threads: 0 is not a whole number from 1 to 16"},
        {"{\"thr\\u0065ads\": 2,\n\"header_seconds\": 0}",
         "c.json:2: header_seconds: 0 is not a whole number from 1 to 3600"},
        {"{\"telnet\": null,\r\n\"max_sessions\": [\n{\"threads\": 1,\n\"b\": 2}\n]}",
         "c.json:2: max_sessions: [{\"threads\":1,\"b\":2}] is not a whole number from 1 to 65536"},
        {"{\"languages\": [\"de\",\n\"fr,[\",\n\"en\"],\n\"threads\": 2}",
         "c.json:1: languages: [\"de\",\"fr,[\",\"en\"] has 'fr,[', and languages look like \"de\" "
         "or \"pt_PT\""},
        {"{\"languages\": [\"de\",\n\"fr\",\n\"en\"],\n\"threads\": 0,\n\"http\": null}",
         "c.json:4: threads: 0 is not a whole number from 1 to 16"},
        {"{\"threads\": {\"a\": [1,\n2]}, \"http\": 1}",
         "c.json:1: threads: {\"a\":[1,2]} is not a whole number from 1 to 16"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

static const struct {
    const char *key, *expected;
} text_keys[] = {
    {"telnet", "is not \"HOST:PORT\", such as \"127.0.0.1:2323\", or null"},
    {"http", "is not \"HOST:PORT\", such as \"127.0.0.1:8888\", or null"},
    {"state_dir", "is not a path of 1 to 4095 bytes"},
    {"sources_dir", "is not a path of 1 to 4095 bytes"},
    {"log_level", "is not one of error, warning, notice, info, debug"},
};

static const struct {
    const char *key;
    long least, most;
} number_keys[] = {
    {"threads", 1, 16},         {"max_sessions", 1, 65536},      {"max_connections", 1, 65536},
    {"idle_seconds", 0, 86400}, {"keep_alive_seconds", 1, 3600}, {"header_seconds", 1, 3600},
    {"write_seconds", 1, 3600}, {"shutdown_seconds", 1, 3600},
};

static void assert_value_refused(const char *key, const char *value, const char *expected)
{
    char text[LINE_SIZE], complaint[LINE_SIZE];

    (void)snprintf(text, sizeof text, "{\n \"%s\": %s\n}", key, value);
    (void)snprintf(complaint, sizeof complaint, "c.json:2: %s: %s %s", key, value, expected);
    assert_file_refused(text, strlen(text), complaint);
}

static void test_wrong_types(void **state)
{
    static const char *const no_texts[] = {
        "true", "false", "8888", "0", "-1", "1.5", "[]", "{}", "[\"127.0.0.1:80\"]"};
    static const char *const no_numbers[] = {"null", "true", "false", "\"2\"", "\"\"",     "2.0",
                                             "1.5",  "[]",   "[2]",   "{}",    "{\"a\":2}"};

    (void)state;
    for (size_t i = 0; i < COUNT(text_keys); i++)
        for (size_t k = 0; k < COUNT(no_texts); k++)
            assert_value_refused(text_keys[i].key, no_texts[k], text_keys[i].expected);
    assert_value_refused("state_dir", "null", text_keys[2].expected);
    assert_value_refused("log_level", "null", text_keys[4].expected);
    for (size_t i = 0; i < COUNT(number_keys); i++)
        for (size_t k = 0; k < COUNT(no_numbers); k++) {
            char expected[LINE_SIZE];

            (void)snprintf(expected, sizeof expected, "is not a whole number from %ld to %ld",
                           number_keys[i].least, number_keys[i].most);
            assert_value_refused(number_keys[i].key, no_numbers[k], expected);
        }
}

static void test_numbers_end_where_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(number_keys); i++) {
        const long out[] = {number_keys[i].least - 1, number_keys[i].most + 1, LONG_MIN, LONG_MAX,
                            4294967296 + number_keys[i].least};
        const long in[] = {number_keys[i].least, number_keys[i].most};
        char value[32], expected[LINE_SIZE], text[LINE_SIZE];

        (void)snprintf(expected, sizeof expected, "is not a whole number from %ld to %ld",
                       number_keys[i].least, number_keys[i].most);
        for (size_t k = 0; k < COUNT(out); k++) {
            (void)snprintf(value, sizeof value, "%ld", out[k]);
            assert_value_refused(number_keys[i].key, value, expected);
        }
        for (size_t k = 0; k < COUNT(in); k++) {
            struct config config;

            (void)snprintf(text, sizeof text, "{\"%s\": %ld}", number_keys[i].key, in[k]);
            assert_parsed(&config, text);
            config_release(&config);
        }
    }
}

static void test_texts_out_of_range(void **state)
{
    char path[PATH_MAX + 64], complaint[LINE_SIZE];

    (void)state;
    assert_value_refused("state_dir", "\"\"", "is not a path of 1 to 4095 bytes");
    assert_value_refused("log_level", "\"\"", text_keys[4].expected);
    assert_value_refused("log_level", "\"Info\"", text_keys[4].expected);
    assert_value_refused("log_level", "\"info \"", text_keys[4].expected);
    assert_value_refused("log_level", "\"verbose\"", text_keys[4].expected);

    (void)snprintf(path, sizeof path, "{\"state_dir\": \"%0*d\"}", PATH_MAX, 0);
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: state_dir: \"%039d… is not a path of 1 to 4095 bytes", 0);
    assert_file_refused(path, strlen(path), complaint);
}

static void test_languages_that_are_none(void **state)
{
    static const char none[] = "is no list of languages, such as [\"en\", \"pt_PT\"], or \"all\"";
    static const char *const no_lists[] = {"null", "true",       "2",          "\"\"",   "\"en\"",
                                           "{}",   "[\"en\",2]", "[[\"en\"]]", "[null]", "\"All\""};
    static const char *const no_names[] = {
        "",
        "e",
        "abcdefghi",
        "en-GB",
        "en_",
        "_en",
        "en__GB",
        "e1",
        "../en",
        "en/..",
        "en.xml",
        "en GB",
        "aaaaaaaa_aaaaaaa",
        "en,de",
        "é",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(no_lists); i++)
        assert_value_refused("languages", no_lists[i], none);
    for (size_t i = 0; i < COUNT(no_names); i++) {
        char value[LINE_SIZE], expected[LINE_SIZE];

        (void)snprintf(value, sizeof value, "[\"de\",\"%s\"]", no_names[i]);
        (void)snprintf(expected, sizeof expected,
                       "has '%s', and languages look like \"de\" or \"pt_PT\"", no_names[i]);
        assert_value_refused("languages", value, expected);
    }
}

/* Two names more than there is room for: which the list is, is not looked at. */
static void test_too_many_languages(void **state)
{
    char text[LINE_SIZE * 4], flag[LINE_SIZE * 4], complaint[LINE_SIZE];
    struct config config;
    struct reason reason;
    size_t size = 0, flag_size = 0;

    (void)state;
    size += (size_t)snprintf(text, sizeof text, "{\"languages\": [");
    for (int i = 0; i < LANGUAGES_MAX + 2; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s\"%c%c\"", i ? "," : "",
                                 'a' + i / 26, 'a' + i % 26);
        flag_size += (size_t)snprintf(flag + flag_size, sizeof flag - flag_size, "%s%c%c",
                                      i ? "," : "", 'a' + i / 26, 'a' + i % 26);
    }
    (void)snprintf(text + size, sizeof text - size, "]}");
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: languages: [\"aa\",\"ab\",\"ac\",\"ad\",\"ae\",\"af\",\"ag\",\"ah\"… "
                   "has more than %d languages",
                   LANGUAGES_MAX);
    assert_file_refused(text, size + 2, complaint);
    assert_int_equal(LOAD(&config, &reason, "--languages", flag), CONFIG_BAD_CALL);
    assert_non_null(strstr(reason.text, "has more than"));
}

static void test_addresses_that_are_none(void **state)
{
    static const struct {
        const char *text, *problem;
    } bad[] = {
        {"", "has no :PORT"},
        {"8888", "has no :PORT"},
        {"127.0.0.1", "has no :PORT"},
        {"localhost", "has no :PORT"},
        {"off", "has no :PORT"}, /* in the file it is null */
        {"127.0.0.1:", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:65536", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:99999999999999999999", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:-1", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:+1", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1: 80", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:80 ", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:0x50", "has a port that is no number from 0 to 65535"},
        {"127.0.0.1:http", "has a port that is no number from 0 to 65535"},
        {":8888", "has no host: * is every IPv4 address, [::] all"},
        {"[]:8888", "has no host: * is every IPv4 address, [::] all"},
        {"256.0.0.1:80", "has no IPv4 address of four numbers up to 255"},
        {"1.2.3:80", "has no IPv4 address of four numbers up to 255"},
        {"127.1:80", "has no IPv4 address of four numbers up to 255"},
        {"0x7f000001:80", "has no IPv4 address of four numbers up to 255"},
        {"2130706433:80", "has no IPv4 address of four numbers up to 255"},
        {"127.0.0.01:80", "has no IPv4 address of four numbers up to 255"},
        {"::1:2323", "has an IPv6 address without [brackets]"},
        {"fe80::1:80", "has an IPv6 address without [brackets]"},
        {"[::1]", "does not end in ]:PORT"},
        {"[::1]2323", "does not end in ]:PORT"},
        {"[::1:2323", "does not end in ]:PORT"},
        {"[::1] :2323", "does not end in ]:PORT"},
        {"[::1]:", "has a port that is no number from 0 to 65535"},
        {"[::1]:65536", "has a port that is no number from 0 to 65535"},
        {"[1:2:3:4:5:6:7:8:9]:80", "has no IPv6 address in its brackets"},
        {"[::g]:80", "has no IPv6 address in its brackets"},
        {"[:::]:80", "has no IPv6 address in its brackets"},
        {"[127.0.0.1]:80", "has no IPv6 address in its brackets"},
        {"[localhost]:80", "has no IPv6 address in its brackets"},
        {"[::1%nosuchlink]:80", "has no IPv6 address in its brackets"},
        {"http://127.0.0.1:8888/", "is no plain HOST:PORT"},
        {"127.0.0.1:80/tcp", "is no plain HOST:PORT"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        char value[LINE_SIZE], expected[LINE_SIZE];

        (void)snprintf(value, sizeof value, "\"%s\"", bad[i].text);
        (void)snprintf(expected, sizeof expected, "%s; write HOST:PORT, such as 127.0.0.1:8888",
                       bad[i].problem);
        assert_value_refused("http", value, expected);
        (void)snprintf(expected, sizeof expected, "%s; write HOST:PORT, such as 127.0.0.1:2323",
                       bad[i].problem);
        assert_value_refused("telnet", value, expected);
    }
}

static void test_the_longest_address_and_one_byte_more(void **state)
{
    char text[LINE_SIZE], complaint[LINE_SIZE];
    struct config config;

    (void)state;
    (void)snprintf(text, sizeof text, "{\"http\": \"%0*d.example:80\"}",
                   CONFIG_ADDRESS_SIZE - 1 - (int)strlen(".example:80"), 0);
    assert_parsed(&config, text);
    assert_int_equal(strlen(config.http.text), CONFIG_ADDRESS_SIZE - 1);
    config_release(&config);

    (void)snprintf(text, sizeof text, "{\"http\": \"%0*d.example:80\"}",
                   CONFIG_ADDRESS_SIZE - (int)strlen(".example:80"), 0);
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: http: \"%039d… is too long; write HOST:PORT, such as 127.0.0.1:8888",
                   0);
    assert_file_refused(text, strlen(text), complaint);
}

/* What is wrong with the file as a file */

static void assert_file_complaint(const char *path, const char *problem)
{
    struct config config;
    struct reason reason;

    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_BAD_FILE);
    if (!strstr(reason.text, problem))
        fail_msg("\"%s\" does not say \"%s\"", reason.text, problem);
    if (strlen(path) < 64)
        assert_int_equal(strncmp(reason.text, path, strlen(path)), 0);
}

static void test_files_that_cannot_be_read(void **state)
{
    struct place *place = *state;
    char long_path[PATH_MAX + 16];

    assert_file_complaint(place->file, ": cannot be read: No such file or directory");
    assert_file_complaint(place->directory, ": cannot be read: Is a directory");
    assert_file_complaint("", ": cannot be read: No such file or directory");
    (void)snprintf(long_path, sizeof long_path, "/%0*d", PATH_MAX, 0);
    assert_file_complaint(long_path, "0: cannot be read: File name too long");
    if (geteuid() != 0) {
        place_write_text(place, "{}");
        assert_int_equal(chmod(place->file, 0), 0);
        assert_file_complaint(place->file, ": cannot be read: Permission denied");
    }
}

static void test_the_largest_file_and_one_byte_more(void **state)
{
    struct place *place = *state;
    char *text = malloc(LIMIT_CONFIG_FILE + 1);
    struct config config;
    struct reason reason;

    assert_non_null(text);
    memset(text, ' ', LIMIT_CONFIG_FILE + 1);
    text[0] = '{';
    text[1] = '}';
    place_write(place, text, LIMIT_CONFIG_FILE);
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_OK);
    config_release(&config);

    place_write(place, text, LIMIT_CONFIG_FILE + 1);
    assert_file_complaint(place->file, ": is larger than 65536 bytes");
    assert_file_complaint("/dev/zero", "/dev/zero: is larger than 65536 bytes");
    free(text);
}

static void test_a_file_that_comes_through_a_pipe(void **state)
{
    static const char text[] = "{\"threads\": 5}";
    struct config config;
    struct reason reason;
    char path[32];
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, sizeof text - 1), sizeof text - 1);
    close(ends[1]);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_OK);
    assert_int_equal(config.threads, 5);
    config_release(&config);
    close(ends[0]);
}

static void test_a_wrong_file_stays_wrong_whatever_the_flags_say(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"threads\": 0}");
    assert_int_equal(LOAD(&config, &reason, "--threads", "1", "--config", place->file),
                     CONFIG_BAD_FILE);
    assert_non_null(strstr(reason.text, ": threads: 0 is not a whole number from 1 to 16"));
    assert_null(config.state_dir);
}

static void test_a_long_path_leaves_room_for_what_is_wrong(void **state)
{
    struct place *place = *state;
    char path[PATH_MAX];
    struct config config;
    struct reason reason;

    place_write_text(place, "{\n\"http\": \"127.0.0.1:80/tcp\"}");
    (void)snprintf(path, sizeof path, "%s/././././././././././././././././././././././././.%s",
                   place->directory, strrchr(place->file, '/'));
    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_BAD_FILE);
    assert_int_equal(strncmp(reason.text, "…", strlen("…")), 0);
    assert_non_null(strstr(reason.text, "/c.json:2: http: \"127.0.0.1:80/tcp\" is no plain "
                                        "HOST:PORT; write HOST:PORT, such as 127.0.0.1:8888"));
}

/* What is wrong with the call */

static void test_calls_that_are_wrong(void **state)
{
    static const struct {
        const char *arguments[4], *complaint;
    } bad[] = {
        {{"--verbose"}, "'--verbose' is no flag, or short for several; see --help"},
        {{"--t", "1"}, "'--t' is no flag, or short for several; see --help"},
        {{"--idle-seconds", "1"}, "'--idle-seconds' is no flag, or short for several; see --help"},
        {{"--a\nb"}, "'--a\\nb' is no flag, or short for several; see --help"},
        {{"-v"}, "'-v' is no flag; see --help"},
        {{"-hx"}, "'-h' is no flag; see --help"},
        {{"serve"}, "'serve' is no flag; see --help"},
        {{""}, "'' is no flag; see --help"},
        {{"--threads", "2", "3"}, "'3' is no flag; see --help"},
        {{"serve", "--help"}, "'serve' is no flag; see --help"},
        {{"--", "--help"}, "'--help' is no flag; see --help"},
        {{"--config"}, "'--config' needs a value; see --help"},
        {{"--telnet"}, "'--telnet' needs a value; see --help"},
        {{"--http"}, "'--http' needs a value; see --help"},
        {{"--state-dir"}, "'--state-dir' needs a value; see --help"},
        {{"--threads"}, "'--threads' needs a value; see --help"},
        {{"--log-level"}, "'--log-level' needs a value; see --help"},
        {{"--help=yes"}, "'--help=yes' takes no value; see --help"},
        {{"--version=2"}, "'--version=2' takes no value; see --help"},
        {{"--check-config=a"}, "'--check-config=a' takes no value; see --help"},
        {{"--languages", ""}, "--languages: '' is no list of languages, such as en,pt_PT, or all"},
        {{"--languages", "de,"},
         "--languages: 'de,' is no list of languages, such as en,pt_PT, or all"},
        {{"--languages", "de, fr"},
         "--languages: 'de, fr' is no list of languages, such as en,pt_PT, or all"},
        {{"--languages", "../de"},
         "--languages: '../de' is no list of languages, such as en,pt_PT, or all"},
        {{"--sources-dir", ""}, "--sources-dir: '' is not a path of 1 to 4095 bytes"},
        {{"--threads", "0"}, "--threads: '0' is not a whole number from 1 to 16"},
        {{"--threads", "17"}, "--threads: '17' is not a whole number from 1 to 16"},
        {{"--threads", "-1"}, "--threads: '-1' is not a whole number from 1 to 16"},
        {{"--threads", "two"}, "--threads: 'two' is not a whole number from 1 to 16"},
        {{"--threads", "2 "}, "--threads: '2 ' is not a whole number from 1 to 16"},
        {{"--threads", ""}, "--threads: '' is not a whole number from 1 to 16"},
        {{"--threads", "2\xff"}, "--threads: '2\\xff' is not a whole number from 1 to 16"},
        {{"--threads", "99999999999999999999"},
         "--threads: '99999999999999999999' is not a whole number from 1 to 16"},
        {{"--state-dir", ""}, "--state-dir: '' is not a path of 1 to 4095 bytes"},
        {{"--log-level", "loud"},
         "--log-level: 'loud' is not one of error, warning, notice, info, debug"},
        {{"--log-level", "6"},
         "--log-level: '6' is not one of error, warning, notice, info, debug"},
        {{"--http", "127.0.0.1"},
         "--http: '127.0.0.1' has no :PORT; write HOST:PORT, such as 127.0.0.1:8888"},
        {{"--http", "127.0.0.1:65536"},
         "--http: '127.0.0.1:65536' has a port that is no number from 0 to 65535; "
         "write HOST:PORT, such as 127.0.0.1:8888"},
        {{"--telnet", "[::g]:1"},
         "--telnet: '[::g]:1' has no IPv6 address in its brackets; "
         "write HOST:PORT, such as 127.0.0.1:2323"},
        {{"--http", "OFF"}, "--http: 'OFF' has no :PORT; write HOST:PORT, such as 127.0.0.1:8888"},
        {{"--http", "off", "--telnet", "off"},
         "--http: 'off' leaves nothing to serve: telnet is off, too"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *arguments[COUNT(bad[i].arguments) + 1] = {NULL};
        struct config config;
        struct reason reason;

        memcpy(arguments, bad[i].arguments, sizeof bad[i].arguments);
        if (load(&config, &reason, arguments) != CONFIG_BAD_CALL)
            fail_msg("taken, and should not be: %s", bad[i].complaint);
        assert_string_equal(reason.text, bad[i].complaint);
        assert_null(config.state_dir);
    }
}

/* A label of 64 bytes fits in no DNS message, so no resolver sends anything for it. */
static void test_a_host_that_cannot_be_found(void **state)
{
    struct place *place = *state;
    char address[CONFIG_ADDRESS_SIZE], text[LINE_SIZE];
    struct config config;
    struct reason reason;

    (void)snprintf(address, sizeof address, "n%063d:80", 0);
    assert_int_equal(LOAD(&config, &reason, "--http", address), CONFIG_BAD_CALL);
    assert_non_null(strstr(reason.text, "--http: 'n00000"));
    assert_non_null(strstr(reason.text, "… has a host that cannot be found: "));

    (void)snprintf(text, sizeof text, "{\n\n\"telnet\": \"%s\"}", address);
    place_write_text(place, text);
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_BAD_FILE);
    assert_non_null(strstr(reason.text, ":3: telnet: \"n00000"));

    /* The flag wins, so that nobody asks for that host. */
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--telnet", "off"), CONFIG_OK);
    config_release(&config);
}

static void test_both_services_off(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"http\": null,\n\"telnet\": null}");
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_BAD_FILE);
    assert_non_null(
        strstr(reason.text, ":2: telnet: null leaves nothing to serve: http is off, too"));

    place_write_text(place, "{\"http\": null}");
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--telnet", "off"),
                     CONFIG_BAD_CALL);
    assert_string_equal(reason.text, "--telnet: 'off' leaves nothing to serve: http is off, too");

    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_OK);
    assert_false(config.http.enabled);
    assert_true(config.telnet.enabled);
    config_release(&config);
}

static void test_flags_that_end_the_program(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"threads\": 0}");
    assert_int_equal(LOAD(&config, &reason, "--version"), CONFIG_VERSION);
    assert_int_equal(LOAD(&config, &reason, "--help"), CONFIG_HELP);
    /* They do not look at anything else. */
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--help"), CONFIG_HELP);
    assert_int_equal(LOAD(&config, &reason, "--threads", "x", "--version", "y"), CONFIG_VERSION);
    /* Nor does a check pass over anything. */
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--config", place->file),
                     CONFIG_BAD_FILE);
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--threads", "x"), CONFIG_BAD_CALL);
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--threads", "4"), CONFIG_CHECKED);
    assert_int_equal(config.threads, 4);
    config_release(&config);
}

static void test_help_knows_every_flag(void **state)
{
    static const char *const flags[] = {
        "--config FILE",   "--telnet HOST:PORT", "--http HOST:PORT",
        "--state-dir DIR", "--threads N",        "--log-level LEVEL",
        "--check-config",  "--version",          "--help"};

    (void)state;
    for (size_t i = 0; i < COUNT(flags); i++)
        if (!strstr(config_help, flags[i]))
            fail_msg("--help does not tell of %s", flags[i]);
    for (const char *line = config_help; *line; line = strchr(line, '\n') + 1)
        assert_in_range(strchr(line, '\n') - line, 0, 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_says_anything),
        cmocka_unit_test(test_no_home_is_no_reason_to_refuse),
        cmocka_unit_test(test_the_example_that_is_shipped),
        cmocka_unit_test(test_every_key_is_heard),
        cmocka_unit_test(test_an_empty_object_changes_nothing),
        cmocka_unit_test_setup_teardown(test_a_flag_wins_over_the_file, place_make, place_clear),
        cmocka_unit_test(test_the_last_of_two_flags_wins),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_languages_by_flag),
        cmocka_unit_test(test_languages_that_are_none),
        cmocka_unit_test(test_too_many_languages),
        cmocka_unit_test(test_a_name_is_looked_up_at_the_start),
        cmocka_unit_test(test_texts_that_are_no_configuration),
        cmocka_unit_test(test_a_nul_does_not_end_the_text),
        cmocka_unit_test(test_unknown_keys),
        cmocka_unit_test(test_a_very_long_unknown_key_is_cut),
        cmocka_unit_test(test_the_line_that_is_blamed),
        cmocka_unit_test(test_wrong_types),
        cmocka_unit_test(test_numbers_end_where_they_should),
        cmocka_unit_test(test_texts_out_of_range),
        cmocka_unit_test(test_addresses_that_are_none),
        cmocka_unit_test(test_the_longest_address_and_one_byte_more),
        cmocka_unit_test_setup_teardown(test_files_that_cannot_be_read, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_the_largest_file_and_one_byte_more, place_make,
                                        place_clear),
        cmocka_unit_test(test_a_file_that_comes_through_a_pipe),
        cmocka_unit_test_setup_teardown(test_a_wrong_file_stays_wrong_whatever_the_flags_say,
                                        place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_a_long_path_leaves_room_for_what_is_wrong, place_make,
                                        place_clear),
        cmocka_unit_test(test_calls_that_are_wrong),
        cmocka_unit_test_setup_teardown(test_a_host_that_cannot_be_found, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_both_services_off, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_flags_that_end_the_program, place_make, place_clear),
        cmocka_unit_test(test_help_knows_every_flag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
