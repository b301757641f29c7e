include(${CMAKE_CURRENT_LIST_DIR}/glomersTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/glomers.cmake)
