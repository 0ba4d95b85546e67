package ppl.backend.spi.fuse;

import java.util.List;
import java.util.Set;

/**
 * The items of one kernel, operands first.
 *
 * @param number its place in the order of kernels
 * @param space what it iterates over
 * @param reduced the axes of the space that its folds combine; empty if it has no folds
 */
record Draft(int number, Space space, Set<Integer> reduced, List<Item> items) {}
