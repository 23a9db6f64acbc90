/*
 * HTML's named characters, and DTDs with other content.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/text/entity.h"
#include "tests/unit/index/sources/print_records.h"

/* The entities that XML predefines, whatever the file says. */
#define PREDEFINED "0026 html amp\n0027 html apos\n003E html gt\n003C html lt\n0022 html quot\n"

static void test_entities(void **state)
{
    static const struct good_file files[] = {
        {"<!-- a comment -->\n<!ENTITY starf \"&#x02605;\" ><!--BLACK STAR -->\n"
         "<!ENTITY AMP \"&#38;#38;\" >\n<!ENTITY lt \"&#38;#60;\" >\n",
         PREDEFINED "2605 html starf\n0026 html AMP\n0026 html (0) AMP\n"},
        {"<!ENTITY nvlt \"&#38;#x0003C;&#x020D2;\" >\n<!ENTITY fjlig 'fj'>",
         PREDEFINED "003C+20D2 html nvlt\n0066+006A html fjlig\n"},
        {"<!ENTITY Tab '&#9;'><!ENTITY NewLine '&#x0000A;'><!ENTITY sp '&#32;'>",
         PREDEFINED "0009 html Tab\n0009 html (0) Tab\n000A html NewLine\n000A html (0) "
                    "NewLine\n000A informal New Line\n0020 html sp\n"},
        {"<!ENTITY DownBreve \" &#x00311;\" >",
         PREDEFINED "0311 html DownBreve\n0311 html (0) DownBreve\n0311 informal Down Breve\n"},
        /* Names with capitals are spellings, too. Those in CamelCase are split; the last four only
         * resemble it. */
        {"<!ENTITY LeftRightArrow '&#x2194;'><!ENTITY NotTildeA 'x'><!ENTITY RBarr 'r'>"
         "<!ENTITY Plus 'p'><!ENTITY leftArrow 'l'><!ENTITY Frac12 'f'><!ENTITY AMP2 'a'>",
         PREDEFINED
         "2194 html LeftRightArrow\n2194 html (0) LeftRightArrow\n2194 informal Left Right Arrow\n"
         "0078 html NotTildeA\n0078 html (0) NotTildeA\n0078 informal Not Tilde A\n"
         "0072 html RBarr\n0072 html (0) RBarr\n"
         "0070 html Plus\n0070 html (0) Plus\n006C html leftArrow\n006C html (0) leftArrow\n"
         "0066 html Frac12\n0066 html (0) Frac12\n0061 html AMP2\n0061 html (0) AMP2\n"},
        {"<!ENTITY a '&#x2600;'><!ENTITY b '&a;&a;'><!ENTITY a 'second'>",
         PREDEFINED "2600 html a\n2600+2600 html b\n"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?>\n<!ENTITY eacute '\xE9'>",
         PREDEFINED "00E9 html eacute\n"},
        {"<!ENTITY % more '<!ENTITY sun \"&#38;#x2600;\">'>%more;", PREDEFINED "2600 html sun\n"},
        {"<![INCLUDE[<!ENTITY a 'b'>]]><![IGNORE[<!ENTITY c 'd'>]]>", PREDEFINED "0062 html a\n"},
        /* Ignored: empty and overlong values, elements, other files. */
        {"<!ENTITY a ''><!ENTITY b 'aaaaaaaaaaaaaaaaa'><!ENTITY c '<b>x</b>'>"
         "<!ENTITY d SYSTEM '/etc/hostname'><!NOTATION n SYSTEM 'n'>"
         "<!ENTITY e SYSTEM 'e' NDATA n><!ENTITY f '<!-- x -->'>"
         "<!ENTITY g 'a&undeclared;'>",
         PREDEFINED},
        /* Attributes that the file defines for the elements of the wrapper document have no
         * effect. */
        {"<!ATTLIST e n CDATA #FIXED 'x' a CDATA 'y'><!ENTITY a 'b'>", PREDEFINED "0062 html a\n"},
    };

    (void)state;
    assert_good(entities_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "no entity is declared"},
        {"<!-- nothing -->\n", "no entity is declared"},
        {"<!ELEMENT e ANY>", "no entity is declared"},
        {"<!ENTITY % p 'x'>", "no entity is declared"},
        {"not a DTD\n", "line 1: "},
        {"<html/>", "line 1: "},
        {"<!ENTITY a 'b'>\n<!ENTITY", "line 2: "},
        {"<!ENTITY a 'b'>\n<!ENTITY c 'd", "line 2: "},
        {"<!ENTITY a 'b'>\n]><c>", "line 2: "}, /* the value cannot leave the DTD */
        {"<!ENTITY a '\xFF'>", "line 1: "},
        {"<!ENTITY a '&#xD800;'>", "line 1: "},
        {"<!ENTITY a '&#x110000;'>", "line 1: "},
        {"<!ENTITY a '&a;'>", "line 1: recursive entity reference"},
        {"<!ENTITY a '&b;'><!ENTITY b '&a;'>", "line 1: recursive entity reference"},
        {"<!ENTITY a '</e>'>", "line 1: asynchronous entity"},
        {"<!ENTITY a '&#x9B;'>\n<!ENTITY % p SYSTEM '/etc/hostname'>%p;", "line 2: error in"},
        {"<!ENTITY a 'b'><!ENTITY c SYSTEM '/etc/hostname'><!ENTITY d '&c;'>", "line 1: error in"},
    };

    (void)state;
    assert_bad(entities_read, files, COUNT(files));
}

