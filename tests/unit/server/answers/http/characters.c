/*
 * One character or sequence of the small index: complete documents, and every way to ask for one.
 * The test of index/unicode/character.h compares ICU's properties with the Unicode Character
 * Database.
 */

#include "server/answers/http/characters.h"

#include "tests/unit/server/answers/small_world.h"

#define CHARACTERS "/api/v1/characters/"

static void test_a_letter(void **state)
{
    assert_document(*state, CHARACTERS "A",
                    "{\"char\":\"A\",\"codepoint\":\"U+0041\","
                    "\"name\":\"LATIN CAPITAL LETTER A\","
                    "\"label\":\"LATIN CAPITAL LETTER A\",\"aliases\":[],\"html_names\":[],"
                    "\"short_names\":{},\"keywords\":{},\"definition\":null,"
                    "\"category\":\"Lu\",\"category_name\":\"Uppercase_Letter\","
                    "\"block\":\"Basic Latin\",\"script\":\"Latin\",\"age\":\"1.1\","
                    "\"plane\":0,\"properties\":{\"bidi_class\":\"Left_To_Right\","
                    "\"mirrored\":false,\"mirror\":null,\"combining_class\":0,"
                    "\"east_asian_width\":\"Narrow\",\"line_break\":\"Alphabetic\","
                    "\"numeric_value\":null,\"alphabetic\":true,\"white_space\":false,"
                    "\"emoji\":false,\"private_use\":false,\"surrogate\":false,"
                    "\"noncharacter\":false,\"assigned\":true},"
                    "\"decomposition\":{\"type\":\"None\",\"points\":[]},\"nfd\":["
                    "\"U+0041\"],\"nfkd\":[\"U+0041\"],\"case\":{\"upper\":[\"U+0041\"],"
                    "\"lower\":[\"U+0061\"],\"title\":[\"U+0041\"],\"folded\":[\"U+0061\"]},"
                    "\"new\":false,\"beyond_icu\":null,"
                    "\"encodings\":{\"utf8\":[\"41\"],\"utf16\":[\"0041\"],"
                    "\"utf32\":\"00000041\"},\"escapes\":{\"html\":\"&#65;\","
                    "\"html_hex\":\"&#x41;\",\"css\":\"\\\\000041\",\"c\":\"\\\\101\","
                    "\"python\":\"\\\\u0041\",\"javascript\":\"\\\\u0041\","
                    "\"rust\":\"\\\\u{41}\",\"java\":\"\\\\u0041\",\"go\":\"\\\\u0041\","
                    "\"url\":\"%41\",\"html_name\":null},"
                    "\"typing\":[{\"way\":\"gtk\",\"label\":\"Unicode input\",\"where\""
                    ":\"GTK programs and IBus\",\"keys\":[\"Ctrl-Shift-U 0041 Enter\"]}"
                    ",{\"way\":\"macos\",\"label\":\"Unicode Hex Input\",\"where\":\"ma"
                    "cOS, with the keyboard of this name\",\"keys\":[\"Option 0041\"]},"
                    "{\"way\":\"alt_hex\",\"label\":\"Hexadecimal Alt code\",\"where\":"
                    "\"Windows, on the numeric keypad, where EnableHexNumpad is set in "
                    "the registry\",\"keys\":[\"Alt + 0041\"]},{\"way\":\"alt_x\",\"lab"
                    "el\":\"Alt-X\",\"where\":\"Word, WordPad and LibreOffice\",\"keys"
                    "\":[\"0041 Alt-X\"]},{\"way\":\"vim\",\"label\":\"Code point\",\"w"
                    "here\":\"Vim, in insert mode\",\"keys\":[\"Ctrl-V u 0041\"]},{\"wa"
                    "y\":\"emacs\",\"label\":\"Code point\",\"where\":\"Emacs\",\"keys"
                    "\":[\"Ctrl-X 8 Enter 0041 Enter\"]}],\"spellings\":[{\"text\":\"A"
                    "\",\"kind\":\"glyph\",\"label\":\"glyph name\"}],"
                    "\"cross_references\":{\"to\":[{\"char\":\"B\","
                    "\"codepoint\":\"U+0042\",\"name\":\"LATIN CAPITAL LETTER B\"},"
                    "{\"char\":\"a\",\"codepoint\":\"U+0061\","
                    "\"name\":\"LATIN SMALL LETTER A\"}],\"from\":[]},\"confusables\":["
                    "{\"char\":\"a\",\"codepoint\":\"U+0061\","
                    "\"name\":\"LATIN SMALL LETTER "
                    "A\"}],\"base\":null,\"variants\":[],\"presentation\":null,\"default_"
                    "presentation\":null,\"toned\":null,"
                    "\"neighbours\":{\"previous\":\"U+0007\",\"next\":\"U+0042\",\"before\":["
                    "{\"char\":\"\\u0007\",\"codepoint\":\"U+0007\","
                    "\"name\":\"<control-0007>\"}],\"after\":[{\"char\":\"B\","
                    "\"codepoint\":\"U+0042\",\"name\":\"LATIN CAPITAL LETTER B\"},"
                    "{\"char\":\"a\",\"codepoint\":\"U+0061\","
                    "\"name\":\"LATIN SMALL LETTER A\"},{\"char\":\"\xE4\xB8\x80\","
                    "\"codepoint\":\"U+4E00\",\"name\":\"CJK UNIFIED IDEOGRAPH-4E00\"},"
                    "{\"char\":\"\xE4\xB8\x81\",\"codepoint\":\"U+4E01\","
                    "\"name\":\"CJK UNIFIED IDEOGRAPH-4E01\"},{\"char\":\"\xF0\x9F\x98\x80\","
                    "\"codepoint\":\"U+1F600\",\"name\":\"GRINNING FACE\"}]},"
                    "\"generation\":\"*\"}");
}

