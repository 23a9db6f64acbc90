/*
 * Conversations on telnet: what a client says, what it hears, and how the session stands after.
 *
 * Each is held many times, with the client's bytes cut into pieces of every size and the replies
 * fetched in slices of several capacities: what is heard must not depend on either. The index is
 * the real one, built once.
 */
#include "server/answers/telnet/telnet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/builder/build.h"
#include "index/present/row.h"
#include "server/answers/json/json_search.h"
#include "server/base/limits.h"

#define BYTES(text)  (text), sizeof(text) - 1
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CAPACITY_MIN = ROW_LINE_MAX + 64 };

static struct charindex *unicode; /* built by the group's setup */

static bool progress_ignore(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static int group_setup(void **state)
{
    static const char *const languages[] = {"de"};
    const struct sources_options sources = {
        .directory = SOURCES_DIRECTORY, .languages = languages, .language_count = 1};
    struct reason reason;

    (void)state;
    return build_index(&sources, progress_ignore, NULL, &unicode, &reason);
}

static int group_teardown(void **state)
{
    (void)state;
    charindex_unref(unicode);
    return 0;
}

static struct catalog catalog_ready(void)
{
    return (struct catalog){.state = CATALOG_READY, .index = unicode};
}

/* ---- A client ---- */

struct client {
    struct telnet telnet;
    const struct catalog *catalog;
    size_t capacity;
    struct buffer heard;
};

/* Fetches all that is to be sent now, into memory of exactly the capacity. */
static void client_listen(struct client *client)
{
    for (;;) {
        char *out = malloc(client->capacity);
        size_t size;

        assert_non_null(out);
        size = telnet_answer(&client->telnet, client->catalog, out, client->capacity);
        assert_in_range(size, 0, client->capacity);
        buffer_append(&client->heard, out, size);
        free(out);
        if (size == 0)
            return;
    }
}

static void client_connect(struct client *client, const struct catalog *catalog, size_t capacity)
{
    *client = (struct client){.catalog = catalog, .capacity = capacity};
    telnet_init(&client->telnet, NULL, NULL);
    client_listen(client);
}

/* Says all of it, listening between; returns how much was taken before the session stopped. */
static size_t client_say(struct client *client, const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size && client->telnet.state == TELNET_READING) {
        size_t heard = client->heard.size;
        size_t taken = telnet_receive(&client->telnet, bytes + at, size - at);
        client_listen(client);
        assert_true(taken > 0 || client->heard.size > heard);
        at += taken;
    }
    return at;
}

static size_t client_say_text(struct client *client, const char *text)
{
    return client_say(client, text, strlen(text));
}

static void client_hang_up(struct client *client)
{
    telnet_end(&client->telnet);
    client_listen(client);
}

static void client_forget(struct client *client)
{
    buffer_release(&client->heard);
}

static void client_leave(struct client *client)
{
    telnet_release(&client->telnet);
    client_forget(client);
}

static void assert_heard(const struct client *client, const char *story, const char *text,
                         size_t size)
{
    if (client->heard.size == size && (size == 0 || memcmp(client->heard.bytes, text, size) == 0))
        return;
    fail_msg("%s\nheard:    %.*s\nexpected: %.*s", story, (int)client->heard.size,
             client->heard.bytes ? client->heard.bytes : "", (int)size, text);
}

static void assert_heard_text(const struct client *client, const char *text)
{
    assert_heard(client, "", text, strlen(text));
}

/* Says one line and compares what comes back, up to and with the next prompt. */
static void assert_reply(struct client *client, const char *line, const char *reply)
{
    client_forget(client);
    assert_int_equal(client_say(client, line, strlen(line)), strlen(line));
    assert_heard(client, line, reply, strlen(reply));
}

/* ---- Conversations ---- */

struct conversation {
    const char *story;
    const char *said;
    size_t said_size;
    const char *heard;
    size_t heard_size;
    enum telnet_state end; /* TELNET_READING: the client hangs up, and hears no more */
};

#define REGISTERED     "U+00AE\t\302\256\tREGISTERED SIGN\r\n"
#define ONE_REGISTERED REGISTERED "1 match for 'registered'\r\n"
#define SUNFLOWERS                                                                                 \
    "U+8475\t\350\221\265\tCJK UNIFIED IDEOGRAPH-8475\r\n"                                         \
    "U+1F33B\t\360\237\214\273\tSUNFLOWER\r\n"
#define NO_XYZZY "No match for 'xyzzy'\r\n"
#define NO_LIMIT                                                                                   \
    ":limit takes a number of rows, 1 to 999999, or all: send :limit 50 or :limit all.\r\n"
