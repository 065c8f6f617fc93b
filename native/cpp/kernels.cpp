#include "kernels.h"

#include "failure.h"

#ifdef __linux__
#include <dlfcn.h>
#include <unistd.h>
#endif

#include <string>

ggml_backend_reg_t cpuKernels() {
  auto * kernels = ggml_backend_reg_by_name("CPU");
  if (kernels == nullptr) {
    throw Failure("failed", "llama.cpp has no CPU kernels");
  }
  return kernels;
}

#ifdef __linux__

/** Path of the library of the kernels in use. */
static std::string fileOf(ggml_backend_reg_t kernels) {
  Dl_info found;
  auto * function = ggml_backend_reg_get_proc_address(kernels, "ggml_backend_set_n_threads");
  return function != nullptr && dladdr(function, &found) != 0 ? found.dli_fname : "";
}

Napi::Value useKernels(const Napi::CallbackInfo & info) {
  auto * kernels = cpuKernels();
  const auto prebuilt = fileOf(kernels);
  // llama.cpp has chosen the prebuilt variant for this CPU, so ours of the same name runs here too.
  const auto ours = info[0].ToString().Utf8Value() + prebuilt.substr(prebuilt.find_last_of('/') + 1);
  if (prebuilt.empty() || access(ours.c_str(), R_OK) != 0) {
    return info.Env().Null();
  }
  if (ours == prebuilt) {
    return Napi::String::New(info.Env(), ours);
  }
  // llama.cpp uses the first CPU backend, so the other one must be unloaded.
  ggml_backend_unload(kernels);
  if (ggml_backend_load(ours.c_str()) != nullptr) {
    return Napi::String::New(info.Env(), ours);
  }
  if (ggml_backend_load(prebuilt.c_str()) == nullptr) {
    throw Failure("failed", "llama.cpp can load neither " + ours + " nor " + prebuilt + " again");
  }
  return info.Env().Null();
}

#else

Napi::Value useKernels(const Napi::CallbackInfo & info) {
  return info.Env().Null();
}

#endif
