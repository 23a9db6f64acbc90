/*
 * Parses the command line. It opens nothing.
 */

#include "index/update/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/update/transfer/retry.h"

enum {
    OPTION_HELP = 'h',
    OPTION_VERSION = 'V',
    OPTION_JOBS = 'j',
    OPTION_UNICODE = 256,
    OPTION_CLDR,
    OPTION_MIRROR,
    OPTION_INTO,
    OPTION_CHECK,
    OPTION_OFFLINE_FROM,
    OPTION_ALLOW_MISSING,
    OPTION_RELOAD,
    OPTION_NO_RELOAD,
    OPTION_JSON,
    OPTION_STALL_SECONDS,
    OPTION_TRIES,
    OPTION_BACKOFF_MS,
    OPTION_PAUSE_MS,
};

static const struct option long_options[] = {
    {"unicode", required_argument, NULL, OPTION_UNICODE},
    {"cldr", required_argument, NULL, OPTION_CLDR},
    {"mirror", required_argument, NULL, OPTION_MIRROR},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"into", required_argument, NULL, OPTION_INTO},
    {"check", no_argument, NULL, OPTION_CHECK},
    {"offline-from", required_argument, NULL, OPTION_OFFLINE_FROM},
    {"allow-missing", no_argument, NULL, OPTION_ALLOW_MISSING},
    {"reload", no_argument, NULL, OPTION_RELOAD},
    {"no-reload", no_argument, NULL, OPTION_NO_RELOAD},
    {"json", no_argument, NULL, OPTION_JSON},
    {"stall-seconds", required_argument, NULL, OPTION_STALL_SECONDS},
    {"tries", required_argument, NULL, OPTION_TRIES},
    {"backoff-ms", required_argument, NULL, OPTION_BACKOFF_MS},
    {"pause-ms", required_argument, NULL, OPTION_PAUSE_MS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

__attribute__((format(printf, 1, 2))) static bool complain(const char *format, ...)
{
    va_list arguments;

    (void)fputs("charfinder update: ", stderr);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
    return false;
}

static bool parse_number(const char *name, const char *text, long least, long most, long *number)
{
    char *end;

    errno = 0;
    *number = strtol(text, &end, 10);
    if (errno == 0 && end != text && !*end && *number >= least && *number <= most)
        return true;
    return complain("'%s' in %s is not a number from %ld to %ld", text, name, least, most);
}

static bool parse_release(struct update_options *options, enum catalog_group group,
                          const char *name, const char *text)
{
    struct release *release = &options->wanted[group].release;

    *release = (struct release){.count = 0};
    options->wanted[group].keep = strcmp(text, "none") == 0;
    if (options->wanted[group].keep || strcmp(text, "latest") == 0)
        return true;
    if (release_parse(text, strlen(text), release))
        return true;
    return complain("'%s' in %s is not a version: use latest, none or a number such as %s", text,
                    name, group == CATALOG_UNICODE ? "17.0" : "48");
}

static bool parse_mirror(struct update_options *options, const char *text)
{
    size_t size = strlen(text);
    const char *authority = strstr(text, "://");

    if (!authority || (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0))
        return complain("'%s' in --mirror is not a URL with https:// or http://", text);
    authority += 3;
    if (strcspn(authority, "/") == 0 || size >= MIRROR_SIZE || strpbrk(text, " ?#\t\r\n"))
        return complain("'%s' in --mirror is not the URL of a folder", text);
    if (memchr(authority, '@', strcspn(authority, "/")))
        return complain("--mirror takes no password: it would be stored in the folder");
    while (text[size - 1] == '/')
        size--;
    memcpy(options->mirror, text, size);
    options->mirror[size] = '\0';
    return true;
}

static bool set_into(struct update_options *options, const char *above, const char *below)
{
    const int size = snprintf(options->into, sizeof options->into, "%s%s", above, below);

    return size > 0 && (size_t)size < sizeof options->into;
}

/* The service's folder for root, or else the person's. */
static bool default_into(struct update_options *options)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

    if (geteuid() == 0)
        return set_into(options, "/var/lib/charfinder/sources", "");
    if (data && data[0] == '/')
        return set_into(options, data, "/charfinder/sources");
    if (home && home[0] == '/')
        return set_into(options, home, "/.local/share/charfinder/sources");
    return complain("no folder to fill: set HOME or use --into");
}

static bool parse_number_option(struct update_options *options, int option, const char *text)
{
    long number;
    bool ok;

    switch (option) {
    case OPTION_JOBS:
        ok = parse_number("--jobs", text, 1, JOBS_MAX, &number);
        options->limits.jobs = ok ? (unsigned)number : 1;
        return ok;
    case OPTION_STALL_SECONDS:
        ok = parse_number("--stall-seconds", text, 1, 3600, &number);
        options->limits.stall_seconds = ok ? (unsigned)number : 1;
        return ok;
    case OPTION_TRIES:
        ok = parse_number("--tries", text, 1, 100, &number);
        options->limits.tries = ok ? (unsigned)number : 1;
        return ok;
    case OPTION_BACKOFF_MS:
        ok = parse_number("--backoff-ms", text, 1, RETRY_LONGEST_MS, &number);
        options->limits.backoff_ms = ok ? number : 1;
        return ok;
    default:
        ok = parse_number("--pause-ms", text, 0, RETRY_LONGEST_MS, &number);
        options->limits.pause_ms = ok ? number : 0;
        return ok;
    }
}

