package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Some of the points of a chain, evenly spaced, in memory that does not grow: where there is no place for one more, every second one goes. */
final class ThinnedPoints {

    private static final int MOST = 256;
    private static final long MOST_BYTES = 8 << 20;
    /** Fewer say nothing. */
    private static final int LEAST = 16;

    private final int most;
    private List<double[]> points = new ArrayList<>();
    private int stride = 1;
    private int seen;

    ThinnedPoints(int dimension) {
        int fit = (int) Math.min(MOST, MOST_BYTES / Double.BYTES / Math.max(1, dimension));
        this.most = fit < LEAST ? 0 : fit;
    }

    /** Takes the next one. */
    synchronized void add(double[] point) {
        if (most > 0 && seen % stride == 0) {
            if (points.size() == most) {
                points = new ArrayList<>(IntStream.range(0, (most + 1) / 2)
                        .mapToObj(i -> points.get(2 * i))
                        .toList());
                stride *= 2;
            }
            if (seen % stride == 0) {
                points.add(point.clone());
            }
        }
        seen++;
    }

    /** So many of them, or all if there are fewer, in order. */
    synchronized List<double[]> some(int count) {
        int size = points.size();
        return size <= count
                ? List.copyOf(points)
                : IntStream.range(0, count)
                        .mapToObj(i -> points.get((int) ((long) i * size / count)))
                        .toList();
    }
}
