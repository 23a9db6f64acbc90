/*
 * The commands of a session: help, the status, and settings with their effects.
 */

#include "server/answers/telnet/command.h"

#include "index/base/utf8.h"
#include "tests/unit/server/answers/telnet/client.h"

static size_t lines_count(const struct buffer *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->size; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

/* The columns of the longest line. */
static size_t width_max(const struct buffer *text)
{
    size_t most = 0, columns = 0;

    for (size_t at = 0; at < text->size;) {
        int32_t point = utf8_next(text->bytes, text->size, &at);

        columns = point == '\n' ? 0 : columns + (point != '\r');
        if (columns > most)
            most = columns;
    }
    return most;
}

static void test_help_fits_a_screen_and_names_every_command(void **state)
{
    static const char *const names[] = {
        ":help",          ":scope name",   ":scope all",     ":sort codepoint", ":sort relevance",
        ":lang de",       ":only_lang de", ":variants show", ":limit 50",       ":more",
        ":json on",       ":status",       ":quit",          "arrow*",          "\"cat face\"",
        "-black",         "cat|dog",       "0x2600",         "\\u2600",         "&#9728;",
        "U+2600..U+26FF", "block:",        "script:",        "category:",       "age:>=14",
        "emoji:yes",      "plane:1",       "name:",          "alias:",          "keyword:",
        "definition:",    ":list blocks",  ":inspect",
    };
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    client_forget(&client);
    client_send_text(&client, ":help\n");
    assert_in_range(lines_count(&client.received), 1, 23);
    assert_true(width_max(&client.received) <= 79);
    for (size_t i = 0; i < COUNT(names); i++)
        if (!memmem(client.received.bytes, client.received.size, names[i], strlen(names[i])))
            fail_msg("%s is not in the help", names[i]);
    assert_int_equal(client.telnet.state, TELNET_READING);
    client_leave(&client);
}

static void test_status_of_a_server_that_is_ready(void **state)
{
    struct counters counters[2];
    struct catalog catalog = catalog_ready();
    struct client client;
    char line[128];

    (void)state;
    memset(counters, 0, sizeof counters);
    atomic_store(&counters[0].telnet_open, 3);
    atomic_store(&counters[1].telnet_open, 4);
    atomic_store(&counters[0].telnet_queries, 1000);
    atomic_store(&counters[1].telnet_queries, 1);
    catalog.counters = counters;
    catalog.reactors = 2;
    catalog.uptime = 100000;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":status\n");
    assert_received_line(&client, "state: ready\r\n");
    (void)snprintf(line, sizeof line, "\r\ngeneration: %s\r\n", charindex_generation(unicode));
    assert_received_line(&client, line);
    (void)snprintf(line, sizeof line, "\r\nUnicode: %s\r\n", charindex_unicode_version(unicode));
    assert_received_line(&client, line);
    assert_received_line(&client, "\r\nUnicode data: ");
    assert_received_line(&client, "\r\nICU: ");
    (void)snprintf(line, sizeof line, "\r\ncharacters: %u\r\n", charindex_characters(unicode));
    assert_received_line(&client, line);
    assert_received_line(&client, "\r\nsequences: ");
    assert_received_line(&client, "\r\nwords: ");
    assert_received_line(&client, "\r\nlanguages: de and en\r\n");
    assert_received_line(&client, "\r\nsources: icu ");
    assert_received_line(&client, "\r\nuptime: 100000 s\r\n");
    assert_received_line(&client, "\r\nsessions: 7\r\n");
    assert_received_line(&client, "\r\nqueries: 1001\r\n");
    client_leave(&client);
}

static void test_status_without_an_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":status\n");
    assert_received_line(&client, "state: building, 42%\r\n");
    catalog.state = CATALOG_FAILED;
    catalog.failure = (struct reason){"no memory"};
    client_send_text(&client, ":status\n");
    assert_received_line(&client, "state: failed, no memory\r\n");
    client_leave(&client);
}

