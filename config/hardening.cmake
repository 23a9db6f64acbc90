# What Debian hardens its packages with, for release builds, where compiler and processor have it.
# tests/package/run checks the programs. -D_FORTIFY_SOURCE and the stack protector are always on.
include(CheckCCompilerFlag)

# Not by CMAKE_POSITION_INDEPENDENT_CODE, which would compile libraries with -fPIC: no inlining of what
# a shared library could replace.
set(release $<CONFIG:RelWithDebInfo,Release>)
target_compile_options(charfinder_flags INTERFACE $<${release}:-fPIE>)
target_link_options(charfinder_flags INTERFACE $<${release}:-pie>)

foreach(flag IN ITEMS -fstack-clash-protection -fcf-protection -mbranch-protection=standard)
  string(MAKE_C_IDENTIFIER CHARFINDER_HAS${flag} variable)
  check_c_compiler_flag(${flag} ${variable})
  if(${variable})
    target_compile_options(charfinder_flags INTERFACE $<${release}:${flag}>)
  endif()
endforeach()
