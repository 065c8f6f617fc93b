/*
 * Attention of one row or a few, as when a reply is written. llama.cpp computes head by head and reads the keys
 * and values again for each. Here all heads that share keys are computed together, and the keys are divided among
 * the threads, which combine their parts at the end. All numbers but keys and values are floats.
 */
#include "few-rows-attention.h"

#include "cache-rows.h"

#ifdef HAS_FLOAT_BLOCKS

enum {
  keys_at_once = 32,
  tile_keys = 4,
  /* A tile's sums fill one vector. */
  tile_rows = lane_count / tile_keys,
  most_rows = 128,
  line_halves = 32,
};

/** In lane i, the sum of row i. Each round interleaves and adds the halves of two rows. */
static inline lanes sums_of(lanes rows[lane_count]) {
  const integer_lanes low = interleaved_halves();
  const integer_lanes high = low + lane_count / 2;
#pragma GCC unroll 4
  for (int half = lane_count / 2; half > 0; half /= 2) {
#pragma GCC unroll 8
    for (int row = 0; row < half; row++) {
      rows[row] = __builtin_shuffle(rows[row], rows[row + half], low) + __builtin_shuffle(rows[row], rows[row + half], high);
    }
  }
  return rows[0];
}

/** The rows that share a head of keys and values: those of several heads of queries. */
struct group {
  /* Of all threads' rows, the first. */
  int64_t first;
  /* A multiple of `tile_rows`; those beyond `rows` are zeros. */
  int padded;
  int rows;
  const char * keys;
  const char * values;
};

/** What a thread knows of a row: the largest score, the sum of weights, and then the weighted sum of values. */
enum { largest_at, weights_at, values_at };

struct work {
  const struct attention * of;
  int64_t key_size;
  int64_t value_size;
  int64_t group_heads;
  float * queries;
  float * scores;
  /* Of a quantized cache, a block of keys or values. */
  ggml_fp16_t * halves;
  float * parts;
};

static int64_t part_size(const struct attention * of) {
  return values_at + of->values->ne[0];
}

static int64_t padded_rows(const struct attention * of) {
  const int64_t rows = of->queries->ne[2] / of->keys->ne[2] * of->queries->ne[1];
  return (rows + tile_rows - 1) / tile_rows * tile_rows;
}

/** For the halves of a block, in floats. */
static int64_t block_size(const struct attention * of) {
  const int64_t longest = of->keys->ne[0] > of->values->ne[0] ? of->keys->ne[0] : of->values->ne[0];
  return of->keys->type == GGML_TYPE_F16 ? 0 : keys_at_once * longest / 2;
}

static size_t floats_needed(const struct attention * of) {
  const int64_t rows = padded_rows(of);
  return (size_t) (rows * (of->keys->ne[0] + keys_at_once) + block_size(of) + (of->keys->ne[2] * rows) * part_size(of) + 16);
}

static float * memory_of(const struct ggml_compute_params * params, int thread) {
  return (float *) params->wdata + floats_per_thread(params) * thread;
}

static void place(struct work * work, float * memory) {
  const int64_t rows = padded_rows(work->of);
  work->queries = memory;
  work->scores = work->queries + rows * work->key_size;
  work->halves = (ggml_fp16_t *) (work->scores + rows * keys_at_once);
  work->parts = work->scores + rows * keys_at_once + block_size(work->of);
}

static void load_queries(const struct work * work, const struct group * group, int64_t first_head) {
  const struct ggml_tensor * queries = work->of->queries;
  const int64_t rows_per_head = queries->ne[1];
  const float factor = work->of->scale * log2_of_e;
  for (int row = 0; row < group->padded; row++) {
    float * to = work->queries + row * work->key_size;
    const char * from = (const char *) queries->data + (first_head + row / rows_per_head) * queries->nb[2]
                        + row % rows_per_head * queries->nb[1];
    for (int64_t i = 0; i < work->key_size; i++) {
      to[i] = row < group->rows ? ((const float *) from)[i] * factor : 0.0f;
    }
  }
}