#define NO_KLINGON                                                                                 \
    ":lang: the index has no language 'tlh' but de and en; send some of those, with commas "       \
    "between, or all.\r\n"
#define NO_MORE                                                                                    \
    "There is nothing to continue: :more goes on with a query that :limit cut short.\r\n"

/* IAC is \377, DONT \376, DO \375, WONT \374, WILL \373, SB \372, SE \360. */
static const struct conversation conversations[] = {
    /* What the book's server says too. */
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
    {"a zero width space is none", BYTES("\342\200\213xyzzy\n"),
     BYTES("?> No match for '\\u200bxyzzy'\r\n?> "), TELNET_READING},
    {"quotes as repr() has them", BYTES("xyzzy's\n"), BYTES("?> No match for \"xyzzy's\"\r\n?> "),
     TELNET_READING},
    {"a lone CR is white space", BYTES("registered\rsign\n"),
     BYTES("?> " REGISTERED "1 match for 'registered\\rsign'\r\n?> "), TELNET_READING},
    {"case does not matter", BYTES("Registered SIGN\n"),
     BYTES("?> " REGISTERED "1 match for 'Registered SIGN'\r\n?> "), TELNET_READING},
    {"a comma alone finds nothing", BYTES(",\n"), BYTES("?> No match for ','\r\n?> "),
     TELNET_READING},

    /* Queries that the book does not know. */
    {"a pasted character", BYTES("\302\256\n"),
     BYTES("?> " REGISTERED "1 match for '\302\256'\r\n?> "), TELNET_READING},
    {"a code point", BYTES("U+00AE\n"), BYTES("?> " REGISTERED "1 match for 'U+00AE'\r\n?> "),
     TELNET_READING},
    {"a smile is no command", BYTES(":)\n"),
     BYTES("?> U+003A\t:\tCOLON\r\nU+0029\t)\tRIGHT PARENTHESIS\r\n2 matches for ':)'\r\n?> "),
     TELNET_READING},
    {"a colon alone is no command", BYTES(":\n"),
     BYTES("?> U+003A\t:\tCOLON\r\n1 match for ':'\r\n?> "), TELNET_READING},
    {"DEL is text, and shown as its picture", BYTES("\177\n"),
     BYTES("?> U+007F\t\342\220\241\t<control-007F>\r\n1 match for '\\x7f'\r\n?> "),
     TELNET_READING},
    {"a control character within the line is quoted", BYTES("xyzzy\001\n"),
     BYTES("?> No match for 'xyzzy\\x01'\r\n?> "), TELNET_READING},
    {"a NUL within the line is text", BYTES("xyzzy\0\n"),
     BYTES("?> No match for 'xyzzy\\x00'\r\n?> "), TELNET_READING},

    /* Beyond the names: only where it was asked for. */
    {"an alias is no name", BYTES("nbsp\n"), BYTES("?> No match for 'nbsp'\r\n?> "),
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
    {"a word misspelt, which the book does not mend", BYTES("registred\n"),
     BYTES("?> No match for 'registred'\r\n?> "), TELNET_READING},
    {"a word misspelt", BYTES(":scope all\nsunflowr\n"),
     BYTES("?> Scope: all.\r\n?> Did you mean 'sunflower'?\r\n" SUNFLOWERS
           "2 matches for 'sunflower'\r\n?> "),
     TELNET_READING},

    /* The end of input. */
    {"the last line needs no end", BYTES("xyzzy\nregistered"),
     BYTES("?> " NO_XYZZY "?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"a last line that is blank", BYTES("xyzzy\n  "), BYTES("?> " NO_XYZZY "?> ?> "),
     TELNET_READING},
    {"a last line that is not UTF-8", BYTES("xyzzy\n\303"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"a negotiation without its option", BYTES("xyzzy\377\373"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_READING},

    /* What closes the connection, after the replies to what came before. */
    {"not UTF-8", BYTES("xyzzy\n\300\200\nregistered\n"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_CLOSING},
    {"a surrogate is not UTF-8", BYTES("\355\240\200\n"), BYTES("?> "), TELNET_CLOSING},
    {"not UTF-8 behind good text", BYTES("registered \200\n"), BYTES("?> "), TELNET_CLOSING},
    {"the byte 255", BYTES("cat\377\377\n"), BYTES("?> "), TELNET_CLOSING},
    {"a control character first", BYTES("xyzzy\r\n\001sun\r\nregistered\r\n"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_CLOSING},
    {"an arrow key first", BYTES(" \033[A\n"), BYTES("?> "), TELNET_CLOSING},
    {"NUL first", BYTES("\0sun\n"), BYTES("?> "), TELNET_CLOSING},
    {"answers to telnet itself go out before", BYTES("\n\377\366\377\373\001\001\n"),
     BYTES("?> ?> \r\n[charfinder: yes]\r\n\377\376\001"), TELNET_CLOSING},
    {":quit", BYTES("xyzzy\n:quit\nregistered\n"), BYTES("?> " NO_XYZZY "?> "), TELNET_CLOSING},

    /* What closes it at once. */
    {"Ctrl-C", BYTES("xyzzy\nregis\003tered\n"), BYTES("?> " NO_XYZZY "?> "), TELNET_ABORTED},
    {"Ctrl-D", BYTES("\004"), BYTES("?> "), TELNET_ABORTED},
    {"Interrupt Process", BYTES("xyzzy\nregis\377\364\377\362"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_ABORTED},

    /* Telnet's own exchange, between and within lines. */
    {"WILL is refused, once", BYTES("\377\373\001\377\373\001registered\n"),
     BYTES("?> \377\376\001" ONE_REGISTERED "?> "), TELNET_READING},
    {"DO is refused, within a line", BYTES("regis\377\375\003tered\n"),
     BYTES("?> \377\374\003" ONE_REGISTERED "?> "), TELNET_READING},
    {"WONT and DONT are heard in silence", BYTES("\377\374\001\377\376\003xyzzy\n"),
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
    {"a terminal's type and window",
     BYTES("\377\372\030\0xterm\377\360\377\372\037\0\003\0\004"
           "\377\360registered\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},

    /* Commands. */
    {"an unknown command", BYTES(":Frobnicate now\n"),
     BYTES("?> Unknown command ':Frobnicate': send :help to see what there is.\r\n?> "),
     TELNET_READING},
    {"an unknown command is quoted", BYTES(":x\033[2J'\n"),
     BYTES("?> Unknown command \":x\\x1b[2J'\": send :help to see what there is.\r\n?> "),
     TELNET_READING},
    {"case does not matter in commands", BYTES(":QUIT\n"), BYTES("?> "), TELNET_CLOSING},
    {":quit takes nothing", BYTES(":quit now\n"),
     BYTES("?> :quit takes nothing after it: send :quit alone.\r\n?> "), TELNET_READING},
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
    {"languages", BYTES(":lang\n:lang de\n:lang tlh\n:lang\n:lang de,en\n:lang all\n"),
     BYTES("?> Languages: all.\r\n?> Languages: 'de'.\r\n?> " NO_KLINGON
           "?> Languages: 'de'.\r\n?> Languages: 'de,en'.\r\n?> Languages: all.\r\n?> "),
     TELNET_READING},
    {"variants", BYTES(":variants\n:variants show\n:variants\n:variants fold\n:variants no\n"),
     BYTES("?> Variants: fold.\r\n?> Variants: show.\r\n?> Variants: show.\r\n"
           "?> Variants: fold.\r\n"
           "?> :variants takes fold or show: send :variants fold or :variants show.\r\n?> "),
     TELNET_READING},
    {"limits that are none", BYTES(":limit -1\n:limit 1000000\n:limit 5 0\n:limit ten\n"),
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

/* Says the first `cut` bytes at once, the others in pieces. */
static void conversation_hold(const struct conversation *conversation, size_t cut, size_t piece,
                              size_t capacity)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    bool taken;

    client_connect(&client, &catalog, capacity);
    taken = client_say(&client, conversation->said, cut) == cut;
    for (size_t at = cut; taken && at < conversation->said_size; at += piece) {
        size_t left = conversation->said_size - at;
        size_t size = left < piece ? left : piece;
        taken = client_say(&client, conversation->said + at, size) == size;
    }
    assert_int_equal(client.telnet.state, conversation->end);
    if (conversation->end == TELNET_READING)
        client_hang_up(&client);
    if (conversation->end != TELNET_ABORTED)
        assert_int_equal(client.telnet.state, TELNET_CLOSING);
    assert_heard(&client, conversation->story, conversation->heard, conversation->heard_size);
    client_leave(&client);
}

static void test_conversations_however_cut(void **state)
{
    static const size_t capacities[] = {CAPACITY_MIN, CAPACITY_MIN + 1, 1000, LIMIT_SEND};

    (void)state;
    for (size_t i = 0; i < COUNT(conversations); i++) {
        const struct conversation *conversation = &conversations[i];
        for (size_t cut = 0; cut <= conversation->said_size; cut++)
            conversation_hold(conversation, cut, conversation->said_size + 1, LIMIT_SEND);
        for (size_t piece = 1; piece <= 3; piece++)
            for (size_t j = 0; j < COUNT(capacities); j++)
                conversation_hold(conversation, 0, piece, capacities[j]);
    }
}

/* ---- The book's answers ---- */

struct book {
    const char *query; /* one or more upper-case words */
    struct buffer rows;
    uint32_t count;
};

/* Is `word` one of the words of `name`, taken apart at spaces and hyphens? */
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

/* The query's rows as the book finds them: every name, every word, in the order of code points. */
static void book_answer(struct book *book, const char *query)
{
    UErrorCode error = U_ZERO_ERROR;

    *book = (struct book){.query = query};
    u_enumCharNames(0, 0x110000, book_add, book, U_UNICODE_CHAR_NAME, &error);
    assert_true(U_SUCCESS(error));
}

static void test_answers_are_the_books(void **state)
{
    static const struct {
        const char *query;
        uint32_t count; /* 0: whatever the book finds */
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
        if (queries[i].count > 0)
            assert_int_equal(book.count, queries[i].count);
        if (book.count == 1)
            buffer_append_format(&book.rows, "1 match for '%s'\r\n?> ", book.query);
        else
            buffer_append_format(&book.rows, "%u matches for '%s'\r\n?> ", book.count, book.query);

        client_connect(&client, &catalog, LIMIT_SEND);
        client_forget(&client);
        client_say_text(&client, queries[i].query);
        client_say_text(&client, "\r\n");
        assert_int_equal(client.heard.size, book.rows.size);
        assert_memory_equal(client.heard.bytes, book.rows.bytes, book.rows.size);
        client_leave(&client);
        buffer_release(&book.rows);
    }
}

/* ---- Lines too long, queries that are none ---- */

#define LONG_LINE ((size_t)LIMIT_LINE * 8)

static void long_line_hold(size_t size, bool ended)
{
    static char line[LONG_LINE];
    struct catalog catalog = catalog_ready();
    struct client client;

    memset(line, 'x', sizeof line);
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_int_equal(client_say(&client, line, size), size);
    assert_heard_text(&client, "?> "); /* nothing before the line has ended */
    if (ended)
        client_hang_up(&client);
    else
        client_say_text(&client, "\r\nregistered\r\n");
    assert_heard_text(&client,
                      ended ? "?> Query too long: at most 1024 bytes.\r\n?> "
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
    client_say(&client, said, sizeof said);
    assert_heard(&client, "1024 bytes", expected.bytes, expected.size);
    client_leave(&client);
    buffer_release(&expected);
}

/* The longest status line there is: quoting makes four bytes of each. */
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
    client_say(&client, said, sizeof said);
    assert_true(client.heard.size > (LIMIT_LINE - 1) * strlen("\\x01"));
    assert_memory_equal(client.heard.bytes + client.heard.size - 6, "'\r\n?> ", 6);
    assert_int_equal(client.telnet.state, TELNET_READING);
    client_leave(&client);
}

static void test_a_query_that_cannot_be_read_gets_its_column(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    client_say_text(&client, "  black \"cat\n"); /* columns count from the first character kept */
    assert_true(client.heard.size > strlen("Column 7: \r\n?> "));
    assert_memory_equal(client.heard.bytes, "Column 7: ", 10);
    assert_memory_equal(client.heard.bytes + client.heard.size - 5, "\r\n?> ", 5);
    assert_int_equal(client.telnet.state, TELNET_READING);
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

static void test_nobodys_terminal_can_be_driven(void **state)
{
    static const char *const lines[] = {
        "name:\033]0;x\007y\n", "name:\302\233y\n", "cat\033[2J\n",         ":x\033\n",
        "&\033[2J;\n",          "\302\205\177\n",   "x\"\033[2J\302\205\n", "U+\033\n",
    };
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    for (int json = 0; json <= 1; json++) {
        client_say_text(&client, json ? ":json on\n" : ":json off\n");
        for (size_t i = 0; i < COUNT(lines); i++)
            client_say_text(&client, lines[i]);
    }
    assert_true(utf8_valid(client.heard.bytes, client.heard.size));
    for (size_t at = 0; at < client.heard.size;) {
        int32_t point = utf8_next(client.heard.bytes, client.heard.size, &at);
        if (point == '\r' || point == '\n' || point == '\t')
            continue;
        if (point < 0x20 || (point >= 0x7F && point < 0xA0))
            fail_msg("U+%04X was sent", (unsigned)point);
    }
    client_leave(&client);
}

/* ---- :limit, :more, :json ---- */

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
    struct client whole;
    struct client parts;

    (void)state;
    client_connect(&whole, &catalog, LIMIT_SEND);
    client_say_text(&whole, "digit\n");

    client_connect(&parts, &catalog, LIMIT_SEND);
    client_say_text(&parts, ":limit 898\n");
    assert_reply(&parts, ":limit 100\n", "Limit: 100 rows.\r\n?> ");
    client_say_text(&parts, "digit\n:limit all\n");
    client_forget(&parts);
    client_say_text(&parts, ":more\n");
    assert_memory_equal(parts.heard.bytes,
                        whole.heard.bytes + (whole.heard.size - parts.heard.size),
                        parts.heard.size);
    client_leave(&parts);
    client_leave(&whole);
}

static void test_a_new_query_replaces_the_one_that_more_would_continue(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":limit 1\ndigit\n");
    client_say_text(&client, "x\"\n");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    client_say_text(&client, "digit\n");
    client_say_text(&client, ":status\n\n:help\n"); /* these do not */
    assert_reply(&client, ":more\n",
                 "U+0031\t1\tDIGIT ONE\r\n898 matches for 'digit'\r\n"
                 "2 shown; :more shows the next 1.\r\n?> ");
    client_leave(&client);
}

#define BOOKISH "\"scope\":\"name\",\"sort\":\"codepoint\""

/* The rows from `first` on of the query's result as JSON lines. */
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
        row_json(out, &search, document, ROW_FULL);
        buffer_append_text(out, "\r\n");
    }
    search_release(&search);
}

static void test_json_rows_and_status(void **state)
{
    static const size_t capacities[] = {CAPACITY_MIN, 777, LIMIT_SEND};
    struct catalog catalog = catalog_ready();
    struct buffer expected = BUFFER_INIT;

    (void)state;
    json_rows_expect(&expected, "digit", 0, 500);
    buffer_append_format(&expected,
                         "{\"query\":\"digit\"," BOOKISH
                         ",\"total\":898,\"shown\":500,\"generation\":\"%s\"}\r\n?> ",
                         charindex_generation(unicode));
    json_rows_expect(&expected, "digit", 500, 398);
    buffer_append_format(&expected,
                         "{\"query\":\"digit\"," BOOKISH
                         ",\"total\":898,\"shown\":898,\"generation\":\"%s\"}\r\n?> ",
                         charindex_generation(unicode));
    for (size_t i = 0; i < COUNT(capacities); i++) {
        struct client client;

        client_connect(&client, &catalog, capacities[i]);
        client_say_text(&client, ":json on\n:limit 500\n");
        client_forget(&client);
        client_say_text(&client, "digit\n:more\n");
        assert_heard(&client, "digit", expected.bytes, expected.size);
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
    client_say_text(&client, ":json on\n");
    client_forget(&client);
    client_say_text(&client, "xyzzy\001\302\233\n");
    assert_heard(&client, "xyzzy", expected.bytes, expected.size);
    client_leave(&client);
    buffer_release(&expected);
}

/* What of the last reply's last line stands between these two. */
static void assert_heard_in_last_line(const struct client *client, const char *text)
{
    const char *end = client->heard.bytes + client->heard.size - strlen("\r\n?> ");
    const char *begin = end;

    while (begin > client->heard.bytes && begin[-1] != '\n')
        begin--;
    if (!memmem(begin, (size_t)(end - begin), text, strlen(text)))
        fail_msg("no %s in %.*s", text, (int)(end - begin), begin);
}

/* Rows of JSON hold no line that is none: a changed spelling is told behind them. */
static void test_json_tells_a_changed_spelling_at_its_end(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":json on\n:scope all\n:sort relevance\n");
    client_forget(&client);
    client_say_text(&client, "sunflowr\n");
    assert_memory_equal(client.heard.bytes, "{\"char\":", 8);
    assert_heard_in_last_line(&client, "{\"query\":\"sunflowr\",\"scope\":\"all\","
                                       "\"sort\":\"relevance\",\"total\":");
    assert_heard_in_last_line(&client, ",\"suggestion\":\"sunflower\"}");
    client_forget(&client);
    client_say_text(&client, "sunflower\n");
    assert_null(memmem(client.heard.bytes, client.heard.size, "suggestion", 10));
    client_leave(&client);
}

/* A result that was found without any reason to explain it can still be gone on with in JSON. */
static void test_json_may_begin_in_the_middle(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":limit 2\ncat face\n:json on\n");
    client_forget(&client);
    client_say_text(&client, ":more\n");
    assert_memory_equal(client.heard.bytes, "{\"char\":\"\360\237\230\271\"", 14);
    assert_heard_in_last_line(&client, "\"shown\":4,");
    client_leave(&client);
}

static size_t rows_heard(struct client *client, const char *line)
{
    size_t rows = 0;

    client_forget(client);
    client_say_text(client, line);
    for (size_t i = 0; i + 1 < client->heard.size; i++)
        rows += memcmp(client->heard.bytes + i, "\r\n", 2) == 0;
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
    named = rows_heard(&client, "heart\n");
    client_say_text(&client, ":scope all\n");
    all = rows_heard(&client, "heart\n");
    client_say_text(&client, ":variants show\n");
    shown = rows_heard(&client, "heart\n");
    assert_true(named < all);
    assert_true(all + 10 <= shown); /* tones of hands and couples */
    assert_int_equal(rows_heard(&other, "heart\n"), named);

    client_say_text(&client, ":scope name\n:variants fold\n");
    assert_int_equal(rows_heard(&client, "heart\n"), named);
    client_leave(&other);
    client_leave(&client);
}

static void test_relevance_shows_the_likeliest_first(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":limit 1\n:sort relevance\n");
    client_forget(&client);
    client_say_text(&client, "plus\n");
    assert_memory_equal(client.heard.bytes, "U+002B\t+\tPLUS SIGN\r\n", 20);
    client_leave(&client);
}

static void test_a_misspelt_query_of_many_rows_is_mended_once(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":scope all\n:limit 1\n");
    client_forget(&client);
    client_say_text(&client, "hieroglyhp\n");
    assert_memory_equal(client.heard.bytes, "Did you mean 'hieroglyph", 24);
    client_forget(&client);
    client_say_text(&client, ":more\n");
    assert_memory_equal(client.heard.bytes, "U+", 2);
    assert_null(memmem(client.heard.bytes, client.heard.size, "Did you", 7));
    client_leave(&client);
}

/* ---- While there is no index ---- */

/* What a session wants is compared with the index that answers it. */
static void test_languages_are_looked_at_when_there_is_an_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_reply(&client, ":lang tlh\n", "Languages: 'tlh'.\r\n?> ");
    catalog = catalog_ready();
    assert_reply(&client, "registered\n", NO_KLINGON "?> ");
    assert_reply(&client, ":more\n", NO_MORE "?> ");
    assert_reply(&client, ":lang de\n", "Languages: 'de'.\r\n?> ");
    assert_reply(&client, "registered\n", ONE_REGISTERED "?> ");
    client_leave(&client);
}

static void test_more_languages_than_a_session_keeps(void **state)
{
    char said[400] = ":lang de";
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    while (strlen(said) < 300)
        memcpy(said + strlen(said), ",de", 4);
    memcpy(said + strlen(said), "\n", 2);
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_reply(&client, said, ":lang takes at most 127 bytes, or all.\r\n?> ");
    assert_reply(&client, ":lang\n", "Languages: all.\r\n?> ");
    client_leave(&client);
}

static void test_a_query_waits_for_the_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_forget(&client);
    assert_int_equal(client_say_text(&client, "registered\nxyzzy\n"), 11); /* one at a time */
    assert_heard_text(&client, "Building the index: 42%\r\n");
    assert_int_equal(client.telnet.state, TELNET_WAITING);

    catalog.progress = 43;
    client_listen(&client);
    client_listen(&client);
    assert_heard_text(&client, "Building the index: 42%\r\n"); /* no second has passed */
    telnet_tick(&client.telnet);
    client_listen(&client);
    client_listen(&client);
    assert_heard_text(&client, "Building the index: 42%\r\nBuilding the index: 43%\r\n");

    client_forget(&client);
    catalog = catalog_ready();
    client_listen(&client);
    assert_heard_text(&client, ONE_REGISTERED "?> ");
    assert_int_equal(client.telnet.state, TELNET_READING);
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

static void test_who_hangs_up_while_waiting_is_still_answered(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, "registered");
    client_hang_up(&client);
    assert_int_equal(client.telnet.state, TELNET_WAITING);
    client_forget(&client);
    catalog = catalog_ready();
    client_listen(&client);
    assert_heard_text(&client, ONE_REGISTERED "?> ");
    assert_int_equal(client.telnet.state, TELNET_CLOSING);
    client_leave(&client);
}

static void test_who_waits_can_interrupt(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, "registered\n");
    assert_int_equal(telnet_receive(&client.telnet, "\003", 1), 0); /* takes nothing now */
    assert_int_equal(client.telnet.state, TELNET_WAITING);
    assert_false(telnet_interrupted(&client.telnet, "\377\375\003xyzzy\n", 9));
    assert_true(telnet_interrupted(&client.telnet, "\003", 1));
    assert_int_equal(client.telnet.state, TELNET_ABORTED);
    client_forget(&client);
    catalog = catalog_ready();
    client_listen(&client);
    assert_int_equal(client.heard.size, 0);
    client_leave(&client);
}

static void test_an_index_that_failed_is_no_end(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 7};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, "registered\n");
    client_forget(&client);
    catalog.state = CATALOG_FAILED;
    catalog.failure = (struct reason){"ICU has no names"};
    client_listen(&client);
    assert_heard_text(&client, "The index could not be built: ICU has no names.\r\n?> ");
    assert_reply(&client, "xyzzy\n", "The index could not be built: ICU has no names.\r\n?> ");
    catalog = catalog_ready();
    assert_reply(&client, "xyzzy\n", NO_XYZZY "?> ");
    client_leave(&client);
}

