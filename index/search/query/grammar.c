/*
 * The query language, in one pass from left to right, without recursion.
 *
 * query_parse() parses group after group, parse_group() the clauses of one group, and
 * parse_clause() tries the kinds of clause in order: each one either does not match, parses the
 * clause, or fails with an error. A new kind of clause is one more function in that list and one
 * more case in index/search/match/evaluate.c. The kinds are in grammar_words.c, grammar_keys.c and
 * grammar_points.c; this file handles only groups, "-" and "|".
 *
 * Punctuation alone is pasted text, so ->, ** and ... are text. Anything else that resembles syntax
 * and is malformed is an error with its column: to read it as punctuation would answer a different
 * query.
 */

#include "index/search/query/grammar.h"

#include "index/base/utf8.h"
#include "index/search/query/grammar_keys.h"
#include "index/search/query/grammar_points.h"
#include "index/search/query/grammar_words.h"

static enum parse_result parse_quoted(struct parse *parse)
{
    if (!cursor_at_quote(&parse->cursor, parse->clause.begin))
        return PARSE_NO_MATCH;
    return grammar_phrase(parse, parse->clause.begin, QUERY_ANYWHERE);
}

static enum parse_result parse_rest(struct parse *parse)
{
    return grammar_words(parse, parse->clause.begin, QUERY_ANYWHERE);
}

static bool parse_clause(struct parse *parse)
{
    static enum parse_result (*const kinds[])(struct parse *) = {
        parse_quoted, grammar_key, grammar_range, grammar_code_point, grammar_text, parse_rest,
    };
    struct cursor *cursor = &parse->cursor;
    enum parse_result result = PARSE_NO_MATCH;
    size_t i = 0;

    parse->clause.begin = cursor->at;
    cursor->at = parse->clause.end = cursor_clause_end(cursor, cursor->at);
    parse->alternatives =
        parse->alternatives || cursor_at_or(cursor, cursor_skip_space(cursor, cursor->at));
    for (; result == PARSE_NO_MATCH && i < sizeof kinds / sizeof kinds[0]; i++)
        result = kinds[i](parse);
    parse->ends_in_text = kinds[i - 1] == grammar_text;
    return result == PARSE_OK;
}

/* Is this a "-" that negates the clause after it? Punctuation alone (->, --) is text. */
static bool is_minus(const struct cursor *cursor)
{
    size_t next = cursor->at + 1;

    if (cursor->text[cursor->at] != '-')
        return false;
    return cursor_at_quote(cursor, next) ||
           !cursor_is_punctuation(cursor, (struct span){next, cursor_clause_end(cursor, next)});
}

/* Moves past a "|" to the next alternative, if there is one. Returns false on an error. */
static bool parse_or(struct parse *parse, bool *another)
{
    struct cursor *cursor = &parse->cursor;
    size_t bar = cursor_skip_space(cursor, cursor->at), next;

    *another = cursor_at_or(cursor, bar);
    if (!*another)
        return true;
    next = cursor_skip_space(cursor, bar + 1);
    if (cursor_at_separator(cursor, next) || cursor_at_or(cursor, next)) {
        (void)parse_fail(parse, COMPLAINT_OR_AFTER, bar, "missing term after |: write cat|dog");
        return false;
    }
    cursor->at = next;
    if (is_minus(cursor)) {
        (void)parse_fail(
            parse, COMPLAINT_MINUS_FIRST, next,
            "misplaced -: put it before the first alternative (-cat|dog excludes both)");
        return false;
    }
    return true;
}

static bool begin_group(struct parse *parse)
{
    struct cursor *cursor = &parse->cursor;

    parse->alternatives = false;
    parse->negated = is_minus(cursor);
    if (cursor_at_or(cursor, cursor->at)) {
        (void)parse_fail(parse, COMPLAINT_OR_BEFORE, cursor->at,
                         "missing term before |: write cat|dog");
        return false;
    }
    if (!parse->negated)
        return true;
    if (cursor->text[++cursor->at] == '-') {
        (void)parse_fail(parse, COMPLAINT_MINUS_TWICE, cursor->at,
                         "more than one -: use one, as in -cat");
        return false;
    }
    return true;
}

/* Joins pasted text and the pasted text directly before it into one clause. */
static void end_group(struct parse *parse)
{
    struct query *query = parse->query;
    bool text = parse->ends_in_text && !parse->negated && !parse->alternatives;

    if (text && parse->follows_text) {
        query->count--;
        query->clauses[query->count - 1].count += query->clauses[query->count].count;
        query->clauses[query->count - 1].end = query->clauses[query->count].end;
    } else {
        query->group_count++;
    }
    parse->follows_text = text;
}

static bool parse_group(struct parse *parse)
{
    bool another;

    if (!begin_group(parse))
        return false;
    do {
        if (!parse_clause(parse) || !parse_or(parse, &another))
            return false;
    } while (another);
    end_group(parse);
    return true;
}

/* Is the query valid UTF-8 and short enough? */
static bool check_text(struct parse *parse)
{
    const struct cursor *cursor = &parse->cursor;

    if (cursor->size > QUERY_MAX_SIZE) {
        (void)parse_fail(parse, COMPLAINT_TOO_LONG, QUERY_MAX_SIZE,
                         "query too long: at most %d bytes", QUERY_MAX_SIZE);
        return false;
    }
    for (size_t at = 0; at < cursor->size;) {
        size_t begin = at;

        if (utf8_next(cursor->text, cursor->size, &at) < 0) {
            (void)parse_fail(parse, COMPLAINT_NOT_UTF_8, begin,
                             "invalid UTF-8: encode the query as UTF-8");
            return false;
        }
    }
    return true;
}

/* Does every clause exclude something? Nearly all characters would match, which is never
 * what was meant: -5 is a number, and -cat a slip. */
static bool only_excludes(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (!query->clauses[i].negated)
            return false;
    return query->count > 0;
}

static bool parse_groups(struct parse *parse)
{
    struct cursor *cursor = &parse->cursor;
    size_t begin = cursor_skip_separators(cursor, 0);

    for (cursor->at = begin; cursor->at < cursor->size;
         cursor->at = cursor_skip_separators(cursor, cursor->at))
        if (!parse_group(parse))
            return false;
    if (only_excludes(parse->query)) {
        (void)parse_fail(parse, COMPLAINT_MINUS_ONLY, begin,
                         "only exclusions: add what to find, as in cat -black");
        return false;
    }
    return true;
}

bool query_parse(struct query *query, const struct repertoire *repertoire, const char *text,
                 size_t size, struct query_error *error)
{
    struct parse parse = {
        .cursor = {.text = text, .size = size},
        .repertoire = repertoire,
        .query = query,
        .error = error,
        .names_left = QUERY_MAX_NAMED,
        .phrases_left = QUERY_MAX_PHRASES,
    };
    struct cursor *cursor = &parse.cursor;

    query->count = query->word_count = query->point_count = query->folded_size = 0;
    query->group_count = 0;
    if (!check_text(&parse))
        return false;
    cursor->has_or = !cursor_is_punctuation(cursor, (struct span){0, size});
    return parse_groups(&parse);
}
