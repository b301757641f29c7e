# cmake -D SOURCE=<folder> -D OUT=<commit.cpp> -P write_commit.cmake: writes which commit the
# sources are, unless the file says the same already. Only that file is compiled anew then.
set(commit unknown)
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --show-toplevel
    WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  file(REAL_PATH ${SOURCE} source)
  if(top STREQUAL source)  # else it stands in another project's repository
    execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty=+changes --exclude=* --abbrev=12
      WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE)
  endif()
endif()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
#include "tests/eddy/run/build.hpp"

namespace eddy {

const char* const build_commit = "@commit@";

}  // namespace eddy
]])