/* What is set while the command line is parsed. */
enum reload { RELOAD_BY_FOLDER, RELOAD_YES, RELOAD_NO };

static bool parse_one(struct update_options *options, enum reload *reload, int option, char **argv)
{
    switch (option) {
    case OPTION_HELP:
        options->action = UPDATE_HELP;
        return true;
    case OPTION_VERSION:
        options->action = UPDATE_VERSION;
        return true;
    case OPTION_CHECK:
        if (options->action == UPDATE_RUN)
            options->action = UPDATE_CHECK;
        return true;
    case OPTION_JSON:
        options->json = true;
        return true;
    case OPTION_ALLOW_MISSING:
        options->allow_missing = true;
        return true;
    case OPTION_RELOAD:
        *reload = RELOAD_YES;
        return true;
    case OPTION_NO_RELOAD:
        *reload = RELOAD_NO;
        return true;
    case OPTION_UNICODE:
        return parse_release(options, CATALOG_UNICODE, "--unicode", optarg);
    case OPTION_CLDR:
        return parse_release(options, CATALOG_CLDR, "--cldr", optarg);
    case OPTION_MIRROR:
        return parse_mirror(options, optarg);
    case OPTION_INTO:
        return (optarg[0] && set_into(options, optarg, "")) ||
               complain("--into needs the path of a folder");
    case OPTION_OFFLINE_FROM:
        options->offline = optarg;
        return true;
    case ':':
        return complain("%s needs a value", argv[optind - 1]);
    case '?':
        return complain("unknown option '%s'", argv[optind - 1]);
    default:
        return parse_number_option(options, option, optarg);
    }
}

bool update_options_parse(struct update_options *options, int argc, char **argv)
{
    enum reload reload = RELOAD_BY_FOLDER;
    int option;

    *options = (struct update_options){
        .mirror = MIRROR_DEFAULT,
        .limits = {.jobs = JOBS_DEFAULT,
                   .tries = 5,
                   .stall_seconds = 30,
                   .backoff_ms = 1000,
                   .pause_ms = 100},
    };
    optind = 0; /* start over, for tests */
    while ((option = getopt_long(argc, argv, ":hVj:", long_options, NULL)) != -1)
        if (!parse_one(options, &reload, option, argv))
            return false;
    if (optind < argc)
        return complain("unexpected argument '%s'", argv[optind]);
    if (options->offline && options->action == UPDATE_CHECK)
        return complain("--check and --offline-from exclude each other");
    if (options->offline && strcmp(options->mirror, MIRROR_DEFAULT) != 0)
        return complain("--mirror and --offline-from exclude each other");
    if (options->wanted[CATALOG_UNICODE].keep && options->wanted[CATALOG_CLDR].keep)
        return complain("nothing to do: --unicode none and --cldr none");
    options->reload = reload == RELOAD_YES || (reload == RELOAD_BY_FOLDER && !options->into[0]);
    return options->action == UPDATE_HELP || options->action == UPDATE_VERSION ||
           options->into[0] || default_into(options);
}

void update_options_usage(FILE *out)
{
    (void)fputs(
        "Usage: charfinder update [OPTION]...\n"
        "Fetches newer files of Unicode and CLDR for the index.\n"
        "\n"
        "      --unicode VERSION     latest (default), none to keep what is there, or 17.0\n"
        "      --cldr VERSION        latest (default), none to keep what is there, or 48\n"
        "      --mirror URL          instead of " MIRROR_DEFAULT "; has /Public\n"
        "  -j, --jobs N              transfers at once, 1 to 16 (default 4)\n"
        "      --into DIR            the folder to fill (default: /var/lib/charfinder/sources for\n"
        "                            root, ~/.local/share/charfinder/sources for others)\n"
        "      --check               only say whether there is something newer: status 1 if so\n"
        "      --offline-from PATH   take the files from a folder or an archive\n"
        "      --allow-missing       go on without files that are not found\n"
        "      --reload              tell running daemons to read the files; the default without\n"
        "                            --into\n"
        "      --no-reload           tell no daemon\n"
        "      --json                JSON Lines instead of bars\n"
        "      --stall-seconds N     give up on a connection that is silent for so long (30)\n"
        "      --tries N             of one file, without progress (default 5)\n"
        "      --backoff-ms N        wait before the second try; doubles (1000)\n"
        "      --pause-ms N          wait between two requests to one host (100)\n"
        "  -h, --help                this text\n"
        "  -V, --version             the version\n"
        "\n"
        "Exit status: 0 up to date, 1 newer files exist (--check), 2 usage, 65 damaged,\n"
        "66 not found, 69 unreachable, 73 a folder that is not from an update, 74 disk,\n"
        "75 another update runs, 76 refused, 77 no permission, 130 interrupted.\n",
        out);
}
