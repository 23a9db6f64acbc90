/*
 * CLDR annotations, and hostile XML.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"                                                \
    "<!DOCTYPE ldml SYSTEM \"../../common/dtd/ldml.dtd\">\n"
#define LDML(annotations)                                                                          \
    HEAD "<ldml><identity><language type=\"en\"/></identity><annotations>" annotations             \
         "</annotations></ldml>\n"

enum { LANGUAGE = 3 };

static int read_language(const char *bytes, size_t size, struct records *records,
                         struct reason *reason)
{
    return annotations_read(bytes, size, LANGUAGE, records, reason);
}

static void test_keywords_and_short_names(void **state)
{
    static const struct good_file files[] = {
        {LDML("<annotation cp=\"\xE2\x98\x80\">bright | rays | sun</annotation>\n"
              "<annotation cp=\"\xE2\x98\x80\" type=\"tts\">sun | shine</annotation>"),
         "2600 keyword@3 bright\n2600 keyword@3 rays\n2600 keyword@3 sun\n"
         "2600 short-name@3 sun | shine\n"},
        {LDML("<annotation cp=\"&amp;\">and &amp; ampersand</annotation>"
              "<annotation cp=\"&#x3C;\">&lt;|less</annotation>"),
         "0026 keyword@3 and & ampersand\n003C keyword@3 <\n003C keyword@3 less\n"},
        {LDML("<annotation cp=\"\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD\" draft=\"contributed\" "
              "type=\"tts\">Flagge: Schweiz</annotation>"),
         "1F1E8+1F1ED short-name@3 Flagge: Schweiz\n"},
        {LDML("<annotation cp=\"x\"> a |  | b\n\t c |<!-- no --> <![CDATA[d<]]> </annotation>"),
         "0078 keyword@3 a\n0078 keyword@3 b c\n0078 keyword@3 d<\n"},
        {LDML("<annotation cp=\"x\">\xE2\x86\x91\xE2\x86\x91\xE2\x86\x91</annotation>"
              "<annotation cp=\"y\" type=\"tts\">\xE2\x86\x91\xE2\x86\x91\xE2\x86\x91</annotation>"
              "<annotation cp=\"z\">\xE2\x86\x91</annotation>"),
         "007A keyword@3 \xE2\x86\x91\n"}, /* three arrows: inherited */
        {LDML("<annotation cp=\"x\"></annotation><annotation cp=\"x\" type=\"tts\"/>"
              "<annotation cp=\"x\" type=\"other\">no</annotation><special>no</special>no"),
         ""},
        {LDML("<annotation cp=\"0123456789abcdef\" type=\"tts\">16</annotation>"
              "<annotation cp=\"0123456789abcdefg\">17</annotation>"),
         "0030+0031+0032+0033+0034+0035+0036+0037+0038+0039+0061+0062+0063+0064+0065+0066 "
         "short-name@3 16\n"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><ldml><annotation cp=\"\xE9\">\xE9t\xE9"
         "</annotation></ldml>",
         "00E9 keyword@3 \xC3\xA9t\xC3\xA9\n"},
        {"<ldml/>", ""},
    };

    (void)state;
    assert_good(read_language, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "line 1: no element found"},
        {HEAD, "line 3: no element found"},
        {"sunny\n", "line 1: syntax error"},
        {HEAD "<ldml><annotations>", "line 3: no element found"},
        {HEAD "<ldml></annotations>", "line 3: mismatched tag"},
        {"<ldml/><ldml/>", "line 1: junk after document element"},
        {"<html/>", "line 1: not <ldml>"},
        {"\n<annotation cp=\"x\">a</annotation>", "line 2: not <ldml>"},
        {LDML("<annotation>a</annotation>"), "line 3: annotation without cp"},
        {LDML("<annotation cp=\"\">a</annotation>"), "line 3: annotation without cp"},
        {LDML("<annotation cp=\"x\">a<b/></annotation>"), "line 3: element inside"},
        {LDML("<annotation cp=\"x\"><annotation cp=\"y\">a</annotation></annotation>"),
         "line 3: element inside"},
        {LDML("<annotation cp=\"x\">a\xC2\x9B"
              "b</annotation>"),
         "line 3: text too long or with control characters"},
        {LDML("<annotation cp=\"x\">a\x1B</annotation>"), "line 3: not well-formed"},
        {LDML("<annotation cp=\"x\">a\xFF</annotation>"), "line 3: not well-formed"},
        {LDML("<annotation cp=\"&#xD800;\">a</annotation>"), "line 3: reference to invalid"},
        {LDML("<annotation cp=\"x\">&nbsp;</annotation>"), "line 3: "},
        {"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><ldml/>", "line 1: unknown encoding"},
        {"<a><b><c><d><e><f><g><h><i/></h></g></f></e></d></c></b></a>", "line 1: not <ldml>"},
    };

    (void)state;
    assert_bad(read_language, files, COUNT(files));
}

