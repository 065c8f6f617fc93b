# Linux: the libraries' names differ by variant (libllama.v0.4.0.so, libllama.vulkan.v0.4.0.so). When the addon is opened,
# node-llama-cpp has loaded them already, and the loader takes those, by their names. The run path is for the case that it
# has not, and relative, so that it holds in a packaged app too: there both lie in the same places below another root.
function(link_linux addon bins)
  file(GLOB libraries ${bins}/libllama.*so ${bins}/libggml.*so)
  target_link_libraries(${addon} PRIVATE ${libraries} ${bins}/libggml-base.so)
  file(RELATIVE_PATH to_bins ${OUT}/variant ${bins})
  set_target_properties(${addon} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN/${to_bins}")
  target_link_options(${addon} PRIVATE -Wl,--gc-sections -s)
endfunction()
