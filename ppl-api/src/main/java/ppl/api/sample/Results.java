package ppl.api.sample;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.spi.Statistic;
import ppl.graph.DType;

/** Turns what the chains recorded into inference data: draws back in the user's space, statistics, data. */
final class Results {

    /** What is told of the run beside its draws. */
    record Run(String sampler, long seed, double seconds, boolean interrupted, boolean failed) {}

    private final CompiledModel model;
    private final SampleOptions options;
    private final List<ChainRun> all;
    private final List<ChainRun> runs;

    Results(CompiledModel model, SampleOptions options, List<ChainRun> runs) {
        this.model = model;
        this.options = options;
        this.all = runs;
        this.runs = kept(runs, options.tune());
    }

    /**
     * The chains of the result, which is rectangular: all of them after a whole run; after one that was stopped those that
     * give the most draws when all are cut to the shortest. If none has finished its warm-up: by iterations.
     */
    private static List<ChainRun> kept(List<ChainRun> runs, int tune) {
        boolean drawn = runs.stream().anyMatch(r -> r.iteration() > tune);
        int from = drawn ? tune : 0;
        List<ChainRun> best = runs;
        long most = -1;
        for (ChainRun shortest : runs) {
            List<ChainRun> chains = runs.stream()
                    .filter(r -> r.iteration() >= shortest.iteration())
                    .toList();
            long total = (long) chains.size() * Math.max(0, shortest.iteration() - from);
            if (total > most || (total == most && chains.size() > best.size())) {
                best = chains;
                most = total;
            }
        }
        return best;
    }

    InferenceData gather(Run run) {
        int recorded = runs.stream().mapToInt(ChainRun::iteration).min().orElse(0);
        int draws = Math.max(0, recorded - options.tune());
        int warmup = Math.min(recorded, options.tune());
        InferenceData data = InferenceData.of(Group.POSTERIOR, posterior(options.tune(), draws, run))
                .with(Group.SAMPLE_STATS, statistics(options.tune(), draws, run));
        if (options.keepWarmup() || draws == 0) {
            data = data.with(Group.WARMUP_POSTERIOR, posterior(0, warmup, run))
                    .with(Group.WARMUP_SAMPLE_STATS, statistics(0, warmup, run));
        }
        Dataset observed = model.observedData();
        Dataset constant = model.constantData();
        data = observed.names().isEmpty() ? data : data.with(Group.OBSERVED_DATA, observed);
        return constant.names().isEmpty() ? data : data.with(Group.CONSTANT_DATA, constant);
    }

    private Map<String, Object> attributes(Run run) {
        Map<String, Object> about = new TreeMap<>();
        about.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("inference_library", "ppl");
        about.put("sampling_time", run.seconds());
        about.put("tuning_steps", (long) options.tune());
        about.put("sampler", run.sampler());
        about.put("backend", model.backend());
        about.put("seed", run.seed());
        about.put("evaluations", all.stream().mapToLong(ChainRun::evaluations).sum());
        if (run.interrupted() || run.failed()) {
            about.put(run.failed() ? "failed" : "interrupted", 1L);
            long most = all.stream().mapToInt(ChainRun::iteration).max().orElse(0);
            long least = all.stream().mapToInt(ChainRun::iteration).min().orElse(0);
            about.put("iterations_finished_by_all", least);
            about.put("iterations_finished_by_one", most);
        }
        return about;
    }

    private Dataset posterior(int from, int draws, Run run) {
        List<CompiledModel.Output> outputs = model.outputs();
        List<double[]> blocks = new ArrayList<>();
        for (CompiledModel.Output o : outputs) {
            blocks.add(new double[Math.multiplyExact(Math.multiplyExact(runs.size(), draws), o.size())]);
        }
        CompiledModel.Constrainer constrainer = model.constrainer();
        for (int c = 0; c < runs.size(); c++) {
            for (int d = 0; d < draws; d++) {
                constrainer.apply(runs.get(c).record().position(from + d));
                for (int o = 0; o < blocks.size(); o++) {
                    constrainer.copy(
                            o, blocks.get(o), (c * draws + d) * outputs.get(o).size());
                }
            }
        }
        Dataset.Builder builder = sampled(draws, run);
        model.coords().forEach(builder::coord);
        for (int o = 0; o < blocks.size(); o++) {
            add(builder, outputs.get(o), draws, blocks.get(o));
        }
        return builder.build();
    }

    private void add(Dataset.Builder builder, CompiledModel.Output output, int draws, double[] values) {
        List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
        dims.addAll(output.dims());
        int[] event = output.type().shape().sizes();
        int[] shape = new int[event.length + 2];
        shape[0] = runs.size();
        shape[1] = draws;
        System.arraycopy(event, 0, shape, 2, event.length);
        if (output.type().dtype().isFloat()) {
            builder.variable(output.name(), dims, shape, values);
        } else if (output.type().dtype() == DType.BOOL) {
            builder.variable(output.name(), dims, shape, toFlags(values));
        } else {
            builder.variable(output.name(), dims, shape, toLongs(values));
        }
    }

    private Dataset statistics(int from, int draws, Run run) {
        Dataset.Builder builder = sampled(draws, run);
        List<String> dims = List.of(Dataset.CHAIN, Dataset.DRAW);
        int[] shape = {runs.size(), draws};
        List<Statistic> statistics = runs.getFirst().record().statistics();
        for (int s = 0; s < statistics.size(); s++) {
            double[] values = new double[runs.size() * draws];
            for (int i = 0; i < values.length; i++) {
                values[i] = runs.get(i / draws).record().statistic(s, from + i % draws);
            }
            String name = statistics.get(s).name();
            switch (statistics.get(s).kind()) {
                case REAL -> builder.variable(name, dims, shape, values);
                case INTEGER -> builder.variable(name, dims, shape, toLongs(values));
                case FLAG -> builder.variable(name, dims, shape, toFlags(values));
            }
        }
        if (ChainRecord.indexOf(statistics, "lp") < 0) {
            double[] lp = new double[runs.size() * draws];
            for (int i = 0; i < lp.length; i++) {
                lp[i] = runs.get(i / draws).record().logp(from + i % draws);
            }
            builder.variable("lp", dims, shape, lp);
        }
        return builder.build();
    }

    private Dataset.Builder sampled(int draws, Run run) {
        Dataset.Builder builder = Dataset.builder()
                .coord(
                        Dataset.CHAIN,
                        Coord.of(runs.stream().mapToLong(ChainRun::number).toArray()))
                .coord(Dataset.DRAW, Coord.range(draws));
        attributes(run).forEach(builder::attribute);
        return builder;
    }

    private static long[] toLongs(double[] values) {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (long) values[i];
        }
        return out;
    }

    private static boolean[] toFlags(double[] values) {
        boolean[] out = new boolean[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] != 0;
        }
        return out;
    }
}
