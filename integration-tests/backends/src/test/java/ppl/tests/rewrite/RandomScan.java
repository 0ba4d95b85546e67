package ppl.tests.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A smooth function made of a random loop, with loops and branches in its steps, and the same with all its loops written out. */
final class RandomScan {

    private static final int WIDTH = 3;
    private static final int[] LENGTHS = {0, 1, 2, 3, 5};

    /** What a step is given. */
    private record Given(Var row, Var element, List<Var> states) {}

    /** What a step leaves: its states, and one number more. */
    private record Left(List<Var> next, Var given) {}

    final List<Var> inputs;
    final List<Tensor> point;
    /** The function with loops. */
    final Var looped;
    /** The function without. */
    final Var written;

    private final Var s = Var.input("s");
    private final Var v = Var.input("v", WIDTH);

    RandomScan(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        Var x = Var.input("x", length, WIDTH);
        this.inputs = List.of(x, s, v);
        this.point = inputs.stream().map(y -> numbers(y, random)).toList();
        long shape = random.nextLong();
        this.looped = total(x, shape, 0, true);
        this.written = total(x, shape, 0, false);
    }

    private static Tensor numbers(Var x, SplittableRandom random) {
        double[] values = random.doubles(x.shape().elements(), -1.5, 1.5).toArray();
        return Tensor.wrap(values, x.shape().sizes());
    }

    /** A number from all that a loop over the first axis gives. */
    private Var total(Var x, long seed, int depth, boolean loops) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean backward = random.nextBoolean();
        List<Var> first = new ArrayList<>(List.of(random.nextBoolean() ? s.times(0.5) : Var.constant(0.25)));
        for (int k = random.nextInt(3); k > 0; k--) {
            first.add(random.nextBoolean() ? v : Functions.zerosLike(v).plus(s));
        }
        long step = random.nextLong();
        return loops ? looped(x, first, backward, step, depth) : written(x, first, backward, step, depth);
    }

    private Var looped(Var x, List<Var> first, boolean backward, long seed, int depth) {
        Scan scan = Scan.over(x);
        for (Var state : first) {
            scan = scan.from(state);
        }
        Scan.Result result = (backward ? scan.backward() : scan).run(t -> {
            List<Var> states =
                    IntStream.range(0, first.size()).mapToObj(t::state).toList();
            Left left = step(new Given(t.row(), t.element(), states), seed, depth, true);
            return t.next(left.next.toArray(Number[]::new)).give(left.given);
        });
        Var total = result.output().sum();
        for (int k = 0; k < first.size(); k++) {
            total = total.plus(result.last(k).sum())
                    .plus(Functions.sin(result.states(k)).sum());
        }
        return total;
    }

    private Var written(Var x, List<Var> first, boolean backward, long seed, int depth) {
        List<Var> states = first;
        Var total = Var.constant(0.0);
        int length = x.shape().size(0);
        for (int i = 0; i < length; i++) {
            int row = backward ? length - 1 - i : i;
            Left left = step(new Given(Var.constant((long) row), x.get(row), states), seed, depth, false);
            states = left.next;
            total = total.plus(left.given);
            for (Var state : states) {
                total = total.plus(Functions.sin(state).sum());
            }
        }
        for (Var state : states) {
            total = total.plus(state.sum());
        }
        return total;
    }

    private Left step(Given given, long seed, int depth, boolean loops) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Var> pool = new ArrayList<>(List.of(s, v, given.element));
        pool.add(given.row.cast(DType.F64).times(0.125));
        pool.addAll(given.states);
        for (int i = random.nextInt(3, 9); i > 0; i--) {
            Var a = pool.get(random.nextInt(pool.size()));
            Var b = pool.get(random.nextInt(pool.size() / 2, pool.size()));
            pool.add(next(a, b, random, depth, loops));
        }
        List<Var> next = new ArrayList<>();
        for (Var state : given.states) {
            Var y = pool.get(random.nextInt(pool.size() / 2, pool.size()));
            Var fitting = state.rank() == y.rank() ? y : state.rank() == 0 ? y.sum() : y.plus(v);
            next.add(Functions.sin(fitting).plus(state.times(0.25)));
        }
        return new Left(next, pool.getLast().sum());
    }

    private Var next(Var a, Var b, SplittableRandom random, int depth, boolean loops) {
        return switch (random.nextInt(13)) {
            case 0 -> a.plus(b);
            case 1 -> a.times(b).times(0.5);
            case 2 -> a.div(b.square().plus(1));
            case 3 -> Functions.sigmoid(a);
            case 4 -> Functions.log(Functions.sigmoid(a));
            case 5 -> a.square().plus(1).sqrt();
            case 6 -> a.square().times(-1).exp().times(b);
            case 7 -> a.sum().times(b);
            case 8 -> Functions.where(a.gt(0.3), a.times(0.5), a.minus(0.15));
            case 9 -> Functions.logsumexp(a.plus(v), 0);
            case 10 -> Functions.log(a.square().plus(0.5)).minus(b.times(s).times(s.square()));
            case 11 ->
                Functions.cond(a.sum().gt(0.2), () -> Functions.sin(b).sum(), () -> b.times(s)
                        .sum());
            default -> {
                long seed = random.nextLong();
                yield depth > 0 ? a.minus(b) : total(Functions.sin(a.plus(v)), seed, depth + 1, loops);
            }
        };
    }
}
