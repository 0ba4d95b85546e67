package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;

/** Random chains over families of whole numbers, and values: whole, between, beyond the ends, too large for doubles. */
record CountCases(RandomGenerator random) {

    private static final double[] PROBABILITIES = {0.3, 0.5, 0.9, 1e-3, 1e-10, 1e-300, 1 - 0x1p-40, 0, 1};
    private static final double[] REALS = {0, 0.7, -1.5, 3, -20, 40, -300, 700};
    private static final double[] MEANS = {0.2, 1, 3.7, 31, 250, 1e4, 1e-8, 1e-300, 0};
    private static final double[][] SHARES = {{0.5, 0.25, 0.25}, {0.125, 0, 0.875}, {1, 0}, {0.25, 0.25, 0.25, 0.25}};

    private static final int OTHERS = 8;
    private static final double HUGE = 2e9;

    /** How close a value may come to an image that it is not. */
    private static final double APART = 1e-9;

    /**
     * A value to ask at.
     *
     * @param draws the draws that give it, as a user computes it, of which there may be none; null if it is a draw of a size at
     *     which probabilities are not compared
     */
    record Point(double y, @Nullable List<Integer> draws) {}

    CountChain chain() {
        CountFamily family = CountFamily.values()[random.nextInt(CountFamily.values().length)];
        double[] p = parameters(family);
        List<CountStep> steps = new ArrayList<>();
        boolean few = family.most(p) <= 64;
        DType type = DType.I64;
        if (family.most(p) == 1 && random.nextInt(4) == 0) {
            type = random.nextBoolean() ? DType.F64 : DType.I64;
            steps.add(new CountStep.As(DType.BOOL));
            steps.add(new CountStep.As(type));
        }
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            CountStep step = step(few, type, steps);
            steps.add(step);
            type = typeAfter(step, type);
        }
        return new CountChain(family, p, List.copyOf(steps));
    }

    private double[] parameters(CountFamily family) {
        int n = random.nextInt(4) == 0 ? 100 + random.nextInt(20_000) : random.nextInt(40);
        return switch (family) {
            case BERNOULLI -> new double[] {pick(PROBABILITIES)};
            case BERNOULLI_LOGIT -> new double[] {pick(REALS)};
            case BINOMIAL -> new double[] {n, pick(PROBABILITIES)};
            case BINOMIAL_LOGIT -> new double[] {n, pick(REALS)};
            case POISSON -> new double[] {pick(MEANS)};
            case POISSON_LOG -> new double[] {Math.min(pick(REALS), 12)};
            case CATEGORICAL -> SHARES[random.nextInt(SHARES.length)].clone();
            case CATEGORICAL_LOGIT ->
                random.doubles(2 + random.nextInt(3), -30, 30).toArray();
        };
    }

    private double pick(double[] numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private CountStep step(boolean few, DType type, List<CountStep> before) {
        int kind = random.nextInt(few ? 8 : 4);
        boolean whole = random.nextBoolean();
        double c = random.nextInt(12) - 4 + (whole || random.nextBoolean() ? 0 : pick(new double[] {0.5, 0.1, -0.3}));
        return switch (kind) {
            case 0 -> new CountStep.Shift(false, c, whole);
            case 1 -> new CountStep.Shift(true, c, whole);
            case 2 -> new CountStep.Shift(true, 0, true);
            case 3 -> new CountStep.As(wider(few, type, before));
            default -> new CountStep.Clip(random.nextBoolean(), c, whole);
        };
    }

    private DType wider(boolean few, DType type, List<CountStep> before) {
        if (!type.isFloat() && few && random.nextBoolean()) {
            return random.nextBoolean() || !before.isEmpty() ? DType.I64 : DType.I32;
        }
        return DType.F64;
    }

    private static DType typeAfter(CountStep step, DType type) {
        return switch (step) {
            case CountStep.As(DType to) -> to;
            case CountStep.Shift(var _, var _, boolean whole) -> whole ? type : DType.F64;
            case CountStep.Clip(var _, var _, boolean whole) -> whole ? type : DType.F64;
        };
    }

    List<Point> points(CountChain chain) {
        List<Point> images = new ArrayList<>();
        int most = chain.family().most(chain.parameters());
        for (int i = 0; i < 4; i++) {
            int k = random.nextInt(Math.min(most, random.nextBoolean() ? 10 : 100_000) + 1);
            image(images, chain, k);
        }
        image(images, chain, 0);
        image(images, chain, Math.min(most, 2_000_000_000));
        List<Point> points = new ArrayList<>();
        for (Point p : images) {
            between(points, chain, p.y() + 0.25);
            between(points, chain, p.y() - 1e-3);
        }
        between(points, chain, chain.forward(-1));
        between(points, chain, chain.forward(most + 1.0));
        for (CountStep step : chain.steps()) {
            if (step instanceof CountStep.Clip clip) {
                between(points, chain, clip.c());
            }
        }
        for (double y :
                new double[] {0x1p53, 0x1p53 + 2, 0x1p62, 1e300, Double.POSITIVE_INFINITY, Double.NaN, 1e-300}) {
            between(points, chain, y);
            between(points, chain, -y);
        }
        Collections.shuffle(points, random);
        images.addAll(points.subList(0, Math.min(points.size(), OTHERS)));
        return images;
    }

    private static void image(List<Point> points, CountChain chain, int k) {
        points.add(new Point(chain.forward(k), chain.draws(chain.image(num(k)))));
    }

    /** A value that need not be the image of a draw; left out if it comes so close to one that it might be. */
    private static void between(List<Point> points, CountChain chain, double y) {
        if (!Double.isFinite(y)) {
            points.add(new Point(y, List.of()));
            return;
        }
        if (!chain.isFinite() && (y - chain.forward(0)) * (chain.forward(1) - chain.forward(0)) > HUGE) {
            points.add(new Point(y, null));
            return;
        }
        List<Integer> draws = chain.draws(num(y));
        if (!draws.isEmpty() || isApart(chain, y)) {
            points.add(new Point(y, draws));
        }
    }

    private static boolean isApart(CountChain chain, double y) {
        double least = APART * Math.max(1, Math.abs(y));
        if (!chain.isFinite()) {
            double k = (y - chain.forward(0)) * Math.rint(chain.forward(1) - chain.forward(0));
            return k < -0.5 || Math.abs(k - Math.rint(k)) > least;
        }
        for (int k = 0; k <= chain.family().most(chain.parameters()); k++) {
            BigDecimal gap = chain.image(num(k)).subtract(num(y)).abs();
            if (gap.doubleValue() <= least) {
                return false;
            }
        }
        return true;
    }
}