/** Requests a cache line of the next block, which is computed when it has arrived. */
static inline void request(const char * number, size_t stride) {
  __builtin_prefetch(number + keys_at_once * stride, 0, 2);
}

/** `requests`, a constant: whether the keys of the next block are requested from memory. */
static inline __attribute__((always_inline)) void score_tile(const struct work * work, const char * keys, size_t key_stride,
                                                             int row, int key, const bool requests) {
  const int64_t size = work->key_size;
  const float * queries = work->queries + row * size;
  lanes products[lane_count];
#pragma GCC unroll 16
  for (int i = 0; i < lane_count; i++) {
    products[i] = (lanes){ 0 };
  }
  for (int64_t step = 0; step < size; step += lane_count) {
    lanes of_keys[tile_keys];
#pragma GCC unroll 4
    for (int i = 0; i < tile_keys; i++) {
      const ggml_fp16_t * halves = (const ggml_fp16_t *) (keys + (key + i) * key_stride) + step;
      of_keys[i] = lanes_of_halves(halves);
      if (requests && step % line_halves == 0) {
        request((const char *) halves, key_stride);
      }
    }
#pragma GCC unroll 4
    for (int i = 0; i < tile_rows; i++) {
      const lanes query = *(const lanes *) (queries + i * size + step);
#pragma GCC unroll 4
      for (int j = 0; j < tile_keys; j++) {
        products[i * tile_keys + j] += query * of_keys[j];
      }
    }
  }
  const lanes sums = sums_of(products);
  for (int i = 0; i < tile_rows; i++) {
    memcpy(work->scores + (row + i) * keys_at_once + key, (const float *) &sums + i * tile_keys, tile_keys * sizeof(float));
  }
}

/** @returns whether any key is not masked for a row */
static bool load_mask(const struct work * work, float * mask, int64_t key, int count) {
  const struct ggml_tensor * from = work->of->mask;
  bool is_seen = false;
  for (int64_t row = 0; row < work->of->queries->ne[1]; row++) {
    const uint16_t * halves = (const uint16_t *) ((const char *) from->data + row * from->nb[1]) + key;
    for (int i = 0; i < count; i++) {
      is_seen |= halves[i] != 0xfc00;
    }
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) halves, mask + row * keys_at_once, count);
  }
  return is_seen;
}

/** Turns a row's scores into weights, and scales what was summed to the new maximum. */
static void weigh(float * scores, float * part, int64_t value_size, int count) {
  float largest = part[largest_at];
  for (int key = 0; key < count; key++) {
    largest = scores[key] > largest ? scores[key] : largest;
  }
  for (int key = count; key < keys_at_once; key++) {
    scores[key] = -INFINITY;
  }
  // Until a key is not masked, nothing was summed.
  const float base = largest < -1e30f ? 0.0f : largest;
  if (largest > part[largest_at]) {
    const float difference = part[largest_at] - base;
    const float factor = difference < -126.0f ? 0.0f : power_of_two(difference);
    part[largest_at] = largest;
    part[weights_at] *= factor;
    for (int64_t i = 0; i < value_size; i++) {
      part[values_at + i] *= factor;
    }
  }
  // Two loops, because compilers would compute the power of the constant in a branch.
  for (int key = 0; key < keys_at_once; key++) {
    const float difference = scores[key] - base;
    scores[key] = difference < -126.0f ? -126.0f : difference;
  }
  lanes sums = { 0 };
  for (int key = 0; key < keys_at_once; key++) {
    scores[key] = power_of_two(scores[key]);
  }
  for (int key = 0; key < keys_at_once; key += lane_count) {
    sums += *(const lanes *) (scores + key);
  }
  part[weights_at] += sum_of_lanes(sums);
}

enum { value_vectors = 2 };

