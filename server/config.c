/*
 * Settings: the defaults, then the configuration file, then the flags, each over the one before.
 *
 * One table knows everything about every setting, and all three sources go through it, so the
 * defaults obey the ranges and a setting is added by adding a row. A value keeps its origin, so
 * that what only shows at the end (a host that cannot be found) is still blamed on the line or
 * flag that brought it. JSON is jansson's business; jansson's values know no line, which is
 * found again in the text.
 *
 * This room never guesses: an unknown key or a value that is nearly right ends the start, because
 * a daemon that runs on other settings than the operator wrote is worse than one that does not.
 */

#include "server/config.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "index/buffer.h"
#include "index/repr.h"
#include "index/store.h"
#include "index/utf8.h"
#include "server/limits.h"

#define TELNET_USUAL    "127.0.0.1:2323"
#define HTTP_USUAL      "127.0.0.1:8888"
#define LOG_LEVEL_USUAL "info"

enum {
    HOUR = 3600, /* seconds */
    DAY = 24 * HOUR,

    /* Bytes of the parts of a complaint, so that all of them find room in a struct reason. */
    NAME_SHOWN = 64,
    PLACE_SIZE = 96,
    VALUE_SHOWN = 44,
};

enum setting_kind { KIND_ADDRESS, KIND_PATH, KIND_NUMBER, KIND_LEVEL };

struct setting {
    const char *key;   /* in the file */
    const char *flag;  /* on the command line; NULL: in the file only */
    const char *usual; /* the default, as a flag would say it; NULL: found out at the start */
    size_t offset;     /* of its member of struct config */
    enum setting_kind kind;
    unsigned least, most; /* of a number; of a path, in bytes */
};

#define SETTING(name, flag, kind, usual, least, most)                                              \
    {                                                                                              \
#name, flag, usual, offsetof(struct config, name), kind, least, most                       \
    }

enum { SETTING_TELNET, SETTING_HTTP }; /* the two that are looked at by name stand first */

