// The addon's exports. ../addon.ts has their types; see ../README.md.

#include "decode.h"
#include "drafter.h"
#include "encode.h"
#include "errors-of-llama.h"
#include "failure.h"
#include "handles.h"
#include "kernels.h"
#include "logprobs.h"
#include "projector.h"
#include "threads.h"
#include "watch.h"

using Function = Napi::Value (*)(const Napi::CallbackInfo &);

/** Rethrows a Failure in the call itself as a JavaScript error with its code. */
template <Function function> static Napi::Value guarded(const Napi::CallbackInfo & info) {
  try {
    return function(info);
  } catch (const Failure & failure) {
    auto error = Napi::Error::New(info.Env(), failure.what());
    error.Value().Set("code", Napi::String::New(info.Env(), failure.code));
    throw error;
  }
}

template <Function function> static void add(Napi::Object exports, const char * name) {
  exports.Set(name, Napi::Function::New<guarded<function>>(exports.Env(), name));
}

static Napi::Object init(Napi::Env env, Napi::Object exports) {
  listenToErrors();
  exports.Set("nodeLlamaCppVersion", Napi::String::New(env, NODE_LLAMA_CPP_VERSION));
  add<checkHandles>(exports, "checkHandles");
  add<openProjector>(exports, "openProjector");
  add<closeProjector>(exports, "closeProjector");
  add<encodeImage>(exports, "encodeImage");
  add<encodeAudio>(exports, "encodeAudio");
  add<decodeEmbeddings>(exports, "decodeEmbeddings");
  add<readLogprobs>(exports, "readLogprobs");
  add<useKernels>(exports, "useKernels");
  add<keepThreads>(exports, "keepThreads");
  add<releaseThreads>(exports, "releaseThreads");
  add<watchEvaluations>(exports, "watchEvaluations");
  add<releaseWatch>(exports, "releaseWatch");
  add<openDrafter>(exports, "openDrafter");
  add<draftTokens>(exports, "draftTokens");
  add<closeDrafter>(exports, "closeDrafter");
  return exports;
}

NODE_API_MODULE(media, init)
