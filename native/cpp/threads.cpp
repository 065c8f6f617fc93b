#include "threads.h"

#include "context-resource.h"
#include "failure.h"
#include "ggml-cpu.h"
#include "handles.h"
#include "kernels.h"

namespace {

/** Looks up a function of the kernel library by name, because the addon is not linked to it. */
template <typename Function> Function * kernelFunction(const char * name) {
  auto * function = ggml_backend_reg_get_proc_address(cpuKernels(), name);
  if (function == nullptr) {
    throw Failure("failed", std::string("llama.cpp's kernels do not export ") + name);
  }
  return reinterpret_cast<Function *>(function);
}

struct Threads {
  ggml_threadpool * pool;
  decltype(ggml_threadpool_free) * release;

  Threads(ggml_threadpool * pool, decltype(ggml_threadpool_free) * release) : pool(pool), release(release) {}
  ~Threads() { release(pool); }
  Threads(const Threads &) = delete;
  Threads & operator=(const Threads &) = delete;
};

} // namespace

Napi::Value keepThreads(const Napi::CallbackInfo & info) {
  auto * context = contextOf(info[0]);
  // The threads poll for work before they sleep, with llama.cpp's default (0.17 s where it was measured).
  // Threads that slept between tokens occasionally made whole replies a third slower (ADR 20).
  auto params = ggml_threadpool_params_default(info[1].ToNumber().Int32Value());
  auto * release = kernelFunction<decltype(ggml_threadpool_free)>("ggml_threadpool_free");
  auto * pool = kernelFunction<decltype(ggml_threadpool_new)>("ggml_threadpool_new")(&params);
  if (pool == nullptr) {
    throw Failure("failed", "llama.cpp could not start its threads");
  }
  llama_attach_threadpool(context, pool, pool);
  return ContextResource<Threads>::handle(info[0], std::make_unique<Threads>(pool, release));
}

Napi::Value releaseThreads(const Napi::CallbackInfo & info) {
  ContextResource<Threads>::release(info[0]);
  return info.Env().Undefined();
}

ggml_threadpool * threadPoolOf(const Napi::Value & handle) {
  return ContextResource<Threads>::of(handle).pool;
}