/** `rows` is a constant: adds the weighted values of `value_vectors` vectors to some rows. */
static inline __attribute__((always_inline)) void add_values(const int rows, const struct work * work, const char * values,
                                                             size_t value_stride, int row, float * parts, int64_t column,
                                                             int count) {
  const int64_t size = part_size(work->of);
  const float * weights = work->scores + row * keys_at_once;
  float * first = parts + row * size + values_at + column;
  lanes sums[8][value_vectors];
#pragma GCC unroll 8
  for (int i = 0; i < rows; i++) {
#pragma GCC unroll 2
    for (int vector = 0; vector < value_vectors; vector++) {
      sums[i][vector] = *(const lanes *) (first + i * size + vector * lane_count);
    }
  }
  for (int key = 0; key < count; key++) {
    const ggml_fp16_t * halves = (const ggml_fp16_t *) (values + key * value_stride) + column;
    const lanes one = lanes_of_halves(halves);
    const lanes other = lanes_of_halves(halves + lane_count);
    request((const char *) halves, value_stride);
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++) {
      const float weight = weights[i * keys_at_once + key];
      sums[i][0] += weight * one;
      sums[i][1] += weight * other;
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < rows; i++) {
#pragma GCC unroll 2
    for (int vector = 0; vector < value_vectors; vector++) {
      *(lanes *) (first + i * size + vector * lane_count) = sums[i][vector];
    }
  }
}

/** Keys or values in halves, a row a key. */
struct half_rows {
  const char * first;
  size_t stride;
};

static struct half_rows half_rows_of(const struct work * work, const struct ggml_tensor * from, const char * first, int count) {
  const size_t stride = from->nb[1];
  if (from->type == GGML_TYPE_F16) {
    return (struct half_rows){ first, stride };
  }
  for (int row = 0; row < count; row++) {
    for (size_t byte = 0; byte < ggml_row_size(from->type, from->ne[0]); byte += line_halves * sizeof(ggml_fp16_t)) {
      request(first + row * stride + byte, stride);
    }
    row_to_halves(work->halves + row * from->ne[0], from, first + row * stride);
  }
  return (struct half_rows){ (const char *) work->halves, from->ne[0] * sizeof(ggml_fp16_t) };
}

static void add_all_values(const struct work * work, const struct group * group, struct half_rows values, int count) {
  float * parts = work->parts + group->first * part_size(work->of);
  for (int64_t column = 0; column < work->value_size; column += value_vectors * lane_count) {
    int row = 0;
#ifdef __AVX512F__
    for (; row + 8 <= group->padded; row += 8) {
      add_values(8, work, values.first, values.stride, row, parts, column, count);
    }
#endif
    for (; row + 4 <= group->padded; row += 4) {
      add_values(4, work, values.first, values.stride, row, parts, column, count);
    }
    for (; row < group->padded; row += 2) {
      add_values(2, work, values.first, values.stride, row, parts, column, count);
    }
  }
}

/** A block of keys, for all rows of a group. */
static void attend_to_block(const struct work * work, const struct group * group, int64_t key, int count) {
  const struct attention * of = work->of;
  float mask[most_rows * keys_at_once];
  if (of->mask != NULL && !load_mask(work, mask, key, count)) {
    return;
  }
  const struct half_rows keys = half_rows_of(work, of->keys, group->keys + key * of->keys->nb[1], count);
  // The last tile may repeat keys, because there may be none beyond.
  for (int tile = 0; tile < count; tile += tile_keys) {
    const int first = tile + tile_keys <= count ? tile : count - tile_keys;
    score_tile(work, keys.first, keys.stride, 0, first, true);
    for (int row = tile_rows; row < group->padded; row += tile_rows) {
      score_tile(work, keys.first, keys.stride, row, first, false);
    }
  }
  for (int row = 0; row < group->padded; row++) {
    float * scores = work->scores + row * keys_at_once;
    const float * of_row = mask + row % of->queries->ne[1] * keys_at_once;
    for (int i = 0; of->mask != NULL && i < count; i++) {
      scores[i] += of_row[i] * log2_of_e;
    }
    weigh(scores, work->parts + (group->first + row) * part_size(of), work->value_size, count);
  }
  add_all_values(work, group, half_rows_of(work, of->values, group->values + key * of->values->nb[1], count), count);
}

