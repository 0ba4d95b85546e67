package ppl.api.predictive;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.FittedModel;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.api.plan.Plan;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/** The model behind the draws of a posterior. Graphs are made and compiled when something is asked for, and kept. */
public final class FittedPlan implements FittedModel {

    private static final int MOST_PREPARED = 8;

    /** What can be computed, and what a variable is called of which it is. */
    private enum Kind {
        RECOVERED("variable that was summed out"),
        PREDICTED("observed variable"),
        LIKELIHOOD("observed variable"),
        COMPUTED("computed quantity");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private record Request(Kind kind, List<OutputVariable> of, CompileOptions options) {}

    private final Plan plan;
    private final Outputs outputs;
    private final CompileOptions compile;

    // Guarded by this.
    private @Nullable PosteriorGraph graph;

    private final Map<Request, Prepared> prepared = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, Prepared> eldest) {
            return size() > MOST_PREPARED;
        }
    };

    private FittedPlan(Plan plan, Outputs outputs, CompileOptions compile) {
        this.plan = plan;
        this.outputs = outputs;
        this.compile = compile;
    }

    /**
     * Of a plan.
     *
     * @param compile how its graphs are compiled where nothing else is asked for
     */
    public static FittedPlan of(Plan plan, Outputs outputs, CompileOptions compile) {
        return new FittedPlan(plan, outputs, compile);
    }

    /**
     * Checks that results are of this model.
     *
     * @throws ResultException with code MISMATCH if a variable is not there or has another shape, type or other labels, or other values
     *     were observed
     */
    public void requireFits(InferenceData results) {
        GivenPosterior given = new GivenPosterior(results.posterior(), outputs);
        outputs.posterior().stream().filter(o -> !o.computed()).forEach(o -> given.get(o.name()));
        results.find(Group.OBSERVED_DATA).ifPresent(data -> given.requireData(data, outputs.observedData()));
    }

    @Override
    public List<String> summed() {
        return outputs.summed().stream().map(OutputVariable::name).toList();
    }

    @Override
    public Dataset recover(Dataset posterior, List<String> names, PredictiveOptions options) {
        return computed(Kind.RECOVERED, posterior, names, options);
    }

    @Override
    public Dataset posteriorPredictive(Dataset posterior, List<String> names, PredictiveOptions options) {
        return computed(Kind.PREDICTED, posterior, names, options);
    }

    @Override
    public Dataset logLikelihood(Dataset posterior, List<String> names, PredictiveOptions options) {
        return computed(Kind.LIKELIHOOD, posterior, names, options);
    }

    @Override
    public Dataset deterministics(Dataset posterior, List<String> names, PredictiveOptions options) {
        return computed(Kind.COMPUTED, posterior, names, options);
    }

    private Prepared prepared(PosteriorGraph graph, Kind kind, List<OutputVariable> chosen, CompileOptions options) {
        List<Quantity> quantities = new ArrayList<>();
        List<DrawConstraint> constraints = List.of();
        switch (kind) {
            case RECOVERED -> {
                Map<Var, Var> recovered = graph.recovered();
                chosen.forEach(z -> quantities.add(
                        Quantity.of(z.name(), z.dims(), Objects.requireNonNull(recovered.get(z.node())))));
            }
            case PREDICTED -> {
                List<OutputVariable> all = outputs.observed();
                FreshDraws.Drawn drawn =
                        graph.replicated(all.stream().map(OutputVariable::node).toList());
                chosen.forEach(o -> quantities.add(
                        Quantity.of(o.name(), o.dims(), drawn.values().get(all.indexOf(o)))));
                constraints = drawn.of(chosen.stream().map(OutputVariable::node).toList());
            }
            case LIKELIHOOD -> {
                PointwiseDensities densities = new PointwiseDensities(plan, graph);
                chosen.forEach(o -> quantities.add(densities.of(o)));
            }
            case COMPUTED ->
                chosen.forEach(d -> quantities.add(Quantity.of(d.name(), d.dims(), graph.value(d.name(), d.node()))));
        }
        return new Prepared(chosen, quantities, constraints, options);
    }

    /** The variables of some names, in the order of the model; all for no names. */
    private static List<OutputVariable> chosen(String kind, List<OutputVariable> all, List<String> names) {
        List<String> known = all.stream().map(OutputVariable::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ResultException(
                        ResultCode.ABSENT,
                        "'" + name + "' is no " + kind + " of the model; "
                                + (known.isEmpty() ? "there is none" : "those are " + known));
            }
        }
        if (known.isEmpty()) {
            throw new ResultException(ResultCode.ABSENT, "the model has no " + kind);
        }
        return all.stream()
                .filter(v -> names.isEmpty() || names.contains(v.name()))
                .toList();
    }

    private Dataset computed(Kind kind, Dataset posterior, List<String> names, PredictiveOptions options) {
        List<OutputVariable> all =
                switch (kind) {
                    case RECOVERED -> outputs.summed();
                    case PREDICTED, LIKELIHOOD -> outputs.observed();
                    case COMPUTED -> outputs.computed();
                };
        CompileOptions with = options.backend() == null ? compile : compile.withBackend(options.backend());
        List<OutputVariable> chosen = chosen(kind.text, all, names);
        PosteriorGraph graph = graph();
        Prepared prepared = cached(kind, chosen, with);
        GivenPosterior given = new GivenPosterior(posterior, outputs);
        Map<Var, Variable> values = new IdentityHashMap<>();
        graph.inputs().forEach((name, input) -> {
            if (prepared.needs(input)) {
                values.put(input, given.get(name));
            }
        });
        long seed = seed(options, posterior);
        DrawKeys keys = DrawKeys.of(seed, posterior);
        List<Object> results =
                new Computation(prepared, new DrawInputs(values, graph.key(), keys)).run(options.cores());
        Dataset.Builder group = DrawGroup.of(keys, prepared.quantities(), results);
        outputs.coords(prepared.variables()).forEach((dim, labels) -> {
            if (prepared.quantities().stream().anyMatch(q -> q.dims().contains(dim))) {
                group.coord(dim, labels);
            }
        });
        if (prepared.needs(graph.key().chain())) {
            group.attribute("seed", seed);
        }
        return group.attribute("inference_library", "ppl").build();
    }

    private synchronized PosteriorGraph graph() {
        if (graph == null) {
            graph = new PosteriorGraph(plan);
        }
        return graph;
    }

    /** What was asked for before is not compiled again. */
    private synchronized Prepared cached(Kind kind, List<OutputVariable> chosen, CompileOptions options) {
        return prepared.computeIfAbsent(
                new Request(kind, chosen, options), _ -> prepared(graph(), kind, chosen, options));
    }

    private static long seed(PredictiveOptions options, Dataset posterior) {
        if (options.seed() != null) {
            return options.seed();
        }
        return posterior.attributes().get("seed") instanceof Long seed
                ? seed
                : RandomKey.fresh().bits();
    }
}