static const struct setting setting_table[] = {
    SETTING(telnet, "telnet", KIND_ADDRESS, TELNET_USUAL, 0, 0),
    SETTING(http, "http", KIND_ADDRESS, HTTP_USUAL, 0, 0),
    SETTING(state_dir, "state-dir", KIND_PATH, NULL, 1, PATH_MAX - 1),
    SETTING(threads, "threads", KIND_NUMBER, NULL, 1, LIMIT_REACTORS),
    SETTING(max_sessions, NULL, KIND_NUMBER, "20000", 1, LIMIT_SESSIONS),
    SETTING(max_connections, NULL, KIND_NUMBER, "20000", 1, LIMIT_HTTP_CONNECTIONS),
    SETTING(idle_seconds, NULL, KIND_NUMBER, "3600", 0, DAY),
    SETTING(keep_alive_seconds, NULL, KIND_NUMBER, "60", 1, HOUR),
    SETTING(header_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    SETTING(write_seconds, NULL, KIND_NUMBER, "120", 1, HOUR),
    SETTING(shutdown_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    SETTING(log_level, "log-level", KIND_LEVEL, LOG_LEVEL_USUAL, 0, 0),
};

enum { SETTING_COUNT = sizeof setting_table / sizeof setting_table[0] };

const char config_help[] =
    "Usage: charfinderd [OPTION]...\n"
    "Finds Unicode characters by their names, for telnet and HTTP clients.\n"
    "\n"
    "  --config FILE        read settings from FILE (JSON); flags win over it\n"
    "  --telnet HOST:PORT   serve telnet there, or \"off\" (default " TELNET_USUAL ")\n"
    "  --http HOST:PORT     serve HTTP there, or \"off\" (default " HTTP_USUAL ")\n"
    "  --state-dir DIR      keep the index in DIR (default $STATE_DIRECTORY,\n"
    "                       else $XDG_STATE_HOME/charfinder,\n"
    "                       else ~/.local/state/charfinder)\n"
    "  --threads N          serve with N threads (default one for each CPU)\n"
    "  --log-level LEVEL    error, warning, notice, info or debug (default " LOG_LEVEL_USUAL ")\n"
    "  --check-config       check the settings and exit\n"
    "  --version            print the version and exit\n"
    "  --help               print this and exit\n"
    "\n"
    "HOST is an address, [an IPv6 address], a name, localhost, or * for every IPv4\n"
    "address ([::] for all). PORT 0 picks a free one.\n";

/* Where a value comes from. */
struct origin {
    enum config_outcome blame; /* what config_load() returns when the value is wrong */
    char place[PLACE_SIZE];    /* "--threads" or "charfinderd.json:3: threads" */
    char value[VALUE_SHOWN];   /* as it was written */
};

struct draft {
    struct config *config;
    struct origin origins[SETTING_COUNT];
};

static void *draft_member(const struct draft *draft, size_t id)
{
    return (char *)draft->config + setting_table[id].offset;
}

/* Copies the text, cutting it between two characters where it is too long. */
static void value_show(char shown[static VALUE_SHOWN], const char *text, size_t size)
{
    static const char mark[] = "…";
    size_t next = 0, end = 0;

    if (size < VALUE_SHOWN) {
        (void)snprintf(shown, VALUE_SHOWN, "%.*s", (int)size, text);
        return;
    }
    while (next <= VALUE_SHOWN - sizeof mark) {
        end = next;
        (void)utf8_next(text, size, &next);
    }
    (void)snprintf(shown, VALUE_SHOWN, "%.*s%s", (int)end, text, mark);
}

static int value_show_quoted(char shown[static VALUE_SHOWN], const char *text)
{
    struct buffer quoted = BUFFER_INIT;

    repr_append(&quoted, text, strlen(text));
    if (quoted.failed)
        return -ENOMEM;
    value_show(shown, quoted.bytes, quoted.size);
    buffer_release(&quoted);
    return 0;
}

static int value_show_json(char shown[static VALUE_SHOWN], const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

    if (!text)
        return -ENOMEM;
    value_show(shown, text, strlen(text));
    free(text);
    return 0;
}

__attribute__((format(printf, 3, 4))) static int
origin_refuse(const struct origin *origin, struct reason *reason, const char *format, ...)
{
    char problem[sizeof reason->text];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    reason_set(reason, "%s: %s %s", origin->place, origin->value, problem);
    return (int)origin->blame;
}

static int level_refuse(const struct origin *origin, struct reason *reason)
{
    char names[64] = "";
    size_t size = 0;

    for (int level = LOG_LEVEL_ERROR; level <= LOG_LEVEL_DEBUG; level++)
        size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", size > 0 ? ", " : "",
                                 log_level_name((enum log_level)level));
    return origin_refuse(origin, reason, "is not one of %s", names);
}

/* The value is not at all what the setting takes, or is out of its range. */
static int setting_refuse(const struct draft *draft, size_t id, struct reason *reason)
{
    const struct setting *setting = &setting_table[id];
    const struct origin *origin = &draft->origins[id];

    switch (setting->kind) {
    case KIND_ADDRESS:
        return origin_refuse(origin, reason, "is not \"HOST:PORT\", such as \"%s\", or null",
                             setting->usual);
    case KIND_PATH:
        return origin_refuse(origin, reason, "is not a path of %u to %u bytes", setting->least,
                             setting->most);
    case KIND_NUMBER:
        return origin_refuse(origin, reason, "is not a whole number from %u to %u", setting->least,
                             setting->most);
    case KIND_LEVEL:
        return level_refuse(origin, reason);
    }
    assert(false && "a kind of setting");
    return -EINVAL;
}

/* Addresses */

struct endpoint {
    char host[CONFIG_ADDRESS_SIZE]; /* without brackets */
    const char *port;               /* points into the text */
    bool bracketed;
};

static bool port_valid(const char *port)
{
    size_t size = strlen(port);

    return size > 0 && strspn(port, "0123456789") == size && strtoul(port, NULL, 10) <= UINT16_MAX;
}

/* Takes HOST:PORT apart; returns NULL, or what is wrong with it. */
static const char *endpoint_split(struct endpoint *endpoint, const char *text)
{
    const char *host = text, *end;

    if (strlen(text) >= CONFIG_ADDRESS_SIZE)
        return "is too long";
    if (strchr(text, '/'))
        return "is no plain HOST:PORT";
    endpoint->bracketed = *text == '[';
    if (endpoint->bracketed) {
        host++;
        end = strchr(host, ']');
        if (!end || end[1] != ':')
            return "does not end in ]:PORT";
        endpoint->port = end + 2;
    } else {
        end = strchr(host, ':');
        if (!end)
            return "has no :PORT";
        endpoint->port = end + 1;
        if (strchr(endpoint->port, ':'))
            return "has an IPv6 address without [brackets]";
    }
    if (host == end)
        return "has no host: * is every IPv4 address, [::] all";
    if (!port_valid(endpoint->port))
        return "has a port that is no number from 0 to 65535";
    (void)snprintf(endpoint->host, sizeof endpoint->host, "%.*s", (int)(end - host), host);
    return NULL;
}

/* getaddrinfo() for one address; returns 0 or its error. */
static int endpoint_look_up(const struct endpoint *endpoint, int family, int flags,
                            struct config_address *out)
{
    const struct addrinfo hints = {
        .ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | flags};
    struct addrinfo *found;
    int error = getaddrinfo(endpoint->host, endpoint->port, &hints, &found);

    if (error != 0)
        return error;
    assert(found->ai_addrlen <= sizeof out->address);
    memcpy(&out->address, found->ai_addr, found->ai_addrlen);
    out->size = found->ai_addrlen;
    freeaddrinfo(found);
    return 0;
}

/* Does the host look like an IPv4 address to inet_aton(), which takes "127.1" and "0x7f000001",
 * or to a person ("1.2.3.256")? Such a host is never looked up as a name. */
static bool host_looks_numeric(const char *host)
{
    struct in_addr ignored;

    return inet_aton(host, &ignored) || strspn(host, "0123456789.") == strlen(host);
}

/* Fills the address unless the host is a name, which leaves out->size 0. */
static const char *endpoint_read(const struct endpoint *endpoint, struct config_address *out)
{
    const char *host = endpoint->host;
    struct sockaddr_in ipv4 = {.sin_family = AF_INET};

    if (endpoint->bracketed)
        return endpoint_look_up(endpoint, AF_INET6, AI_NUMERICHOST, out) == 0
                   ? NULL
                   : "has no IPv6 address in its brackets";
    if (strcmp(host, "*") == 0)
        host = "0.0.0.0";
    else if (strcasecmp(host, "localhost") == 0)
        host = "127.0.0.1"; /* resolvers differ on which loopback comes first */

    if (inet_pton(AF_INET, host, &ipv4.sin_addr) == 1) {
        ipv4.sin_port = htons((uint16_t)strtoul(endpoint->port, NULL, 10));
        memcpy(&out->address, &ipv4, sizeof ipv4);
        out->size = sizeof ipv4;
    } else if (host_looks_numeric(host)) {
        return "has no IPv4 address of four numbers up to 255";
    }
    return NULL;
}

static int address_set(const struct draft *draft, size_t id, const char *text,
                       struct reason *reason)
{
    struct config_address *address = draft_member(draft, id);
    struct endpoint endpoint;
    const char *problem = endpoint_split(&endpoint, text);

    *address = (struct config_address){.enabled = true};
    if (!problem)
        problem = endpoint_read(&endpoint, address);
    if (problem)
        return origin_refuse(&draft->origins[id], reason, "%s; write HOST:PORT, such as %s",
                             problem, setting_table[id].usual);
    (void)snprintf(address->text, sizeof address->text, "%s", text);
    return CONFIG_OK;
}

static void address_switch_off(const struct draft *draft, size_t id)
{
    struct config_address *address = draft_member(draft, id);

    *address = (struct config_address){.enabled = false};
}

/* Looks up the host where it is a name: after everything else, because it may ask the network. */
static int address_resolve(const struct draft *draft, size_t id, struct reason *reason)
{
    struct config_address *address = draft_member(draft, id);
    struct endpoint endpoint;
    const char *problem;
    int error;

    if (!address->enabled || address->size > 0)
        return CONFIG_OK;
    problem = endpoint_split(&endpoint, address->text);
    assert(!problem);
    (void)problem; /* without assertions */
    error = endpoint_look_up(&endpoint, AF_UNSPEC, 0, address);
    if (error == EAI_MEMORY)
        return -ENOMEM;
    if (error != 0)
        return origin_refuse(&draft->origins[id], reason, "has a host that cannot be found: %s",
                             gai_strerror(error));
    return CONFIG_OK;
}

/* The other kinds */

static int path_set(const struct draft *draft, size_t id, const char *text, struct reason *reason)
{
    char **path = draft_member(draft, id), *copy;
    size_t size = strlen(text);

    if (size < setting_table[id].least || size > setting_table[id].most)
        return setting_refuse(draft, id, reason);
    copy = strdup(text);
    if (!copy)
        return -ENOMEM;
    free(*path);
    *path = copy;
    return CONFIG_OK;
}

static int number_set(const struct draft *draft, size_t id, long long number, struct reason *reason)
{
    unsigned *member = draft_member(draft, id);

    if (number < setting_table[id].least || number > setting_table[id].most)
        return setting_refuse(draft, id, reason);
    *member = (unsigned)number;
    return CONFIG_OK;
}

static int number_set_text(const struct draft *draft, size_t id, const char *text,
                           struct reason *reason)
{
    size_t size = strlen(text);

    if (size == 0 || strspn(text, "0123456789") != size)
        return setting_refuse(draft, id, reason);
    return number_set(draft, id, strtoll(text, NULL, 10), reason); /* LLONG_MAX when too large */
}

static int level_set(const struct draft *draft, size_t id, const char *text, struct reason *reason)
{
    if (!log_level_parse(text, draft_member(draft, id)))
        return setting_refuse(draft, id, reason);
    return CONFIG_OK;
}

static int setting_set_text(const struct draft *draft, size_t id, const char *text,
                            struct reason *reason)
{
    switch (setting_table[id].kind) {
    case KIND_ADDRESS:
        return address_set(draft, id, text, reason);
    case KIND_PATH:
        return path_set(draft, id, text, reason);
    case KIND_NUMBER:
        return number_set_text(draft, id, text, reason);
    case KIND_LEVEL:
        return level_set(draft, id, text, reason);
    }
    assert(false && "a kind of setting");
    return -EINVAL;
}

static int setting_set_json(const struct draft *draft, size_t id, const json_t *value,
                            struct reason *reason)
{
    enum setting_kind kind = setting_table[id].kind;

    if (kind == KIND_ADDRESS && json_is_null(value)) {
        address_switch_off(draft, id);
        return CONFIG_OK;
    }
    if (kind == KIND_NUMBER && json_is_integer(value))
        return number_set(draft, id, json_integer_value(value), reason);
    if (kind != KIND_NUMBER && json_is_string(value))
        return setting_set_text(draft, id, json_string_value(value), reason);
    return setting_refuse(draft, id, reason);
}

/* The defaults */

/* The CPUs we may run on, which a container or taskset may have made fewer than are online. */
static unsigned threads_usual(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                            : LIMIT_REACTORS; /* over 1024 CPUs */

    return (unsigned)(count < LIMIT_REACTORS ? count : LIMIT_REACTORS);
}

static void draft_init(struct draft *draft, struct config *config)
{
    struct reason reason;

    *draft = (struct draft){.config = config};
    *config = (struct config){.threads = threads_usual()};
    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (setting_table[id].usual) {
            int result = setting_set_text(draft, id, setting_table[id].usual, &reason);

            assert(result == CONFIG_OK);
            (void)result; /* without assertions */
        }
}

/* The file */

/* A name that leaves room for what is to be said about the file. */
static void name_show(char shown[static NAME_SHOWN], const char *name)
{
    size_t size = strlen(name), at = 0;

    if (size < NAME_SHOWN) {
        memcpy(shown, name, size + 1);
        return;
    }
    while (size - at > NAME_SHOWN - sizeof "…")
        (void)utf8_next(name, size, &at);
    (void)snprintf(shown, NAME_SHOWN, "…%s", name + at);
}

__attribute__((format(printf, 3, 4))) static int
file_refuse(struct reason *reason, const char *name, const char *format, ...)
{
    char shown[NAME_SHOWN], problem[sizeof reason->text];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    name_show(shown, name);
    reason_set(reason, "%s%s", shown, problem);
    return CONFIG_BAD_FILE;
}

/* Where the string that begins at a quotation mark ends: at its other one. */
static size_t string_end(const char *text, size_t size, size_t at)
{
    for (at++; at < size && text[at] != '"'; at++)
        if (text[at] == '\\')
            at++;
    return at;
}

/* The line of a member of the settings, counted from 0, in a text that was parsed: its key is the
 * first string after as many commas. jansson keeps members in the order of the text, duplicates
 * were refused, and a value with commas in it ended the reading at its own member. */
static unsigned member_line(const char *text, size_t size, size_t member)
{
    unsigned line = 1;

    for (size_t at = 0; at < size; at++)
        switch (text[at]) {
        case '\n':
            line++;
            break;
        case ',':
            member--;
            break;
        case '"':
            if (member == 0)
                return line;
            at = string_end(text, size, at);
            break;
        default:
            break;
        }
    assert(false && "a member of the settings");
    return line;
}

/* How many letters must be changed, added or left out to make one word of the other. */
static size_t key_distance(const char *valid, const char *written)
{
    size_t row[32], columns = strlen(valid);

    assert(columns < sizeof row / sizeof row[0]);
    for (size_t i = 0; i <= columns; i++)
        row[i] = i;
    for (size_t line = 1; written[line - 1]; line++) {
        size_t diagonal = row[0];

        row[0] = line;
        for (size_t i = 1; i <= columns; i++) {
            size_t change = diagonal + (valid[i - 1] != written[line - 1]);
            size_t slip = (row[i] < row[i - 1] ? row[i] : row[i - 1]) + 1;

            diagonal = row[i];
            row[i] = change < slip ? change : slip;
        }
    }
    return row[columns];
}

/* The key that was probably meant, or NULL. */
static const char *key_nearest(const char *written)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;

    for (size_t id = 0; id < SETTING_COUNT; id++) {
        const char *key = setting_table[id].key;
        size_t distance = key_distance(key, written);

        if (distance < least && distance <= 1 + strlen(key) / 4) {
            least = distance;
            nearest = key;
        }
    }
    return nearest;
}

