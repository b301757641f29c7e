# cmake -Dversion=... -Dheaders=... -Dtemplate=... -Doutput=... -P write_version.cmake: writes
# what the template makes of the version and a hash of the headers, unless it is there already.
set(texts)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(APPEND texts "${text}")
endforeach()
string(SHA256 hash "${texts}")
string(SUBSTRING ${hash} 0 12 hash)
configure_file(${template} ${output} @ONLY)