static void test_lists(void **state)
{
    static const char *const wrong[] = {":list\n", ":list nothing\n", ":list columns\n"};
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":list blocks\n");
    assert_received_line(&client, "Arrows\t112\tU+2190..U+21FF\r\n");
    client_send_text(&client, ":LIST Categories\n");
    assert_received_line(&client, "Cc\t65\tControl\r\n");
    client_send_text(&client, ":list emoji\n");
    assert_received_line(&client, "\r\nyes\t");
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_reply(&client, wrong[i],
                     ":list takes blocks, scripts, categories, ages or the key of a property: "
                     "send :list blocks.\r\n?> ");
    assert_reply(&client, ":list scirpts\n",
                 ":list takes blocks, scripts, categories, ages or the key of a property: "
                 "send :list scripts.\r\n?> ");
    client_leave(&client);
}

static void test_texts_taken_apart(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    char longest[300] = ":inspect ";

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    assert_reply(&client, ":inspect e\u0301\u202E\n",
                 "e\u0301\t\r\n"
                 "  U+0065\te\tLATIN SMALL LETTER E\t65\r\n"
                 "  U+0301\t\u0301\tCOMBINING ACUTE ACCENT\tCC 81\r\n"
                 "\uFFFD\tRIGHT-TO-LEFT OVERRIDE\r\n"
                 "  U+202E\t\uFFFD\tRIGHT-TO-LEFT OVERRIDE\tE2 80 AE\tinvisible\r\n?> ");
    assert_reply(&client, ":inspect\n",
                 ":inspect takes a text of at most 256 bytes: send :inspect e\u0301.\r\n?> ");
    memset(longest + strlen(longest), 'x', 257);
    longest[strlen(longest)] = '\n';
    assert_reply(&client, longest,
                 ":inspect takes a text of at most 256 bytes: send :inspect e\u0301.\r\n?> ");
    client_leave(&client);
}

static void test_lookups_without_an_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    assert_reply(&client, ":list blocks\n", "The index is not ready: send :status.\r\n?> ");
    assert_reply(&client, ":inspect x\n", "The index is not ready: send :status.\r\n?> ");
    client_leave(&client);
}

static size_t rows_received(struct client *client, const char *line)
{
    size_t rows = 0;

    client_forget(client);
    client_send_text(client, line);
    for (size_t i = 0; i + 1 < client->received.size; i++)
        rows += memcmp(client->received.bytes + i, "\r\n", 2) == 0;
    assert_true(rows > 0);
    return rows - 1; /* the status line */
}

static void test_settings_are_of_the_session_and_of_the_next_query(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client, other;
    size_t named, all, shown;

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    client_connect(&other, &catalog, LIMIT_SEND);
    named = rows_received(&client, "heart\n");
    client_send_text(&client, ":scope all\n");
    all = rows_received(&client, "heart\n");
    client_send_text(&client, ":variants show\n");
    shown = rows_received(&client, "heart\n");
    assert_true(named < all);
    assert_true(all + 10 <= shown); /* skin tones of hands and couples */
    assert_int_equal(rows_received(&other, "heart\n"), named);

    client_send_text(&client, ":scope name\n:variants fold\n");
    assert_int_equal(rows_received(&client, "heart\n"), named);
    client_leave(&other);
    client_leave(&client);
}

static void test_relevance_shows_the_best_match_first(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 1\n:sort relevance\n");
    client_forget(&client);
    client_send_text(&client, "plus\n");
    assert_memory_equal(client.received.bytes, "U+002B\t+\tPLUS SIGN\r\n", 20);
    client_leave(&client);
}

/* A session's languages are checked against the index that answers the query. */
static void test_languages_are_checked_once_there_is_an_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_reply(&client, ":only_lang tlh\n", "Languages: 'tlh'.\r\n?> ");
    catalog = catalog_ready();
    assert_reply(&client, "registered\n", NO_KLINGON "?> ");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    assert_reply(&client, ":only_lang de\n", "Languages: 'de'.\r\n?> ");
    assert_reply(&client, "registered\n", ONE_REGISTERED "?> ");
    client_leave(&client);
}

static void test_more_languages_than_a_session_can_store(void **state)
{
    char said[400] = ":only_lang de";
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    while (strlen(said) < 300)
        memcpy(said + strlen(said), ",de", 4);
    memcpy(said + strlen(said), "\n", 2);
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_reply(&client, said, ":only_lang takes at most 127 bytes, or all.\r\n?> ");
    assert_reply(&client, ":only_lang\n", "Languages: all.\r\n?> ");
    assert_reply(&client, ":lang\n", "Preferred languages: en.\r\n?> ");
    client_leave(&client);
}