static int key_refuse(const char *name, unsigned line, const char *key, struct reason *reason)
{
    char shown[VALUE_SHOWN], keys[256] = "";
    const char *nearest = key_nearest(key);
    size_t size = 0;

    if (value_show_quoted(shown, key) < 0)
        return -ENOMEM;
    if (nearest)
        return file_refuse(reason, name, ":%u: unknown key %s; did you mean '%s'?", line, shown,
                           nearest);
    for (size_t id = 0; id < SETTING_COUNT; id++)
        size += (size_t)snprintf(keys + size, sizeof keys - size, "%s%s", size > 0 ? ", " : "",
                                 setting_table[id].key);
    return file_refuse(reason, name, ":%u: unknown key %s; the keys are %s", line, shown, keys);
}

static int draft_read_member(struct draft *draft, const char *name, unsigned line, const char *key,
                             const json_t *value, struct reason *reason)
{
    for (size_t id = 0; id < SETTING_COUNT; id++) {
        struct origin *origin = &draft->origins[id];
        char shown[NAME_SHOWN];

        if (strcmp(key, setting_table[id].key) != 0)
            continue;
        name_show(shown, name);
        origin->blame = CONFIG_BAD_FILE;
        (void)snprintf(origin->place, sizeof origin->place, "%s:%u: %s", shown, line, key);
        if (value_show_json(origin->value, value) < 0)
            return -ENOMEM;
        return setting_set_json(draft, id, value, reason);
    }
    return key_refuse(name, line, key, reason);
}

