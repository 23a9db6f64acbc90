/*
 * Results from reply to reply: what an idle session keeps for :more, and what becomes of it when the
 * index is replaced.
 */

#include "server/answers/telnet/result.h"

#include "tests/unit/server/answers/telnet/client.h"

static struct charindex *other; /* another generation: without German */

static int setup(void **state)
{
    struct reason reason;
    int r = ready_index(READY_ENGLISH, &other, &reason);

    return r < 0 ? r : group_setup(state);
}

static int teardown(void **state)
{
    charindex_unref(other);
    return group_teardown(state);
}

#define RESTART "The index has changed: the rows begin again with the first.\r\n"

/* A session whose last query has more rows, and which asks for them once the index is replaced. */
static void more_after_a_swap(const char *settings, const char *query, const char *reply)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, settings);
    client_send_text(&client, query);
    assert_true(result_continues(&client.telnet.result));
    catalog.index = other;
    assert_reply(&client, ":more\n", reply);
    client_leave(&client);
}

/* How many characters have "digit" in their names: each version of Unicode adds some. */
static uint32_t digits(void)
{
    struct search_options options = {.scope = SCOPE_NAME};
    struct query_error error;
    struct search search;
    uint32_t total;

    assert_int_equal(search_open(&search, unicode, &options, "digit", 5, &error), SEARCH_OK);
    total = search_total(&search);
    search_release(&search);
    return total;
}

static void test_after_a_swap_the_rows_begin_again_and_a_line_says_so(void **state)
{
    char reply[256];

    (void)state;
    (void)snprintf(reply, sizeof reply,
                   RESTART "U+0030\t0\tDIGIT ZERO\r\n%u matches for 'digit'\r\n"
                           "1 shown; :more shows the next 1.\r\n?> ",
                   digits());
    more_after_a_swap(":limit 1\n", "digit\n", reply);
}

static void test_after_a_swap_json_has_only_json_lines(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    static const char notice[] =
        "{\"notice\":\"The index has changed: the rows begin again with the first.\"}\r\n"
        "{\"char\":\"0\"";

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    client_send_text(&client, ":json on\n:limit 1\ndigit\n");
    catalog.index = other;
    client_forget(&client);
    client_send_text(&client, ":more\n");
    assert_true(client.received.size > sizeof notice);
    assert_memory_equal(client.received.bytes, notice, sizeof notice - 1);
    assert_received_line(&client, charindex_generation(other));
    client_leave(&client);
}

/* Languages are numbered by the index: the new one has to have them, by name. */
static void test_after_a_swap_a_language_may_be_gone(void **state)
{
    (void)state;
    more_after_a_swap(
        ":limit 1\n:scope all\n:only_lang de\n", "digit\n",
        ":only_lang: unknown language 'de': the index has en; send a comma-separated list "
        "of them, or all.\r\n?> ");
}

static void test_a_restarted_result_goes_on_and_ends(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 8\ncat face\n");
    catalog.index = other;
    client_send_text(&client, ":more\n");
    assert_received_line(&client, RESTART "U+1F431");
    assert_reply(&client, ":more\n",
                 "U+1F63F\t\360\237\230\277\tCRYING CAT FACE\r\n"
                 "U+1F640\t\360\237\231\200\tWEARY CAT FACE\r\n"
                 "10 matches for 'cat face'\r\n?> ");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    client_leave(&client);
}

/* An image that nobody refers to is freed: LeakSanitizer and a use after free would tell. */
static void test_an_idle_session_does_not_hold_the_index(void **state)
{
    struct charindex *handle = charindex_share(unicode);
    struct catalog catalog = {.state = CATALOG_READY, .index = handle};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 1\ndigit\n");
    assert_false(client.telnet.result.open);
    assert_null(client.telnet.result.search.index);
    charindex_unref(handle);
    catalog.index = other;
    assert_int_equal(client_send_text(&client, ":more\n"), 6);
    client_leave(&client);
}

static void test_more_keeps_the_scope_and_order_of_its_query(void **state)
{
    struct catalog catalog = catalog_ready();

    (void)state;
    assert_more_completes(&catalog, ":scope all\n:sort relevance\n:variants show\nhand\n",
                          ":scope all\n:sort relevance\n:variants show\n:limit 3\nhand\n"
                          ":scope name\n:sort codepoint\n:variants fold\n:limit all\n");
}

static void test_more_waits_for_an_index_too(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    char rows[256];

    (void)state;
    (void)snprintf(rows, sizeof rows,
                   "U+0031\t1\tDIGIT ONE\r\n%u matches for 'digit'\r\n"
                   "2 shown; :more shows the next 1.\r\n?> ",
                   digits());
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 1\ndigit\n");
    catalog = (struct catalog){.state = CATALOG_BUILDING, .progress = 7};
    client_forget(&client);
    client_send_text(&client, ":more\n");
    assert_received_text(&client, "Building the index: 7%\r\n");
    assert_int_equal(client.telnet.state, TELNET_WAITING);
    catalog = catalog_ready();
    client_forget(&client);
    client_fetch(&client);
    assert_received_text(&client, rows);
    catalog = (struct catalog){.state = CATALOG_FAILED, .failure = {"gone"}};
    assert_reply(&client, ":more\n", "The index could not be built: gone.\r\n?> ");
    client_leave(&client);
}

/* The text of a query, whatever it finds: no more than a few hundred bytes beside it. */
static void test_a_continuation_costs_its_query_only(void **state)
{
    static const struct command_settings settings = {.scope = SCOPE_ALL, .limit = 1};
    struct catalog catalog = catalog_ready();
    struct buffer explanation = BUFFER_INIT;
    char query[LIMIT_LINE];
    struct slice text = {query, sizeof query};
    int64_t steps = 0;

    (void)state;
    memset(query, ' ', sizeof query);
    memcpy(query, "sign|letter*|digit|arrow*", 25);
    for (int round = 0; round < 3; round++) {
        struct telnet_result result = {.open = false};

        assert_int_equal(result_open(&result, &catalog, &settings, text, &explanation, &steps),
                         RESULT_OK);
        assert_true(result.open);
        assert_true(result_finish(&result, result_query(&result, text)));
        assert_false(result.open);
        assert_int_equal(result_query(&result, (struct slice){"", 0}).size, sizeof query);
        assert_memory_equal(result_query(&result, (struct slice){"", 0}).bytes, query, text.size);
        result_drop(&result);
        assert_false(result_continues(&result));
    }
    assert_true(steps > 0);
    assert_int_equal(explanation.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_after_a_swap_the_rows_begin_again_and_a_line_says_so),
        cmocka_unit_test(test_after_a_swap_json_has_only_json_lines),
        cmocka_unit_test(test_after_a_swap_a_language_may_be_gone),
        cmocka_unit_test(test_a_restarted_result_goes_on_and_ends),
        cmocka_unit_test(test_an_idle_session_does_not_hold_the_index),
        cmocka_unit_test(test_more_keeps_the_scope_and_order_of_its_query),
        cmocka_unit_test(test_more_waits_for_an_index_too),
        cmocka_unit_test(test_a_continuation_costs_its_query_only),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
