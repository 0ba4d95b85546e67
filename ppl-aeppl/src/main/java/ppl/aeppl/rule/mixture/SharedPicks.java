package ppl.aeppl.rule.mixture;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.rule.Outcome;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of picks at random positions that may pick the same: copies of one draw, which agree. All ways in which positions can
 * fall are summed; in each a draw that is picked twice counts once, and copies that differ have density 0.
 *
 * <p>Of continuous draws different ones differ, and equal values are copies. So the density is one by a measure that counts dimensions by
 * how many values differ: the picks are no free variable, and no function of them has a density.
 *
 * @param mixture what is picked
 * @param each the values of the positions
 * @param components the laws of what is picked, for each alternative, as if by each position on its own
 */
record SharedPicks(IndexMixture mixture, Alternatives each, List<Law> components) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var CERTAIN = Var.constant(0.0);

    /** The most ways that are summed. */
    private static final int WAYS = 4096;

    static Outcome derive(IndexMixture mixture, Alternatives each) {
        int picks = mixture.picks().elements();
        if (Math.pow(each.count(), picks) > WAYS) {
            return mixture.refused(
                    DensityCode.DEPENDENT_OPERANDS,
                    picks + " random positions pick from the same " + each.count()
                            + " draws, and where two pick the same they share it: more than " + WAYS
                            + " ways to sum over");
        }
        List<Law> components = new ArrayList<>();
        for (int j = 0; j < each.count(); j++) {
            switch (mixture.components(mixture.taking(List.of(each.at(j)), Shape.scalar()), mixture.eventAxes())) {
                case Capability.Present<Law>(Law law) -> components.add(law);
                case Capability.Absent<Law>(String why) -> {
                    return mixture.refused(DensityCode.NO_RULE, why);
                }
            }
        }
        if (components.stream().anyMatch(law -> law.type().measure() instanceof BaseMeasure.Mixed)) {
            return mixture.refused(
                    DensityCode.ATOMS,
                    "equal picks may be copies of one draw, or different draws that met at a point with a probability of its own");
        }
        return mixture.inPlace(new SharedPicks(mixture, each, components))
                .<Outcome>map(law -> mixture.at().derived(mixture.id(), law))
                .orElseThrow();
    }

    @Override
    public String describe() {
        return "Mixture(" + mixture.from().describe() + "), some picked more than once";
    }

    @Override
    public LawType type() {
        LawType type = components.getFirst().type();
        Set<Integer> all = new TreeSet<>(
                IntStream.range(0, type.draw().shape().rank()).boxed().toList());
        BaseMeasure measure = isDiscrete() ? BaseMeasure.COUNTING : new BaseMeasure.Product();
        return new LawType(type.draw(), measure, type.support(), all, List.of(), mixture.sources());
    }

    private boolean isDiscrete() {
        return components.getFirst().type().measure() instanceof BaseMeasure.Counting;
    }

    @Override
    public LogTerms logDensity(Value value) {
        int m = mixture.picks().elements();
        int k = each.count();
        int ways = (int) Math.pow(k, m);
        Var weights = flat(each.logProbabilities(mixture.positions()), m * k);
        Var densities = flat(
                Functions.stack(
                        components.stream()
                                .map(law -> law.logDensity(value).elementwise())
                                .toList(),
                        -1),
                m * k);
        long[] chosen = new long[ways * m];
        boolean[] isFirst = new boolean[ways * m];
        boolean[] copies = new boolean[ways * m * m];
        for (int w = 0; w < ways; w++) {
            long[] position = new long[m];
            for (int i = 0, rest = w; i < m; i++, rest /= k) {
                int j = rest % k;
                chosen[w * m + i] = (long) i * k + j;
                position[i] = each.at(j)[i];
                isFirst[w * m + i] = true;
                for (int before = 0; before < i; before++) {
                    boolean same = position[before] == position[i];
                    isFirst[w * m + i] &= !same;
                    copies[(w * m + i) * m + before] = same;
                }
            }
        }
        Var at = Var.constant(Tensor.of(chosen, ways, m));
        Var counted = where(Var.constant(Tensor.of(isFirst, ways, m)), Functions.take(densities, at, 0), CERTAIN);
        Var terms = Functions.take(weights, at, 0).plus(counted).sum(1);
        Var possible = Functions.all(agreeing(value, m, ways, copies), 1, 2);
        Var sum = LogMath.logSumExp(where(possible, terms, NEVER), 0);
        return LogTerms.zero(Shape.scalar()).plus(where(sum.gt(Double.NEGATIVE_INFINITY), sum, NEVER));
    }

    /** For each way and pair of picks whether their values are equal where they are copies, and differ where they cannot be equal. */
    private Var agreeing(Value value, int m, int ways, boolean[] copies) {
        Var rows = Functions.reshape(value.var(), m, -1);
        Var equal = Functions.all(Functions.equal(Functions.expandDims(rows, 1), Functions.expandDims(rows, 0)), 2);
        Var copy = Var.constant(Tensor.of(copies, ways, m, m));
        Var same = Functions.broadcastTo(equal, copy.shape());
        if (isDiscrete()) {
            return Functions.or(same, Functions.not(copy));
        }
        boolean[] before = new boolean[m * m];
        IntStream.range(0, m * m).forEach(i -> before[i] = i % m < i / m);
        Var compared = Functions.broadcastTo(Var.constant(Tensor.of(before, m, m)), copy.shape());
        return Functions.or(Functions.equal(same, copy), Functions.not(compared));
    }

    private static Var flat(Var x, int length) {
        return Functions.reshape(x, length);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Var supportPoint() {
        return components.getFirst().supportPoint();
    }

    @Override
    public Var draw(KeyVar key) {
        Var drawn = mixture.from().draw(key.fold("components"));
        Var positions = mixture.positions().draw(key.fold("positions"));
        Var picked = Functions.take(drawn, positions, mixture.axis());
        return mixture.outOfPlace(picked);
    }

    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(mixture.from().checks());
        checks.addAll(mixture.positions().checks());
        return checks;
    }
}
