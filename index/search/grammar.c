/*
 * The query language, in one pass from left to right, without recursion.
 *
 * query_parse() goes from group to group, read_group() from clause to clause of one, and
 * read_clause() is the grammar's list of alternatives: each form either declines the clause, takes
 * it, or refuses it with an error. A new kind of clause is one more function in that list and one
 * more case where clauses are evaluated (index/search/evaluate.c).
 *
 * What is only punctuation is what somebody pasted, so -> and ** and ... are text. Whatever else
 * looks like syntax and is none is refused with its place: to read it as mere punctuation would
 * answer another question.
 */

#include "index/search/grammar.h"

#include <assert.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/search/cursor.h"
#include "index/search/notation.h"
#include "index/search/value.h"
#include "index/unicode/character.h"

enum {
    KEYCAP = 0x20E3,
    EMOJI_SELECTOR = 0xFE0F,
};

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c);
}

/*
 * Phrases.
 */

static enum form form_phrase_of(struct cursor *cursor, struct span span, enum query_field field)
{
    struct query *query = cursor->query;
    struct query_clause *clause;
    struct words words;
    struct word word;

    if (++cursor->phrases > QUERY_MAX_PHRASES)
        return cursor_refuse(cursor, cursor->begin, "a query has at most %d phrases: send fewer",
                             QUERY_MAX_PHRASES);
    clause = cursor_add_clause(cursor, QUERY_PHRASE);
    clause->field = field;
    clause->first = (uint32_t)query->word_count;
    words_init(&words, cursor->text + span.begin, span.end - span.begin);
    while (words_next(&words, &word))
        if (!cursor_add_word(cursor, &word, span.begin))
            return FORM_REFUSED;
    clause->count = (uint32_t)query->word_count - clause->first;
    return FORM_TAKEN;
}

static bool has_word(const struct cursor *cursor, struct span span)
{
    while (span.begin < span.end)
        if (words_code_point((uint32_t)utf8_next(cursor->text, cursor->size, &span.begin)))
            return true;
    return false;
}

/* What is between the quotation marks that begin here and end the clause. */
static enum form unquote(struct cursor *cursor, size_t begin, struct span *inner)
{
    const char *text = cursor->text;
    const char *closing = memchr(text + begin + 1, '"', cursor->end - begin - 1);

    if (!closing)
        return cursor_refuse(cursor, begin,
                             "this quotation mark has no other: send one behind the phrase, too");
    *inner = (struct span){begin + 1, (size_t)(closing - text)};
    if (inner->end + 1 < cursor->end)
        return cursor_refuse(cursor, inner->end + 1,
                             "a closing quotation mark ends its clause: send a space behind it");
    return FORM_TAKEN;
}

static enum form read_phrase(struct cursor *cursor, size_t begin, enum query_field field)
{
    const char *star;
    struct span inner;
    enum form form = unquote(cursor, begin, &inner);

    if (form != FORM_TAKEN)
        return form;
    star = memchr(cursor->text + inner.begin, '*', inner.end - inner.begin);
    if (star)
        return cursor_refuse(
            cursor, (size_t)(star - cursor->text),
            "a phrase has whole words only: send beginnings such as arrow* outside it");
    if (!has_word(cursor, inner))
        return cursor_refuse(
            cursor, begin,
            "there is no word in this phrase: send some, as in \"cat face\", or pasted "
            "characters without quotation marks");
    return form_phrase_of(cursor, inner, field);
}

static enum form form_phrase(struct cursor *cursor)
{
    if (!cursor_at_quotation(cursor, cursor->begin))
        return FORM_DECLINED;
    return read_phrase(cursor, cursor->begin, QUERY_ANYWHERE);
}

/*
 * Words, and the beginning of one.
 */

/* A letter with marks that no single code point stands for may be a word, or have been pasted: then
 * it is a named sequence, or its characters. */
static bool is_cluster(const struct word *word)
{
    return word->letters == 1 && word->length > 1;
}

/* A single letter may have been pasted, and is then the very code point that was: normalized, the
 * OHM SIGN would be an omega, and nobody who pasted it would learn that it is not. */
