#include "watch.h"

#include "AddonContext.h"
#include "context-resource.h"
#include "control.h"
#include "handles.h"

namespace {

struct Watch {
  Control control;
  /** Keeps the control's memory alive. */
  Napi::Reference<Napi::Int32Array> kept;

  explicit Watch(const Napi::Int32Array & array) : control(array), kept(Napi::Persistent(array)) {}

  /** Called by one of llama.cpp's threads after each operation. */
  static bool isOver(void * watch) {
    auto & control = static_cast<Watch *>(watch)->control;
    control.count();
    return control.isStopped();
  }
};

} // namespace

Napi::Value watchEvaluations(const Napi::CallbackInfo & info) {
  auto * context = contextOf(info[0]);
  auto watch = std::make_unique<Watch>(info[1].As<Napi::Int32Array>());
  llama_set_abort_callback(context, Watch::isOver, watch.get());
  // Code that temporarily sets another callback (decode.cpp) restores this one from here.
  auto & params = Napi::ObjectWrap<AddonContext>::Unwrap(info[0].As<Napi::Object>())->context_params;
  params.abort_callback = Watch::isOver;
  params.abort_callback_data = watch.get();
  return ContextResource<Watch>::handle(info[0], std::move(watch));
}

Napi::Value releaseWatch(const Napi::CallbackInfo & info) {
  ContextResource<Watch>::release(info[0]);
  return info.Env().Undefined();
}