static int draft_read_object(struct draft *draft, const char *name, const char *text, size_t size,
                             json_t *object, struct reason *reason)
{
    size_t member = 0;
    const char *key;
    json_t *value;

    if (!json_is_object(object))
        return file_refuse(reason, name,
                           ": the settings must stand in one {object}, not in a list");
    json_object_foreach(object, key, value)
    {
        int result =
            draft_read_member(draft, name, member_line(text, size, member), key, value, reason);

        if (result != CONFIG_OK)
            return result;
        member++;
    }
    return CONFIG_OK;
}

static int json_refuse(const char *name, json_error_t *error, struct reason *reason)
{
    /* It quotes the text around the error, which may hold the end of a line. */
    for (char *at = error->text; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    return file_refuse(reason, name, ":%d:%d: %s", error->line, error->column, error->text);
}

static int draft_read_text(struct draft *draft, const char *name, const char *text, size_t size,
                           struct reason *reason)
{
    json_error_t error;
    json_t *root;
    int result;

    if (memchr(text, '\0', size)) /* jansson would call it the end of the file */
        return file_refuse(reason, name, ": holds a NUL byte, and must be UTF-8");
    root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return -ENOMEM;
        return json_refuse(name, &error, reason);
    }
    result = draft_read_object(draft, name, text, size, root, reason);
    json_decref(root);
    return result;
}