/* Ten entities, each ten of the one before: a billion letters in all. */
static void test_entities_that_grow(void **state)
{
    struct buffer file = BUFFER_INIT;
    struct reason reason;
    uint32_t count;
    int outcome;

    (void)state;
    buffer_append_text(&file, "<!ENTITY a0 'laughs'>");
    for (int i = 1; i < 10; i++) {
        buffer_append_format(&file, "<!ENTITY a%d '", i);
        for (int j = 0; j < 10; j++)
            buffer_append_format(&file, "&a%d;", i - 1);
        buffer_append_text(&file, "'>");
    }
    free(print_records(entities_read, file.bytes, file.size, &outcome, &reason, &count));
    assert_int_equal(outcome, SOURCE_DAMAGED);
    assert_non_null(strstr(reason.text, "amplification"));
    buffer_release(&file);
}

static void test_a_name_has_a_bound(void **state)
{
    char file[TEXT_MAX_SIZE + 64];

    (void)state;
    for (size_t size = TEXT_MAX_SIZE - 1; size <= TEXT_MAX_SIZE + 1; size++) {
        char *end = stpcpy(file, "<!ENTITY ");
        struct reason reason;
        uint32_t count;
        int outcome;

        memset(end, 'a', size);
        memcpy(end + size, " 'b'>", sizeof " 'b'>");
        free(print_records(entities_read, file, strlen(file), &outcome, &reason, &count));
        assert_int_equal(outcome, size <= TEXT_MAX_SIZE ? SOURCE_OK : SOURCE_DAMAGED);
    }
}

/* Every name means what an HTML parser makes of it. */
static bool means_the_same_in_html(void *context, const struct source_text *text)
{
    uint32_t points[ENTITY_MAX_POINTS] = {0};
    unsigned *count = context;

    if (text->kind == TEXT_INFORMAL) { /* the preceding name, as words */
        assert_non_null(memchr(text->text, ' ', text->size));
        return true;
    }
    assert_int_equal(text->kind, TEXT_HTML);
    if (entity_find(text->text, text->size, points) != text->count ||
        memcmp(points, text->points, text->count * sizeof *points) != 0)
        fail_msg("&%.*s; is U+%04X", (int)text->size, text->text, text->points[0]);
    ++*count;
    return true;
}

static bool has_a_capital(void *context, const struct source_spelling *spelling)
{
    bool capital = false;

    (void)context;
    assert_int_equal(spelling->kind, SPELLING_HTML);
    for (size_t i = 0; i < spelling->size; i++)
        capital = capital || (spelling->text[i] >= 'A' && spelling->text[i] <= 'Z');
    assert_true(capital);
    return true;
}

static void test_the_installed_file(void **state)
{
    static const struct source_visitor compare = {.text = means_the_same_in_html,
                                                  .spelling = has_a_capital};
    struct file file = installed("xml/w3c-sgml-lib/schema/dtd/REC-xml-entity-names-20100401/"
                                 "htmlmathml-f.ent");
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    unsigned count = 0;

    (void)state;
    assert_int_equal(entities_read(file.bytes, file.size, &records, &reason), SOURCE_OK);
    assert_int_equal(records_hand_over(&records, &compare, &count), 0);
    assert_int_equal(count, occurrences(&file, "\n<!ENTITY "));
    records_release(&records);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entities),           cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_entities_that_grow), cmocka_unit_test(test_a_name_has_a_bound),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
