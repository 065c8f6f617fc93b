/*
 * Multiplies weights by rows of numbers: one row per token. llama.cpp has a kernel for one row and one for
 * four; two or three rows read the weights that many times. These kernels read the weights once for up to
 * eight rows, and request them from memory before they are needed. Each row's result is bit-identical to that
 * of llama.cpp's kernel for one row, whatever the number of rows. ADR 45 has the speedups. The linker
 * substitutes these functions for llama.cpp's.
 */
#include "ggml-backend-impl.h"
#include "ggml-cpu-impl.h"
#include "ggml-cpu.h"
#include "multiply-q4-0.h"
#include "traits.h"

#include <algorithm>

extern "C" {
bool __real_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result);
bool __real_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size);
bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result);
bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size);
}

#ifdef HAS_MULTIPLY_Q4_0

namespace {

constexpr int tile_rows = 8;

/** Multiplies a number of columns of weights by the rows of a tile; see `multiply_q4_0`. */
typedef void multiply(const block_q4_0x8 * weights, int blocks, int groups, const block_q4_0x8 * next, const char * tile,
                      float * result, size_t stride);

multiply * const multiply_rows[tile_rows] = { multiply_q4_0<1>, multiply_q4_0<2>, multiply_q4_0<3>, multiply_q4_0<4>,
                                              multiply_q4_0<5>, multiply_q4_0<6>, multiply_q4_0<7>, multiply_q4_0<8> };

bool is_matrix(const ggml_tensor * tensor) {
  return ggml_nrows(tensor) == tensor->ne[1];
}

/** Whether the result is a product of weights as llama.cpp arranges them for AVX2, and of rows of floats. */
bool is_ours(const ggml_tensor * result) {
  if (result->op != GGML_OP_MUL_MAT) {
    return false;
  }
  const ggml_tensor * weights = result->src[0];
  const ggml_tensor * rows = result->src[1];
  return weights->type == GGML_TYPE_Q4_0 && weights->buffer != nullptr
         && weights->buffer->buft == ggml_backend_cpu_repack_buffer_type() && weights->ne[1] % 8 == 0 && is_matrix(weights)
         && rows->type == GGML_TYPE_F32 && rows->nb[0] == sizeof(float) && is_matrix(rows)
         && result->nb[0] == sizeof(float);
}

struct product {
  const block_q4_0x8 * weights;
  /** Of 32 weights, per column. */
  int blocks;
  /** Of eight columns. */
  int groups;
  int rows;
  /** The rows' numbers in 8 bits, in tiles. */
  char * packed;

  size_t block_bytes() const { return sizeof(block_q4_0x8); }
  int tiles() const { return (rows + tile_rows - 1) / tile_rows; }
  int rows_of(int tile) const { return std::min(tile_rows, rows - tile * tile_rows); }
  char * at(int tile) const { return packed + packed_bytes(tile * tile_rows, blocks); }
  const block_q4_0x8 * group(int index) const { return weights + (int64_t) index * blocks; }
};

/** Converts this thread's share of the rows. */
void pack_rows(const product & product, const ggml_tensor * source, int thread, int threads) {
  const int runs = (product.blocks + packed_run - 1) / packed_run;
  for (int share = thread; share < product.rows * runs; share += threads) {
    const int row = share / runs;
    const int first = share % runs * packed_run;
    const int tile = row / tile_rows;
    const float * numbers = (const float *) ((const char *) source->data + row * source->nb[1]);
    pack_q8_0(numbers, first, std::min(packed_run, product.blocks - first), product.at(tile), row % tile_rows,
              product.rows_of(tile));
  }
}

/** Groups of columns that one thread computes at a time: an even number, as the kernel computes two at a time. */
struct chunks {
  int pairs;
  int count;

  chunks(const product & product, int threads) {
    pairs = (product.groups + 1) / 2;
    // Enough that no thread waits long for another; with many rows, so small that the weights stay in the cache.
    const int64_t pair_bytes = 2 * (int64_t) product.blocks * sizeof(block_q4_0x8);
    const int cached = product.tiles() == 1 ? 1 : (int) (pairs * pair_bytes / (256 * 1024)) + 1;
    count = std::min(pairs, std::max(8 * threads, cached));
  }
  int begin(int chunk) const { return (int) ((int64_t) pairs * chunk / count) * 2; }
};

void multiply_share(const product & product, const ggml_compute_params * params, ggml_tensor * result) {
  const chunks chunks(product, params->nth);
  int next = 0;
  for (int chunk = params->ith; chunk < chunks.count; chunk = next) {
    // Taken one ahead, so that the kernel can request its weights.
    next = ggml_threadpool_chunk_add(params->threadpool, 1);
    const int begin = chunks.begin(chunk);
    const int end = std::min(chunks.begin(chunk + 1), product.groups);
    for (int tile = 0; tile < product.tiles(); tile++) {
      float * to = (float *) ((char *) result->data + tile * tile_rows * result->nb[1]) + begin * 8;
      const bool is_last = tile + 1 == product.tiles();
      const block_q4_0x8 * after = !is_last ? product.group(begin) : product.group(next < chunks.count ? chunks.begin(next) : end);
      multiply_rows[product.rows_of(tile) - 1](product.group(begin), product.blocks, end - begin, after, product.at(tile), to,
                                               result->nb[1] / sizeof(float));
    }
  }
}

}  // namespace

bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size) {
  if (!is_ours(result)) {
    return __real_ggml_cpu_extra_work_size(threads, result, size);
  }
  const ggml_tensor * rows = result->src[1];
  *size = packed_bytes(rows->ne[1], rows->ne[0] / QK8_0);
  return true;
}

bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result) {
  if (!is_ours(result)) {
    return __real_ggml_cpu_extra_compute_forward(params, result);
  }
  const ggml_tensor * weights = result->src[0];
  const ggml_tensor * source = result->src[1];
  const product product = { (const block_q4_0x8 *) weights->data, (int) (weights->ne[0] / QK4_0), (int) (weights->ne[1] / 8),
                            (int) source->ne[1], (char *) params->wdata };
  const chunks chunks(product, params->nth);
  // The first weights arrive while the rows are packed.
  if (params->ith < chunks.count) {
    request((const char *) product.group(chunks.begin(params->ith)), 16 * 1024);
  }
  pack_rows(product, source, params->ith, params->nth);
  if (params->ith == 0) {
    ggml_threadpool_chunk_set(params->threadpool, params->nth);
  }
  ggml_barrier(params->threadpool);
  multiply_share(product, params, result);
  return true;
}

#else

bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size) {
  return __real_ggml_cpu_extra_work_size(threads, result, size);
}

bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result) {
  return __real_ggml_cpu_extra_compute_forward(params, result);
}

#endif