/* Reads to the end, or as far as there is room. Returns the bytes or a negative errno. */
static ssize_t file_read(const char *path, char *bytes, size_t room)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    ssize_t more;

    if (fd < 0)
        return -errno;
    do {
        more = read(fd, bytes + size, room - size);
        if (more > 0)
            size += (size_t)more;
        else if (more < 0)
            more = -errno;
    } while ((more > 0 && size < room) || more == -EINTR);
    (void)close(fd);
    return more < 0 ? more : (ssize_t)size;
}

static int draft_read_file(struct draft *draft, const char *path, struct reason *reason)
{
    char *text = malloc(LIMIT_CONFIG_FILE + 1);
    ssize_t size;
    int result;

    if (!text)
        return -ENOMEM;
    size = file_read(path, text, LIMIT_CONFIG_FILE + 1);
    if (size < 0)
        result = file_refuse(reason, path, ": cannot be read: %s", strerror((int)-size));
    else if (size > LIMIT_CONFIG_FILE)
        result = file_refuse(reason, path, ": is larger than %d bytes", LIMIT_CONFIG_FILE);
    else
        result = draft_read_text(draft, path, text, (size_t)size, reason);
    free(text);
    return result;
}

int config_parse(struct config *config, const char *name, const char *text, size_t size,
                 struct reason *reason)
{
    struct draft draft;
    int result;

