# Windows (Visual Studio's tools); written from their documentation, not run yet.
#
# Linking a DLL needs an import library, and the package has none. It is created here from the DLL's exports,
# with dumpbin and lib, which are part of the compiler. When the addon is opened, node-llama-cpp has already
# loaded llama.dll and ggml*.dll, and Windows reuses a loaded module of the same name.
#
# Node's own functions come from the executable that opens the addon: node.exe, or Facet.exe in Electron. They
# are linked to "node.exe" with delayed loading, and windows/delay-load-hook.cpp substitutes the running
# executable.
get_filename_component(compiler_folder ${CMAKE_CXX_COMPILER} DIRECTORY)
find_program(DUMPBIN dumpbin HINTS ${compiler_folder} REQUIRED)

function(link_windows addon bins)
  get_filename_component(variant ${bins} NAME)
  file(GLOB dlls ${bins}/llama.dll ${bins}/llama.*dll ${bins}/ggml.dll ${bins}/ggml.*dll ${bins}/ggml-base.dll)
  list(REMOVE_DUPLICATES dlls)
  foreach(dll ${dlls})
    import_library(${dll} ${CMAKE_BINARY_DIR}/imports/${variant} library)
    target_link_libraries(${addon} PRIVATE ${library})
  endforeach()

  set(node_library ${CMAKE_BINARY_DIR}/imports/node.lib)
  make_library(${NODE_API_HEADERS}/def/node_api.def ${node_library})
  target_link_libraries(${addon} PRIVATE ${node_library} delayimp)
  target_link_options(${addon} PRIVATE /DELAYLOAD:node.exe)
  target_sources(${addon} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/windows/delay-load-hook.cpp)
endfunction()

# Lines of dumpbin's table look like "   12    B 0004F2A0 llama_decode": ordinal, hint, address, name.
function(import_library dll folder result)
  get_filename_component(name ${dll} NAME_WLE)
  execute_process(COMMAND ${DUMPBIN} /NOLOGO /EXPORTS ${dll} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "\n +[0-9]+ +[0-9A-F]+ +[0-9A-F]+ +[^ \r\n]+" lines "${table}")
  set(definition "LIBRARY ${name}.dll\nEXPORTS\n")
  foreach(line ${lines})
    string(REGEX REPLACE "^.* ([^ ]+)$" "\\1" symbol "${line}")
    string(APPEND definition "  ${symbol}\n")
  endforeach()
  file(WRITE ${folder}/${name}.def "${definition}")
  make_library(${folder}/${name}.def ${folder}/${name}.lib)
  set(${result} ${folder}/${name}.lib PARENT_SCOPE)
endfunction()

# CMAKE_AR is lib.exe where the compiler is Visual Studio's.
function(make_library definition library)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "ARM64")
    set(machine ARM64)
  else()
    set(machine X64)
  endif()
  execute_process(COMMAND ${CMAKE_AR} /NOLOGO /DEF:${definition} /OUT:${library} /MACHINE:${machine}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()
