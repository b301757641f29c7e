# Puts the page's styles and scripts into its index.html, and the whole into a C++ source.
#   cmake -D PAGE=<folder> -D OUT=<page.cpp> -P embed_page.cmake
# `<!--inline FILE-->` in index.html stands for a file as it is; `<!--modules FILE ...-->` for
# the ES modules, in the order of their imports, as one: without import lines and the word export.
file(READ ${PAGE}/index.html html)

string(REGEX MATCHALL "<!--inline [^>]*-->" marks "${html}")
foreach(mark IN LISTS marks)
  string(REGEX REPLACE "<!--inline (.*)-->" "\\1" name "${mark}")
  file(READ ${PAGE}/${name} text)
  string(REPLACE "${mark}" "${text}" html "${html}")
endforeach()

string(REGEX MATCH "<!--modules ([^>]*)-->" mark "${html}")
string(REGEX REPLACE "[ \n]+" ";" names "${CMAKE_MATCH_1}")
set(modules "")
foreach(name IN LISTS names)
  file(READ ${PAGE}/${name} text)
  string(REGEX REPLACE "(^|\n)import [^;]*;" "\\1" text "${text}")
  string(REGEX REPLACE "(^|\n)export " "\\1" text "${text}")
  string(APPEND modules "// ${name}\n${text}")
endforeach()
string(REPLACE "${mark}" "${modules}" html "${html}")

# In pieces: compilers limit the length of one literal.
set(pieces "")
string(LENGTH "${html}" length)
set(begin 0)
while(begin LESS length)
  string(SUBSTRING "${html}" ${begin} 12000 piece)
  string(APPEND pieces "R\"page~(${piece})page~\"\n")
  math(EXPR begin "${begin} + 12000")
endwhile()
file(WRITE ${OUT} "#include \"tests/eddy/report/page.hpp\"

#include <string_view>

namespace eddy {

using namespace std::string_view_literals;

const std::string_view report_page =
${pieces}\"\"sv;

}  // namespace eddy
")
