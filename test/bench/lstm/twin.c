// The kernel's twin in C: the same arithmetic in the same order, written with the compiler's vectors: of 4 floats as the kernel's, or of 8 for what wider registers would give (-DLANES=8).
// usage: twin TASK INPUTS HIDDEN WINDOW WINDOWS CHANNELS LEADS OBSERVATIONS BURN-IN  → microseconds of processor time an observation, and a checksum of what was said

#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef float v4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t i4 __attribute__((vector_size(16), aligned(4)));
typedef float vec __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int32_t ivec __attribute__((vector_size(4 * LANES), aligned(4)));
/** Vectors in a panel of 8 columns. */
enum { PARTS = 8 / LANES };

static inline vec load(const float *p) { return *(const vec *)p; }
static inline void store(float *p, vec x) { *(vec *)p = x; }
static inline vec all(float x) { return x - (vec){0}; }
static inline vec absolute(vec x) { return (vec)((ivec)x & 0x7fffffff); }
#if LANES == 8
static inline vec least(vec a, vec b) { return _mm256_min_ps(b, a); }
static inline vec most(vec a, vec b) { return _mm256_max_ps(b, a); }
static inline vec root(vec a) { return _mm256_sqrt_ps(a); }
#else
static inline vec least(vec a, vec b) { return _mm_min_ps(b, a); }
static inline vec most(vec a, vec b) { return _mm_max_ps(b, a); }
static inline vec root(vec a) { return _mm_sqrt_ps(a); }
#endif

static int I, N, L, C, K, W, M, IW, NW, LW, G, GS;
static float *P, *D, *M1, *M2, *turned, *state, *next, *rows, *xs, *gates, *squash, *ys;
static float *bx, *bt, *by, *bz, *bh, *bc, *bq, *dh, *dc;
static long size, rowSize, rowTargets, rowState, head;

#define TILE(R)                                                                                                              \
  static void tile##R(int terms, const float *a, long ar, const float *b, const float *add, long addr, float *out, long outr) { \
    vec s[R][PARTS];                                                                                                         \
    for (int r = 0; r < R; r++)                                                                                              \
      for (int i = 0; i < PARTS; i++) s[r][i] = load(add + r * addr + i * LANES);                                            \
    for (int t = 0; t < terms; t++, b += 8)                                                                                  \
      for (int r = 0; r < R; r++)                                                                                            \
        for (int i = 0; i < PARTS; i++) s[r][i] += all(a[r * ar + t]) * load(b + i * LANES);                                 \
    for (int r = 0; r < R; r++)                                                                                              \
      for (int i = 0; i < PARTS; i++) store(out + r * outr + i * LANES, s[r][i]);                                            \
  }
TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)

static void wide(int terms, const float *a, const float *b, long panel, const float *add, float *out) {
  vec s[4][PARTS];
  for (int p = 0; p < 4; p++)
    for (int i = 0; i < PARTS; i++) s[p][i] = load(add + 8 * p + i * LANES);
  for (int t = 0; t < terms; t++, b += 8)
    for (int p = 0; p < 4; p++)
      for (int i = 0; i < PARTS; i++) s[p][i] += all(a[t]) * load(b + p * panel + i * LANES);
  for (int p = 0; p < 4; p++)
    for (int i = 0; i < PARTS; i++) store(out + 8 * p + i * LANES, s[p][i]);
}

/** Rows by which 8 sums are under way. */
enum { ROWS = LANES };

static void times(int n, int panels, int terms, const float *a, long ar, const float *b, const float *add, long addr, float *out, long outr) {
  static void (*const tiles[])(int, const float *, long, const float *, const float *, long, float *, long) = {
      0, tile1, tile2, tile3, tile4, tile5, tile6, tile7, tile8};
  long panel = 8L * terms;
  for (int at = 0, some; at < n; at += some) {
    some = n - at < ROWS ? n - at : ROWS;
    int p = 0;
    if (some == 1)
      for (; p + 4 <= panels; p += 4) wide(terms, a + at * ar, b + p * panel, panel, add + at * addr + p * 8, out + at * outr + p * 8);
    for (; p < panels; p++) tiles[some](terms, a + at * ar, ar, b + p * panel, add + at * addr + p * 8, addr, out + at * outr + p * 8, outr);
  }
}

/** 4 columns of a by a panel of b, on from the sums at `from`. */
static void outer4(int n, const float *a, long ar, const float *b, long br, const float *from, float *out) {
  vec s[4][PARTS];
  for (int r = 0; r < 4; r++)
    for (int i = 0; i < PARTS; i++) s[r][i] = load(from + r * 8 + i * LANES);
  for (; n > 0; n--, a += ar, b += br)
    for (int r = 0; r < 4; r++)
      for (int i = 0; i < PARTS; i++) s[r][i] += all(a[r]) * load(b + i * LANES);
  for (int r = 0; r < 4; r++)
    for (int i = 0; i < PARTS; i++) store(out + r * 8 + i * LANES, s[r][i]);
}