    draft_init(&draft, config);
    result = draft_read_text(&draft, name, text, size, reason);
    if (result != CONFIG_OK)
        config_release(config);
    return result;
}

/* The command line */

struct call {
    const char *file;                  /* NULL: none */
    const char *values[SETTING_COUNT]; /* as given by flags; NULL: not given */
    bool check_only;
};

/* What getopt_long() returns for a flag: the setting's number above this, or one of the others.
 * Beyond all characters, so that it cannot be taken for a short flag. */
enum {
    CALL_SETTING = 256,
    CALL_FILE = CALL_SETTING + SETTING_COUNT,
    CALL_CHECK,
    CALL_VERSION,
    CALL_HELP
};

enum { CALL_FLAGS = SETTING_COUNT + 5 };

static void call_flags(struct option flags[static CALL_FLAGS])
{
    size_t count = 0;

    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (setting_table[id].flag)
            flags[count++] = (struct option){setting_table[id].flag, required_argument, NULL,
                                             CALL_SETTING + (int)id};
    flags[count++] = (struct option){"config", required_argument, NULL, CALL_FILE};
    flags[count++] = (struct option){"check-config", no_argument, NULL, CALL_CHECK};
    flags[count++] = (struct option){"version", no_argument, NULL, CALL_VERSION};
    flags[count++] = (struct option){"help", no_argument, NULL, CALL_HELP};
    flags[count] = (struct option){NULL, 0, NULL, 0};
}

static int call_refuse(struct reason *reason, const char *argument, const char *problem)
{
    char shown[VALUE_SHOWN];

    if (value_show_quoted(shown, argument) < 0)
        return -ENOMEM;
    reason_set(reason, "%s %s; see --help", shown, problem);
    return CONFIG_BAD_CALL;
}

