# Writes OUTPUT, a C file that contains the files ASSETS (a list), each plain and compressed by
# GZIP. The output depends on the files alone (sorted by name, gzip without name and time), so builds
# are reproducible. server/answers/http/assets.h describes how the files are served.
#
# Three kinds of files:
#     index.html, opensearch.xml  templates that the server renders; not served at any path
#     sw.js                       at /sw.js, because a service worker controls the paths below its own
#     all others                  at /static/DIGEST/, where DIGEST is computed over all files
cmake_minimum_required(VERSION 3.25)

set(TEMPLATES index.html opensearch.xml)
set(WORKER sw.js)

# The media type is determined by the suffix of the name. Other suffixes are an error.
function(asset_type name result)
  if(name MATCHES "\\.html$")
    set(type "text/html; charset=utf-8")
  elseif(name MATCHES "\\.css$")
    set(type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.js$")
    set(type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.svg$")
    set(type "image/svg+xml")
  elseif(name MATCHES "\\.xml$")
    set(type "application/xml")
  elseif(name MATCHES "\\.webmanifest$")
    set(type "application/manifest+json")
  else()
    message(FATAL_ERROR "static/${name}: unknown suffix; add its media type to asset_type()")
  endif()
  set(${result} "${type}" PARENT_SCOPE)
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

function(asset_compress file compressed)
  execute_process(COMMAND ${GZIP} -9 -n -c INPUT_FILE ${file} OUTPUT_FILE ${compressed}
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The arrays of a file: plain, and compressed if that is smaller. Adds them to ARRAYS and returns
# their entry for the table.
function(asset_arrays file array result)
  asset_bytes(${file} bytes size)
  string(APPEND ARRAYS "static const unsigned char ${array}[] = {\n    ${bytes}\n};\n")
  asset_compress(${file} ${OUTPUT}.gz)
  asset_bytes(${OUTPUT}.gz gzip gzip_size)
  file(REMOVE ${OUTPUT}.gz)
  set(compressed "NULL, 0")
  if(gzip_size LESS size)
    string(APPEND ARRAYS "static const unsigned char ${array}_gzip[] = {\n    ${gzip}\n};\n")
    set(compressed "${array}_gzip, ${gzip_size}")
  endif()
  set(${result} "${array}, ${size}, ${compressed}" PARENT_SCOPE)
  set(ARRAYS "${ARRAYS}" PARENT_SCOPE)
endfunction()

# Adds the arrays of one file to ARRAYS and its row to TABLE.
function(asset_add file path immutable)
  get_filename_component(name ${file} NAME)
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
  get_filename_component(name ${file} NAME)
  file(SHA256 ${file} digest)
  string(APPEND all "${name} ${digest}\n")
endforeach()
string(SHA256 DIGEST "${all}")
string(SUBSTRING ${DIGEST} 0 16 DIGEST)

foreach(file IN LISTS ASSETS)
  get_filename_component(name ${file} NAME)
  if(name IN_LIST TEMPLATES)
    template_add(${file})
  elseif(NOT name STREQUAL WORKER)
    asset_add(${file} /static/${DIGEST}/${name} true)
    list(APPEND SHELL /static/${DIGEST}/${name})
  else()
    set(worker ${file})
  endif()
endforeach()
worker_add(${worker})

file(WRITE ${OUTPUT} "/* Generated by server/answers/http/assets.cmake from the files of static/. */

#include <assert.h>
#include <string.h>

#include \"server/answers/http/assets.h\"

${ARRAYS}
static const struct asset assets[] = {
${TABLE}};

static const struct {
    const char *name;
    struct slice text;
} templates[] = {
${TEMPLATE_TABLE}};

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
