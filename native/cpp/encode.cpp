#include "encode.h"

#include <cmath>
#include <cstring>

#include "errors-of-llama.h"
#include "failure.h"
#include "job.h"
#include "projector.h"

namespace {

using Bitmap = std::unique_ptr<mtmd_bitmap, void (*)(mtmd_bitmap *)>;

/** Connects the projector's encoder to this job's control while it runs. */
class Paced {
  public:
    Paced(Projector & projector, Control & control, double expectedCost) : pacing(projector.pacing) {
      pacing.begin(&control, expectedCost);
    }
    ~Paced() { pacing.end(); }
    Paced(const Paced &) = delete;
    Paced & operator=(const Paced &) = delete;

  private:
    Pacing & pacing;
};

/** Returns -1 for anything but a non-negative integer. */
int64_t wholeNumber(const Napi::Value & value) {
  const double number = value.ToNumber().DoubleValue();
  return number >= 0 && number <= 1e9 && std::floor(number) == number ? static_cast<int64_t>(number) : -1;
}

class EncodeJob : public Job {
  public:
    EncodeJob(const Napi::CallbackInfo & info, const Napi::Value & control, const char * code)
        : Job(info.Env(), control.As<Napi::Int32Array>()), projector(projectorOf(info[0])), code(code) {
      keep("medium", info[1]);
    }

  protected:
    std::shared_ptr<Projector> projector;
    const char * code;

    /**
     * Copies the data from JavaScript's memory, on the worker thread.
     *
     * @throws Failure when the data is invalid
     */
    virtual Bitmap bitmap() = 0;
    /** Must be called only after `bitmap` succeeded. */
    virtual const EncoderHeader & encoder() const = 0;
    /** nullopt: libmtmd determines the number. */
    virtual std::optional<size_t> expectedTokens() = 0;

  private:
    std::vector<float> embeddings;

    void run() override {
      const auto medium = bitmap();
      const std::lock_guard<std::mutex> alone(projector->busy);
      stopIfAsked();
      const auto wrapped = wrap(*projector, medium.get(), code);
      const size_t tokens = mtmd_input_chunk_get_n_tokens(wrapped.medium);
      if (tokens != expectedTokens().value_or(tokens)) {
        throw Failure("failed", "The projector returned an unexpected number of tokens: " + std::to_string(tokens));
      }
      const Paced paced(*projector, control, encoder().costOf(tokens));
      takeErrors();
      const int failed = mtmd_encode_chunk(projector->mtmd.get(), wrapped.medium);
      // A stopped encode still returns success.
      stopIfAsked();
      if (failed != 0) {
        throw Failure("failed", "The projector failed: " + takeErrors());
      }
      const auto * first = mtmd_get_output_embd(projector->mtmd.get());
      embeddings.assign(first, first + tokens * static_cast<size_t>(projector->embeddingSize));
    }

    Napi::Value result(Napi::Env env) override {
      auto copy = Napi::Float32Array::New(env, embeddings.size());
      std::memcpy(copy.Data(), embeddings.data(), embeddings.size() * sizeof(float));
      return copy;
    }
};

class ImageJob : public EncodeJob {
  public:
    explicit ImageJob(const Napi::CallbackInfo & info)
        : EncodeJob(info, info[4], "bad-image"), pixels(info[1].As<Napi::Uint8Array>().Data()),
          bytes(info[1].As<Napi::Uint8Array>().ByteLength()), widthPx(wholeNumber(info[2])),
          heightPx(wholeNumber(info[3])) {}

  private:
    const uint8_t * pixels;
    size_t bytes;
    int64_t widthPx;
    int64_t heightPx;

    Bitmap bitmap() override {
      if (!projector->header.vision) {
        throw Failure("no-vision", "This projector does not support images");
      }
      const auto & vision = *projector->header.vision;
      const auto most = vision.patchPx * vision.places;
      if (widthPx <= 0 || heightPx <= 0 || widthPx % imageTokenPx != 0 || heightPx % imageTokenPx != 0) {
        throw Failure(code, "An image's sides must be multiples of 48 pixels, not " + size());
      }
      if (widthPx > most || heightPx > most || *expectedTokens() > mostImageTokens) {
        throw Failure(code, "An image of " + size() + " pixels is too large");
      }
      if (bytes != static_cast<size_t>(widthPx * heightPx * 3)) {
        throw Failure(code, std::to_string(bytes) + " bytes are not an RGB image of " + size() + " pixels");
      }
      return {mtmd_bitmap_init(widthPx, heightPx, pixels), mtmd_bitmap_free};
    }

    const EncoderHeader & encoder() const override { return *projector->header.vision; }

    std::optional<size_t> expectedTokens() override {
      return static_cast<size_t>((widthPx / imageTokenPx) * (heightPx / imageTokenPx));
    }

    std::string size() const { return std::to_string(widthPx) + " × " + std::to_string(heightPx); }
};

class AudioJob : public EncodeJob {
  public:
    explicit AudioJob(const Napi::CallbackInfo & info)
        : EncodeJob(info, info[2], "bad-audio"), samples(info[1].As<Napi::Float32Array>().Data()),
          count(info[1].As<Napi::Float32Array>().ElementLength()) {}

  private:
    const float * samples;
    size_t count;

    Bitmap bitmap() override {
      if (!projector->header.audio) {
        throw Failure("no-hearing", "This projector does not support audio");
      }
      if (count < fewestSamples || count > mostSamples) {
        throw Failure(code, "A clip must have 640 to 480,000 samples, not " + std::to_string(count));
      }
      for (size_t index = 0; index < count; index++) {
        if (!std::isfinite(samples[index])) {
          throw Failure(code, "Sample " + std::to_string(index) + " is not a finite number");
        }
      }
      return {mtmd_bitmap_init_from_audio(count, samples), mtmd_bitmap_free};
    }

    const EncoderHeader & encoder() const override { return *projector->header.audio; }

    std::optional<size_t> expectedTokens() override { return std::nullopt; }
};

} // namespace

Napi::Value encodeImage(const Napi::CallbackInfo & info) {
  auto * job = new ImageJob(info);
  return job->start();
}

Napi::Value encodeAudio(const Napi::CallbackInfo & info) {
  auto * job = new AudioJob(info);
  return job->start();
}