static uint32_t pasted_letter(const struct cursor *cursor, const struct word *word, size_t from)
{
    size_t at = from + word->begin;
    uint32_t point = (uint32_t)utf8_next(cursor->text, cursor->size, &at);

    return at == from + word->end ? point : word->first;
}

static enum form add_word_clause(struct cursor *cursor, const struct word *word, size_t from,
                                 enum query_field field, bool beginning)
{
    struct query *query = cursor->query;
    struct query_clause *clause = cursor_add_clause(cursor, beginning ? QUERY_PREFIX : QUERY_WORD);

    clause->field = field;
    clause->first = (uint32_t)query->word_count;
    clause->count = 1;
    if (!cursor_add_word(cursor, word, from))
        return FORM_REFUSED;
    if (field != QUERY_ANYWHERE || beginning)
        return FORM_TAKEN;
    if (word->length == 1)
        query->words[clause->first].letter = (int32_t)pasted_letter(cursor, word, from);
    if (is_cluster(word))
        return cursor_add_text(cursor, (struct span){from + word->begin, from + word->end});
    return FORM_TAKEN;
}

/* Each word is a group of its own; the group of the last one stays open. */
static enum form add_word_clauses(struct cursor *cursor, struct span span, enum query_field field,
                                  bool beginning)
{
    struct words words;
    struct word word;
    size_t count = 0;

    words_init(&words, cursor->text + span.begin, span.end - span.begin);
    while (words_next(&words, &word)) {
        bool last = beginning && span.begin + word.end == span.end;

        if (last) { /* once more, as what it is */
            words.at = word.begin;
            (void)words_next_beginning(&words, &word);
        }
        if (count++ > 0)
            cursor->query->group_count++;
        if (field == QUERY_ANYWHERE) {
            cursor->begin = span.begin + word.begin;
            cursor->end = span.begin + word.end + last;
        }
        if (add_word_clause(cursor, &word, span.begin, field, last) == FORM_REFUSED)
            return FORM_REFUSED;
    }
    return FORM_TAKEN;
}

static size_t count_words(const struct cursor *cursor, struct span span)
{
    struct words words;
    size_t begin, end, count = 0;

    words_init(&words, cursor->text + span.begin, span.end - span.begin);
    while (words_skip(&words, &begin, &end))
        count++;
    return count;
}

/* Does the star that stands here end the clause, directly behind a word? */
static bool is_ending(const struct cursor *cursor, struct span span, size_t star)
{
    struct words words;
    size_t begin, end = SIZE_MAX;

    words_init(&words, cursor->text + span.begin, star - span.begin);
    while (words_skip(&words, &begin, &end))
        ;
    return star + 1 == span.end && end == star - span.begin;
}

/* Two dots with a word before and one behind, as in a..z. */
static bool find_dots(const struct cursor *cursor, struct span span, size_t *dots)
{
    const char *found = memmem(cursor->text + span.begin, span.end - span.begin, "..", 2);

    if (!found)
        return false;
    *dots = (size_t)(found - cursor->text);
    return has_word(cursor, (struct span){span.begin, *dots}) &&
           has_word(cursor, (struct span){*dots, span.end});
}

static enum form read_words(struct cursor *cursor, size_t begin, enum query_field field)
{
    struct span span = {begin, cursor->end};
    size_t size = span.end - span.begin, dots, count;
    const char *quote = memchr(cursor->text + begin, '"', size);
    const char *star = memchr(cursor->text + begin, '*', size);

    if (quote)
        return cursor_refuse(cursor, (size_t)(quote - cursor->text),
                             "quotation marks stand around a whole phrase, as in \"cat face\"");
    if (star && !is_ending(cursor, span, (size_t)(star - cursor->text)))
        return cursor_refuse(cursor, (size_t)(star - cursor->text),
                             "* stands directly behind the beginning of a word, as in arrow*");
    if (find_dots(cursor, span, &dots))
        return cursor_refuse(cursor, dots,
                             "a range goes from one code point to another, as in "
                             "U+2600..U+26FF");
    span.end -= star != NULL;
    count = count_words(cursor, span);
    if (count == 1 || (field == QUERY_ANYWHERE && !cursor->negated && !cursor->alternatives))
        return add_word_clauses(cursor, span, field, star != NULL);
    if (star)
        return cursor_refuse(
            cursor, (size_t)(star - cursor->text),
            "a beginning of several words is not understood behind -, | or a field: send "
            "one word, as in -arrow*");
    return form_phrase_of(cursor, span, field);
}