/* Texts in two languages, and a variant. */
static void test_an_emoji(void **state)
{
    assert_document(*state, CHARACTERS "U+1F600",
                    "{\"char\":\"\xF0\x9F\x98\x80\",\"codepoint\":\"U+1F600\","
                    "\"name\":\"GRINNING FACE\",\"label\":\"GRINNING FACE\",\"aliases\":[],"
                    "\"html_names\":[],\"short_names\":{\"en\":[\"grinning face\"]},"
                    "\"keywords\":{\"de\":[\"Gesicht\"],\"en\":[\"smile\"]},"
                    "\"definition\":null,\"category\":\"So\","
                    "\"category_name\":\"Other_Symbol\",\"block\":\"Emoticons\","
                    "\"script\":\"Common\",\"age\":\"6.1\",\"plane\":1,"
                    "\"properties\":{\"bidi_class\":\"Other_Neutral\",\"mirrored\":false,"
                    "\"mirror\":null,\"combining_class\":0,\"east_asian_width\":\"Wide\","
                    "\"line_break\":\"Ideographic\",\"numeric_value\":null,"
                    "\"alphabetic\":false,\"white_space\":false,\"emoji\":true,"
                    "\"private_use\":false,\"surrogate\":false,\"noncharacter\":false,"
                    "\"assigned\":true},\"decomposition\":{\"type\":\"None\",\"points\":[]},"
                    "\"nfd\":[\"U+1F600\"],\"nfkd\":[\"U+1F600\"],\"case\":{\"upper\":["
                    "\"U+1F600\"],\"lower\":[\"U+1F600\"],\"title\":[\"U+1F600\"],"
                    "\"folded\":[\"U+1F600\"]},\"new\":false,\"beyond_icu\":null,\"encodings\":{"
                    "\"utf8\":[\"F0\",\"9F\",\"98\","
                    "\"80\"],\"utf16\":[\"D83D\",\"DE00\"],\"utf32\":\"0001F600\"},"
                    "\"escapes\":{\"html\":\"&#128512;\",\"html_hex\":\"&#x1F600;\","
                    "\"css\":\"\\\\01F600\",\"c\":\"\\\\U0001F600\","
                    "\"python\":\"\\\\U0001F600\",\"javascript\":\"\\\\u{1F600}\","
                    "\"rust\":\"\\\\u{1F600}\",\"java\":\"\\\\uD83D\\\\uDE00\","
                    "\"go\":\"\\\\U0001F600\",\"url\":\"%F0%9F%98%80\",\"html_name\":null},"
                    ""
                    "\"typing\":[{\"way\":\"gtk\",\"label\":\"Unicode input\",\"where\""
                    ":\"GTK programs and IBus\",\"keys\":[\"Ctrl-Shift-U 1F600 Enter\"]"
                    "},{\"way\":\"macos\",\"label\":\"Unicode Hex Input\",\"where\":\"m"
                    "acOS, with the keyboard of this name\",\"keys\":[\"Option D83D DE0"
                    "0\"]},{\"way\":\"alt_x\",\"label\":\"Alt-X\",\"where\":\"Word, Wor"
                    "dPad and LibreOffice\",\"keys\":[\"1F600 Alt-X\"]},{\"way\":\"vim"
                    "\",\"label\":\"Code point\",\"where\":\"Vim, in insert mode\",\"ke"
                    "ys\":[\"Ctrl-V U 0001F600\"]},{\"way\":\"emacs\",\"label\":\"Code "
                    "point\",\"where\":\"Emacs\",\"keys\":[\"Ctrl-X 8 Enter 1F600 Enter"
                    "\"]},{\"way\":\"keysym\",\"label\":\"X keysym\",\"where\":\"xdotoo"
                    "l, xmodmap and XKB layouts\",\"keys\":[\"U1F600\"]}],\"spellings\""
                    ":[{\"text\":\":-)\",\"kind\":\"emoticon\",\"label\":\"emoticon\"}]"
                    ","
                    "\"cross_references\":{\"to\":[],\"from\":[]},\"confusables\":[],"
                    "\"base\":null,\"variants\":["
                    "{\"char\":\"\xF0\x9F\x98\x80\xF0\x9F\x8F\xBB\",\"codepoints\":["
                    "\"U+1F600\",\"U+1F3FB\"],\"name\":\"grinning face: light skin tone\"}],"
                    "\"presentation\":null,\"default_presentation\":null,\"toned\":null,"
                    "\"neighbours\":{\"previous\":\"U+4E01\",\"next\":null,\"before\":["
                    "{\"char\":\"\\u0007\",\"codepoint\":\"U+0007\","
                    "\"name\":\"<control-0007>\"},{\"char\":\"A\",\"codepoint\":\"U+0041\","
                    "\"name\":\"LATIN CAPITAL LETTER A\"},{\"char\":\"B\","
                    "\"codepoint\":\"U+0042\",\"name\":\"LATIN CAPITAL LETTER B\"},"
                    "{\"char\":\"a\",\"codepoint\":\"U+0061\","
                    "\"name\":\"LATIN SMALL LETTER A\"},{\"char\":\"\xE4\xB8\x80\","
                    "\"codepoint\":\"U+4E00\",\"name\":\"CJK UNIFIED IDEOGRAPH-4E00\"},"
                    "{\"char\":\"\xE4\xB8\x81\",\"codepoint\":\"U+4E01\","
                    "\"name\":\"CJK UNIFIED IDEOGRAPH-4E01\"}],\"after\":[]},"
                    "\"generation\":\"*\"}");
}

