/*
 * The memory of a session: none while it is idle, and bounded whatever the client does.
 */

#include "server/answers/telnet/telnet.h"

#include "tests/unit/server/answers/telnet/client.h"

static void assert_idle(const struct telnet *telnet)
{
    assert_int_equal(telnet->state, TELNET_READING);
    assert_int_equal(telnet->nvt.line_size, 0);
    assert_null(telnet->nvt.long_line);
    assert_null(telnet->pending.bytes);
    assert_false(telnet->result.open);
    assert_false(result_continues(&telnet->result));
}

static void test_an_idle_session_allocates_nothing(void **state)
{
    static const char *const lines[] = {"digit\n",   "xyzzy\n",     "x\"\n",   ":help\n",
                                        ":status\n", "\r\n",        ":nope\n", ":more\n",
                                        "\377\366",  "\377\373\001"};
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_idle(&client.telnet);
    for (size_t i = 0; i < COUNT(lines); i++) {
        client_send_text(&client, lines[i]);
        assert_idle(&client.telnet);
    }
    assert_null(client.telnet.settings.languages);
    client_leave(&client);
}

/* Offers the same bytes again and again to a session that sends nothing, until it consumes none. */
static size_t flood(struct telnet *telnet, const char *bytes, size_t size)
{
    size_t taken = 0;

    for (;;) {
        size_t now = telnet_receive(telnet, bytes, size);
        taken += now;
        if (now < size)
            return taken;
        assert_in_range(taken, 0, 1024 * 1024);
    }
}

static void test_a_flood_is_stopped_until_its_answers_are_read(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } floods[] = {{BYTES("\377\366")}, {BYTES("\377\375\006")}, {BYTES("\n")}, {BYTES("\r\0")}};
    struct catalog catalog = catalog_ready();

    (void)state;
    for (size_t i = 0; i < COUNT(floods); i++) {
        struct client client;
        size_t taken;

        client_connect(&client, &catalog, LIMIT_SEND);
        taken = flood(&client.telnet, floods[i].bytes, floods[i].size);
        assert_int_equal(client.telnet.state, TELNET_READING);
        assert_in_range(client.telnet.pending.capacity, 1, 2048);
        assert_int_equal(telnet_receive(&client.telnet, floods[i].bytes, floods[i].size), 0);
        client_fetch(&client);
        assert_true(telnet_receive(&client.telnet, floods[i].bytes, floods[i].size) > 0);
        assert_true(taken > 0);
        client_leave(&client);
    }
}

static void test_a_reply_of_any_length_is_made_slice_by_slice(void **state)
{
    static char out[LIMIT_SEND];
    struct catalog catalog = catalog_ready();

    (void)state;
    for (int json = 0; json <= 1; json++) {
        struct client client;
        size_t rows = 0, size;

        client_connect(&client, &catalog, sizeof out);
        if (json)
            client_send_text(&client, ":json on\n");
        assert_int_equal(telnet_receive(&client.telnet, "cjk\ncjk\n", 8), 4);
        while ((size = telnet_answer(&client.telnet, &catalog, out, sizeof out)) > 0) {
            assert_in_range(client.telnet.pending.capacity, 0, 4 * sizeof out);
            for (size_t i = 0; i < size; i++)
                rows += out[i] == '\n';
        }
        assert_true(rows > 97000);
        assert_idle(&client.telnet);
        client_leave(&client);
    }
}

static void test_disconnecting_at_any_point_leaks_nothing(void **state)
{
    struct catalog catalog = catalog_ready();
    char out[CAPACITY_MIN];
    struct telnet telnet;

    (void)state; /* LeakSanitizer checks */
    telnet_init(&telnet, NULL, NULL);
    telnet_release(&telnet);

    telnet_init(&telnet, NULL, NULL);
    (void)telnet_receive(&telnet, "half a li", 9);
    telnet_release(&telnet);

    telnet_init(&telnet, NULL, NULL);
    (void)telnet_receive(&telnet, ":json on\n", 9);
    while (telnet_answer(&telnet, &catalog, out, sizeof out) > 0)
        continue;
    (void)telnet_receive(&telnet, "sign of\n", 8);
    assert_true(telnet_answer(&telnet, &catalog, out, sizeof out) > 0);
    assert_int_equal(telnet.state, TELNET_ANSWERING);
    telnet_release(&telnet);
}