/* ---- Without a session ---- */

static void test_what_is_a_command(void **state)
{
    static const struct {
        const char *line;
        bool command;
    } lines[] = {
        {":help", true},    {":QUIT now", true}, {":limit\t5", true}, {":x", false},
        {":D", false},      {":)", false},       {":", false},        {":hel", false},
        {":helpme", false}, {":help:", false},   {":smile:", false},  {":more.", false},
        {"::help", false},  {"", false},         {"help", false},     {"help:", false},
        {": help", false},  {":1", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++)
        assert_int_equal(command_recognize(slice_of(lines[i].line)), lines[i].command);
}

static void test_what_was_meant_as_a_command(void **state)
{
    (void)state;
    assert_true(command_resembles(slice_of(":hlep")));
    assert_true(command_resembles(slice_of(":D")));
    assert_true(command_resembles(slice_of(":Lang: de")));
    assert_false(command_resembles(slice_of(":)")));
    assert_false(command_resembles(slice_of(":")));
    assert_false(command_resembles(slice_of(": help")));
    assert_false(command_resembles(slice_of("help")));
    assert_false(command_resembles(slice_of("")));
}

static void test_outcomes_that_need_the_session_append_nothing(void **state)
{
    const struct catalog catalog = {.state = CATALOG_BUILDING};
    struct command_settings settings = {.limit = 7};
    struct buffer answer = BUFFER_INIT;

    (void)state;
    assert_int_equal(command_run(slice_of(":more"), &settings, &catalog, &answer), COMMAND_MORE);
    assert_int_equal(command_run(slice_of(":Quit"), &settings, &catalog, &answer), COMMAND_QUIT);
    assert_int_equal(answer.size, 0);
    assert_int_equal(command_run(slice_of(":more 5"), &settings, &catalog, &answer),
                     COMMAND_ANSWERED);
    assert_true(answer.size > 0);
    assert_int_equal(settings.limit, 7);
    buffer_release(&answer);
}

/* A wrong argument changes nothing and is answered with what to send. Every line ends CR LF. */
static void test_wrong_arguments_leave_the_settings_alone(void **state)
{
    static const char *const lines[] = {":limit -1",
                                        ":json maybe",
                                        ":scope both",
                                        ":sort name",
                                        ":variants",
                                        ":variants all",
                                        ":limit 1e3",
                                        ":more 1",
                                        ":lang 12345678901234567890"
                                        "12345678901234567890123456789012345678901234567890"
                                        "12345678901234567890123456789012345678901234567890"
                                        "123456789012345678901234567890123456789012345678901"};
    const struct catalog catalog = {.state = CATALOG_BUILDING};
    const struct command_languages lists = {.preferred = "de-AT", .only = "de"};
    struct command_languages same = lists;
    const struct command_settings set = {.limit = 9,
                                         .json = true,
                                         .scope = SCOPE_ALL,
                                         .sort = SORT_RELEVANCE,
                                         .unfold = true,
                                         .languages = &same};

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct command_settings settings = set;
        struct buffer answer = BUFFER_INIT;

        assert_int_equal(command_run(slice_of(lines[i]), &settings, &catalog, &answer),
                         COMMAND_ANSWERED);
        assert_memory_equal(&settings, &set, sizeof set);
        assert_memory_equal(&same, &lists, sizeof lists);
        assert_true(answer.size > 2);
        assert_memory_equal(answer.bytes + answer.size - 2, "\r\n", 2);
        buffer_release(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_a_command),
        cmocka_unit_test(test_what_was_meant_as_a_command),
        cmocka_unit_test(test_outcomes_that_need_the_session_append_nothing),
        cmocka_unit_test(test_wrong_arguments_leave_the_settings_alone),
        cmocka_unit_test(test_help_fits_a_screen_and_names_every_command),
        cmocka_unit_test(test_status_of_a_server_that_is_ready),
        cmocka_unit_test(test_status_without_an_index),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_texts_taken_apart),
        cmocka_unit_test(test_lookups_without_an_index),
        cmocka_unit_test(test_settings_are_of_the_session_and_of_the_next_query),
        cmocka_unit_test(test_relevance_shows_the_best_match_first),
        cmocka_unit_test(test_languages_are_checked_once_there_is_an_index),
        cmocka_unit_test(test_more_languages_than_a_session_can_store),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