static void test_a_sequence(void **state)
{
    assert_document(
        *state, CHARACTERS "U+0042+U+20E3",
        "{\"char\":\"B\xEF\xB8\x8F\xE2\x83\xA3\",\"codepoints\":[\"U+0042\","
        "\"U+FE0F\",\"U+20E3\"],\"name\":\"keycap: B\",\"aliases\":[],"
        "\"html_names\":[],\"short_names\":{},\"keywords\":{},"
        "\"definition\":null,\"category\":\"Lu\",\"block\":\"Basic Latin\","
        "\"script\":\"Latin\",\"age\":\"1.1\",\"new\":false,\"characters\":[{\"char\":\"B\","
        "\"codepoint\":\"U+0042\",\"name\":\"LATIN CAPITAL LETTER B\"},"
        "{\"char\":\"\xEF\xB8\x8F\",\"codepoint\":\"U+FE0F\","
        "\"name\":\"VARIATION SELECTOR-16\"},{\"char\":\"\xE2\x83\xA3\","
        "\"codepoint\":\"U+20E3\",\"name\":\"COMBINING ENCLOSING KEYCAP\"}],"
        "\"encodings\":{\"utf8\":[\"42\",\"EF\",\"B8\",\"8F\",\"E2\",\"83\","
        "\"A3\"],\"utf16\":[\"0042\",\"FE0F\",\"20E3\"],\"utf32\":[\"00000042\","
        "\"0000FE0F\",\"000020E3\"]},"
        "\"escapes\":{\"html\":\"&#66;&#65039;&#8419;\","
        "\"html_hex\":\"&#x42;&#xFE0F;&#x20E3;\","
        "\"css\":\"\\\\000042\\\\00FE0F\\\\0020E3\","
        "\"c\":\"\\\\102\\\\uFE0F\\\\u20E3\","
        "\"python\":\"\\\\u0042\\\\uFE0F\\\\u20E3\","
        "\"javascript\":\"\\\\u0042\\\\uFE0F\\\\u20E3\","
        "\"rust\":\"\\\\u{42}\\\\u{FE0F}\\\\u{20E3}\","
        "\"java\":\"\\\\u0042\\\\uFE0F\\\\u20E3\","
        "\"go\":\"\\\\u0042\\\\uFE0F\\\\u20E3\",\"url\":\"%42%EF%B8%8F%E2%83%A3\","
        "\"html_name\":null},"
        ""
        "\"typing\":[],\"spellings\":[],"
        "\"cross_references\":{\"to\":[],\"from\":[]},\"confusables\":[],"
        "\"base\":null,\"variants\":[],\"presentation\":null,\"default_presentation\":null,"
        "\"toned\":null,"
        "\"neighbours\":{\"before\":[],\"after\":["
        "{\"char\":\"\xF0\x9F\x98\x80\xF0\x9F\x8F\xBB\",\"codepoints\":["
        "\"U+1F600\",\"U+1F3FB\"],\"name\":\"grinning face: light skin tone\"}]},"
        "\"generation\":\"*\"}");
}

