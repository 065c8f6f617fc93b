#include "projector.h"

#include "errors-of-llama.h"
#include "failure.h"
#include "handles.h"
#include "job.h"

namespace {

using Handle = std::shared_ptr<Projector>;

/** The tag tokens around a medium, found by tokenizing a placeholder. */
struct Surroundings {
  std::vector<llama_token> before;
  std::vector<llama_token> after;
  bool isNonCausal = false;

  Surroundings(const Projector & projector, mtmd_bitmap * placeholder) {
    const std::unique_ptr<mtmd_bitmap, void (*)(mtmd_bitmap *)> owned(placeholder, mtmd_bitmap_free);
    auto wrapped = wrap(projector, placeholder, "projector-mismatch");
    before = wrapped.before;
    after = wrapped.after;
    isNonCausal = mtmd_decode_use_non_causal(projector.mtmd.get(), wrapped.medium);
  }
};

Napi::Value array(Napi::Env env, const std::vector<llama_token> & tokens) {
  auto list = Napi::Array::New(env, tokens.size());
  for (uint32_t index = 0; index < tokens.size(); index++) {
    list.Set(index, Napi::Number::New(env, tokens[index]));
  }
  return list;
}

Napi::Value facts(
  Napi::Env env, const std::optional<EncoderHeader> & encoder, const std::optional<Surroundings> & surroundings
) {
  if (!encoder || !surroundings) {
    return env.Null();
  }
  auto facts = Napi::Object::New(env);
  facts["kind"] = encoder->kind;
  facts["before"] = array(env, surroundings->before);
  facts["after"] = array(env, surroundings->after);
  facts["isNonCausal"] = surroundings->isNonCausal;
  facts["mostPxPerSide"] = static_cast<double>(encoder->patchPx * encoder->places);
  return facts;
}

class OpenJob : public Job {
  public:
    OpenJob(const Napi::CallbackInfo & info, const Napi::Object & options)
        : Job(info.Env(), info[3].As<Napi::Int32Array>()), path(info[0].As<Napi::String>().Utf8Value()),
          isOnGpu(options.Get("isOnGpu").ToBoolean()), threads(options.Get("threads").ToNumber().Int32Value()) {
      projector->model = modelOf(info[1]);
      projector->embeddingSize = llama_model_n_embd_inp(projector->model);
      keep("model", info[1]);
    }

  private:
    std::string path;
    bool isOnGpu;
    int threads;
    Handle projector = std::make_shared<Projector>();
    std::optional<Surroundings> image;
    std::optional<Surroundings> sound;

    static bool onProgress(float progress, void * job) {
      auto & control = static_cast<OpenJob *>(job)->control;
      control.report(progress);
      return !control.isStopped();
    }

    void run() override {
      projector->header = readProjectorHeader(path, projector->embeddingSize);
      auto params = mtmd_context_params_default();
      params.use_gpu = isOnGpu;
      params.n_threads = threads;
      params.print_timings = false;
      // The caller scales images to their token budget; any size is accepted here.
      params.image_min_tokens = 1;
      params.image_max_tokens = mostImageTokens;
      params.cb_eval = Pacing::onOperation;
      params.cb_eval_user_data = &projector->pacing;
      params.progress_callback = onProgress;
      params.progress_callback_user_data = this;
      if (!isOnGpu) {
        projector->pacing.cutOnCpu(threads);
      }
      takeErrors();
      projector->mtmd.reset(mtmd_init_from_file(path.c_str(), projector->model, params));
      stopIfAsked();
      if (!projector->mtmd) {
        throw Failure("projector-unreadable", "The projector cannot be loaded: " + takeErrors());
      }
      if (mtmd_decode_use_mrope(projector->mtmd.get())) {
        throw Failure("projector-mismatch", "The model uses M-RoPE positions, unlike Gemma 4");
      }
      if (projector->header.vision) {
        image.emplace(*projector, mtmd_bitmap_init(10 * imageTokenPx, 10 * imageTokenPx, nullptr));
      }
      if (projector->header.audio) {
        sound.emplace(*projector, mtmd_bitmap_init_from_audio(samplesPerSecond, nullptr));
      }
    }

    Napi::Value result(Napi::Env env) override {
      auto opened = Napi::Object::New(env);
      opened["handle"] = Napi::External<Handle>::New(env, new Handle(projector), [](Napi::Env, Handle * handle) {
        delete handle;
      });
      opened["embeddingSize"] = projector->embeddingSize;
      opened["vision"] = facts(env, projector->header.vision, image);
      opened["audio"] = facts(env, projector->header.audio, sound);
      return opened;
    }
};

Handle & handleOf(const Napi::Value & value) {
  return *value.As<Napi::External<Handle>>().Data();
}

} // namespace

std::shared_ptr<Projector> projectorOf(const Napi::Value & value) {
  if (!handleOf(value)) {
    throw Failure("disposed", "The projector was closed");
  }
  return handleOf(value);
}

Napi::Value openProjector(const Napi::CallbackInfo & info) {
  auto * job = new OpenJob(info, info[2].As<Napi::Object>());
  return job->start();
}

Napi::Value closeProjector(const Napi::CallbackInfo & info) {
  handleOf(info[0]).reset();
  return info.Env().Undefined();
}
