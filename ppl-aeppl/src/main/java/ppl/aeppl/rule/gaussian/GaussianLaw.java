package ppl.aeppl.rule.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Spread;
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
        Spread spread = Spread.of(form);
        Sources sources = form.sources(own);
        if (spread.isSingular()) {
            return TiedNormals.of(node, form, spread, sources);
        }
        if (spread.events().isEmpty()) {
            Law normal = Normal.FAMILY.law(List.of(form.mean(), spread.scale()), form.shape(), sources.whole());
            return IndependentNormals.of(node, form, normal, sources);
        }
        return CorrelatedNormals.of(node, form, spread, sources);
    }

    /** The law of elements that are there once. */
    static Capability<Law> elements(Var node, GaussianForm form, Sources sources, Rearrangement by) {
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
