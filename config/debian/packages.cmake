# The Debian packages: `cpack --preset deb` after a build of the preset `deb`. The rules that install
# name the package as their COMPONENT. tests/package/run tries the packages.
set(here ${CMAKE_CURRENT_LIST_DIR})

# Documents that every package has.
file(STRINGS ${here}/changelog newest LIMIT_COUNT 1)
if(NOT newest MATCHES "\\(${PROJECT_VERSION}\\)")
  message(FATAL_ERROR "config/debian/changelog does not begin with version ${PROJECT_VERSION}: add an entry")
endif()
find_program(GZIP gzip REQUIRED)
execute_process(COMMAND ${GZIP} -9nc ${here}/changelog
  OUTPUT_FILE ${PROJECT_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
foreach(package IN ITEMS charfinder charfinderd)
  install(FILES ${PROJECT_BINARY_DIR}/changelog.gz ${here}/copyright
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${package})
  install(FILES ${here}/lintian/${package}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides COMPONENT ${package})
endforeach()

# Only the package may put a file among those of logrotate: dpkg keeps it when it was edited.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND CMAKE_INSTALL_SYSCONFDIR STREQUAL "/etc")
  install(FILES ${here}/../examples/logrotate DESTINATION /etc/logrotate.d RENAME charfinderd
    COMPONENT charfinderd)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME charfinder)
set(CPACK_PACKAGE_VENDOR "The charfinder authors")
set(CPACK_PACKAGE_CONTACT "The charfinder authors <charfinder@charfinder.example>"
  CACHE STRING "Who maintains the packages: name and address")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_STRIP_FILES ON)
# Below /usr and /etc, whatever prefix the build has: paths are written into the unit.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_COMPONENTS_ALL charfinder charfinderd)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# Without one of these the programs find less and say so (index/README.md, "Sources"), so nothing
# depends on them.
string(JOIN ", " data
  unicode-data unicode-cldr-core wordnet-base w3c-sgml-lib aglfn libx11-data m17n-db x11proto-dev)

set(CPACK_DEBIAN_CHARFINDER_PACKAGE_NAME charfinder)
set(CPACK_DEBIAN_CHARFINDER_PACKAGE_SECTION utils)
# No program reads a font, but what a terminal or a browser cannot show is of little use.
set(CPACK_DEBIAN_CHARFINDER_PACKAGE_RECOMMENDS "${data}, fonts-noto-core, fonts-noto-color-emoji")
set(CPACK_DEBIAN_CHARFINDER_PACKAGE_SUGGESTS "charfinderd, fonts-noto-cjk, fonts-symbola")
set(CPACK_DEBIAN_CHARFINDER_DESCRIPTION "find Unicode characters by name, keyword or meaning
Prints the characters whose names, nicknames, keywords, meanings or spellings
fit a query, with properties, ranges, prefixes and phrases. What is not found
as it is written is looked for in other forms and spellings.
.
This package has the command, and the tables of names that the daemon
needs as well.")

set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_NAME charfinderd)
set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_SECTION net)
# The tables of names are in charfinder. With the same version, the command uses the daemon's index.
set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_DEPENDS
  "charfinder (= ${PROJECT_VERSION}), init-system-helpers (>= 1.52), systemd | systemd-standalone-sysusers | systemd-sysusers")
# Slices of these fonts go to browsers that lack them.
set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_RECOMMENDS
  "${data}, fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji, fonts-unifont")
set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_SUGGESTS "haproxy | nginx, curl, logrotate, telnet")
set(CPACK_DEBIAN_CHARFINDERD_PACKAGE_CONTROL_EXTRA
  ${here}/charfinderd/conffiles ${here}/charfinderd/postinst
  ${here}/charfinderd/prerm ${here}/charfinderd/postrm)
set(CPACK_DEBIAN_CHARFINDERD_DESCRIPTION "search for Unicode characters over telnet and HTTP
A small daemon that answers queries for characters over telnet, as JSON over
HTTP, and on a page for browsers. A small query never waits while somebody
downloads a large result.
.
It needs Linux 6.1 or later with io_uring. Installing the package does not
start it: systemctl enable --now charfinderd.")

include(CPack)
