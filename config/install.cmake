# Installs the configuration SOURCE into the folder CONFIGURATION, and a copy of it into EXAMPLES. One
# that differs from the copy of the last installation was edited: it stays as it is.
set(file "$ENV{DESTDIR}${CONFIGURATION}/charfinderd.json")
set(copy "$ENV{DESTDIR}${EXAMPLES}/charfinderd.json")

set(edited FALSE)
if(EXISTS "${file}")
  set(edited TRUE)
  foreach(original IN ITEMS "${copy}" "${SOURCE}")
    execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${file}" "${original}"
      RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
    if(differs EQUAL 0)
      set(edited FALSE)
    endif()
  endforeach()
endif()
if(edited)
  message(STATUS "Keeping the edited ${file}: the new defaults are in ${copy}")
else()
  file(INSTALL DESTINATION "${CONFIGURATION}" TYPE FILE FILES "${SOURCE}")
endif()
file(INSTALL DESTINATION "${EXAMPLES}" TYPE FILE FILES "${SOURCE}")
# It is not in the list of installed files if it was kept, and uninstalling must know it all the same.
if(edited)
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${CONFIGURATION}/charfinderd.json")
endif()