static void outer(int n, int width, int panels, const float *a, long ar, const float *b, long br, float *out) {
  static const float zeros[32];
  for (int at = 0, some; at < n; at += some) {
    some = n - at < 64 ? n - at : 64;
    for (int p = 0; p < panels; p++)
      for (int j = 0; j < width; j += 4) {
        float *to = out + ((long)p * width + j) * 8;
        outer4(some, a + at * ar + j, ar, b + at * br + p * 8, br, at ? to : zeros, to);
      }
  }
}

static void sumRows(int n, int panels, const float *b, long br, float *out) {
  for (; panels > 0; panels--, b += 8, out += 8) {
    vec s[PARTS];
    for (int i = 0; i < PARTS; i++) {
      s[i] = all(0);
      for (int r = 0; r < n; r++) s[i] += load(b + r * br + i * LANES);
      store(out + i * LANES, s[i]);
    }
  }
}

static inline v4 four(const float *p) { return *(const v4 *)p; }
static inline void put(float *p, v4 x) { *(v4 *)p = x; }
static void turn(int n, int columns, const float *from, float *to) {
  for (int p = 0; p < columns / 8; p++)
    for (int j = 0; j < n; j += 4)
      for (int k = 0; k < 8; k += 4) {
        const float *f = from + (p * n + j) * 8 + k;
        float *t = to + ((j / 8) * columns + p * 8 + k) * 8 + j % 8;
        v4 a = four(f), b = four(f + 8), c = four(f + 16), d = four(f + 24);
        v4 ab = __builtin_shuffle(a, b, (i4){0, 4, 1, 5}), cd = __builtin_shuffle(c, d, (i4){0, 4, 1, 5});
        v4 ba = __builtin_shuffle(a, b, (i4){2, 6, 3, 7}), dc = __builtin_shuffle(c, d, (i4){2, 6, 3, 7});
        put(t, __builtin_shuffle(ab, cd, (i4){0, 1, 4, 5})), put(t + 8, __builtin_shuffle(ab, cd, (i4){2, 3, 6, 7}));
        put(t + 16, __builtin_shuffle(ba, dc, (i4){0, 1, 4, 5})), put(t + 24, __builtin_shuffle(ba, dc, (i4){2, 3, 6, 7}));
      }
}

static inline vec hyperbolic(vec z) {
  vec x = most(least(z, all(7.905311107635498f)), all(-7.905311107635498f)), s = x * x;
  vec p = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = s * p + -8.60467152213735e-11f, p = s * p + 5.12229709037114e-8f, p = s * p + 1.48572235717979e-5f;
  p = s * p + 6.37261928875436e-4f, p = s * p + 4.89352455891786e-3f;
  vec q = s * 1.19825839466702e-6f + 1.18534705686654e-4f;
  q = s * q + 2.268434632439e-3f, q = s * q + 4.89352518554385e-3f;
  return x * p / q;
}
static inline vec sigmoid(vec z) { return 0.5f + 0.5f * hyperbolic(0.5f * z); }
static inline vec flushed(vec x, float faint) { return (vec)((ivec)x & ~(absolute(x) < faint)); }

static void openGates(int n, float *gates, const float *before, float *cells, float *sq, float *h) {
  float *z = gates, *cell = cells;
  for (int row = 0; row < n; row++, z += GS)
    for (int u = 0; u < NW; u += LANES, before += LANES, cell += LANES) {
      vec i = sigmoid(load(z + u)), f = sigmoid(load(z + NW + u)), o = sigmoid(load(z + 2 * NW + u)), g = hyperbolic(load(z + 3 * NW + u));
      store(cell, flushed(f * load(before) + i * g, 1e-18f));
      store(z + u, i), store(z + NW + u, f), store(z + 2 * NW + u, o), store(z + 3 * NW + u, g);
    }
  z = gates, cell = cells;
  for (int row = 0; row < n; row++, z += GS)
    for (int u = 0; u < NW; u += LANES, cell += LANES, sq += LANES, h += LANES) {
      vec t = hyperbolic(load(cell));
      store(sq, t), store(h, load(z + 2 * NW + u) * t);
    }
}