/* Takes whatever is left. */
static enum form form_words(struct cursor *cursor)
{
    return read_words(cursor, cursor->begin, QUERY_ANYWHERE);
}

/*
 * Properties.
 */

static enum form add_property(struct cursor *cursor, enum property property,
                              const struct value *value)
{
    struct query_clause *clause;

    if (property == PROPERTY_PLANE)
        return cursor_add_range(cursor, value->low, value->high);
    clause = cursor_add_clause(cursor, QUERY_PROPERTY);
    clause->property = property;
    clause->low = value->low;
    clause->high = value->high;
    clause->categories = value->categories;
    clause->count = (uint32_t)strlen(value->name);
    return cursor_keep_folded(cursor, value->name, clause->count, &clause->first) ? FORM_TAKEN
                                                                                  : FORM_REFUSED;
}

static enum form read_property(struct cursor *cursor, enum property property, size_t begin)
{
    struct span span = {begin, cursor->end};
    struct value value;
    const char *complaint;

    if (cursor_at_quotation(cursor, begin) && unquote(cursor, begin, &span) == FORM_REFUSED)
        return FORM_REFUSED;
    complaint = value_read(property, cursor->text + span.begin, span.end - span.begin, &value);
    if (complaint)
        return cursor_refuse(cursor, span.begin, "%s", complaint);
    return add_property(cursor, property, &value);
}

/*
 * Keys: fields and properties.
 */

static bool find_field(const char *name, size_t size, enum query_field *field)
{
    static const char *const names[] = {
        [QUERY_NAME] = "name",
        [QUERY_ALIAS] = "alias",
        [QUERY_KEYWORD] = "keyword",
        [QUERY_DEFINITION] = "definition",
    };

    for (unsigned i = QUERY_NAME; i <= QUERY_DEFINITION; i++)
        if (strlen(names[i]) == size && strncasecmp(name, names[i], size) == 0) {
            *field = (enum query_field)i;
            return true;
        }
    return false;
}

static enum form read_field(struct cursor *cursor, enum query_field field, size_t begin)
{
    if (cursor_at_quotation(cursor, begin))
        return read_phrase(cursor, begin, field);
    if (!has_word(cursor, (struct span){begin, cursor->end}))
        return cursor_refuse(cursor, begin,
                             "a field has words: send some behind the colon, as in "
                             "alias:heart");
    return read_words(cursor, begin, field);
}

/* Without a value behind it, "man:" is a word and a colon. */
static bool is_value_at(const struct cursor *cursor, size_t at)
{
    return cursor_at_word(cursor, at) || (at < cursor->end && is_one_of(cursor->text[at], "\"<>="));
}

static enum form form_key(struct cursor *cursor)
{
    const char *name = cursor->text + cursor->begin;
    enum query_field field = QUERY_ANYWHERE;
    enum property property = PROPERTY_COUNT;
    size_t colon, size;

    if (!cursor_find_colon(cursor, cursor->begin, &colon) || colon >= cursor->end)
        return FORM_DECLINED;
    size = colon - cursor->begin;
    if (!find_field(name, size, &field) && !property_find(name, size, &property)) {
        if (!is_value_at(cursor, colon + 1))
            return FORM_DECLINED;
        return cursor_refuse(
            cursor, cursor->begin,
            "there is no such key: send one of name, alias, keyword, definition, block, "
            "script, category, age, emoji and plane, or a space behind the colon");
    }
    if (colon + 1 == cursor->end)
        return cursor_refuse(cursor, colon + 1,
                             "nothing stands directly behind the colon: send it "
                             "without a space between, as in block:arrows");
    if (cursor->text[colon + 1] == '-')
        return cursor_refuse(cursor, colon + 1,
                             "- stands before the whole clause, as in -block:arrows");
    return property == PROPERTY_COUNT ? read_field(cursor, field, colon + 1)
                                      : read_property(cursor, property, colon + 1);
}

/*
 * Code points and ranges of them.
 */

