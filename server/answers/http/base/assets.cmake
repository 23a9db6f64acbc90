# Writes OUTPUT, a C file that contains the files ASSETS (a list) of the folder STATIC, each plain and compressed
# by GZIP and ZSTD. The output depends on the files alone (sorted by name, gzip without name and time), so builds
# are reproducible. server/answers/http/base/assets.h describes how the files are served.
#
# Five kinds of files:
#     index.html, character.html, problem.html, openapi.json, opensearch.xml
#                                 templates that the server renders; not served at any path
#     sw.js                       at /sw.js, because a service worker controls the paths below its own;
#                                 the list of files that it gets is relative to that path
#     favicon.ico, robots.txt     at the paths where programs look for them
#     messages/*.json             tables, of which scripts get two sections each
#     all others                  at /static/DIGEST/, where DIGEST is computed over all files
cmake_minimum_required(VERSION 3.25)

set(TEMPLATES index.html character.html problem.html openapi.json opensearch.xml)
set(WORKER sw.js)
set(FIXED favicon.ico robots.txt)

# The media type is determined by the suffix of the name. Other suffixes are an error.
function(asset_type name result)
  if(name MATCHES "\\.html$")
    set(type "text/html; charset=utf-8")
  elseif(name MATCHES "\\.css$")
    set(type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.js$")
    set(type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.json$")
    set(type "application/json")
  elseif(name MATCHES "\\.svg$")
    set(type "image/svg+xml")
  elseif(name MATCHES "\\.ico$")
    set(type "image/vnd.microsoft.icon")
  elseif(name MATCHES "\\.txt$")
    set(type "text/plain; charset=utf-8")
  elseif(name MATCHES "\\.xml$")
    set(type "application/xml")
  elseif(name MATCHES "\\.webmanifest$")
    set(type "application/manifest+json")
  else()
    message(FATAL_ERROR "static/${name}: unknown suffix; add its media type to asset_type()")
  endif()
  set(${result} "${type}" PARENT_SCOPE)
endfunction()

# The path of a file below static/. The worker is generated in another folder, at its top, and messages of tests
# beside it.
function(asset_name file result)
  file(RELATIVE_PATH name ${STATIC} ${file})
  if(name MATCHES "^\\.\\./.*/(messages/[^/]+)$")
    set(name ${CMAKE_MATCH_1})
  elseif(name MATCHES "^\\.\\./")
    get_filename_component(name ${file} NAME)
  endif()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# The bytes as C initializers, sixteen per line, and their number. An array must not be empty, so an
# empty file gets one unused byte.
function(asset_bytes file text size)
  file(READ ${file} bytes HEX)
  string(LENGTH "${bytes}" length)
  math(EXPR count "${length} / 2")
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REPEAT "....." 16 line)
  string(REGEX REPLACE "(${line})" "\\1\n    " bytes "${bytes}")
  if(count EQUAL 0)
    set(bytes "0")
  endif()
  set(${text} "${bytes}" PARENT_SCOPE)
  set(${size} ${count} PARENT_SCOPE)
endfunction()

# The array of a file in one coding, made by the command in ARGN, if that is smaller. Adds it to ARRAYS
# and its entry to CODED. The command gets the file by name: zstd takes twenty times as long where it does
# not know the size.
function(asset_coded file array plain_size coding)
  execute_process(COMMAND ${ARGN} ${file} OUTPUT_FILE ${OUTPUT}.coded
    COMMAND_ERROR_IS_FATAL ANY)
  asset_bytes(${OUTPUT}.coded bytes size)
  file(REMOVE ${OUTPUT}.coded)
  if(size LESS plain_size)
    string(APPEND ARRAYS "static const unsigned char ${array}_${coding}[] = {\n    ${bytes}\n};\n")
    string(TOUPPER ${coding} name)
    string(APPEND CODED ",\n      [CODING_${name}] = {(const char *)${array}_${coding}, ${size}}")
  endif()
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
  set(CODED "${CODED}" PARENT_SCOPE)
endfunction()

# The arrays of a file: plain, and compressed. Adds them to ARRAYS and returns their entry for the
# table.
function(asset_arrays file array result)
  asset_bytes(${file} bytes size)
  string(APPEND ARRAYS "static const unsigned char ${array}[] = {\n    ${bytes}\n};\n")
  set(CODED "[CODING_IDENTITY] = {(const char *)${array}, ${size}}")
  asset_coded(${file} ${array} ${size} gzip ${GZIP} -9 -n -c)
  asset_coded(${file} ${array} ${size} zstd ${ZSTD} -19 --single-thread --no-check -c)
  set(${result} "{${CODED}}" PARENT_SCOPE)
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
endfunction()

# Adds the arrays of one file to ARRAYS and its row to TABLE. ARGN may have the name of a generated one.
function(asset_add file path immutable)
  asset_name(${file} name)
  if(ARGN)
    set(name ${ARGN})
  endif()
  string(MAKE_C_IDENTIFIER "file_${name}" array)
  asset_type(${name} type)
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 16 digest)
  asset_arrays(${file} ${array} arrays)
  string(APPEND TABLE "    {\"${path}\", \"${type}\", \"\\\"${digest}\\\"\", ${immutable},\n"
    "     ${arrays}},\n")
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
  set(TABLE "${TABLE}" PARENT_SCOPE)
