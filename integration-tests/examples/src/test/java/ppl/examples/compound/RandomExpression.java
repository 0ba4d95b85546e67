package ppl.examples.compound;

import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.concat;
import static ppl.graph.Functions.cumsum;
import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.reshape;
import static ppl.graph.Functions.take;
import static ppl.graph.Functions.transpose;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import ppl.api.ModelBuilder;
import ppl.graph.DType;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A model of four counts, whose likelihood is a random expression of them and of a real variable. */
final class RandomExpression {

    private static final int SIZE = 4;
    private static final Var TABLE = Var.constant(0.3, -1, 2, 0.5, 1.5, -0.7, 0.1);

    private final RandomGenerator random;

    RandomExpression(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    void model(ModelBuilder m) {
        Var z = m.sample("z", binomial(3, broadcastTo(Var.constant(0.4), Shape.of(SIZE))));
        Var b = m.sample("b", normal(0, 1));
        Var x = random.nextBoolean() ? z.cast(DType.F64) : take(TABLE, z, 0);
        for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
            x = step(x, z, b);
        }
        if (random.nextBoolean()) {
            m.observe("y", normal(x, 1.5), new double[] {0.5, -0.2, 1.1, 0.7});
        } else {
            m.potential("y", random.nextBoolean() ? x.times(-0.3) : x.sum().times(0.2).minus(x.get(1).square()));
        }
    }

    /** The first twelve more often, since one of the last four is enough to tie. */
    private Var step(Var x, Var z, Var b) {
        return switch (random.nextInt(28) % 16) {
            case 0 -> x.times(b).plus(0.5);
            case 1 -> x.times(0.3).square().minus(b);
            case 2 -> where(equal(z, 2), b, x);
            case 3 -> where(x.gt(b), x, x.times(0.5));
            case 4 -> x.plus(take(TABLE, z, 0));
            case 5 -> x.get(new int[] {2, 0, 1, 3});
            case 6 -> take(x, Var.constant(Tensor.of(new long[] {3, 3, 0, 1})), 0);
            case 7 -> concat(List.of(x.get(Index.range(2, 4)), x.get(Index.range(0, 2))), 0);
            case 8 -> repeatedRows(x, b);
            case 9 -> reshape(transpose(reshape(x, 2, 2), 1, 0), SIZE);
            case 10 -> x.get(Index.reversed());
            case 12 -> cumsum(x, 0);
            case 11 -> x.times(0.2).exp();
            case 13 -> matmul(reshape(x, 2, 2), Var.constant(Tensor.of(new double[] {1, 0.5, 0, 1}, 2, 2))).reshape(SIZE);
            case 14 -> x.plus(take(x, z, 0));
            case 15 -> x.minus(x.mean());
            default -> throw new AssertionError();
        };
    }

    /** Each along an axis of its own, added up again. */
    private static Var repeatedRows(Var x, Var b) {
        Var rows = broadcastTo(reshape(x, SIZE, 1), Shape.of(SIZE, 3)).times(Var.constant(0.5, -0.2, 0.9));
        return rows.plus(b).sum(1);
    }
}