static void assert_has(struct small_world *world, const char *path, const char *part)
{
    char target[256];
    struct answer answer;

    (void)snprintf(target, sizeof target, CHARACTERS "%s", path);
    answer = ask(&world->ready, target);
    if (answer.status != 200 || !strstr(answer.body, part))
        fail_msg("%s: %u %s", path, answer.status, answer.body);
    free(answer.body);
}

static void test_optional_members(void **state)
{
    struct small_world *world = *state;

    assert_has(world, "U+0007", "\"aliases\":[{\"text\":\"BELL\",\"type\":\"control\"}]");
    assert_has(world, "U+4E00", "\"definition\":\"one; a, an\"");
    assert_has(world, "B", "\"cross_references\":{\"to\":[],\"from\":[{\"char\":\"A\"");
    assert_has(world, "U+1F600+U+1F3FB",
               "\"base\":{\"char\":\"\xF0\x9F\x98\x80\",\"codepoint\":\"U+1F600\",");
    assert_has(world, "U+1F600+U+1F3FB", "\"before\":[{\"char\":\"B\xEF\xB8\x8F\xE2\x83\xA3\",");
    assert_has(world, "U+1F600+U+1F3FB", "\"after\":[]}");
    assert_has(world, "U+1F600+U+1F3FB", "\"java\":\"\\\\uD83D\\\\uDE00\\\\uD83C\\\\uDFFB\"");
}

/* ICU's correction of a name, without an index that has the alias. */
static void test_a_corrected_name(void **state)
{
    assert_has(*state, "U+FE18",
               "\"aliases\":[{\"text\":\"PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR "
               "BRACKET\",\"type\":\"correction\"}]");
}

static void test_every_way_to_ask(void **state)
{
    static const struct {
        const char *path, *found;
    } ways[] = {
        {"U+41", "\"codepoint\":\"U+0041\""},
        {"u+0041", "\"codepoint\":\"U+0041\""},
        {"U+00000041", "\"codepoint\":\"U+0041\""},
        {"U%2B0041", "\"codepoint\":\"U+0041\""},
        {"%41", "\"codepoint\":\"U+0041\""},
        {"+", "\"codepoint\":\"U+002B\""},
        {"U", "\"codepoint\":\"U+0055\""},
        {"%F0%9F%98%80", "\"codepoint\":\"U+1F600\""},
        {"%F0%9F%98%80%EF%B8%8F", "\"codepoint\":\"U+1F600\""}, /* with U+FE0F */
        {"U+1F600+U+FE0F", "\"codepoint\":\"U+1F600\""},
        {"B%E2%83%A3", "\"codepoints\":[\"U+0042\","},
        {"B%EF%B8%8F%E2%83%A3", "\"codepoints\":[\"U+0042\","},
        {"U+42+U+FE0F+U+20E3", "\"codepoints\":[\"U+0042\","},
        {"u+42%20u+20e3", "\"codepoints\":[\"U+0042\","},
        {"U%2B1F600%2BU%2B1F3FB", "\"codepoints\":[\"U+1F600\","},
    };

    for (size_t i = 0; i < COUNT(ways); i++)
        assert_has(*state, ways[i].path, ways[i].found);
}

/* Unassigned, private-use and other code points outside the small index have documents too. */
static void test_code_points_without_a_document(void **state)
{
    struct small_world *world = *state;

    assert_has(world, "U+E000", "\"name\":null,\"label\":\"<private-use-E000>\"");
    assert_has(world, "U+D800", "\"char\":null,");
    assert_has(world, "U+D800", "\"utf8\":null,");
    assert_has(world, "U+0378", "\"assigned\":false");
    assert_has(world, "U+FFFE", "\"noncharacter\":true");
    assert_has(world, "U+10FFFF", "\"neighbours\":{\"previous\":\"U+1F600\",\"next\":null,");
    assert_has(world, "U+0000", "\"neighbours\":{\"previous\":null,\"next\":\"U+0007\",");
    assert_has(world, "U+0043", "\"previous\":\"U+0042\",\"next\":\"U+0061\",");
    assert_has(world, "U+0043", "\"keywords\":{},\"definition\":null,");
    assert_has(world, "U+0043", "\"confusables\":[],\"base\":null,\"variants\":[]");
}

