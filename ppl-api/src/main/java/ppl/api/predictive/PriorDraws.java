package ppl.api.predictive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.plan.UnknownLengths;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/** Draws of all variables of a model from their distributions, whatever was observed. */
public final class PriorDraws {

    private final Model model;
    private final Outputs outputs;
    private final DrawKeys keys;
    private final PredictiveOptions options;
    private final KeyInputs key = KeyInputs.make();

    private PriorDraws(Model model, DrawKeys keys, PredictiveOptions options) {
        this.model = model;
        this.outputs = Outputs.ofPrior(model);
        this.keys = keys;
        this.options = options;
    }

    /**
     * The groups prior, prior_predictive, observed_data and constant_data, of one chain.
     *
     * @throws SamplingException with code OPTION if the number of draws is less than 1; with code MODEL if a variable cannot be drawn, or
     *     a potential changes the prior; with code SIZE if the draws do not fit
     */
    public static InferenceData of(Model model, int draws, PredictiveOptions options) {
        options.requireDraws("draws of the prior");
        if (draws < 1) {
            throw new SamplingException(SamplingCode.OPTION, "the number of draws must be at least 1, not " + draws);
        }
        if (!model.potentials().isEmpty()) {
            throw new SamplingException(
                    SamplingCode.MODEL,
                    "the prior cannot be drawn: the potential '"
                            + model.potentials().getFirst().name()
                            + "' changes it, so its draws are not those of the distributions of the variables; sample the model without its"
                            + " observations, with infer(), or leave the potential out");
        }
        long seed = options.seed() == null ? RandomKey.fresh().bits() : options.seed();
        return new PriorDraws(model.imputed(), new DrawKeys(seed, Coord.range(1), Coord.range(draws)), options).draw();
    }

    private InferenceData draw() {
        List<OutputVariable> prior = outputs.posterior();
        List<OutputVariable> all = new ArrayList<>(prior);
        all.addAll(outputs.observed());
        if (all.isEmpty()) {
            throw new SamplingException(SamplingCode.MODEL, "the model has no variable: add one with m.sample(...)");
        }
        FreshDraws.Drawn drawn = FreshDraws.of(
                all.stream().map(OutputVariable::node).toList(),
                Map.of(),
                key.of("prior"),
                options.latent() ? FreshDraws.Rules.latent() : FreshDraws.Rules.none());
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            OutputVariable v = all.get(i);
            quantities.add(Quantity.of(v.name(), v.dims(), drawn.values().get(i)));
        }
        DrawInputs inputs = new DrawInputs(Map.of(), key, keys);
        List<Quantity> ragged =
                quantities.stream().filter(q -> UnknownLengths.reach(q.value())).toList();
        List<Quantity> fixed =
                quantities.stream().filter(q -> !ragged.contains(q)).toList();
        Map<Quantity, Object> draws = new HashMap<>();
        CompileOptions compile = CompileOptions.defaults().withBackend(options.backend());
        if (!fixed.isEmpty()) {
            try (Prepared prepared = new Prepared(all, fixed, constraints(drawn, all, fixed), compile)) {
                List<Object> results = new Computation(prepared, inputs).run(options.cores());
                for (int i = 0; i < fixed.size(); i++) {
                    draws.put(fixed.get(i), results.get(i));
                }
            }
        }
        if (!ragged.isEmpty()) {
            new RaggedDraws(all, inputs, compile, options.cores())
                    .of(ragged, constraints(drawn, all, ragged))
                    .forEach(d -> draws.put(d.of(), d));
        }
        int n = prior.size();
        InferenceData data = InferenceData.of(Group.PRIOR, group(prior, quantities.subList(0, n), draws));
        if (n < all.size()) {
            data = data.with(
                    Group.PRIOR_PREDICTIVE,
                    group(all.subList(n, all.size()), quantities.subList(n, all.size()), draws));
            data = data.with(Group.OBSERVED_DATA, outputs.observedData());
        }
        return model.data().isEmpty() ? data : data.with(Group.CONSTANT_DATA, outputs.constantData());
    }

    /** What must hold of the draws that some quantities depend on. */
    private static List<DrawConstraint> constraints(
            FreshDraws.Drawn drawn, List<OutputVariable> variables, List<Quantity> quantities) {
        List<String> names = quantities.stream().map(Quantity::name).toList();
        return drawn.of(variables.stream()
                .filter(v -> names.contains(v.name()))
                .map(OutputVariable::node)
                .toList());
    }

    private Dataset group(List<OutputVariable> variables, List<Quantity> quantities, Map<Quantity, Object> draws) {
        List<String> names = variables.stream().map(OutputVariable::name).toList();
        Dataset.Builder group = DrawGroup.of(keys);
        for (Quantity q : quantities) {
            Object drawn = Objects.requireNonNull(draws.get(q));
            if (drawn instanceof RaggedDraws.Drawn some) {
                some.addTo(group, keys, names);
            } else {
                DrawGroup.add(group, keys, q, drawn);
            }
        }
        outputs.coords(variables).forEach(group::coord);
        return group.attribute("inference_library", "ppl")
                .attribute("seed", keys.seed())
                .build();
    }
}
