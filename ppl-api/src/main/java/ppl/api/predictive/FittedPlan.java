package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.FittedModel;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Predictor;
import ppl.api.plan.Plan;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/** The model behind the draws of a posterior. Graphs are made and compiled when something is asked for, and kept. */
public final class FittedPlan implements FittedModel {

    private static final int MOST_PREPARED = 8;

    /** What can be computed, and what a variable is called of which it is. */
    private enum Kind {
        RECOVERED("variable that was summed out", "recovered variables"),
        PREDICTED("observed variable", "predictive draws"),
        LIKELIHOOD("observed variable", "log-likelihoods"),
        COMPUTED("computed quantity", "computed quantities"),
        ANY("variable", "predictions");

        private final String text;
        private final String results;

        Kind(String text, String results) {
            this.text = text;
            this.results = results;
        }
    }

    private record Request(Kind kind, List<OutputVariable> of, CompileOptions options, boolean latent) {}

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
     *     were observed, or are among the data on which these depend
     */
    public void requireFits(InferenceData results) {
        GivenPosterior given = new GivenPosterior(results.posterior(), outputs);
        Set<String> forward = plan.forward().stream().map(Model.Free::name).collect(Collectors.toSet());
        // A mode has none of what is drawn forward; who asks for what follows from that is told then.
        outputs.posterior().stream()
                .filter(o -> !o.computed())
                .filter(o -> results.posterior().contains(o.name()) || !forward.contains(o.name()))
                .forEach(o -> given.get(o.name()));
        results.find(Group.OBSERVED_DATA)
                .ifPresent(data -> given.requireData(data, outputs.observedData(), "was observed"));
        results.find(Group.CONSTANT_DATA)
                .ifPresent(data -> given.requireData(data, outputs.constantData(telling()), "is given"));
    }

    /** The data by which what was observed tells of parameters: with others it is not these parameters that were fitted. */
    private List<Model.Data> telling() {
        Set<Var> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(
                plan.model().observed().stream().map(Model.Observed::node).toList());
        while (!open.isEmpty()) {
            Var node = open.removeLast();
            if (reached.add(node)) {
                open.addAll(Graph.dependencies(node.unfolded()));
            }
        }
        return plan.model().data().stream()
                .filter(d -> reached.contains(d.node()))
                .toList();
    }