/* No external file is read, and no entity is expanded. */
static void test_hostile_files(void **state)
{
    static const struct bad_file files[] = {
        {"<!DOCTYPE ldml [<!ENTITY a SYSTEM \"/etc/hostname\">]><ldml><annotation cp=\"x\">&a;"
         "</annotation></ldml>",
         "line 1: entity declarations are not accepted"},
        {"<!DOCTYPE ldml [<!ENTITY % a SYSTEM \"/etc/hostname\">%a;]><ldml/>",
         "line 1: entity declarations are not accepted"},
        {"<!DOCTYPE ldml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
         "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
         "<ldml><annotation cp=\"x\">&d;&d;&d;&d;&d;&d;&d;</annotation></ldml>",
         "line 1: entity declarations are not accepted"},
        {"<!DOCTYPE ldml [<!ENTITY a \"&a;\">]><ldml>&a;</ldml>",
         "line 1: entity declarations are not accepted"},
        {"<!DOCTYPE ldml SYSTEM \"/etc/hostname\" [<!ENTITY a \"b\">]><ldml/>",
         "line 1: entity declarations are not accepted"},
    };

    (void)state;
    assert_bad(read_language, files, COUNT(files));
}

/* An annotation of this many bytes, in keywords of one letter. */
static int outcome_of_size(size_t size, struct reason *reason)
{
    struct buffer file = BUFFER_INIT;
    uint32_t count;
    int outcome;

    buffer_append_text(&file, HEAD "<ldml><annotation cp=\"x\">");
    for (size_t i = 0; i < size; i++)
        buffer_append_text(&file, i % 2 ? "|" : "a");
    buffer_append_text(&file, "</annotation></ldml>");
    free(print_records(read_language, file.bytes, file.size, &outcome, reason, &count));
    buffer_release(&file);
    return outcome;
}

static void test_an_annotation_has_a_bound(void **state)
{
    struct reason reason;

    (void)state;
    assert_int_equal(outcome_of_size(16384, &reason), SOURCE_OK);
    assert_int_equal(outcome_of_size(16385, &reason), SOURCE_DAMAGED);
    assert_string_equal(reason.text, "line 3: annotation too long");
    assert_int_equal(outcome_of_size(1 << 20, &reason), SOURCE_DAMAGED);
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = LDML("<annotation cp=\"\xE2\x98\x80\">sun</annotation>");

    (void)state;
    assert_every_cut_is_noticed(read_language, file, sizeof file - sizeof "\n");
}

/* Keywords are separated by bars; short names do not have any. */
static void test_the_installed_files(void **state)
{
    static const char *const paths[] = {"unicode/cldr/common/annotations/fr.xml",
                                        "unicode/cldr/common/annotationsDerived/en.xml",
                                        "unicode/cldr/common/annotationsDerived/zh_Hant_HK.xml"};

    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct file file = installed(paths[i]);
        unsigned annotations = occurrences(&file, "</annotation>");

        assert_int_equal(assert_installed_is_good(read_language, &file),
                         annotations + occurrences(&file, " | "));
        file_release(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords_and_short_names),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_hostile_files),
        cmocka_unit_test(test_an_annotation_has_a_bound),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