/** The keys of a thread, in all groups. */
static void attend_to_keys(const struct work * work, int64_t first_key, int64_t end_key) {
  const struct attention * of = work->of;
  const int padded = (int) padded_rows(of);
  for (int64_t head = 0; head < of->keys->ne[2]; head++) {
    const struct group group = {
      .first = head * padded,
      .padded = padded,
      .rows = (int) (work->group_heads * of->queries->ne[1]),
      .keys = (const char *) of->keys->data + head * of->keys->nb[2],
      .values = (const char *) of->values->data + head * of->values->nb[2],
    };
    load_queries(work, &group, head * work->group_heads);
    memset(work->parts + group.first * part_size(of), 0, padded * part_size(of) * sizeof(float));
    for (int row = 0; row < padded; row++) {
      work->parts[(group.first + row) * part_size(of) + largest_at] = -INFINITY;
    }
    for (int64_t key = first_key; key < end_key; key += keys_at_once) {
      attend_to_block(work, &group, key, (int) (end_key - key < keys_at_once ? end_key - key : keys_at_once));
    }
  }
}

/** Combines what all threads computed for one row of one head. */
static void combine(const struct ggml_compute_params * params, const struct work * work, int64_t head, int64_t row) {
  const struct attention * of = work->of;
  const int64_t at = head / work->group_heads * padded_rows(of) + head % work->group_heads * of->queries->ne[1] + row;
  float * to = (float *) ((char *) of->result->data + head * of->result->nb[1] + row * of->result->nb[2]);
  float largest = -INFINITY;
  for (int thread = 0; thread < params->nth; thread++) {
    struct work theirs = *work;
    place(&theirs, memory_of(params, thread));
    const float * part = theirs.parts + at * part_size(of);
    largest = part[largest_at] > largest ? part[largest_at] : largest;
  }
  float weights = 0.0f;
  memset(to, 0, work->value_size * sizeof(float));
  for (int thread = 0; thread < params->nth; thread++) {
    struct work theirs = *work;
    place(&theirs, memory_of(params, thread));
    const float * part = theirs.parts + at * part_size(of);
    const float difference = part[largest_at] - largest;
    const float factor = difference >= -126.0f ? power_of_two(difference) : 0.0f;
    weights += part[weights_at] * factor;
    for (int64_t i = 0; i < work->value_size; i++) {
      to[i] += part[values_at + i] * factor;
    }
  }
  const float factor = weights == 0.0f ? 0.0f : 1.0f / weights;
  for (int64_t i = 0; i < work->value_size; i++) {
    to[i] *= factor;
  }
}

bool attend_to_few(const struct ggml_compute_params * params, const struct attention * of) {
  const int64_t keys = of->keys->ne[1];
  const int64_t multiple = value_vectors * lane_count;
  if (of->queries->ne[3] != 1 || padded_rows(of) > most_rows || of->keys->ne[2] != of->values->ne[2]
      || of->queries->ne[2] * of->queries->ne[1] < 2 * of->keys->ne[2] || of->keys->ne[0] % lane_count != 0
      || of->values->ne[0] % multiple != 0 || (of->mask != NULL && of->mask->ne[2] != 1)
      || (of->keys->type == GGML_TYPE_F16 && keys < fewest_keys) || floats_needed(of) > floats_per_thread(params)) {
    return false;
  }
  struct work work = {
    .of = of,
    .key_size = of->keys->ne[0],
    .value_size = of->values->ne[0],
    .group_heads = of->queries->ne[2] / of->keys->ne[2],
  };
  place(&work, memory_of(params, params->ith));
  const int64_t blocks = keys / keys_at_once;
  const int64_t first = blocks * params->ith / params->nth * keys_at_once;
  const bool is_last = params->ith == params->nth - 1;
  attend_to_keys(&work, first, is_last ? keys : blocks * (params->ith + 1) / params->nth * keys_at_once);
  ggml_barrier(params->threadpool);
  const int64_t rows = of->queries->ne[1];
  for (int64_t row = params->ith; row < rows * of->queries->ne[2]; row += params->nth) {
    combine(params, &work, row / rows, row % rows);
  }
  return true;
}

#endif
