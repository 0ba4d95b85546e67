package ppl.aeppl.rule.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Spread;
import ppl.aeppl.rule.WithoutDensity;
import ppl.aeppl.rule.joined.Placed;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** The law that a {@link GaussianForm} is, as its elements are independent, correlated or tied to each other. */
public final class GaussianLaw {

    private GaussianLaw() {}

    /**
     * The law.
     *
     * @param node what it is the law of, for messages
     * @param form how it depends on draws
     * @param own the draws, where each element depends on those at its own place only
     */
    public static Law of(Var node, GaussianForm form, Sources own) {
        Sources sources = form.sources(own);
        Law partly = partlyConstant(node, form, sources);
        if (partly != null) {
            return partly;
        }
        Spread spread = Spread.of(form);
        if (spread.isSingular()) {
            return TiedNormals.of(node, form, spread, sources);
        }
        if (spread.events().isEmpty()) {
            Law normal = Normal.FAMILY.law(List.of(form.mean(), spread.scale()), form.shape(), sources.whole());
            return IndependentNormals.of(node, form, normal, sources);
        }
        return CorrelatedNormals.of(node, form, spread, sources);
    }

    /** Of elements some of which depend on no draw, and are numbers; null if there are none. */
    private static @Nullable Law partlyConstant(Var node, GaussianForm form, Sources sources) {
        int[] random = form.randomElements();
        if (random.length == 0 || random.length == form.shape().elements()) {
            return null;
        }
        Optional<GaussianForm> rest =
                form.rearranged(Rearrangement.taking(form.shape(), Shape.of(random.length), random));
        Law law = rest.<Law>map(r -> of(node, r, sources)).orElse(null);
        if (law == null || law instanceof WithoutDensity) {
            return null;
        }
        int[] origins = new int[form.shape().elements()];
        Arrays.fill(origins, -1);
        IntStream.range(0, random.length).forEach(i -> origins[random[i]] = i);
        Placed placed = new Placed(new TensorType(DType.F64, form.shape()));
        String why = placed.add(law, origins);
        placed.addRest(form.mean());
        return why == null ? placed.law() : null;
    }

    /** The law of elements that are there once. */
    public static Capability<Law> elements(Var node, GaussianForm form, Sources sources, Rearrangement by) {
        Supplier<int[]> known = by.origins();
        if (known == null) {
            return Capability.absent("which elements of " + node.expression() + " are taken is known only in a run");
        }
        int[] origins = known.get();
        if (Arrays.stream(origins).distinct().count() < origins.length) {
            return Capability.absent(
                    "elements of " + node.expression() + " share draws, so copies of them are no law of theirs");
        }
        return form.rearranged(by)
                .<Capability<Law>>map(picked -> Capability.of(of(node, picked, sources.rearranged(by))))
                .orElseGet(() ->
                        Capability.absent(node.expression() + " has too many elements to tell which share draws"));
    }
}
