package ppl.api.predictive;

import java.util.ArrayList;
import java.util.List;
import ppl.api.inference.Dataset;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/**
 * The variables of a posterior that have another length in each draw, and those that are computed from such. Nothing observed depends on
 * them, so they are drawn when a run is over, from its other variables.
 *
 * @param outputs the variables
 * @param graph the model, given the other variables
 * @param compile how graphs are compiled
 */
record RaggedPosterior(Outputs outputs, PosteriorGraph graph, CompileOptions compile) {

    /**
     * A posterior with them.
     *
     * @param posterior the other variables
     * @throws ppl.api.sample.SamplingException as {@link Computation#run(int)}; with code MODEL if one has the name of the lengths of another
     */
    Dataset of(Dataset posterior, long seed, int threads) {
        List<OutputVariable> ragged = outputs.ragged();
        FreshDraws.Drawn drawn =
                graph.ragged(ragged.stream().map(OutputVariable::node).toList());
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < ragged.size(); i++) {
            OutputVariable v = ragged.get(i);
            quantities.add(Quantity.of(v.name(), v.dims(), drawn.values().get(i)));
        }
        List<Var> reached = Graph.order(drawn.values());
        DrawInputs inputs = DrawInputs.of(
                graph, x -> reached.stream().anyMatch(y -> y == x), new GivenPosterior(posterior, outputs), seed);
        List<String> names = new ArrayList<>(posterior.names());
        ragged.forEach(v -> names.add(v.name()));
        Dataset.Builder all = posterior.toBuilder();
        new RaggedDraws(ragged, inputs, compile, threads)
                .of(quantities, drawn.constraints())
                .forEach(d -> d.addTo(all, inputs.keys(), names));
        outputs.coords(ragged).forEach(all::coord);
        return all.build();
    }
}
