# Writes OUTPUT, a table of messages in an invented language, from SOURCE, the English one:
#
#     en-XA    longer texts: what does not fit is seen
#     ar-XB    from right to left, with Arabic's rules for plurals
#
# Builds with tests have them; no release does. They count only where a client asks for exactly these tags.
cmake_minimum_required(VERSION 3.25)

get_filename_component(language ${OUTPUT} NAME_WE)
file(READ ${SOURCE} text)

# A text that is longer by two fifths, or twice as long if it is short.
function(longer text result)
  string(LENGTH "${text}" length)
  if(length GREATER 12)
    math(EXPR length "${length} * 2 / 5")
  endif()
  math(EXPR length "${length} / 2 * 2")
  set(cut "")
  foreach(word IN ITEMS ļőřèm ïpșŭm ďøłōŕ ŝīţ àmêţ ćőñşèćţèţúř àđïpïşćïñğ èľïţ şèđ đő èïúşmőđ ţèmpőř)
    string(LENGTH "${cut}" size)
    if(size LESS length)
      string(APPEND cut " ${word}")
    endif()
  endforeach()
  set(${result} "${text}${cut}" PARENT_SCOPE)
endfunction()

set(made "")
set(value "\": \"(([^\"\\]|\\\\.)*)\"")
while(text MATCHES "${value}")
  set(found "${CMAKE_MATCH_0}")
  set(words "${CMAKE_MATCH_1}")
  string(FIND "${text}" "${found}" at)
  string(SUBSTRING "${text}" 0 ${at} before)
  string(LENGTH "${found}" length)
  math(EXPR at "${at} + ${length}")
  string(SUBSTRING "${text}" ${at} -1 text)
  if(before MATCHES "language.direction$")
    set(words ltr)
    if(language MATCHES "^ar")
      set(words rtl)
    endif()
  elseif(language MATCHES "^ar")
    string(ASCII 226 128 143 mark) # U+200F
    set(words "${mark}${words}${mark}")
  else()
    longer("${words}" words)
  endif()
  string(APPEND made "${before}\": \"${words}\"")
endwhile()
file(WRITE ${OUTPUT} "${made}${text}")