static enum form read_points(struct cursor *cursor, struct span span, uint32_t *points,
                             size_t *count)
{
    struct notation_error error;

    switch (notation_read(cursor->text + span.begin, span.end - span.begin, &cursor->names_left,
                          points, count, &error)) {
    case NOTATION_NONE:
        return FORM_DECLINED;
    case NOTATION_POINTS:
        return FORM_TAKEN;
    case NOTATION_WRONG:
        return cursor_refuse(cursor, span.begin + error.at, "%s", error.message);
    case NOTATION_COSTLY:
        return cursor_refuse(cursor, span.begin + error.at,
                             "a query has at most %d of HTML's named characters", QUERY_MAX_NAMED);
    }
    assert(false && "a notation that is none");
    return FORM_DECLINED;
}

/* One end of a range. */
static enum form read_point(struct cursor *cursor, struct span span, uint32_t *point)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t count;
    enum form form = read_points(cursor, span, points, &count);

    if (form != FORM_TAKEN)
        return form;
    *point = points[0];
    return count == 1 ? FORM_TAKEN : FORM_DECLINED;
}

static enum form form_range(struct cursor *cursor)
{
    static const char both[] = "a range has a code point at both ends, as in U+2600..U+26FF";
    const char *text = cursor->text;
    const char *dots = memmem(text + cursor->begin, cursor->end - cursor->begin, "..", 2);
    struct span before, behind;
    enum form low_form, high_form;
    uint32_t low = 0, high = 0;

    if (!dots)
        return FORM_DECLINED;
    before = (struct span){cursor->begin, (size_t)(dots - text)};
    behind = (struct span){before.end + 2, cursor->end};
    low_form = read_point(cursor, before, &low);
    if (low_form == FORM_REFUSED)
        return FORM_REFUSED;
    high_form = read_point(cursor, behind, &high);
    if (high_form == FORM_REFUSED || (low_form == FORM_DECLINED && high_form == FORM_DECLINED))
        return high_form;
    if (low_form == FORM_DECLINED || high_form == FORM_DECLINED)
        return cursor_refuse(cursor, low_form == FORM_DECLINED ? before.begin : behind.begin, both);
    if (low > high)
        return cursor_refuse(cursor, behind.begin,
                             "this range ends before it begins: send the smaller code point first");
    return cursor_add_range(cursor, low, high);
}

static enum form form_code_point(struct cursor *cursor)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t count;
    enum form form = read_points(cursor, (struct span){cursor->begin, cursor->end}, points, &count);

    if (form != FORM_TAKEN || count > 1)
        return form == FORM_TAKEN ? cursor_add_points(cursor, points, count) : form;
    cursor_add_clause(cursor, QUERY_CODE_POINT)->low = points[0];
    return FORM_TAKEN;
}

/*
 * Pasted text: no word in it.
 */

/* Digits in keycaps are emoji: 1, U+FE0F, U+20E3. */
static bool is_keycaps(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t point = utf8_next(bytes, size, &at);

        if (point < '0' || point > '9' || at == size)
            return false;
        point = utf8_next(bytes, size, &at);
        if (point == EMOJI_SELECTOR && at < size)
            point = utf8_next(bytes, size, &at);
        if (point != KEYCAP)
            return false;
    }
    return true;
}

static enum form form_text(struct cursor *cursor)
{
    const char *text = cursor->text + cursor->begin;
    struct words words;
    size_t begin, end;

    words_init(&words, text, cursor->end - cursor->begin);
    while (words_skip(&words, &begin, &end))
        if (!is_keycaps(text + begin, end - begin))
            return FORM_DECLINED;
    return cursor_add_text(cursor, (struct span){cursor->begin, cursor->end});
}

/*
 * Clauses and groups.
 */

static bool read_clause(struct cursor *cursor)
{
    static enum form (*const forms[])(struct cursor *) = {
        form_phrase, form_key, form_range, form_code_point, form_text, form_words,
    };
    enum form form = FORM_DECLINED;
    size_t i = 0;

    cursor->begin = cursor->at;
    cursor->at = cursor->end = cursor_clause_end(cursor, cursor->begin);
    cursor->alternatives =
        cursor->alternatives ||
        cursor_at_bar(cursor, cursor_behind_separators(cursor, cursor->end, false));
    for (; form == FORM_DECLINED && i < sizeof forms / sizeof forms[0]; i++)
        form = forms[i](cursor);
    cursor->pasted = forms[i - 1] == form_text;
    return form == FORM_TAKEN;
}

