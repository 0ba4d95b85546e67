package ppl.tests.aeppl.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random chains, and values at which to ask for their densities: typical ones, tails, ends, atoms and neighbours of these. */
record Cases(RandomGenerator random) {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final List<Double> SPECIAL = List.of(INF, -INF, Double.NaN);
    private static final double[] NUMBERS = {1, 2, 3, 0.5, 0.1, 0.3, 10, 7.25, 1e-3, 300, 1e6, 26.9};

    /**
     * A value to ask at.
     *
     * @param atom how many steps precede the clip to whose bound it belongs; −1 for no atom
     */
    record Point(double y, int atom) {}

    Chain chain() {
        while (true) {
            Family family = Family.values()[random.nextInt(Family.values().length)];
            double[] p = parameters(family);
            List<Step> steps = new ArrayList<>();
            double lo = family.lo(p);
            double hi = family.hi(p);
            double typical = typical(family, p);
            int length = random.nextInt(5);
            for (int i = 0; i < length; i++) {
                Step step = step(family, typical);
                if (lo < step.least()) {
                    continue;
                }
                double a = step.forward(lo);
                double b = step.forward(hi);
                double next = step.forward(typical);
                if (!Double.isFinite(next) || Double.isNaN(a) || Double.isNaN(b)) {
                    continue;
                }
                lo = Math.min(a, b);
                hi = Math.max(a, b);
                typical = next;
                steps.add(step);
            }
            if (lo < hi) {
                return new Chain(family, p, List.copyOf(steps));
            }
        }
    }

    private double number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private double signed() {
        return random.nextInt(3) == 0 ? -number() : number();
    }

    private double shape() {
        return (1 + random.nextInt(8)) / 2.0;
    }

    private double[] parameters(Family family) {
        double location = random.nextInt(4) == 0 ? 100 * signed() : random.nextBoolean() ? 0 : signed();
        double scale = number();
        return switch (family) {
            case NORMAL, LOG_NORMAL, CAUCHY -> new double[] {location % 1000, Math.min(scale, 50)};
            case HALF_NORMAL, HALF_CAUCHY, EXPONENTIAL -> new double[] {scale};
            case UNIFORM -> new double[] {location, location + scale};
            case GAMMA -> new double[] {shape(), scale};
            case BETA -> new double[] {shape(), shape()};
            case STUDENT_T -> new double[] {1 + random.nextInt(6), location, scale};
        };
    }

    private double typical(Family family, double[] p) {
        double z = random.nextGaussian();
        return switch (family) {
            case NORMAL, CAUCHY -> p[0] + z * p[1];
            case LOG_NORMAL -> Math.exp(p[0] + z * p[1]);
            case HALF_NORMAL, HALF_CAUCHY -> Math.abs(z) * p[0];
            case EXPONENTIAL -> Math.abs(z) / p[0];
            case UNIFORM -> p[0] + (p[1] - p[0]) * random.nextDouble();
            case GAMMA -> p[0] / p[1] * Math.exp(z / 3);
            case BETA -> random.nextDouble();
            case STUDENT_T -> p[1] + z * p[2];
        };
    }

    private Step step(Family family, double typical) {
        int kind = random.nextInt(family.hasProbabilities() ? 16 : 13);
        if (kind < 8) {
            return Step.Named.values()[kind];
        }
        if (kind < 13) {
            Step.WithNumber.Op op = Step.WithNumber.Op.values()[kind - 8];
            boolean keepsSign = op == Step.WithNumber.Op.PLUS || op == Step.WithNumber.Op.MINUS_FROM;
            return new Step.WithNumber(op, keepsSign && random.nextInt(4) == 0 ? -typical : signed());
        }
        double bound =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> signed();
                    case 2 -> typical * (1 + 0.3 * random.nextGaussian());
                    default -> typical + random.nextGaussian();
                };
        return new Step.Clip(random.nextBoolean(), bound);
    }

    /** Values for a chain. */
    List<Point> points(Chain chain) {
        List<Point> points = new ArrayList<>();
        double[] p = chain.parameters();
        for (int i = 0; i < 3; i++) {
            add(points, chain.forward(typical(chain.family(), p), 0));
        }
        for (double end : new double[] {chain.family().lo(p), chain.family().hi(p)}) {
            double inward = end == chain.family().hi(p) ? -1 : 1;
            double near = Double.isInfinite(end)
                    ? -inward * Math.pow(10, random.nextDouble() * (random.nextBoolean() ? 4 : 300))
                    : end + inward * Math.pow(10, -random.nextDouble() * (random.nextBoolean() ? 20 : 300));
            add(points, chain.forward(near, 0));
            double image = chain.forward(end, 0);
            add(points, image);
            add(points, Math.nextUp(image));
            add(points, Math.nextDown(image));
        }
        double size = Math.pow(10, (2 * random.nextDouble() - 1) * (random.nextBoolean() ? 3 : 300));
        add(points, size);
        add(points, -size);
        add(points, 0.0);
        add(points, -0.0);
        add(points, random.nextBoolean() ? 1 : -1);
        for (int i = 0; i < chain.steps().size(); i++) {
            if (chain.steps().get(i) instanceof Step.Clip clip) {
                points.addAll(atom(chain, clip, i));
            }
        }
        double far = Math.pow(10, 300 + 8 * random.nextDouble());
        points.add(new Point(random.nextBoolean() ? far : -far, -1));
        double near = Math.pow(10, -300 - 23 * random.nextDouble());
        points.add(new Point(random.nextBoolean() ? near : -near, -1));
        SPECIAL.forEach(y -> points.add(new Point(y, -1)));
        return points;
    }

    private static void add(List<Point> points, double y) {
        double size = Math.abs(y);
        if (y == 0 || (size >= 1e-300 && size <= 1e300)) {
            points.add(new Point(y, -1));
        }
    }

    /** The image of an atom, unless steps after it move it to a bound, or to an end where different values round to the same. */
    private static List<Point> atom(Chain chain, Step.Clip clip, int index) {
        double y = clip.c();
        for (Step step : chain.steps().subList(index + 1, chain.steps().size())) {
            double next = step.forward(y);
            double shift = 1e-6 * Math.max(1e-3, Math.abs(y));
            boolean flat = step.forward(y - shift) == next || step.forward(y + shift) == next;
            if (flat || !Double.isFinite(next)) {
                return List.of();
            }
            y = next;
        }
        return List.of(new Point(y, index));
    }
}
