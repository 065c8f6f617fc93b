#include "handles.h"

#include "AddonContext.h"
#include "AddonModel.h"
#include "failure.h"
#include "ggml-backend.h"

// node-llama-cpp wraps its C++ objects in JavaScript objects; the headers in its package define their memory
// layout.
template <typename T> static T * unwrap(const Napi::Value & value) {
  T * object = value.IsObject() ? Napi::ObjectWrap<T>::Unwrap(value.As<Napi::Object>()) : nullptr;
  if (object == nullptr) {
    throw Failure("not-compatible", "This is not an object of node-llama-cpp");
  }
  return object;
}

llama_model * modelOf(const Napi::Value & addonModel) {
  const auto * object = unwrap<AddonModel>(addonModel);
  if (object->disposed || object->model == nullptr) {
    throw Failure("disposed", "The model was disposed");
  }
  return object->model;
}

llama_context * contextOf(const Napi::Value & addonContext) {
  const auto * object = unwrap<AddonContext>(addonContext);
  if (object->disposed || object->ctx == nullptr) {
    throw Failure("disposed", "The context was disposed");
  }
  return object->ctx;
}

bool isDisposed(const Napi::Value & addonContext) {
  // Set on JavaScript's thread after the memory was freed.
  return unwrap<AddonContext>(addonContext)->disposed;
}

Napi::Value checkHandles(const Napi::CallbackInfo & info) {
  auto facts = Napi::Object::New(info.Env());
  // First compare pointers without following them: with another layout, following them could crash the
  // process.
  const bool isSameModel = unwrap<AddonContext>(info[1])->model == unwrap<AddonModel>(info[0]);
  facts["isSameModel"] = isSameModel;
  if (!isSameModel) {
    return facts;
  }
  const auto * model = modelOf(info[0]);
  const auto * context = contextOf(info[1]);
  facts["isSameModel"] = llama_get_model(context) == model;
  // A second copy of the libraries would have no backend, because node-llama-cpp loads the backends into its
  // own copy.
  facts["isSameLibrary"] = ggml_backend_reg_count() > 0;
  facts["contextTokens"] = static_cast<double>(llama_n_ctx(context));
  facts["embeddingSize"] = llama_model_n_embd(model);
  facts["trainContextTokens"] = llama_model_n_ctx_train(model);
  return facts;
}