static void test_paths_that_are_refused(void **state)
{
    static const char *const junk[] = {
        "",          "AB",      "U+",         "U+41x",       "U+41+",
        "U+41+U+",   "+U+41",   "U+41U+42",   "U+123456789", "U+4%201",
        "0x41",      "U+41+42", "U+41++U+42", "B%E2%83%A3B", "%F0%9F%98%80%F0%9F%98%80",
        "U+41+U+42", "U-41",    "U+-1",
    };
    struct small_world *world = *state;

    for (size_t i = 0; i < COUNT(junk); i++) {
        char target[256];

        (void)snprintf(target, sizeof target, CHARACTERS "%s", junk[i]);
        assert_problem(&world->ready, target, 422, "\"parameter\":\"character\"");
    }
}

/* More code points than any sequence has. */
static void test_a_very_long_path(void **state)
{
    struct small_world *world = *state;
    struct buffer notation = BUFFER_INIT, text = BUFFER_INIT;

    buffer_append_text(&notation, CHARACTERS "U+42");
    buffer_append_text(&text, CHARACTERS "B");
    for (int i = 0; i < 200; i++) {
        buffer_append_text(&notation, "+U+FE0F");
        buffer_append_text(&text, "%EF%B8%8F");
    }
    buffer_append(&notation, "", 1);
    buffer_append(&text, "", 1);
    assert_problem(&world->ready, notation.bytes, 422, "not a named sequence");
    assert_problem(&world->ready, text.bytes, 422,
                   "The path has 201 characters, which are not a named sequence");
    buffer_release(&notation);
    buffer_release(&text);
}

static void test_beyond_the_last_code_point(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->ready, CHARACTERS "U+110000", 404, "U+10FFFF");
    assert_problem(&world->ready, CHARACTERS "U+FFFFFFFF", 404, "U+10FFFF");
    assert_problem(&world->ready, CHARACTERS "U+41+U+110000", 404, "U+10FFFF");
}

static void test_it_takes_no_parameters(void **state)
{
    struct small_world *world = *state;

    assert_problem(&world->ready, CHARACTERS "A?lang=de", 422, "\"parameter\":\"lang\"");
    assert_problem(&world->building, CHARACTERS "A?lang=de", 422, "\"parameter\":\"lang\"");
}

/* ICU's members are always present; members that need the index are absent, not null. */
static void test_while_the_index_is_being_built(void **state)
{
    static const char *const absent[] = {"keywords",         "html_name",   "short_names",
                                         "definition",       "confusables", "variants",
                                         "cross_references", "before",      "generation"};
    struct small_world *world = *state;
    struct answer answer = ask(&world->building, CHARACTERS "A");

    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.etag, "");
    assert_non_null(strstr(answer.body, "\"name\":\"LATIN CAPITAL LETTER A\""));
    assert_non_null(strstr(answer.body, "\"neighbours\":{\"previous\":null,\"next\":null}"));
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_null(strstr(answer.body, absent[i]));
    free(answer.body);
    assert_problem(&world->building, CHARACTERS "B%E2%83%A3", 503, "\"progress\":42");
    assert_problem(&world->building, CHARACTERS "AB", 503, "\"progress\":42");
}

static void test_it_is_cached(void **state)
{
    assert_is_cached(*state, CHARACTERS "A");
    assert_is_cached(*state, CHARACTERS "B%E2%83%A3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_letter),
        cmocka_unit_test(test_an_emoji),
        cmocka_unit_test(test_a_sequence),
        cmocka_unit_test(test_optional_members),
        cmocka_unit_test(test_a_corrected_name),
        cmocka_unit_test(test_every_way_to_ask),
        cmocka_unit_test(test_code_points_without_a_document),
        cmocka_unit_test(test_paths_that_are_refused),
        cmocka_unit_test(test_a_very_long_path),
        cmocka_unit_test(test_beyond_the_last_code_point),
        cmocka_unit_test(test_it_takes_no_parameters),
        cmocka_unit_test(test_while_the_index_is_being_built),
        cmocka_unit_test(test_it_is_cached),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