/* A "-" before a clause. What is only punctuation (->, --) is text. */
static bool is_minus(const struct cursor *cursor)
{
    size_t next = cursor->at + 1;

    if (cursor->text[cursor->at] != '-')
        return false;
    return cursor_at_quotation(cursor, next) ||
           !cursor_is_punctuation(cursor, (struct span){next, cursor_clause_end(cursor, next)});
}

/* Moves to the next alternative, if there is one; false where something else is wrong. */
static bool read_bar(struct cursor *cursor, bool *another)
{
    size_t bar = cursor_behind_separators(cursor, cursor->at, false);
    size_t next;

    *another = cursor_at_bar(cursor, bar);
    if (!*another)
        return true;
    next = cursor_behind_separators(cursor, bar + 1, false);
    if (cursor_at_separator(cursor, next) || cursor_at_bar(cursor, next)) {
        (void)cursor_refuse(cursor, bar,
                            "| stands between two clauses, as in cat|dog: send what is to be "
                            "behind it");
        return false;
    }
    cursor->at = next;
    if (is_minus(cursor)) {
        (void)cursor_refuse(cursor, next,
                            "- stands before all alternatives, as in -cat|dog, which leaves "
                            "out both");
        return false;
    }
    return true;
}

static bool begin_group(struct cursor *cursor)
{
    cursor->alternatives = false;
    cursor->negated = is_minus(cursor);
    if (cursor_at_bar(cursor, cursor->at)) {
        (void)cursor_refuse(cursor, cursor->at,
                            "| stands between two clauses, as in cat|dog: send what "
                            "is to be before it");
        return false;
    }
    if (!cursor->negated)
        return true;
    if (cursor->text[++cursor->at] == '-') {
        (void)cursor_refuse(cursor, cursor->at,
                            "one - stands before what is to be left out: send -cat");
        return false;
    }
    return true;
}

/* Pasted text that neighbours pasted text is one clause with it. */
static void end_group(struct cursor *cursor)
{
    struct query *query = cursor->query;
    bool joins = cursor->pasted && !cursor->negated && !cursor->alternatives;

    if (joins && cursor->joins) {
        query->count--;
        query->clauses[query->count - 1].count += query->clauses[query->count].count;
        query->clauses[query->count - 1].end = query->clauses[query->count].end;
    } else {
        query->group_count++;
    }
    cursor->joins = joins;
}

static bool read_group(struct cursor *cursor)
{
    bool another;

    if (!begin_group(cursor))
        return false;
    do {
        if (!read_clause(cursor) || !read_bar(cursor, &another))
            return false;
    } while (another);
    end_group(cursor);
    return true;
}

/* Is it text, and short enough? */
static bool check_text(struct cursor *cursor)
{
    if (cursor->size > QUERY_MAX_SIZE) {
        (void)cursor_refuse(cursor, QUERY_MAX_SIZE, "a query has at most %d bytes", QUERY_MAX_SIZE);
        return false;
    }
    for (size_t at = 0; at < cursor->size;) {
        size_t begin = at;

        if (utf8_next(cursor->text, cursor->size, &at) < 0) {
            (void)cursor_refuse(cursor, begin, "a query is text in UTF-8, and this byte is not");
            return false;
        }
    }
    return true;
}

bool query_parse(struct query *query, const char *text, size_t size, struct query_error *error)
{
    struct cursor cursor = {
        .query = query,
        .error = error,
        .text = text,
        .size = size,
        .names_left = QUERY_MAX_NAMED,
    };

    query->count = query->word_count = query->point_count = query->folded_size = 0;
    query->group_count = 0;
    if (!check_text(&cursor))
        return false;
    cursor.bars = !cursor_is_punctuation(&cursor, (struct span){0, size});
    for (;;) {
        cursor.at = cursor_behind_separators(&cursor, cursor.at, true);
        if (cursor.at == size)
            return true;
        if (!read_group(&cursor))
            return false;
    }
}
