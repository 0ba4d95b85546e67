/* Sums by group as anyone would write them in C: segments FILE, which holds int32 groups, rows, then the group of each row,
   all in the order of bytes of this machine. Prints the nanoseconds per row of one loop over the rows in their order, and
   of one over rows laid out by group beforehand, where a sum stays in a register. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int groups, rows, *group, *start;
static double *x, *laid, *sums;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

static void in_order(void) {
  memset(sums, 0, sizeof(double) * groups);
  for (int i = 0; i < rows; i++) sums[group[i]] += x[i];
}

static void by_group(void) {
  for (int g = 0; g < groups; g++) {
    double sum = 0;
    for (int i = start[g]; i < start[g + 1]; i++) sum += laid[i];
    sums[g] = sum;
  }
}

static double least(void (*f)(void)) {
  double best = 1e300, begin = now();
  int calls = 1 + 20000 / rows;
  while (now() - begin < 5e8) {
    double t = now();
    for (int k = 0; k < calls; k++) f();
    t = (now() - t) / calls;
    if (t < best) best = t;
  }
  return best / rows;
}

int main(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
  if (!file || fread(&groups, 4, 1, file) != 1 || fread(&rows, 4, 1, file) != 1) return 1;
  group = malloc(4L * rows);
  start = calloc(groups + 1, 4);
  x = malloc(8L * rows);
  laid = malloc(8L * rows);
  sums = malloc(8L * groups);
  if (fread(group, 4, rows, file) != (size_t)rows) return 1;
  for (int i = 0; i < rows; i++) {
    x[i] = laid[i] = 1.0 / (i + 1);
    start[group[i] + 1]++;
  }
  for (int g = 0; g < groups; g++) start[g + 1] += start[g];
  double order = least(in_order), total = 0;
  double grouped = least(by_group);
  for (int g = 0; g < groups; g++) total += sums[g];
  if (total == 0) return 2; /* so that no loop is left out */
  printf("%.6f %.6f\n", order, grouped);
  return 0;
}