    @Override
    public String text() {
        return plan.built().text();
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

    @Override
    public Predictor predictor(Consumer<PredictionData> data, List<String> names, PredictiveOptions options) {
        List<OutputVariable> observed = outputs.observed();
        List<OutputVariable> chosen = names.isEmpty() ? chosen(Kind.PREDICTED, names) : chosen(Kind.ANY, names);
        AtomicReference<@Nullable PredictionRequest> request = new AtomicReference<>();
        PredictedModel predicted = PredictedModel.of(plan, d -> {
            PredictionRequest given = new PredictionRequest(d);
            request.set(given);
            data.accept(given);
            given.requireData(plan.built());
        });
        Model next = predicted.model();
        PosteriorGraph graph = graph();
        PredictionGraph prediction =
                new PredictionGraph(plan, graph, recovered(graph), predicted, Objects.requireNonNull(request.get()));
        requireThere(chosen, prediction);
        prediction.requireLabelled(chosen);
        List<OutputVariable> reached = new ArrayList<>(observed);
        chosen.stream().filter(v -> !observed.contains(v)).forEach(reached::add);
        List<Var> nodes =
                reached.stream().map(v -> prediction.variable(v).node()).toList();
        requireCensored(options.latent(), nodes);
        FreshDraws.Drawn drawn = prediction.drawn(nodes, rules(options.latent()));
        List<Quantity> quantities = chosen.stream()
                .map(v -> Quantity.of(
                        v.name(), prediction.variable(v).dims(), drawn.values().get(reached.indexOf(v))))
                .toList();
        List<OutputVariable> variables =
                chosen.stream().map(prediction::variable).toList();
        List<DrawConstraint> constraints =
                drawn.of(variables.stream().map(OutputVariable::node).toList());
        Outputs outputsThere = Outputs.ofPrior(next);
        Prepared prepared = new Prepared(variables, quantities, constraints, with(options));
        try {
            prediction.requireKnown(prepared);
        } catch (RuntimeException e) {
            prepared.close();
            throw e;
        }
        return new Predictor() {
            @Override
            public InferenceData predict(Dataset posterior) {
                InferenceData predictions = InferenceData.of(
                        Group.PREDICTIONS, group(prepared, graph, posterior, outputsThere.coords(variables), options));
                return next.data().isEmpty()
                        ? predictions
                        : predictions.with(Group.PREDICTIONS_CONSTANT_DATA, outputsThere.constantData());
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    private static void requireThere(List<OutputVariable> chosen, PredictionGraph prediction) {
        for (OutputVariable v : chosen) {
            if (!prediction.has(v)) {
                throw new ResultException(
                        ResultCode.ABSENT,
                        "'" + v.name() + "' is not there at these data, of which nothing is missing: ask for '"
                                + v.name().substring(0, v.name().lastIndexOf('_')) + "'");
            }
        }
    }

    private synchronized Map<Var, Var> recovered(PosteriorGraph graph) {
        return plan.joint().summed().isEmpty() ? Map.of() : graph.recovered();
    }

    /** Latent draws are asked for where there are some. */
    private static void requireCensored(boolean latent, List<Var> nodes) {
        if (latent && Graph.order(nodes).stream().noneMatch(FreshDraws::isCensored)) {
            throw new ResultException(
                    ResultCode.OPTION,
                    "option latent is for what is censored(...), and nothing that is drawn here is: leave it out");
        }
    }

    private static FreshDraws.Rules rules(boolean latent) {
        return latent ? FreshDraws.Rules.latent() : FreshDraws.Rules.none();
    }

    private CompileOptions with(PredictiveOptions options) {
        return options.backend() == null ? compile : compile.withBackend(options.backend());
    }

    private Prepared prepared(
            PosteriorGraph graph, Kind kind, List<OutputVariable> chosen, CompileOptions options, boolean latent) {
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
                requireCensored(
                        latent, chosen.stream().map(OutputVariable::node).toList());
                FreshDraws.Drawn drawn =
                        graph.replicated(all.stream().map(OutputVariable::node).toList(), rules(latent));
                chosen.forEach(o -> quantities.add(
                        Quantity.of(o.name(), o.dims(), drawn.values().get(all.indexOf(o)))));
                constraints = drawn.of(chosen.stream().map(OutputVariable::node).toList());
            }
            case LIKELIHOOD -> {
                PointwiseDensities densities = new PointwiseDensities(plan, graph);
                chosen.forEach(o -> quantities.add(densities.of(o)));
            }
            case COMPUTED, ANY ->
                chosen.forEach(d -> quantities.add(Quantity.of(d.name(), d.dims(), graph.value(d.name(), d.node()))));
        }
        return new Prepared(chosen, quantities, constraints, options);
    }

    private List<OutputVariable> all(Kind kind) {
        return switch (kind) {
            case RECOVERED -> outputs.summed();
            case PREDICTED, LIKELIHOOD -> outputs.observed();
            case COMPUTED -> outputs.computed();
            case ANY ->
                Stream.of(outputs.observed(), outputs.posterior(), outputs.ragged(), outputs.summed())
                        .flatMap(List::stream)
                        .toList();
        };
    }

    /** The variables of some names, in the order of the model; all for no names. */
    private List<OutputVariable> chosen(Kind of, List<String> names) {
        String kind = of.text;
        List<OutputVariable> all = all(of);
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
        List<OutputVariable> chosen = chosen(kind, names);
        if (kind != Kind.PREDICTED) {
            options.requireDraws(kind.results);
        }
        PosteriorGraph graph = graph();
        Prepared prepared = cached(kind, chosen, with(options), options.latent());
        return group(prepared, graph, posterior, outputs.coords(prepared.variables()), options);
    }

    private Dataset group(
            Prepared prepared,
            PosteriorGraph graph,
            Dataset posterior,
            Map<String, Coord> coords,
            PredictiveOptions options) {
        long seed = seed(options, posterior);
        DrawInputs inputs = DrawInputs.of(graph, prepared::needs, new GivenPosterior(posterior, outputs), seed);
        DrawKeys keys = inputs.keys();
        List<Double> quantiles = options.quantiles();
        Dataset.Builder group = quantiles == null
                ? DrawGroup.of(keys, prepared.quantities(), new Computation(prepared, inputs).run(options.cores()))
                : new DrawSummary(prepared, inputs, quantiles).group(options.cores());
        coords.forEach((dim, labels) -> {
            if (prepared.quantities().stream().anyMatch(q -> q.dims().contains(dim))) {
                group.coord(dim, labels);
            }
        });
        if (prepared.needs(graph.key().chain())) {
            group.attribute("seed", seed);
        }
        return group.attribute("inference_library", "ppl").build();
    }

    /**
     * A posterior with the variables, too, that have another length in each draw, and those that are computed from such.
     *
     * @param posterior all others
     * @param seed of their draws
     * @throws ppl.api.sample.SamplingException as draws of the prior
     */
    public Dataset withRagged(Dataset posterior, long seed, int threads) {
        return outputs.ragged().isEmpty()
                ? posterior
                : new RaggedPosterior(outputs, graph(), compile).of(posterior, seed, threads);
    }

    private synchronized PosteriorGraph graph() {
        if (graph == null) {
            graph = new PosteriorGraph(plan);
        }
        return graph;
    }

    /** What was asked for before is not compiled again. */
    private synchronized Prepared cached(
            Kind kind, List<OutputVariable> chosen, CompileOptions options, boolean latent) {
        return prepared.computeIfAbsent(
                new Request(kind, chosen, options, latent), _ -> prepared(graph(), kind, chosen, options, latent));
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
