# cmake -Dversion=... -Dheaders=... -Doutput=... -P write_version.cmake: writes
# glomers/version.hpp, unless it says the same already.
set(texts)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(APPEND texts "${text}")
endforeach()
string(SHA256 hash "${texts}")
string(SUBSTRING ${hash} 0 12 hash)
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.hpp.in ${output} @ONLY)
