/*
 * Conversations on telnet: what a client sends, what it receives, and the state of the session
 * afterwards.
 *
 * Each conversation runs many times, with the client's bytes split into pieces of every size and
 * the replies fetched with several capacities: the received bytes must not depend on either. The
 * index is the real one, built once.
 */

#include "server/answers/telnet/telnet.h"

#include <time.h>
#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/search/rank/explain.h"
#include "index/unicode/character.h"
#include "tests/unit/server/answers/telnet/client.h"

/* IAC is \377, DONT \376, DO \375, WONT \374, WILL \373, SB \372, SE \360. */
static const struct conversation conversations[] = {
    /* As in the book's server. */
    {"a prompt at once", BYTES(""), BYTES("?> "), TELNET_READING},
    {"one match", BYTES("registered\n"), BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"no match", BYTES("xyzzy\n"), BYTES("?> " NO_XYZZY "?> "), TELNET_READING},
    {"the ends of lines: CR LF, CR NUL", BYTES("registered\r\nxyzzy\r\0"),
     BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "), TELNET_READING},
    {"pipelined lines are answered in order", BYTES("xyzzy\nregistered\n\nxyzzy\n"),
     BYTES("?> " NO_XYZZY "?> " ONE_REGISTERED "?> ?> " NO_XYZZY "?> "), TELNET_READING},
    {"blank lines", BYTES("\n \t\r\n\r\0"), BYTES("?> ?> ?> ?> "), TELNET_READING},
    {"white space that Python strips",
     BYTES("\302\240\343\200\200\034\035\036\037\302\205xyzzy\342\200\250\v\f \n"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_READING},
    {"nothing but such white space", BYTES("\342\200\257\341\232\200\037\n"), BYTES("?> ?> "),
     TELNET_READING},
    {"a zero width space is not white space", BYTES("\342\200\213xyzzy\n"),
     BYTES("?> No match for '\\u200bxyzzy'\r\n?> "), TELNET_READING},
    {"quotes as repr() has them", BYTES("xyzzy's\n"), BYTES("?> No match for \"xyzzy's\"\r\n?> "),
     TELNET_READING},
    {"a lone CR is white space", BYTES("registered\rsign\n"),
     BYTES("?> " REGISTERED "1 match for 'registered\\rsign'\r\n?> "), TELNET_READING},
    {"case does not matter", BYTES("Registered SIGN\n"),
     BYTES("?> " REGISTERED "1 match for 'Registered SIGN'\r\n?> "), TELNET_READING},
    {"a comma alone finds nothing", BYTES(",\n"), BYTES("?> No match for ','\r\n?> "),
     TELNET_READING},

    /* Queries beyond the book's server. */
    {"a pasted character", BYTES("\302\256\n"),
     BYTES("?> " REGISTERED "1 match for '\302\256'\r\n?> "), TELNET_READING},
    {"a code point", BYTES("U+00AE\n"), BYTES("?> " REGISTERED "1 match for 'U+00AE'\r\n?> "),
     TELNET_READING},
    {"a smile is not a command", BYTES(":)\n"),
     BYTES("?> U+003A\t:\tCOLON\r\nU+0029\t)\tRIGHT PARENTHESIS\r\n2 matches for ':)'\r\n?> "),
     TELNET_READING},
    {"a colon alone is not a command", BYTES(":\n"),
     BYTES("?> U+003A\t:\tCOLON\r\n1 match for ':'\r\n?> "), TELNET_READING},
    {"DEL is shown as its picture", BYTES("U+007F\n"),
     BYTES("?> U+007F\t\342\220\241\t<control-007F>\r\n1 match for 'U+007F'\r\n?> "),
     TELNET_READING},
    {"a control character within the line is quoted", BYTES("xyzzy\001\n"),
     BYTES("?> No match for 'xyzzy\\x01'\r\n?> "), TELNET_READING},
    {"a NUL within the line is text", BYTES("xyzzy\0\n"),
     BYTES("?> No match for 'xyzzy\\x00'\r\n?> "), TELNET_READING},

    {"a bidi control is not sent raw", BYTES("U+202E\n\342\200\256\n"),
     BYTES("?> U+202E\t\357\277\275\tRIGHT-TO-LEFT OVERRIDE\r\n1 match for 'U+202E'\r\n"
           "?> U+202E\t\357\277\275\tRIGHT-TO-LEFT OVERRIDE\r\n1 match for '\\u202e'\r\n?> "),
     TELNET_READING},

    /* Beyond names: only if requested. */
    {"an alias is not a name", BYTES("nbsp\n"), BYTES("?> No match for 'nbsp'\r\n?> "),
     TELNET_READING},
    {"an alias", BYTES(":scope all\n\"partial line forward\"\n"),
     BYTES("?> Scope: all.\r\n?> U+008B\t\357\277\275\t<control-008B>\r\n"
           "1 match for '\"partial line forward\"'\r\n?> "),
     TELNET_READING},
    {"a flag is two characters, or one sequence",
     BYTES("\360\237\207\250\360\237\207\255\n:scope all\n"
           "\360\237\207\250\360\237\207\255\n"),
     BYTES("?> U+1F1E8\t\360\237\207\250\tREGIONAL INDICATOR SYMBOL LETTER C\r\n"
           "U+1F1ED\t\360\237\207\255\tREGIONAL INDICATOR SYMBOL LETTER H\r\n"
           "2 matches for '\360\237\207\250\360\237\207\255'\r\n"
           "?> Scope: all.\r\n"
           "?> U+1F1E8 U+1F1ED\t\360\237\207\250\360\237\207\255\tflag: Switzerland\r\n"
           "1 match for '\360\237\207\250\360\237\207\255'\r\n?> "),
     TELNET_READING},
    {"a misspelt word, which the book does not correct", BYTES("registred\n"),
     BYTES("?> No match for 'registred'\r\n?> "), TELNET_READING},
    {"a misspelt word", BYTES(":scope all\nsunflowr\n"),
     BYTES("?> Scope: all.\r\n?> Did you mean 'sunflower'?\r\n" SUNFLOWERS
           "2 matches for 'sunflower'\r\n?> "),
     TELNET_READING},

    /* The end of input. */
    {"the last line needs no end", BYTES("xyzzy\nregistered"),
     BYTES("?> " NO_XYZZY "?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"a last line that is blank", BYTES("xyzzy\n  "), BYTES("?> " NO_XYZZY "?> ?> "),
     TELNET_READING},
    {"a last line that is not UTF-8", BYTES("xyzzy\n\303"), BYTES("?> " NO_XYZZY "?> " NOT_UTF_8),
     TELNET_READING},
    {"a negotiation without its option", BYTES("xyzzy\377\373"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_READING},

    /* Closes the connection, after the replies to earlier lines. */
    {"not UTF-8", BYTES("xyzzy\n\300\200\nregistered\n"), BYTES("?> " NO_XYZZY "?> " NOT_UTF_8),
     TELNET_CLOSING},
    {"a surrogate is not UTF-8", BYTES("\355\240\200\n"), BYTES("?> " NOT_UTF_8), TELNET_CLOSING},
    {"not UTF-8 after valid text", BYTES("registered \200\n"), BYTES("?> " NOT_UTF_8),
     TELNET_CLOSING},
    {"the byte 255", BYTES("cat\377\377\n"), BYTES("?> " NOT_UTF_8), TELNET_CLOSING},
    {"a control character first", BYTES("xyzzy\r\n\001sun\r\nregistered\r\n"),
     BYTES("?> " NO_XYZZY "?> " NOT_TEXT), TELNET_CLOSING},
    {"the Escape key first", BYTES(" \033sun\n"), BYTES("?> " NOT_TEXT), TELNET_CLOSING},
    {"NUL first", BYTES("\0sun\n"), BYTES("?> " NOT_TEXT), TELNET_CLOSING},
    {"answers to telnet itself go out before", BYTES("\n\377\366\377\373\001\001\n"),
     BYTES("?> ?> \r\n[charfinder: yes]\r\n\377\376\001" NOT_TEXT), TELNET_CLOSING},
    {"a control character that was left after editing", BYTES("\001x\bsun\n"),
     BYTES("?> " NOT_TEXT), TELNET_CLOSING},
    {"a control character in a last line without an end", BYTES("\001"), BYTES("?> " NOT_TEXT),
     TELNET_READING},
    {":quit", BYTES("xyzzy\n:quit\nregistered\n"), BYTES("?> " NO_XYZZY "?> "), TELNET_CLOSING},

    /* Closes it immediately. */
    {"Ctrl-C", BYTES("xyzzy\nregis\003tered\n"), BYTES("?> " NO_XYZZY "?> "), TELNET_ABORTED},
    {"Ctrl-D", BYTES("\004"), BYTES("?> "), TELNET_ABORTED},
    {"Interrupt Process", BYTES("xyzzy\nregis\377\364\377\362"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_ABORTED},

    /* Telnet negotiation, between and within lines. */
    {"WILL is refused, once", BYTES("\377\373\001\377\373\001registered\n"),
     BYTES("?> \377\376\001" ONE_REGISTERED "?> "), TELNET_READING},
    {"DO is refused, within a line", BYTES("regis\377\375\003tered\n"),
     BYTES("?> \377\374\003" ONE_REGISTERED "?> "), TELNET_READING},
    {"WONT and DONT get no answer", BYTES("\377\374\001\377\376\003xyzzy\n"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_READING},
    {"a timing mark comes after what was asked before it",
     BYTES("xyzzy\n\377\375\006\377\375\006registered\n"),
     BYTES("?> " NO_XYZZY "?> \377\373\006\377\373\006" ONE_REGISTERED "?> "), TELNET_READING},
    {"are you there? The line stays", BYTES("regis\377\366tered\n"),
     BYTES("?> \r\n[charfinder: yes]\r\n" ONE_REGISTERED "?> "), TELNET_READING},
    {"erased characters", BYTES("registereddd\377\367\377\367\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"an erased line", BYTES("\377\377\200\377\370registered\n"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_READING},
    {"keys that erase", BYTES("regg\177isteree\bd\n"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_READING},
    {"keys that erase a word and a line", BYTES("a cat\025registered sun\027\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"half a character is erased byte by byte", BYTES("x\342\230\177\b\bregistered\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"nothing is left of a line", BYTES("ab\b\b\b\n"), BYTES("?> ?> "), TELNET_READING},
    {"a control character is erased", BYTES("\001\bregistered\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"arrow keys do nothing", BYTES("\033[Aregis\033[1;5Ctered\033OD\n\033[A\n"),
     BYTES("?> " ONE_REGISTERED "?> ?> "), TELNET_READING},
    {"a terminal's type and window",
     BYTES("\377\372\030\0xterm\377\360\377\372\037\0\003\0\004"
           "\377\360registered\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},

    /* Commands. */
    {"an unknown command is a query", BYTES(":Frobnicate now\n"),
     BYTES("?> No match for ':Frobnicate now'\r\n" NO_COMMAND "?> "), TELNET_READING},
    {"that is quoted", BYTES(":x\033c2J'\n"),
     BYTES("?> No match for \":x\\x1bc2J'\"\r\n" NO_COMMAND "?> "), TELNET_READING},
    {"a word that a command begins is none", BYTES(":quitting\n"),
     BYTES("?> No match for ':quitting'\r\n" NO_COMMAND "?> "), TELNET_READING},
    {"a query that begins like one", BYTES(":registered:\n"),
     BYTES("?> " REGISTERED "1 match for ':registered:'\r\n?> "), TELNET_READING},
    {"case does not matter in commands", BYTES(":QUIT\n"), BYTES("?> "), TELNET_CLOSING},
    {":quit takes no argument", BYTES(":quit now\n"),
     BYTES("?> :quit takes no argument: send :quit alone.\r\n?> "), TELNET_READING},
    {"scopes", BYTES(":scope\n:scope all\n:scope\n:scope NAME\n:scope some\n"),
     BYTES("?> Scope: name.\r\n?> Scope: all.\r\n?> Scope: all.\r\n?> Scope: name.\r\n"
           "?> :scope takes name or all: send :scope name or :scope all.\r\n?> "),
     TELNET_READING},
    {"sorts", BYTES(":sort\n:sort relevance\n:sort\n:sort codepoint\n:sort best\n"),
     BYTES(
         "?> Sort: codepoint.\r\n?> Sort: relevance.\r\n?> Sort: relevance.\r\n"
         "?> Sort: codepoint.\r\n"
         "?> :sort takes codepoint or relevance: send :sort codepoint or :sort relevance.\r\n?> "),
     TELNET_READING},
    {"preferred languages", BYTES(":lang\n:lang de-AT,tlh\n:lang d\n:lang\n:lang en\n"),
     BYTES("?> Preferred languages: en.\r\n?> Preferred languages: 'de-AT,tlh'.\r\n?> "
           ":lang: 'd' is not a language tag; send a comma-separated list of tags such as "
           "de-AT,fr, or all.\r\n?> "
           "Preferred languages: 'de-AT,tlh'.\r\n?> Preferred languages: 'en'.\r\n?> "),
     TELNET_READING},
    {"languages",
     BYTES(":only_lang\n:only_lang de\n:only_lang tlh\n:only_lang\n:only_lang de,en\n"
           ":only_lang all\n"),
     BYTES("?> Languages: all.\r\n?> Languages: 'de'.\r\n?> " NO_KLINGON
           "?> Languages: 'de'.\r\n?> Languages: 'de,en'.\r\n?> Languages: all.\r\n?> "),
     TELNET_READING},
    {"variants", BYTES(":variants\n:variants show\n:variants\n:variants fold\n:variants no\n"),
     BYTES("?> Variants: fold.\r\n?> Variants: show.\r\n?> Variants: show.\r\n"
           "?> Variants: fold.\r\n"
           "?> :variants takes fold or show: send :variants fold or :variants show.\r\n?> "),
     TELNET_READING},
    {"invalid limits", BYTES(":limit -1\n:limit 1000000\n:limit 5 0\n:limit ten\n"),
     BYTES("?> " NO_LIMIT "?> " NO_LIMIT "?> " NO_LIMIT "?> " NO_LIMIT "?> "), TELNET_READING},
    {"limits", BYTES(":limit\n:limit \t 1\n:limit 0\n:limit 999999\n:limit ALL\n"),
     BYTES("?> Limit: none.\r\n?> Limit: 1 row.\r\n?> Limit: none.\r\n?> Limit: 999999 rows.\r\n"
           "?> Limit: none.\r\n?> "),
     TELNET_READING},
    {":json", BYTES(":json\n:json on\n:json\n:json off\n:json yes\n"),
     BYTES("?> JSON: off.\r\n?> JSON: on.\r\n?> JSON: on.\r\n?> JSON: off.\r\n"
           "?> :json takes on or off: send :json on or :json off.\r\n?> "),
     TELNET_READING},
    {":more without a query", BYTES(":more\nregistered\n:more\n"),
     BYTES("?> " NO_MORE "?> " ONE_REGISTERED "?> " NO_MORE "?> "), TELNET_READING},
};

static void test_conversations_however_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(conversations); i++)
        conversation_check(&conversations[i]);
}

struct book {
    const char *query; /* one or more upper-case words */
    struct buffer rows;
    uint32_t count;
};

/* Returns whether `word` is one of the words of `name`, split at spaces and hyphens. */
static bool book_has_word(const char *name, const char *word, size_t size)
{
    for (const char *at = name; *at;) {
        size_t length = strcspn(at, " -");
        if (length == size && memcmp(at, word, size) == 0)
            return true;
        at += length;
        at += strspn(at, " -");
    }
    return false;
}

static UBool book_add(void *context, UChar32 point, UCharNameChoice choice, const char *name,
                      int32_t length)
{
    struct book *book = context;
    char bytes[UTF8_MAX_SIZE];

    (void)choice;
    (void)length;
    for (const char *word = book->query; *word;) {
        size_t size = strcspn(word, " ");
        if (!book_has_word(name, word, size))
            return true;
        word += size;
        word += strspn(word, " ");
    }
    buffer_append_format(&book->rows, "U+%04X\t", (unsigned)point);
    buffer_append(&book->rows, bytes, utf8_write(bytes, (uint32_t)point));
    buffer_append_format(&book->rows, "\t%s\r\n", name);
    book->count++;
    return true;
}

/* The query's rows as the book's server finds them: every name, every word, in code point order. */
static void book_answer(struct book *book, const char *query)
{
    UErrorCode error = U_ZERO_ERROR;

    *book = (struct book){.query = query};
    u_enumCharNames(0, 0x110000, book_add, book, U_UNICODE_CHAR_NAME, &error);
    assert_true(U_SUCCESS(error));
}

/* How many rows "digit" has; every version of Unicode adds some. */
static uint32_t book_digits(void)
{
    struct book book;

    book_answer(&book, "DIGIT");
    buffer_release(&book.rows);
    return book.count;
}

static void test_answers_are_the_books(void **state)
{
    static const struct {
        const char *query;
        uint32_t least; /* of Unicode 15; later versions may have more */
    } queries[] = {
        {"CHESS BLACK", 33}, {"BLACK CHESS", 33},    {"DIGIT", 898}, {"CAT FACE", 10},
        {"REGISTERED", 1},   {"EURO CURRENCY", 1},   {"SIGN", 0},    {"LATIN SMALL LETTER", 0},
        {"CJK", 0},          {"HANGUL SYLLABLE", 0},
    };
    struct catalog catalog = catalog_ready();

    (void)state;
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct client client;
        struct book book;

        book_answer(&book, queries[i].query);
        assert_true(book.count >= queries[i].least);
        if (book.count == 1)
            buffer_append_format(&book.rows, "1 match for '%s'\r\n?> ", book.query);
        else
            buffer_append_format(&book.rows, "%u matches for '%s'\r\n?> ", book.count, book.query);

        client_connect(&client, &catalog, LIMIT_SEND);
        client_forget(&client);
        client_send_text(&client, queries[i].query);
        client_send_text(&client, "\r\n");
        assert_int_equal(client.received.size, book.rows.size);
        assert_memory_equal(client.received.bytes, book.rows.bytes, book.rows.size);
        client_leave(&client);
        buffer_release(&book.rows);
    }
}

#define LONG_LINE ((size_t)LIMIT_LINE * 8)

static void long_line_hold(size_t size, bool ended)
{
    static char line[LONG_LINE];
    struct catalog catalog = catalog_ready();
    struct client client;

    memset(line, 'x', sizeof line);
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_int_equal(client_send(&client, line, size), size);
    assert_received_text(&client, "?> "); /* nothing before the line has ended */
    if (ended)
        client_hang_up(&client);
    else
        client_send_text(&client, "\r\nregistered\r\n");
    assert_received_text(
        &client, ended ? "?> Query too long: at most 1024 bytes.\r\n?> "
                       : "?> Query too long: at most 1024 bytes.\r\n?> " ONE_REGISTERED "?> ");
    client_leave(&client);
}

static void test_a_line_too_long_is_refused_and_the_next_answered(void **state)
{
    (void)state;
    for (int ended = 0; ended <= 1; ended++) {
        long_line_hold(LIMIT_LINE + 1, ended);
        long_line_hold(LONG_LINE, ended);
    }
}

static void test_a_line_of_exactly_the_limit_is_a_query(void **state)
{
    char said[LIMIT_LINE + 2];
    struct catalog catalog = catalog_ready();
    struct buffer expected = BUFFER_INIT;
    struct client client;

    (void)state;
    memset(said, 'x', LIMIT_LINE);
    said[LIMIT_LINE] = '\r';
    said[LIMIT_LINE + 1] = '\n';
    row_status(&expected, 0, said, LIMIT_LINE);
    buffer_append_text(&expected, "\r\n?> ");
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    client_send(&client, said, sizeof said);
    assert_received(&client, "1024 bytes", expected.bytes, expected.size);
    client_leave(&client);
    buffer_release(&expected);
}

/* The longest status line: quoting turns each byte into four. */
static void test_a_status_line_larger_than_the_buffer(void **state)
{
    char said[LIMIT_LINE + 1];
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    memset(said, '\001', LIMIT_LINE);
    said[0] = 'x';
    said[LIMIT_LINE] = '\n';
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    client_send(&client, said, sizeof said);
    assert_true(client.received.size > (LIMIT_LINE - 1) * strlen("\\x01"));
    assert_memory_equal(client.received.bytes + client.received.size - 6, "'\r\n?> ", 6);
    assert_int_equal(client.telnet.state, TELNET_READING);
    client_leave(&client);
}

static void test_an_invalid_query_gets_its_column(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    client_send_text(&client, "  black \"cat\n"); /* columns count from the first character after
                                                    the stripped white space */
    assert_true(client.received.size > strlen("Column 7: \r\n?> "));
    assert_memory_equal(client.received.bytes, "Column 7: ", 10);
    assert_memory_equal(client.received.bytes + client.received.size - 5, "\r\n?> ", 5);
    assert_int_equal(client.telnet.state, TELNET_READING);
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

/* Bidi controls and the separators of lines and paragraphs included. */
static void test_control_characters_are_never_sent(void **state)
{
    static const char *const lines[] = {
        "U+0000..U+FFFF bidi:LRO|bidi:RLI\n",
        "U+061C|U+200E|U+200F|U+2028..U+202E|U+2066..U+2069\n",
        "\342\200\256\n",
        "xyzzy\342\200\256\342\200\251xyzzy\n",
        "block:\342\200\256x\n",
        "x\"\342\200\250\n",
        "age:>\342\201\251\n",
        ":x\342\200\256\n",
        ":lang \342\200\256\n",
        ":only_lang \342\200\256\n",
        ":limit \342\200\256\n",
        "&\342\200\256;\n",
        "name:\033]0;x\007y\n",
        "name:\302\233y\n",
        "cat\033c\n",
        ":x\033\n",
        "&\033c;\n",
        "U+7F \302\205\n",
        "x\"\033c\302\205\n",
        "U+\033\n",
        "x\033[2J\n",
    };
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    for (int json = 0; json <= 1; json++) {
        client_send_text(&client, json ? ":json on\n" : ":json off\n");
        for (size_t i = 0; i < COUNT(lines); i++)
            client_send_text(&client, lines[i]);
    }
    assert_true(utf8_valid(client.received.bytes, client.received.size));
    for (size_t at = 0; at < client.received.size;) {
        int32_t point = utf8_next(client.received.bytes, client.received.size, &at);
        if (point == '\r' || point == '\n' || point == '\t')
            continue;
        if (point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 ||
            character_is_bidi_control(NULL, (uint32_t)point))
            fail_msg("U+%04X was sent", (unsigned)point);
    }
    client_leave(&client);
}

static void test_more_goes_on_where_the_limit_stopped(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_reply(&client, ":limit 3\n", "Limit: 3 rows.\r\n?> ");
    assert_reply(&client, "cat face\n",
                 "U+1F431\t\360\237\220\261\tCAT FACE\r\n"
                 "U+1F638\t\360\237\230\270\tGRINNING CAT FACE WITH SMILING EYES\r\n"
                 "U+1F639\t\360\237\230\271\tCAT FACE WITH TEARS OF JOY\r\n"
                 "10 matches for 'cat face'\r\n3 shown; :more shows the next 3.\r\n?> ");
    assert_reply(&client, ":limit 5\n", "Limit: 5 rows.\r\n?> ");
    assert_reply(&client, ":more\n",
                 "U+1F63A\t\360\237\230\272\tSMILING CAT FACE WITH OPEN MOUTH\r\n"
                 "U+1F63B\t\360\237\230\273\tSMILING CAT FACE WITH HEART-SHAPED EYES\r\n"
                 "U+1F63C\t\360\237\230\274\tCAT FACE WITH WRY SMILE\r\n"
                 "U+1F63D\t\360\237\230\275\tKISSING CAT FACE WITH CLOSED EYES\r\n"
                 "U+1F63E\t\360\237\230\276\tPOUTING CAT FACE\r\n"
                 "10 matches for 'cat face'\r\n8 shown; :more shows the next 2.\r\n?> ");
    assert_reply(&client, ":more\n",
                 "U+1F63F\t\360\237\230\277\tCRYING CAT FACE\r\n"
                 "U+1F640\t\360\237\231\200\tWEARY CAT FACE\r\n"
                 "10 matches for 'cat face'\r\n?> ");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    client_leave(&client);
}

static void test_more_without_a_limit_shows_all_the_rest(void **state)
{
    struct catalog catalog = catalog_ready();

    (void)state;
    assert_more_completes(&catalog, "digit\n", ":limit 890\n:limit 100\ndigit\n:limit all\n");
}

static void test_a_new_query_replaces_the_one_that_more_would_continue(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    char expected[128];

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 1\ndigit\n");
    client_send_text(&client, "x\"\n");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    client_send_text(&client, "digit\n");
    client_send_text(&client, ":status\n\n:help\n"); /* neither of these does */
    (void)snprintf(expected, sizeof expected,
                   "U+0031\t1\tDIGIT ONE\r\n%u matches for 'digit'\r\n"
                   "2 shown; :more shows the next 1.\r\n?> ",
                   book_digits());
    assert_reply(&client, ":more\n", expected);
    client_leave(&client);
}

#define BOOKISH "\"scope\":\"name\",\"sort\":\"codepoint\""

/* The rows of the query's result from `first` on, as JSON lines. */
static void json_rows_expect(struct buffer *out, const char *query, uint32_t first, uint32_t count)
{
    const struct search_options options = {.explain = true};
    struct query_error error;
    struct search search;
    struct search_cursor cursor;

    assert_int_equal(search_open(&search, unicode, &options, query, strlen(query), &error),
                     SEARCH_OK);
    search_seek(&search, first, &cursor);
    for (uint32_t i = 0, document; i < count; i++) {
        assert_int_equal(search_next(&cursor, 1, &document), 1);
        row_json(out, &search, document, ROW_FULL, &(struct budget)BUDGET_INIT);
        buffer_append_text(out, "\r\n");
    }
    search_release(&search);
}

/* Sends the line and takes the whole reply; counts the calls that ended because of their steps. */
static size_t calls_spent(struct telnet *telnet, const struct catalog *catalog, const char *line,
                          size_t *size)
{
    static char out[LIMIT_SEND];
    size_t spent = 0, written;

    assert_int_equal(telnet_receive(telnet, line, strlen(line)), strlen(line));
    *size = 0;
    telnet->steps = 0;
    while ((written = telnet_answer(telnet, catalog, out, sizeof out)) > 0) {
        bool used_up = telnet->steps >= BUDGET_PRESENT_STEPS - EXPLAIN_ROW_STEPS;

        *size += written;
        spent += used_up && written < sizeof out;
        telnet->steps = 0;
    }
    return spent;
}

/* A call has steps for some rows of an expensive query; then it ends, however much space is left. */
static void test_expensive_rows_take_more_calls(void **state)
{
    struct catalog catalog = catalog_ready();
    char line[QUERY_MAX_SIZE + 1] = "si*";
    struct telnet telnet;
    size_t at = strlen(line), size;

    (void)state;
    for (int i = 0; i < 60; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, "|q%c%c", 'a' + i % 26, 'a' + i / 26);
    (void)snprintf(line + at, sizeof line - at, "\r\n");
    telnet_init(&telnet, NULL, NULL);
    assert_int_equal(calls_spent(&telnet, &catalog, ":json on\r\n", &size), 0);
    (void)calls_spent(&telnet, &catalog, ":scope all\r\n", &size);
    (void)calls_spent(&telnet, &catalog, ":limit 1000\r\n", &size);
    assert_int_equal(calls_spent(&telnet, &catalog, "cat face\r\n", &size), 0);
    assert_true(calls_spent(&telnet, &catalog, line, &size) > 2);
    assert_true(size > 0 && telnet.state == TELNET_READING);
    telnet_release(&telnet);
}

static void test_json_rows_and_status(void **state)
{
    static const size_t capacities[] = {CAPACITY_MIN, 777, LIMIT_SEND};
    struct catalog catalog = catalog_ready();
    struct buffer expected = BUFFER_INIT;
    const uint32_t total = book_digits();

    (void)state;
    json_rows_expect(&expected, "digit", 0, 500);
    buffer_append_format(&expected,
                         "{\"query\":\"digit\"," BOOKISH
                         ",\"total\":%u,\"shown\":500,\"generation\":\"%s\"}\r\n?> ",
                         total, charindex_generation(unicode));
    json_rows_expect(&expected, "digit", 500, total - 500);
    buffer_append_format(&expected,
                         "{\"query\":\"digit\"," BOOKISH
                         ",\"total\":%u,\"shown\":%u,\"generation\":\"%s\"}\r\n?> ",
                         total, total, charindex_generation(unicode));
    for (size_t i = 0; i < COUNT(capacities); i++) {
        struct client client;

        client_connect(&client, &catalog, capacities[i]);
        client_send_text(&client, ":json on\n:limit 500\n");
        client_forget(&client);
        client_send_text(&client, "digit\n:more\n");
        assert_received(&client, "digit", expected.bytes, expected.size);
        client_leave(&client);
    }
    buffer_release(&expected);
}

static void test_json_status_of_nothing(void **state)
{
    struct catalog catalog = catalog_ready();
    struct buffer expected = BUFFER_INIT;
    struct client client;

    (void)state;
    buffer_append_format(&expected,
                         "{\"query\":\"xyzzy\\u0001\\u009B\"," BOOKISH ",\"total\":0,\"shown\":0,"
                         "\"generation\":\"%s\"}\r\n?> ",
                         charindex_generation(unicode));
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":json on\n");
    client_forget(&client);
    client_send_text(&client, "xyzzy\001\302\233\n");
    assert_received(&client, "xyzzy", expected.bytes, expected.size);
    client_leave(&client);
    buffer_release(&expected);
}

/* Checks that the last line of the last reply contains this text. */
static void assert_received_in_last_line(const struct client *client, const char *text)
{
    const char *end = client->received.bytes + client->received.size - strlen("\r\n?> ");
    const char *begin = end;

    while (begin > client->received.bytes && begin[-1] != '\n')
        begin--;
    if (!memmem(begin, (size_t)(end - begin), text, strlen(text)))
        fail_msg("no %s in %.*s", text, (int)(end - begin), begin);
}

/* JSON output has only JSON lines, so the last line reports a corrected spelling. */
static void test_json_reports_a_corrected_spelling_in_its_last_line(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":json on\n:scope all\n:sort relevance\n");
    client_forget(&client);
    client_send_text(&client, "sunflowr\n");
    assert_memory_equal(client.received.bytes, "{\"char\":", 8);
    assert_received_in_last_line(&client, "{\"query\":\"sunflowr\",\"scope\":\"all\","
                                          "\"sort\":\"relevance\",\"total\":");
    assert_received_in_last_line(&client, ",\"suggestion\":\"sunflower\"}");
    client_forget(&client);
    client_send_text(&client, "sunflower\n");
    assert_null(memmem(client.received.bytes, client.received.size, "suggestion", 10));
    client_leave(&client);
}

/* A result that was opened without explanations can be continued in JSON. */
static void test_json_may_begin_in_the_middle(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":limit 2\ncat face\n:json on\n");
    client_forget(&client);
    client_send_text(&client, ":more\n");
    assert_memory_equal(client.received.bytes, "{\"char\":\"\360\237\230\271\"", 14);
    assert_received_in_last_line(&client, "\"shown\":4,");
    client_leave(&client);
}

static void test_a_misspelt_query_of_many_rows_is_corrected_once(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, ":scope all\n:limit 1\n");
    client_forget(&client);
    client_send_text(&client, "hieroglyhp\n");
    assert_memory_equal(client.received.bytes, "Did you mean 'hieroglyph", 24);
    client_forget(&client);
    client_send_text(&client, ":more\n");
    assert_memory_equal(client.received.bytes, "U+", 2);
    assert_null(memmem(client.received.bytes, client.received.size, "Did you", 7));
    client_leave(&client);
}

static void test_a_query_waits_for_the_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    assert_int_equal(client_send_text(&client, "registered\nxyzzy\n"), 11); /* one line at a time */
    assert_received_text(&client, "Building the index: 42%\r\n");
    assert_int_equal(client.telnet.state, TELNET_WAITING);

    catalog.progress = 43;
    client_fetch(&client);
    client_fetch(&client);
    assert_received_text(&client,
                         "Building the index: 42%\r\n"); /* less than a second has passed */
    telnet_tick(&client.telnet);
    client_fetch(&client);
    client_fetch(&client);
    assert_received_text(&client, "Building the index: 42%\r\nBuilding the index: 43%\r\n");

    client_forget(&client);
    catalog = catalog_ready();
    client_fetch(&client);
    assert_received_text(&client, ONE_REGISTERED "?> ");
    assert_int_equal(client.telnet.state, TELNET_READING);
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

static void test_a_client_that_hangs_up_while_waiting_is_still_answered(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, "registered");
    client_hang_up(&client);
    assert_int_equal(client.telnet.state, TELNET_WAITING);
    client_forget(&client);
    catalog = catalog_ready();
    client_fetch(&client);
    assert_received_text(&client, ONE_REGISTERED "?> ");
    assert_int_equal(client.telnet.state, TELNET_CLOSING);
    client_leave(&client);
}

static void test_a_waiting_client_can_interrupt(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, "registered\n");
    assert_int_equal(telnet_receive(&client.telnet, "\003", 1), 0); /* consumes nothing now */
    assert_int_equal(client.telnet.state, TELNET_WAITING);
    assert_false(telnet_interrupted(&client.telnet, "\377\375\003xyzzy\n", 9));
    assert_true(telnet_interrupted(&client.telnet, "\003", 1));
    assert_int_equal(client.telnet.state, TELNET_ABORTED);
    client_forget(&client);
    catalog = catalog_ready();
    client_fetch(&client);
    assert_int_equal(client.received.size, 0);
    client_leave(&client);
}

static void test_a_failed_build_does_not_end_the_session(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 7};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, "registered\n");
    client_forget(&client);
    catalog.state = CATALOG_FAILED;
    catalog.failure = (struct reason){"ICU has no names"};
    client_fetch(&client);
    assert_received_text(&client, "The index could not be built: ICU has no names.\r\n?> ");
    assert_reply(&client, "xyzzy\n", "The index could not be built: ICU has no names.\r\n?> ");
    catalog = catalog_ready();
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

static void observe(void *context, const char *query, size_t size, uint32_t total)
{
    buffer_append(context, query, size);
    buffer_append_format(context, "=%u;", total);
}

static void test_the_observer_is_called_once_per_answered_query(void **state)
{
    struct catalog catalog = catalog_ready();
    struct buffer seen = BUFFER_INIT;
    struct client client = {.catalog = &catalog, .capacity = CAPACITY_MIN};
    char expected[64];

    (void)state;
    telnet_init(&client.telnet, observe, &seen);
    client_fetch(&client);
    client_send_text(&client,
                     " registered \n\n:limit 2\ndigit\n:more\nx\"\n\377\366:help\nxyzzy\n");
    (void)snprintf(expected, sizeof expected, "registered=1;digit=%u;xyzzy=0;", book_digits());
    assert_int_equal(seen.size, strlen(expected));
    assert_memory_equal(seen.bytes, expected, seen.size);
    buffer_release(&seen);
    client_leave(&client);
}

/* What the answer to a line takes. */
static int64_t steps_of(struct client *client, const char *line)
{
    client->telnet.steps = 0;
    assert_int_equal(client_send_text(client, line), strlen(line));
    client_forget(client);
    return client->telnet.steps;
}

static void test_answers_count_their_steps(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    int64_t cheap, dear;

    (void)state;
    catalog.searches = search_cache_new(LIMIT_SEARCHES);
    client_connect(&client, &catalog, LIMIT_SEND);
    cheap = steps_of(&client, ":scope all\n");
    assert_true(cheap > 0);
    dear = steps_of(&client, "sunflowr\n");
    assert_true(dear > 4 * cheap);
    assert_in_range(steps_of(&client, "sunflowr\n"), cheap, 2 * cheap); /* cached */
    assert_true(steps_of(&client, "\"zzzzzz\n") >= cheap);              /* not a query */
    assert_true(steps_of(&client, ":json on\n") >= cheap);
    assert_true(steps_of(&client, "chess\n") > steps_of(&client, ":limit 1\n"));
    assert_true(steps_of(&client, "chess\n") > cheap); /* cached, with a row in JSON */
    client_leave(&client);
    search_cache_free(catalog.searches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conversations_however_cut),
        cmocka_unit_test(test_answers_are_the_books),
        cmocka_unit_test(test_a_line_too_long_is_refused_and_the_next_answered),
        cmocka_unit_test(test_a_line_of_exactly_the_limit_is_a_query),
        cmocka_unit_test(test_a_status_line_larger_than_the_buffer),
        cmocka_unit_test(test_an_invalid_query_gets_its_column),
        cmocka_unit_test(test_control_characters_are_never_sent),
        cmocka_unit_test(test_more_goes_on_where_the_limit_stopped),
        cmocka_unit_test(test_more_without_a_limit_shows_all_the_rest),
        cmocka_unit_test(test_a_new_query_replaces_the_one_that_more_would_continue),
        cmocka_unit_test(test_expensive_rows_take_more_calls),
        cmocka_unit_test(test_json_rows_and_status),
        cmocka_unit_test(test_json_status_of_nothing),
        cmocka_unit_test(test_json_reports_a_corrected_spelling_in_its_last_line),
        cmocka_unit_test(test_json_may_begin_in_the_middle),
        cmocka_unit_test(test_a_misspelt_query_of_many_rows_is_corrected_once),
        cmocka_unit_test(test_a_query_waits_for_the_index),
        cmocka_unit_test(test_a_client_that_hangs_up_while_waiting_is_still_answered),
        cmocka_unit_test(test_a_waiting_client_can_interrupt),
        cmocka_unit_test(test_a_failed_build_does_not_end_the_session),
        cmocka_unit_test(test_the_observer_is_called_once_per_answered_query),
        cmocka_unit_test(test_answers_count_their_steps),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