static void closeGates(int n, float *z, const float *before, const float *sq, const float *slopes, float *cells) {
  for (; n > 0; n--, z += GS)
    for (int u = 0; u < NW; u += LANES, before += LANES, sq += LANES, slopes += LANES, cells += LANES) {
      vec i = load(z + u), f = load(z + NW + u), o = load(z + 2 * NW + u), g = load(z + 3 * NW + u), t = load(sq);
      vec dho = load(slopes) * o, d = load(cells) + dho * (1.0f - t * t), di = d * i, df = d * f;
      store(z + u, di * g * (1.0f - i));
      store(z + NW + u, df * load(before) * (1.0f - f));
      store(z + 2 * NW + u, dho * t * (1.0f - o));
      store(z + 3 * NW + u, di * (1.0f - g * g));
      store(cells, flushed(df, 1e-18f));
    }
}

static int step(const float *x, long row, float *out) {
  long units = (long)C * NW;
  // What is below any weight is zero.
  for (int c = 0; c < C; c++)
    for (int i = 0; i < I; i++) xs[c * IW + i] = fabsf(x[c * I + i]) < 1e-18f ? 0 : x[c * I + i];
  const float *below = P + (long)NW * G, *biases = below + (long)IW * G;
  times(C, G / 8, IW, xs, IW, below, biases, 0, gates, GS);
  times(C, G / 8, NW, state, NW, P, gates, GS, gates, GS);
  openGates(C, gates, state + units, next + units, squash, next);
  times(C, LW / 8, NW, next, NW, P + head, P + head + (long)NW * LW, 0, ys, LW);
  float bad = 0;
  for (long i = 0; i < 2 * units; i++) bad += next[i] * 0;
  if (bad != 0) return 0;
  float *to = rows + row * rowSize;
  memcpy(to, xs, rowTargets * sizeof(float));
  for (long i = rowTargets; i < rowState; i++) to[i] = NAN;
  memcpy(to + rowState, state, 2 * units * sizeof(float));
  memcpy(state, next, 2 * units * sizeof(float));
  for (int c = 0; c < C; c++) memcpy(out + c * L, ys + c * LW, L * sizeof(float));
  return 1;
}

static double learn(int windows, const long *starts, int length, double rate, double epsilon) {
  int batch = windows * C, n = length * batch;
  long units = (long)batch * NW;
  for (int w = 0; w < windows; w++) {
    const float *s = rows + starts[w] * rowSize + rowState;
    memcpy(bh + (long)w * C * NW, s, C * NW * sizeof(float)), memcpy(bc + (long)w * C * NW, s + C * NW, C * NW * sizeof(float));
    for (int k = 0; k < length; k++) {
      const float *from = rows + ((starts[w] + k) % M) * rowSize;
      memcpy(bx + (long)(k * windows + w) * rowTargets, from, rowTargets * sizeof(float));
      memcpy(bt + (long)(k * windows + w) * C * LW, from + rowTargets, C * LW * sizeof(float));
    }
  }
  int known = 0;
  for (long i = 0; i < (long)n * LW; i++) known += bt[i] == bt[i];
  if (known == 0) return 0;
  const float *below = P + (long)NW * G, *biases = below + (long)IW * G;
  times(n, G / 8, IW, bx, IW, below, biases, 0, bz, GS);
  for (int k = 0; k < length; k++) {
    float *z = bz + (long)k * batch * GS;
    times(batch, G / 8, NW, bh + k * units, NW, P, z, GS, z, GS);
    openGates(batch, z, bc + k * units, bc + (k + 1) * units, bq + k * units, bh + (k + 1) * units);
  }
  times(n, LW / 8, NW, bh + units, NW, P + head, P + head + (long)NW * LW, 0, by, LW);
  vec sum = all(0);
  float share = 1.0f / known;
  for (long i = 0; i < (long)n * LW; i += LANES) {
    vec t = load(bt + i), d = (vec)((ivec)(load(by + i) - t) & (t == t)), c = most(least(d, all(1)), all(-1));
    sum += c * (d - 0.5f * c);
    store(by + i, c * share);
  }
  outer(n, NW, LW / 8, bh + units, NW, by, LW, D + head);
  sumRows(n, LW / 8, by, LW, D + head + (long)NW * LW);
  turn(NW, LW, P + head, turned);
  memset(dc, 0, units * sizeof(float));
  times(n, NW / 8, LW, by, LW, turned, dc, 0, dh, NW);
  turn(NW, G, P, turned);
  for (int k = length - 1; k >= 0; k--) {
    float *z = bz + (long)k * batch * GS;
    if (k < length - 1) times(batch, NW / 8, G, z + (long)batch * GS, GS, turned, dh + k * units, NW, dh + k * units, NW);
    closeGates(batch, z, bc + k * units, bq + k * units, dh + k * units, dc);
  }
  outer(n, NW, G / 8, bh, NW, bz, GS, D);
  outer(n, IW, G / 8, bx, IW, bz, GS, D + (long)NW * G);
  sumRows(n, G / 8, bz, GS, D + (long)(NW + IW) * G);
  double squares[4] = {0};
  for (long i = 0; i < size; i += 4)
    for (int j = 0; j < 4; j++) squares[j] += (double)(D[i + j] * D[i + j]);
  double norm = sqrt(squares[0] + squares[1] + squares[2] + squares[3]);
  float factor = norm > 1 ? 1 / (norm + 1e-6) : 1, r = rate, e = epsilon;
  for (long i = 0; i < size; i += LANES) {
    vec g = flushed(load(D + i) * factor, 1e-18f);
    vec m = flushed(load(M1 + i) * 0.9f + g * 0.1f, 1e-30f), v = flushed(load(M2 + i) * 0.999f + g * g * 0.001f, 1e-36f);
    store(M1 + i, m), store(M2 + i, v);
    store(P + i, load(P + i) - m * r / (root(v) + e));
  }
  double total = 0;
  for (int i = 0; i < LANES; i++) total += sum[i];
  return total / known;
}