/* ---- :help and :status ---- */

static size_t lines_count(const struct buffer *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->size; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

/* Columns of the longest line. */
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
        ":help",          ":scope name", ":scope all",     ":sort codepoint", ":sort relevance",
        ":lang de",       ":lang all",   ":variants show", ":limit 50",       ":more",
        ":json on",       ":status",     ":quit",          "arrow*",          "\"cat face\"",
        "-black",         "cat|dog",     "0x2600",         "\\u2600",         "&#9728;",
        "U+2600..U+26FF", "block:",      "script:",        "category:",       "age:>=14",
        "emoji:yes",      "plane:1",     "name:",          "alias:",          "keyword:",
        "definition:",
    };
    struct catalog catalog = {.state = CATALOG_BUILDING};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, LIMIT_SEND);
    client_forget(&client);
    client_say_text(&client, ":help\n");
    assert_in_range(lines_count(&client.heard), 1, 20);
    assert_true(width_max(&client.heard) <= 79);
    for (size_t i = 0; i < COUNT(names); i++)
        if (!memmem(client.heard.bytes, client.heard.size, names[i], strlen(names[i])))
            fail_msg("%s is not in the help", names[i]);
    assert_int_equal(client.telnet.state, TELNET_READING);
    client_leave(&client);
}

static void assert_heard_line(const struct client *client, const char *line)
{
    if (!memmem(client->heard.bytes, client->heard.size, line, strlen(line)))
        fail_msg("%s is not in %.*s", line, (int)client->heard.size, client->heard.bytes);
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
    client_say_text(&client, ":status\n");
    assert_heard_line(&client, "state: ready\r\n");
    (void)snprintf(line, sizeof line, "\r\ngeneration: %s\r\n", charindex_generation(unicode));
    assert_heard_line(&client, line);
    assert_heard_line(&client, "\r\nUnicode: 15.0\r\n");
    assert_heard_line(&client, "\r\nICU: ");
    assert_heard_line(&client, "\r\ncharacters: 149186\r\n");
    assert_heard_line(&client, "\r\nsequences: ");
    assert_heard_line(&client, "\r\nwords: ");
    assert_heard_line(&client, "\r\nlanguages: de and en\r\n");
    assert_heard_line(&client, "\r\nsources: icu, ");
    assert_heard_line(&client, "\r\nuptime: 100000 s\r\n");
    assert_heard_line(&client, "\r\nsessions: 7\r\n");
    assert_heard_line(&client, "\r\nqueries: 1001\r\n");
    client_leave(&client);
}

