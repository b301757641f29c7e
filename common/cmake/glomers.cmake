# glomers_node(), glomers_workload() and glomers_test(), for this project and for others.

set(GLOMERS_MODULE_MAP ${CMAKE_CURRENT_LIST_DIR}/module.map CACHE INTERNAL
  "The linker script of modules")
set(GLOMERS_NODE_MAIN ${CMAKE_CURRENT_LIST_DIR}/node_main.cpp CACHE INTERNAL
  "The main() of nodes")
set(GLOMERS_WORKLOAD_MAIN ${CMAKE_CURRENT_LIST_DIR}/workload_main.cpp CACHE INTERNAL
  "What eddy finds in the modules of workloads")

# What the objects of nodes and workloads have in common, be they for the executable or the module.
function(glomers_settings target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  # A hidden class is another in each module on a Mac, where none would know an exception of
  # another: functions alone are hidden there.
  if(APPLE)
    target_compile_options(${target} PRIVATE -fvisibility-ms-compat)
  endif()
  # A simulation is the same on every machine: none may round less by fusing
  # a multiplication and an addition.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  if(GLOMERS_FUZZ)  # tests do without: they would take longer to compile, and to run
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# A shared object <output name>.so that shows no more than what eddy looks for.
function(glomers_module target output_name)
  if(NOT APPLE)
    target_link_options(${target} PRIVATE LINKER:--version-script=${GLOMERS_MODULE_MAP})
  endif()
  set_target_properties(${target} PROPERTIES PREFIX "" SUFFIX .so OUTPUT_NAME ${output_name})
endfunction()

# glomers_node(<name> [<source>...] [MAIN <source>] [WORKLOAD <workload>] [LIBS <library>...]):
# a node, as the executable <name> and beside it the module <name>.so, which eddy
# simulates. MAIN (default: main.cpp) defines glomers::node_program(). Further sources
# become the library <name>_logic, which its tests link. A node that stands on the
# replication engine names it: LIBS glomers::replication. For a bench beside the
# folder GLOMERS_SOLUTIONS it is the node to simulate for the WORKLOAD, where --bin
# names no other.
function(glomers_node name)
  cmake_parse_arguments(arg "" "MAIN;WORKLOAD" "LIBS" ${ARGN})
  set(libs ${arg_LIBS} glomers::common)
  if(arg_UNPARSED_ARGUMENTS)
    add_library(${name}_logic STATIC ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(${name}_logic PUBLIC ${libs})
    glomers_settings(${name}_logic)
    set(libs ${name}_logic)
  endif()
  if(NOT arg_MAIN)
    set(arg_MAIN main.cpp)
  endif()
  add_library(${name}_main OBJECT ${arg_MAIN} ${GLOMERS_NODE_MAIN})
  target_link_libraries(${name}_main PUBLIC ${libs} glomers::version)
  glomers_settings(${name}_main)

  add_executable(${name})
  target_link_libraries(${name} PRIVATE ${name}_main)

  add_library(${name}_module MODULE)
  target_link_libraries(${name}_module PRIVATE ${name}_main)
  glomers_module(${name}_module ${name})
  set_target_properties(${name}_module PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY $<TARGET_FILE_DIR:${name}>)
  add_dependencies(${name} ${name}_module)

  if(arg_WORKLOAD)
    set_target_properties(${name} PROPERTIES GLOMERS_WORKLOAD ${arg_WORKLOAD})
    if(GLOMERS_SOLUTIONS)
      file(MAKE_DIRECTORY ${GLOMERS_SOLUTIONS})
      file(CREATE_LINK ${CMAKE_CURRENT_BINARY_DIR}/${name} ${GLOMERS_SOLUTIONS}/${arg_WORKLOAD}
        SYMBOLIC)
    endif()
  endif()
endfunction()

# glomers_workload(<name> <source>... [LIBS <library>...]): a workload for eddy, as the module
# <name>.so: eddy test -w ./<name>.so. One of the sources defines eddy::module_workload().
function(glomers_workload name)
  cmake_parse_arguments(arg "" "" "LIBS" ${ARGN})
  add_library(${name} MODULE ${arg_UNPARSED_ARGUMENTS} ${GLOMERS_WORKLOAD_MAIN})
  target_link_libraries(${name} PRIVATE glomers::workload glomers::version ${arg_LIBS})
  glomers_settings(${name})
  glomers_module(${name} ${name})
endfunction()

# glomers_test(<name> <source>... [LIBS <library>...]): a Catch2 program, run by ctest.
function(glomers_test name)
  if(GLOMERS_SKIP_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "LIBS" ${ARGN})
  if(NOT TARGET Catch2::Catch2WithMain)
    find_package(Catch2 REQUIRED)
  endif()
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE glomers::testing Catch2::Catch2WithMain ${arg_LIBS})
  target_compile_options(${name} PRIVATE ${GLOMERS_TEST_OPTIONS})
  add_test(NAME ${name} COMMAND ${name})
endfunction()
