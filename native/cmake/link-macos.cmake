# macOS; written from the linker's documentation, not run yet.
#
# The libraries are libllama*.dylib and libggml*.dylib with the install name @rpath/…. The run path, relative
# to the addon, leads to the files that node-llama-cpp has loaded, so the loader reuses them. Node's own
# functions (napi_…) are resolved in the process that opens the addon.
function(link_macos addon bins)
  file(GLOB libraries ${bins}/libllama.dylib ${bins}/libllama.*dylib ${bins}/libggml.dylib ${bins}/libggml.*dylib)
  list(REMOVE_DUPLICATES libraries)
  target_link_libraries(${addon} PRIVATE ${libraries} ${bins}/libggml-base.dylib)
  file(RELATIVE_PATH to_bins ${OUT}/variant ${bins})
  set_target_properties(${addon} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "@loader_path/${to_bins}")
  target_link_options(${addon} PRIVATE "LINKER:-undefined,dynamic_lookup" "LINKER:-dead_strip")
endfunction()
