#include "projector-header.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "failure.h"
#include "ggml.h"
#include "gguf.h"

namespace {

struct GgufFree {
  void operator()(gguf_context * file) const { gguf_free(file); }
};
struct GgmlFree {
  void operator()(ggml_context * tensors) const { ggml_free(tensors); }
};

struct GgufFile {
  std::unique_ptr<gguf_context, GgufFree> header;
  std::unique_ptr<ggml_context, GgmlFree> tensors;

  /** Returns -1 when the key is missing or of another type. */
  int64_t find(const std::string & key, gguf_type type) const {
    const auto id = gguf_find_key(header.get(), key.c_str());
    return id >= 0 && gguf_get_kv_type(header.get(), id) == type ? id : -1;
  }

  std::string text(const std::string & key) const {
    const auto id = find(key, GGUF_TYPE_STRING);
    return id < 0 ? "" : gguf_get_val_str(header.get(), id);
  }

  bool isTrue(const std::string & key) const {
    const auto id = find(key, GGUF_TYPE_BOOL);
    return id >= 0 && gguf_get_val_bool(header.get(), id);
  }

  int64_t number(const std::string & key) const {
    const auto id = find(key, GGUF_TYPE_UINT32);
    return id < 0 ? -1 : static_cast<int64_t>(gguf_get_val_u32(header.get(), id));
  }
};

/** Gemma 4's four projector types, by modality. */
constexpr std::array<const char *, 2> seeing = {"gemma4v", "gemma4uv"};
constexpr std::array<const char *, 2> hearing = {"gemma4a", "gemma4ua"};

std::filesystem::path pathOf(const std::string & utf8) {
  return std::filesystem::u8path(utf8);
}

GgufFile open(const std::string & path) {
  std::array<char, 4> magic = {};
  std::ifstream file(pathOf(path), std::ios::binary);
  if (!file) {
    throw Failure("projector-unreadable", "The projector file cannot be opened");
  }
  file.read(magic.data(), magic.size());
  if (!file || std::string(magic.data(), magic.size()) != "GGUF") {
    throw Failure("projector-unreadable", "The projector file is not a GGUF file");
  }
  ggml_context * tensors = nullptr;
  GgufFile opened;
  opened.header.reset(gguf_init_from_file(path.c_str(), {/* no_alloc */ true, &tensors}));
  opened.tensors.reset(tensors);
  if (!opened.header) {
    throw Failure("projector-unreadable", "The projector file has a damaged header or is incomplete");
  }
  return opened;
}

void requireAllBytes(const GgufFile & file, const std::string & path) {
  uint64_t end = gguf_get_data_offset(file.header.get());
  for (int64_t id = 0; id < gguf_get_n_tensors(file.header.get()); id++) {
    const uint64_t offset = gguf_get_data_offset(file.header.get()) + gguf_get_tensor_offset(file.header.get(), id);
    end = std::max(end, offset + gguf_get_tensor_size(file.header.get(), id));
  }
  const uint64_t size = std::filesystem::file_size(pathOf(path));
  if (size < end) {
    throw Failure("projector-unreadable", "The projector file is incomplete: it has " + std::to_string(size) +
                                            " of " + std::to_string(end) + " bytes");
  }
}

template <size_t count>
EncoderHeader encoder(
  const GgufFile & file, const std::string & modality, const std::array<const char *, count> & known
) {
  // In files with one modality, the type may be under the key without the modality.
  auto kind = file.text("clip.projector_type");
  kind = kind.empty() ? file.text("clip." + modality + ".projector_type") : kind;
  if (std::find(known.begin(), known.end(), kind) == known.end()) {
    throw Failure("projector-mismatch", "The projector has the type \"" + kind + "\", which Gemma 4 does not use");
  }
  const auto number = [&](const char * key) {
    return std::max<int64_t>(0, file.number("clip." + modality + "." + key));
  };
  return {kind, number("block_count"), number("embedding_length"), number("feed_forward_length")};
}

const ggml_tensor * tensor(const GgufFile & file, const char * name) {
  const auto * found = ggml_get_tensor(file.tensors.get(), name);
  if (found == nullptr) {
    throw Failure("projector-unreadable", std::string("The projector file has no tensor ") + name);
  }
  return found;
}

/** The rows of the last matrix must be as long as the model's embeddings. */
void requireSize(const GgufFile & file, const char * matrix, int embeddingSize) {
  const auto size = tensor(file, matrix)->ne[1];
  if (size != embeddingSize) {
    throw Failure("projector-mismatch", "The projector is for another model: it has the embedding length " +
                                          std::to_string(size) + ", the model has " +
                                          std::to_string(embeddingSize));
  }
}

/** A patch is a token's 48 pixels, or a third of them where the encoder pools its patches. */
EncoderHeader seeingEncoder(const GgufFile & file) {
  auto vision = encoder(file, "vision", seeing);
  const bool isUnified = vision.kind == "gemma4uv";
  vision.patchPx = file.number("clip.vision.patch_size") * (isUnified ? 3 : 1);
  vision.places = tensor(file, "v.position_embd.weight")->ne[1];
  if (vision.patchPx != (isUnified ? 48 : 16)) {
    throw Failure("projector-mismatch", "The projector's patch size is not Gemma 4's");
  }
  return vision;
}

} // namespace

double EncoderHeader::costOf(size_t tokens) const {
  const bool sees = places > 0;
  // Nine patches are pooled into one token.
  const double rows = static_cast<double>(tokens) * (sees ? 9 : 1);
  const auto side = static_cast<double>(width);
  const auto inner = static_cast<double>(feedForward);
  // Attention's four matrices and a gated feed-forward; or a conformer, with two feed-forwards and a
  // convolution.
  const double matrices = sees ? 4 * side * side + 3 * side * inner : 8 * side * side + 4 * side * inner;
  return static_cast<double>(layers) * (2 * rows * matrices + 4 * rows * rows * side);
}

ProjectorHeader readProjectorHeader(const std::string & path, int embeddingSize) {
  const auto file = open(path);
  const auto architecture = file.text("general.architecture");
  if (architecture != "clip") {
    throw Failure("projector-mismatch", "This is not a projector but a model with the architecture \"" + architecture + "\"");
  }
  requireAllBytes(file, path);
  ProjectorHeader header;
  if (file.isTrue("clip.has_vision_encoder")) {
    header.vision = seeingEncoder(file);
    requireSize(file, "mm.input_projection.weight", embeddingSize);
  }
  if (file.isTrue("clip.has_audio_encoder")) {
    header.audio = encoder(file, "audio", hearing);
    requireSize(file, "mm.a.input_projection.weight", embeddingSize);
  }
  if (!header.vision && !header.audio) {
    throw Failure("projector-mismatch", "The projector supports neither images nor audio");
  }
  return header;
}
