/*
 * Currencies, their symbols and the countries that use them.
 */

#include "index/text/currency.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct visits {
    const char *wanted;
    char last[CURRENCY_CODE_SIZE];
    char name[64];
    uint32_t symbol;
    unsigned count, stop_after;
};

static bool visit(void *context, const struct currency *currency)
{
    struct visits *visits = context;

    assert_int_equal(strlen(currency->code), 3);
    assert_true(strcmp(visits->last, currency->code) < 0);
    memcpy(visits->last, currency->code, sizeof visits->last);
    assert_true(currency->name.size > 0 && currency->name.size < sizeof visits->name);
    assert_null(memchr(currency->name.bytes, '(', currency->name.size));
    visits->count++;
    if (strcmp(currency->code, visits->wanted) == 0) {
        memcpy(visits->name, currency->name.bytes, currency->name.size);
        visits->name[currency->name.size] = '\0';
        visits->symbol = currency->symbol;
    }
    return visits->count != visits->stop_after;
}

static void assert_currency(const char *code, const char *name, uint32_t symbol)
{
    struct visits visits = {.wanted = code};

    assert_int_equal(currency_visit_all(visit, &visits), 0);
    assert_string_equal(visits.name, name);
    assert_int_equal(visits.symbol, symbol);
}

static void test_symbols(void **state)
{
    (void)state;
    assert_currency("INR", "Indian Rupee", 0x20B9);
    assert_currency("EUR", "Euro", 0x20AC);
    assert_currency("AUD", "Australian Dollar", '$'); /* A$ beside others */
    assert_currency("CNY", "Chinese Yuan", 0xA5);
    assert_currency("GHS", "Ghanaian Cedi", 0x20B5); /* GH and a symbol */
}

static void test_currencies_that_are_written_with_letters(void **state)
{
    (void)state;
    assert_currency("CHF", "Swiss Franc", 0);
    assert_currency("PLN", "Polish Zloty", 0);
    assert_currency("TRL", "Turkish Lira", 0); /* (1922–2005) */
}

static void test_codes_that_are_not_currencies(void **state)
{
    (void)state;
    assert_currency("XXX", "", 0); /* no currency: ¤ */
    assert_currency("QQQ", "", 0);
    assert_currency("LSM", "", 0); /* only a code */
}

static void test_a_visit_stops(void **state)
{
    struct visits visits = {.wanted = "EUR", .stop_after = 3};

    (void)state;
    assert_int_equal(currency_visit_all(visit, &visits), -ECANCELED);
    assert_int_equal(visits.count, 3);
}

static void test_currencies_of_regions(void **state)
{
    char code[CURRENCY_CODE_SIZE];

    (void)state;
    assert_true(currency_of_region("KR", code));
    assert_string_equal(code, "KRW");
    assert_true(currency_of_region("FR", code));
    assert_string_equal(code, "EUR");
    assert_true(currency_of_region("EC", code));
    assert_string_equal(code, "USD");
}

static void test_regions_without_a_currency(void **state)
{
    static const char others[][REGION_CODE_SIZE] = {"ZX", "QQ", "AQ", "", "A"};
    char code[CURRENCY_CODE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (currency_of_region(others[i], code))
            fail_msg("the currency of \"%s\" is %s", others[i], code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_currencies_that_are_written_with_letters),
        cmocka_unit_test(test_codes_that_are_not_currencies),
        cmocka_unit_test(test_a_visit_stops),
        cmocka_unit_test(test_currencies_of_regions),
        cmocka_unit_test(test_regions_without_a_currency),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
