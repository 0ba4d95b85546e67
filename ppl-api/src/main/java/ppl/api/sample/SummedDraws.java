package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Recovery;
import ppl.api.plan.Plan;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.random.KeyVar;

/**
 * The variables that a run has summed out, drawn back for each of its draws: all together from their distribution given the draw and
 * the data, by a key of the draw. What is not asked for is not computed, and the graph is compiled when something is.
 *
 * @param plan what was sampled
 * @param coordinates where it is in the points
 * @param options how the graph is compiled
 * @param variables those that were summed out
 * @param coords labels of their named axes
 * @param chains points and keys of the chains
 * @param draws the number of draws of each chain
 */
record SummedDraws(
        Plan plan,
        Coordinates coordinates,
        CompileOptions options,
        List<PosteriorVariable> variables,
        Map<String, Coord> coords,
        List<Points> chains,
        int draws)
        implements Recovery {

    /**
     * The draws of a chain.
     *
     * @param number the number of the chain
     * @param record where it has been
     * @param keys its keys
     * @param tune how many iterations were warm-up
     */
    record Points(int number, ChainRecord record, ChainKeys keys, int tune) {}

    @Override
    public List<String> names() {
        return variables.stream().map(PosteriorVariable::name).toList();
    }

    @Override
    public Dataset recover(List<String> names) {
        List<PosteriorVariable> chosen =
                variables.stream().filter(v -> names.contains(v.name())).toList();
        Var key = Var.input("key", new TensorType(DType.I64, Shape.scalar()));
        Map<Var, Var> recovered = plan.joint().recover(new KeyVar(key));
        List<Var> results = chosen.stream()
                .map(v -> Objects.requireNonNull(recovered.get(v.node())).cast(DType.I64))
                .toList();
        List<long[]> values = chosen.stream()
                .map(v -> new long[Math.multiplyExact(Math.multiplyExact(chains.size(), draws), v.size())])
                .toList();
        try (CompiledGraph graph = coordinates.graph(results, List.of(key)).compile(options)) {
            fill(graph, chosen, values);
        }
        return dataset(chosen, values);
    }

    private void fill(CompiledGraph graph, List<PosteriorVariable> chosen, List<long[]> values) {
        CompiledGraph.Caller caller = graph.caller();
        Object[] drawn = chosen.stream().map(v -> new long[v.size()]).toArray();
        long[] key = new long[1];
        for (int c = 0; c < chains.size(); c++) {
            Points chain = chains.get(c);
            for (int d = 0; d < draws; d++) {
                int iteration = chain.tune + d;
                key[0] = chain.keys.recovered(iteration, chain.tune).bits();
                caller.call(new Object[] {chain.record.position(iteration), key}, drawn);
                for (int v = 0; v < drawn.length; v++) {
                    int n = chosen.get(v).size();
                    System.arraycopy(drawn[v], 0, values.get(v), (c * draws + d) * n, n);
                }
            }
        }
    }

    private Dataset dataset(List<PosteriorVariable> chosen, List<long[]> values) {
        Dataset.Builder builder = Dataset.builder()
                .coord(
                        Dataset.CHAIN,
                        Coord.of(chains.stream().mapToLong(Points::number).toArray()))
                .coord(Dataset.DRAW, Coord.range(draws));
        coords.forEach(builder::coord);
        for (int v = 0; v < chosen.size(); v++) {
            PosteriorVariable z = chosen.get(v);
            List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
            dims.addAll(z.dims());
            int[] sizes =
                    Shape.of(chains.size(), draws).concat(z.type().shape()).sizes();
            if (z.type().dtype() == DType.BOOL) {
                Tensor flags = Tensor.of(values.get(v)).convert(DType.BOOL);
                builder.variable(z.name(), dims, sizes, (boolean[]) flags.array());
            } else {
                builder.variable(z.name(), dims, sizes, values.get(v));
            }
        }
        return builder.build();
    }
}
