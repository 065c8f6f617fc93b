# Linux: the library names differ by variant (libllama.v0.4.0.so, libllama.vulkan.v0.4.0.so). When the addon
# is opened, node-llama-cpp has already loaded them, and the loader resolves them by name. The run path is a
# fallback in case it has not. It is relative, so it also works in a packaged app, where the relative paths
# are the same.
function(link_linux addon bins)
  file(GLOB libraries ${bins}/libllama.*so ${bins}/libggml.*so)
  target_link_libraries(${addon} PRIVATE ${libraries} ${bins}/libggml-base.so)
  file(RELATIVE_PATH to_bins ${OUT}/variant ${bins})
  set_target_properties(${addon} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN/${to_bins}")
  target_link_options(${addon} PRIVATE -Wl,--gc-sections)
  if(NOT SANITIZE)
    target_link_options(${addon} PRIVATE -s)
  endif()
endfunction()
