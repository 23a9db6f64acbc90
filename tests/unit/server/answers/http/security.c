/*
 * security.txt, whose date is always ahead.
 */

#include "server/answers/http/security.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_it_names_the_contact_and_a_date(void **state)
{
    static const struct process_figures process = {.started_ms = UINT64_C(1798761599999)};
    const struct world *world = *state;
    struct catalog catalog = world->building; /* it needs no index */
    struct answer answer;

    catalog.security_contact = "mailto:security@example.org";
    catalog.process = &process; /* 2026-12-31T23:59:59.999Z */
    get_from(&answer, &catalog, "/.well-known/security.txt");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/plain; charset=utf-8");
    assert_string_equal(answer.body, "Contact: mailto:security@example.org\n"
                                     "Expires: 2027-01-30T00:00:00Z\n"
                                     "Preferred-Languages: en\n");
    done(&answer);
    catalog.uptime = 1;
    get_from(&answer, &catalog, "/.well-known/security.txt");
    assert_non_null(strstr(answer.body, "Expires: 2027-01-31T00:00:00Z\n"));
    done(&answer);
}

static void test_without_a_contact_there_is_nothing(void **state)
{
    const struct world *world = *state;
    struct catalog catalog = world->building;
    struct answer answer;

    catalog.security_contact = NULL;
    get_from(&answer, &catalog, "/.well-known/security.txt");
    assert_problem(&answer, 404);
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_names_the_contact_and_a_date),
        cmocka_unit_test(test_without_a_contact_there_is_nothing),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, world_free);
}