endfunction()

function(template_add file)
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER "file_${name}" array)
  asset_bytes(${file} bytes size)
  string(APPEND ARRAYS "static const unsigned char ${array}[] = {\n    ${bytes}\n};\n")
  string(APPEND TEMPLATE_TABLE "    {\"${name}\", {(const char *)${array}, ${size}}},\n")
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
  set(TEMPLATE_TABLE "${TEMPLATE_TABLE}" PARENT_SCOPE)
endfunction()

# Cuts a table of messages into what scripts need: the section "first", as messages/de.json, and the section
# "later", as messages/de.later.json. messages.cmake has the format. The worker's list has neither: a page needs
# one language.
function(messages_add file name)
  file(READ ${file} text)
  set(folder ${OUTPUT}.cut)
  foreach(section IN ITEMS first later)
    string(FIND "${text}" "  \"${section}\": {\n" begin)
    string(SUBSTRING "${text}" ${begin} -1 cut)
    string(FIND "${cut}" "\n  }" end)
    string(LENGTH "  \"${section}\": " start)
    math(EXPR length "${end} - ${start}")
    string(SUBSTRING "${cut}" ${start} ${length} cut)
    string(REPLACE "\n    " "\n" cut "${cut}")
    set(path ${name})
    if(section STREQUAL "later")
      string(REGEX REPLACE "json$" "later.json" path ${name})
    endif()
    file(WRITE ${folder}/${path} "${cut}\n}\n")
    asset_add(${folder}/${path} /static/${DIGEST}/${path} true ${path})
  endforeach()
  file(REMOVE_RECURSE ${folder})
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
  set(TABLE "${TABLE}" PARENT_SCOPE)
endfunction()

# The worker caches the page's files. Their list, which contains the digest, is written into it, so
# a browser gets a new worker whenever any file changes.
function(worker_add file)
  list(JOIN SHELL "\", \"" shell)
  file(READ ${file} text)
  string(REPLACE "@SHELL@" "\"${shell}\"" text "${text}")
  string(REPLACE "@DIGEST@" "${DIGEST}" text "${text}")
  get_filename_component(folder ${OUTPUT} DIRECTORY)
  file(WRITE ${folder}/${WORKER} "${text}")
  asset_add(${folder}/${WORKER} /${WORKER} false)
  file(REMOVE ${folder}/${WORKER})
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
  set(TABLE "${TABLE}" PARENT_SCOPE)
endfunction()

list(SORT ASSETS)
foreach(file IN LISTS ASSETS)
  asset_name(${file} name)
  file(SHA256 ${file} digest)
  list(APPEND all "${name} ${digest}")
endforeach()
list(SORT all) # some files are generated: the digest must not depend on where
string(SHA256 DIGEST "${all}")
string(SUBSTRING ${DIGEST} 0 16 DIGEST)

foreach(file IN LISTS ASSETS)
  asset_name(${file} name)
  if(name IN_LIST TEMPLATES)
    template_add(${file})
  elseif(name IN_LIST FIXED)
    asset_add(${file} /${name} false)
  elseif(name MATCHES "^messages/")
    messages_add(${file} ${name})
  elseif(NOT name STREQUAL WORKER)
    asset_add(${file} /static/${DIGEST}/${name} true)
    list(APPEND SHELL static/${DIGEST}/${name})
  else()
    set(worker ${file})
  endif()
endforeach()
worker_add(${worker})

file(WRITE ${OUTPUT} "/* Generated by server/answers/http/base/assets.cmake from the files of static/. */

#include <assert.h>
#include <string.h>

#include \"server/answers/http/base/assets.h\"

${ARRAYS}
static const struct asset assets[] = {
${TABLE}};

static const struct {
    const char *name;
    struct slice text;
} templates[] = {
${TEMPLATE_TABLE}};

const struct asset *asset_at(size_t number)
{
    return number < sizeof assets / sizeof *assets ? &assets[number] : NULL;
}

const struct asset *asset_find(const char *path, size_t size)
{
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (strlen(assets[i].path) == size && memcmp(assets[i].path, path, size) == 0)
            return &assets[i];
    return NULL;
}

const char *asset_directory(void)
{
    return \"/static/${DIGEST}\";
}

const char *asset_digest(void)
{
    return \"${DIGEST}\";
}

struct slice asset_template(const char *name)
{
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        if (strcmp(templates[i].name, name) == 0)
            return templates[i].text;
    assert(!\"unknown template\");
    return (struct slice){NULL, 0};
}
")