static float *take(long n) {
  float *p = aligned_alloc(64, (n * sizeof(float) + 127) / 64 * 64);
  memset(p, 0, n * sizeof(float));
  return p;
}
static uint32_t seed = 1;
static float draw(void) { return ((seed = seed * 1664525u + 1013904223u) >> 8) / 8388608.0f - 1; }
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(int count, char **a) {
  if (count < 10) return 2;
  const char *task = a[1];
  I = atoi(a[2]), N = atoi(a[3]), K = atoi(a[4]), W = atoi(a[5]), C = atoi(a[6]), L = atoi(a[7]);
  long observations = atol(a[8]), burnIn = atol(a[9]);
  M = 1024, IW = (I + 3) / 4 * 4, NW = (N + 7) / 8 * 8, LW = (L + 7) / 8 * 8, G = 4 * NW, GS = G + 16;
  head = (long)(NW + IW + 1) * G, size = head + (long)(NW + 1) * LW;
  rowTargets = (long)C * IW, rowState = rowTargets + C * LW, rowSize = rowState + 2L * C * NW;
  long n = (long)K * W * C;
  P = take(size), D = take(size), M1 = take(size), M2 = take(size), turned = take((long)NW * (G > LW ? G : LW));
  state = take(2L * C * NW), next = take(2L * C * NW), rows = take(M * rowSize);
  xs = take(C * IW), gates = take((long)C * GS), squash = take(C * NW), ys = take(C * LW);
  bx = take(n * IW), bt = take(n * LW), by = take(n * LW), bz = take(n * GS), dh = take(n * NW), dc = take((long)W * C * NW);
  bh = take((n + W * C) * NW), bc = take((n + W * C) * NW), bq = take(n * NW);
  for (int p = 0; p < G / 8; p++)
    for (int j = 0; j < NW + IW; j++)
      for (int k = 0; k < 8; k++)
        if ((p * 8 + k) % NW < N && (j < NW ? j < N : j - NW < I))
          P[j < NW ? (p * NW + j) * 8 + k : NW * G + (p * IW + j - NW) * 8 + k] = draw() / sqrtf(N);
  for (int u = 0; u < N; u++) P[(long)(NW + IW) * G + NW + u] = 1;

  float *x = take(C * I), *out = take(C * L);
  long *starts = malloc(W * sizeof(long));
  double p1 = 1, p2 = 1, begun = 0, check = 0;
  int learns = strcmp(task, "infer") != 0, constant = strstr(task, "-stream") != 0;
  float level = strcmp(task, "faint-stream") == 0 ? 1e-30f : 0;
  long updates = 0;
  for (long t = 0; t < observations + burnIn; t++) {
    if (t == burnIn) begun = now();
    if (learns) {
      for (int l = 0; l < L; l++)
        for (int c = 0; c < C && l < t; c++) rows[((t - 1 - l) % M) * rowSize + rowTargets + c * LW + l] = constant ? level : draw();
      int length = t < K ? t : K;
      if (t >= 10) {
        starts[0] = (t - length) % M;
        long from = t > M ? t - M : 0, choices = t - L - length - from + 1;
        int windows = W > 1 && t > 2 * K + L ? W : 1;
        for (int w = 1; w < windows; w++) starts[w] = (from + (long)((draw() + 1) / 2 * choices)) % M;
        double c1 = 1 - p1 * 0.9, c2 = 1 - p2 * 0.999, warm = ++updates < 10 ? updates / 10.0 : 1;
        check += learn(windows, starts, length, 1e-3 * warm * sqrt(c2) / c1, 1e-8 * sqrt(c2));
        p1 *= 0.9, p2 *= 0.999;
      }
    }
    for (int i = 0; i < C * I; i++) x[i] = constant ? level : draw();
    step(x, t % M, out);
    check += out[0];
  }
  printf("%.6f %.9g\n", (now() - begun) / observations, check);
  return 0;
}