static int call_refuse_flag(char **argv, struct reason *reason)
{
    const char letter[] = {'-', (char)optopt, '\0'};

    if (optopt == 0)
        return call_refuse(reason, argv[optind - 1], "is no flag, or short for several");
    if (optopt >= CALL_SETTING)
        return call_refuse(reason, argv[optind - 1], "takes no value");
    return call_refuse(reason, letter, "is no flag");
}

/* Returns CONFIG_OK with the call taken apart, or the outcome that ends the program. */
static int call_parse(struct call *call, int argc, char **argv, struct reason *reason)
{
    struct option flags[CALL_FLAGS];
    int flag;

    call_flags(flags);
    *call = (struct call){.file = NULL};
    optind = 0; /* GNU: start afresh, whoever parsed what before */
    opterr = 0;
    while ((flag = getopt_long(argc, argv, "+:", flags, NULL)) != -1)
        switch (flag) {
        case CALL_FILE:
            call->file = optarg;
            break;
        case CALL_CHECK:
            call->check_only = true;
            break;
        case CALL_VERSION:
            return CONFIG_VERSION;
        case CALL_HELP:
            return CONFIG_HELP;
        case ':':
            return call_refuse(reason, argv[optind - 1], "needs a value");
        case '?':
            return call_refuse_flag(argv, reason);
        default:
            call->values[flag - CALL_SETTING] = optarg;
            break;
        }
    if (optind < argc)
        return call_refuse(reason, argv[optind], "is no flag");
    return CONFIG_OK;
}

static int draft_read_flags(struct draft *draft, const struct call *call, struct reason *reason)
{
    for (size_t id = 0; id < SETTING_COUNT; id++) {
        struct origin *origin = &draft->origins[id];
        const char *value = call->values[id];
        int result = CONFIG_OK;

        if (!value)
            continue;
        origin->blame = CONFIG_BAD_CALL;
        (void)snprintf(origin->place, sizeof origin->place, "--%s", setting_table[id].flag);
        if (value_show_quoted(origin->value, value) < 0)
            return -ENOMEM;
        if (setting_table[id].kind == KIND_ADDRESS && strcmp(value, "off") == 0)
            address_switch_off(draft, id);
        else
            result = setting_set_text(draft, id, value, reason);
        if (result != CONFIG_OK)
            return result;
    }
    return CONFIG_OK;
}

/* All together */

static int draft_check_services(const struct draft *draft, struct reason *reason)
{
    size_t blamed = SETTING_TELNET, other = SETTING_HTTP;

    if (draft->config->telnet.enabled || draft->config->http.enabled)
        return CONFIG_OK;
    if (draft->origins[SETTING_HTTP].blame == CONFIG_BAD_CALL) {
        blamed = SETTING_HTTP;
        other = SETTING_TELNET;
    }
    return origin_refuse(&draft->origins[blamed], reason, "leaves nothing to serve: %s is off, too",
                         setting_table[other].key);
}

static int draft_complete(struct draft *draft, const struct call *call, struct reason *reason)
{
    int result = CONFIG_OK;

    if (call->file)
        result = draft_read_file(draft, call->file, reason);
    if (result == CONFIG_OK)
        result = draft_read_flags(draft, call, reason);
    if (result == CONFIG_OK)
        result = draft_check_services(draft, reason);
    if (result == CONFIG_OK)
        result = address_resolve(draft, SETTING_TELNET, reason);
    if (result == CONFIG_OK)
        result = address_resolve(draft, SETTING_HTTP, reason);
    return result;
}

int config_load(struct config *config, int argc, char **argv, struct reason *reason)
{
    struct call call;
    struct draft draft;
    int result = call_parse(&call, argc, argv, reason);

    *config = (struct config){.state_dir = NULL};
    if (result != CONFIG_OK)
        return result;
    draft_init(&draft, config);
    result = draft_complete(&draft, &call, reason);
    if (result != CONFIG_OK) {
        config_release(config);
        return result;
    }
    if (!config->state_dir)
        config->state_dir = store_default_directory();
    return call.check_only ? CONFIG_CHECKED : CONFIG_OK;
}

void config_release(struct config *config)
{
    free(config->state_dir);
    *config = (struct config){.state_dir = NULL};
}