static void test_status_without_an_index(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":status\n");
    assert_heard_line(&client, "state: building, 42%\r\n");
    catalog.state = CATALOG_FAILED;
    catalog.failure = (struct reason){"no memory"};
    client_say_text(&client, ":status\n");
    assert_heard_line(&client, "state: failed, no memory\r\n");
    client_leave(&client);
}

/* ---- Memory ---- */

static void assert_idle(const struct telnet *telnet)
{
    assert_int_equal(telnet->state, TELNET_READING);
    assert_null(telnet->nvt.line);
    assert_null(telnet->pending.bytes);
    assert_null(telnet->result);
}

static void test_who_asks_nothing_takes_no_memory(void **state)
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
        client_say_text(&client, lines[i]);
        assert_idle(&client.telnet);
    }
    client_leave(&client);
}

/* Offers the same bytes again and again to a session that sends nothing, until it takes none. */
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
        client_listen(&client);
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
            client_say_text(&client, ":json on\n");
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

static void test_leaving_in_the_middle_leaves_nothing_behind(void **state)
{
    struct catalog catalog = catalog_ready();
    char out[CAPACITY_MIN];
    struct telnet telnet;

    (void)state; /* LeakSanitizer is the judge */
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

/* A session that :more may continue keeps its index alive when the daemon has swapped it. */
static void test_more_outlives_a_swap_of_the_index(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_say_text(&client, ":limit 1\ndigit\n");
    catalog = (struct catalog){.state = CATALOG_FAILED, .failure = {"gone"}};
    assert_reply(&client, ":more\n",
                 "U+0031\t1\tDIGIT ONE\r\n898 matches for 'digit'\r\n"
                 "2 shown; :more shows the next 1.\r\n?> ");
    client_leave(&client);
}

/* ---- The observer ---- */

static void observe(void *context, const char *query, size_t size, uint32_t total)
{
    buffer_append(context, query, size);
    buffer_append_format(context, "=%u;", total);
}

static void test_the_observer_hears_each_answered_query_once(void **state)
{
    struct catalog catalog = catalog_ready();
    struct buffer seen = BUFFER_INIT;
    struct client client = {.catalog = &catalog, .capacity = CAPACITY_MIN};

    (void)state;
    telnet_init(&client.telnet, observe, &seen);
    client_listen(&client);
    client_say_text(&client, " registered \n\n:limit 2\ndigit\n:more\nx\"\n\377\366:help\nxyzzy\n");
    assert_int_equal(seen.size, strlen("registered=1;digit=898;xyzzy=0;"));
    assert_memory_equal(seen.bytes, "registered=1;digit=898;xyzzy=0;", seen.size);
    buffer_release(&seen);
    client_leave(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conversations_however_cut),
        cmocka_unit_test(test_answers_are_the_books),
        cmocka_unit_test(test_a_line_too_long_is_refused_and_the_next_answered),
        cmocka_unit_test(test_a_line_of_exactly_the_limit_is_a_query),
        cmocka_unit_test(test_a_status_line_larger_than_the_buffer),
        cmocka_unit_test(test_a_query_that_cannot_be_read_gets_its_column),
        cmocka_unit_test(test_nobodys_terminal_can_be_driven),
        cmocka_unit_test(test_more_goes_on_where_the_limit_stopped),
        cmocka_unit_test(test_more_without_a_limit_shows_all_the_rest),
        cmocka_unit_test(test_a_new_query_replaces_the_one_that_more_would_continue),
        cmocka_unit_test(test_json_rows_and_status),
        cmocka_unit_test(test_json_status_of_nothing),
        cmocka_unit_test(test_json_tells_a_changed_spelling_at_its_end),
        cmocka_unit_test(test_json_may_begin_in_the_middle),
        cmocka_unit_test(test_settings_are_of_the_session_and_of_the_next_query),
        cmocka_unit_test(test_relevance_shows_the_likeliest_first),
        cmocka_unit_test(test_a_misspelt_query_of_many_rows_is_mended_once),
        cmocka_unit_test(test_languages_are_looked_at_when_there_is_an_index),
        cmocka_unit_test(test_more_languages_than_a_session_keeps),
        cmocka_unit_test(test_a_query_waits_for_the_index),
        cmocka_unit_test(test_who_hangs_up_while_waiting_is_still_answered),
        cmocka_unit_test(test_who_waits_can_interrupt),
        cmocka_unit_test(test_an_index_that_failed_is_no_end),
        cmocka_unit_test(test_help_fits_a_screen_and_names_every_command),
        cmocka_unit_test(test_status_of_a_server_that_is_ready),
        cmocka_unit_test(test_status_without_an_index),
        cmocka_unit_test(test_who_asks_nothing_takes_no_memory),
        cmocka_unit_test(test_a_flood_is_stopped_until_its_answers_are_read),
        cmocka_unit_test(test_a_reply_of_any_length_is_made_slice_by_slice),
        cmocka_unit_test(test_leaving_in_the_middle_leaves_nothing_behind),
        cmocka_unit_test(test_more_outlives_a_swap_of_the_index),
        cmocka_unit_test(test_the_observer_hears_each_answered_query_once),
    };

    return cmocka_run_group_tests_name("answers/telnet", tests, group_setup, group_teardown);
}
