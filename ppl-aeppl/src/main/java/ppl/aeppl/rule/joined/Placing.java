package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.ScatterAdd;

/**
 * Random elements at known places in zeros: what {@code zeros.at(places).set(X)} is made of. The zeros are point masses.
 */
public final class Placing implements DerivationRule<Prim> {

    private static final RuleId ID = new RuleId("placed");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Prim> op() {
        return Prim.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.kind(Pad.class), Claim.kind(ScatterAdd.class));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "x.at(i).set(data), zeros.at(i).set(X), pad(X, ...)",
                "data are point masses, since each draw holds them; the other elements keep their law, without those that are replaced",
                "places are known when the graph is built, each of one element. To count the density at the data instead, observe"
                        + " X[i], and give the rest values of its own",
                "several random elements added at one place: NO_RULE; random places: NO_RULE",
                new Guide.Example("x.at(1).set(2.5), x of normal(0, 1), shape 3", "1, 2.5, 0.5", -2.4628770664093454)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    /** Elements for which there is no place. */
    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Outcome apply(Prim op, Application at) {
        if (at.unresolved().isEmpty() && at.randomPositions().contains(1)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "the places '" + at.node().inputs().get(1).label() + "' of elements are random",
                    "give the places a value, or sum them out in the model");
        }
        if (!(at.operand(0) instanceof Operand.Random(Var x, Law law))
                || at.randomPositions().size() > 1) {
            return Outcome.NOT_MINE;
        }
        int[] origins = origins(op, x.type().shape(), at);
        if (origins == null) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "where each of its elements is placed must be known when the graph is built, and no two at one place, but that is"
                            + " not so of " + at.node().expression(),
                    "give positions that are constants, each once; or observe each part by a name of its own");
        }
        Placed placed = new Placed(at.node().type());
        String why = placed.add(law, origins);
        if (why != null) {
            return at.refused(ID, DensityCode.EVENT_AXES_MISMATCH, why, "place whole events, or all of its elements");
        }
        placed.addRest(Functions.zeros(at.node().type()));
        return at.derived(ID, placed.law());
    }

    /** For each element of the result that of the operand, or −1; null if that is not known, or there are several. */
    private static int @Nullable [] origins(Prim op, Shape from, Application at) {
        Shape to = at.node().shape();
        if (!from.isKnown() || !to.isKnown() || to.elements() == 0) {
            return null;
        }
        long[] numbers = new long[from.elements()];
        Arrays.setAll(numbers, i -> i + 1);
        Tensor placed = placed(op, Tensor.wrap(numbers, from.sizes()), at);
        Arrays.fill(numbers, 1);
        Tensor counts = placed(op, Tensor.wrap(numbers, from.sizes()), at);
        int[] origins = new int[to.elements()];
        for (int i = 0; i < origins.length; i++) {
            if (placed == null || counts == null || counts.longAt(i) > 1) {
                return null;
            }
            origins[i] = (int) placed.longAt(i) - 1;
        }
        return origins;
    }

    /** Whole numbers at their places in zeros; null if the places are not known. */
    private static @Nullable Tensor placed(Prim op, Tensor numbers, Application at) {
        List<Var> operands = new ArrayList<>(List.of(Var.constant(numbers)));
        IntStream.range(1, at.operands().size()).forEach(i -> operands.add(at.fixed(i)));
        return Known.value(Var.of(op, operands));
    }
}