/*
 * Allocations of the libraries under test and of this program, counted with the linker's --wrap.
 */

static size_t allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    allocations++;
    return __real_realloc(memory, size);
}

enum { SPACE = 4 * LIMIT_SEND }; /* for a whole reply, and to be asked for more */

/* Sends the line and fetches its reply into `out`. Returns its size; sets *cost to the number of
 * allocations. */
static size_t line_measure(struct telnet *telnet, const struct catalog *catalog, const char *line,
                           char out[static SPACE], size_t *cost)
{
    size_t before = allocations, size;

    assert_int_equal(telnet_receive(telnet, line, strlen(line)), strlen(line));
    size = telnet_answer(telnet, catalog, out, SPACE - CAPACITY_MIN);
    *cost = allocations - before;
    assert_int_equal(telnet_answer(telnet, catalog, out + size, SPACE - size), 0);
    assert_int_equal(telnet->state, TELNET_READING);
    return size;
}

static void test_a_line_whose_result_is_cached_allocates_nothing(void **state)
{
    static const char *const lines[] = {
        "registered\r\n",   "cat face\n", " \302\240cat face \t\r\n", "xyzzy\r\n", "arrow*\n",
        "U+2600..U+26FF\n", "sunflowr\n", /* with a suggestion */
    };
    static char first[SPACE], again[SPACE];
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    catalog.searches = search_cache_new((size_t)1024 * 1024);
    assert_non_null(catalog.searches);
    client_connect(&client, &catalog, LIMIT_SEND);
    client_send_text(&client, ":scope all\n:sort relevance\n:lang de\n");
    for (size_t i = 0; i < COUNT(lines); i++) {
        size_t cost, size = line_measure(&client.telnet, &catalog, lines[i], first, &cost);

        if (i != 2) /* the second line, with white space around it */
            assert_true(cost > 0);
        assert_int_equal(line_measure(&client.telnet, &catalog, lines[i], again, &cost), size);
        assert_memory_equal(again, first, size);
        assert_int_equal(cost, 0);
        assert_idle(&client.telnet);
    }
    client_leave(&client);
    search_cache_free(catalog.searches);
}

/* Memory for a line of the maximum length is allocated once, when the line exceeds NVT_SHORT_LINE
 * bytes. */
static void test_a_long_line_costs_one_allocation(void **state)
{
    static const size_t sizes[] = {NVT_SHORT_LINE, NVT_SHORT_LINE + 1, LIMIT_LINE};
    static char out[SPACE];
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    catalog.searches = search_cache_new((size_t)1024 * 1024);
    client_connect(&client, &catalog, LIMIT_SEND);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        char line[LIMIT_LINE + 2] = "";
        size_t cost;

        memset(line, 'x', sizes[i]);
        line[sizes[i]] = '\n';
        (void)line_measure(&client.telnet, &catalog, line, out, &cost);
        (void)line_measure(&client.telnet, &catalog, line, out, &cost);
        assert_int_equal(cost, i > 0);
    }
    client_leave(&client);
    search_cache_free(catalog.searches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_idle_session_allocates_nothing),
        cmocka_unit_test(test_a_flood_is_stopped_until_its_answers_are_read),
        cmocka_unit_test(test_a_reply_of_any_length_is_made_slice_by_slice),
        cmocka_unit_test(test_disconnecting_at_any_point_leaks_nothing),
        cmocka_unit_test(test_a_line_whose_result_is_cached_allocates_nothing),
        cmocka_unit_test(test_a_long_line_costs_one_allocation),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
