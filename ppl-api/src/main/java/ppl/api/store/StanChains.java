package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Variable;

/** Joins the chains of a run, each from a file of its own, to inference data. */
final class StanChains {
    private static final System.Logger LOG = System.getLogger(StanChains.class.getName());
    private static final String LOG_LIKELIHOOD = "log_lik";
    private static final Group WARMUP_LOG_LIKELIHOOD = new Group("warmup_log_likelihood");
    private static final String OF_STAN = "__";
    private static final String REACHED = "reached_max_treedepth";

    private final List<StanFile> files;
    private final List<StanColumns> columns;
    private final List<String> notes = new ArrayList<>();

    private StanChains(List<StanFile> all) throws IOException {
        StanFile first = all.getFirst();
        for (StanFile file : all) {
            requireSame(first, file);
            file.notes().forEach(note -> notes.add(file.path() + ": " + note));
        }
        requireOthers(all);
        columns = StanColumns.of(first);
        for (Group group : List.of(Group.POSTERIOR, Group.SAMPLE_STATS, Group.LOG_LIKELIHOOD)) {
            requireNames(
                    first, columns.stream().filter(c -> group(c).equals(group)).toList());
        }
        files = kept(all);
    }

    static InferenceData read(List<Path> paths) throws IOException {
        List<StanFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(StanFile.read(path));
        }
        StanChains chains = new StanChains(files);
        chains.notes.forEach(note -> LOG.log(System.Logger.Level.WARNING, note));
        return chains.gather();
    }

    private static void requireSame(StanFile first, StanFile other) throws IOException {
        for (int i = 0; i < Math.max(first.names().size(), other.names().size()); i++) {
            String here = i < first.names().size() ? "'" + first.names().get(i) + "'" : "missing";
            String there = i < other.names().size() ? "'" + other.names().get(i) + "'" : "missing";
            if (!here.equals(there)) {
                throw new DataFormatException(
                        other.path(),
                        "column " + (i + 1) + " is " + there + ", and " + here + " in " + first.path()
                                + "; give chains of one model");
            }
        }
        requireSame(first, other, "method", StanComments::method);
        requireSame(first, other, "model", c -> Objects.requireNonNullElse(c.text("model"), "not told"));
        requireSame(first, other, "thin", StanComments::thin);
    }

    private static void requireSame(StanFile first, StanFile other, String what, Function<StanComments, ?> of)
            throws IOException {
        Object here = of.apply(first.comments());
        Object there = of.apply(other.comments());
        if (!Objects.equals(here, there)) {
            throw new DataFormatException(
                    other.path(),
                    "its " + what + " is " + there + ", and " + here + " in " + first.path()
                            + "; give chains of one run");
        }
    }

    /** Where a variable of draws belongs. */
    private static Group group(StanColumns variable) {
        if (variable.name().equals(LOG_LIKELIHOOD)) {
            return Group.LOG_LIKELIHOOD;
        }
        return variable.name().endsWith(OF_STAN) ? Group.SAMPLE_STATS : Group.POSTERIOR;
    }

    private static String ourName(StanColumns variable) {
        return group(variable).equals(Group.SAMPLE_STATS) ? StanStatistic.ourName(variable.name()) : variable.name();
    }

    /** Refuses a name that a group has for two variables or dims, since it could not be saved. */
    private static void requireNames(StanFile file, List<StanColumns> group) throws IOException {
        Map<String, String> taken = new LinkedHashMap<>();
        List.of(Dataset.CHAIN, Dataset.DRAW).forEach(dim -> taken.put(dim, "the dim of every variable"));
        for (StanColumns variable : group) {
            variable.dims().forEach(dim -> taken.put(dim, "a dim of '" + variable.name() + "'"));
            if (ourName(variable).equals(StanStatistic.TREE_DEPTH)) {
                taken.put(REACHED, "what '" + variable.name() + "' tells");
            }
        }
        for (StanColumns variable : group) {
            String name = ourName(variable);
            String fault = name.isBlank() ? "has no name" : name.contains("/") ? "has a slash in its name" : "";
            String other = taken.putIfAbsent(name, "'" + variable.name() + "'");
            if (other != null) {
                fault = "would be called '" + name + "', as is " + other;
            }
            if (!fault.isEmpty()) {
                throw new DataFormatException(
                        file.namesAt(),
                        file.path(),
                        "'" + variable.name() + "' " + fault
                                + "; rename it in the model, or in this line of the file of each chain");
            }
        }
    }

    /** Refuses a chain that is given twice: it would agree with itself, and R-hat would look good. */
    private static void requireOthers(List<StanFile> all) throws IOException {
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                List<double[]> here = all.get(i).draws();
                List<double[]> there = all.get(j).draws();
                boolean moves = here.size() > 1 && !Arrays.equals(here.getFirst(), here.getLast());
                if (moves && here.size() == there.size() && Arrays.deepEquals(here.toArray(), there.toArray())) {
                    throw new DataFormatException(
                            all.get(i).path(),
                            "it has the same draws as " + all.get(j).path() + "; give each chain once");
                }
            }
        }
    }

    /** All chains, or those that give the most draws when all are cut to the shortest. */
    private List<StanFile> kept(List<StanFile> all) throws IOException {
        List<StanFile> longest = all.stream()
                .sorted(Comparator.comparingInt((StanFile f) -> f.draws().size())
                        .reversed())
                .toList();
        int chains = 0;
        long most = 0;
        for (int n = 1; n <= longest.size(); n++) {
            long total = (long) n * longest.get(n - 1).draws().size();
            if (total > 0 && total >= most) {
                most = total;
                chains = n;
            }
        }
        if (chains == 0) {
            StanFile first = all.getFirst();
            throw new DataFormatException(
                    first.path(),
                    first.warmup().isEmpty()
                            ? "there are no draws in it; a run that failed, or has not begun, leaves such a file"
                            : "it has " + first.warmup().size()
                                    + " iterations of the warm-up and no draws: a run that goes on or was stopped");
        }
        List<StanFile> best = longest.subList(0, chains);
        int draws = best.getLast().draws().size();
        for (StanFile file : all) {
            if (!best.contains(file)) {
                notes.add(file.path() + ": left out, as it has " + file.draws().size() + " draws and the other chains "
                        + draws);
            } else if (file.draws().size() > draws) {
                notes.add(file.path() + ": of its " + file.draws().size() + " draws the first " + draws
                        + " are taken, as many as the shortest chain has");
            }
        }
        return all.stream().filter(best::contains).toList();
    }

    private InferenceData gather() {
        InferenceData data = groups(
                InferenceData.of(Map.of()), StanFile::draws, Group.POSTERIOR, Group.SAMPLE_STATS, Group.LOG_LIKELIHOOD);
        boolean warmedUp = files.stream().noneMatch(f -> f.warmup().isEmpty());
        return warmedUp
                ? groups(
                        data,
                        StanFile::warmup,
                        Group.WARMUP_POSTERIOR,
                        Group.WARMUP_SAMPLE_STATS,
                        WARMUP_LOG_LIKELIHOOD)
                : data;
    }

    private InferenceData groups(
            InferenceData data,
            Function<StanFile, List<double[]>> part,
            Group posterior,
            Group statistics,
            Group likelihood) {
        int length = files.stream().mapToInt(f -> part.apply(f).size()).min().orElse(0);
        List<List<double[]>> chains =
                files.stream().map(f -> part.apply(f).subList(0, length)).toList();
        Dataset.Builder draws = withAttributes(Dataset.builder());
        Dataset.Builder sampler = withAttributes(Dataset.builder());
        Dataset.Builder pointwise = Dataset.builder();
        boolean hasStatistics = false;
        boolean hasPointwise = false;
        for (StanColumns variable : columns) {
            Group group = group(variable);
            if (group.equals(Group.LOG_LIKELIHOOD)) {
                pointwise.add(variable.read(chains));
                hasPointwise = true;
            } else if (group.equals(Group.SAMPLE_STATS)) {
                addStatistic(sampler, variable.read(chains));
                hasStatistics = true;
            } else {
                draws.add(variable.read(chains));
            }
        }
        InferenceData result = data.with(posterior, draws.build());
        result = hasStatistics ? result.with(statistics, sampler.build()) : result;
        return hasPointwise ? result.with(likelihood, pointwise.build()) : result;
    }

    private void addStatistic(Dataset.Builder sampler, Variable stans) {
        String name = StanStatistic.ourName(stans.name());
        double[] values = stans.toDoubles();
        switch (StanStatistic.dtype(name, values)) {
            case FLOAT64 -> sampler.add(stans.named(name));
            case INT64 -> sampler.variable(name, stans.dims(), stans.shape(), stans.toLongs());
            case BOOL -> sampler.variable(name, stans.dims(), stans.shape(), stans.toBooleans());
        }
        OptionalLong greatest = files.getFirst().comments().whole("max_depth", "max_treedepth");
        if (name.equals(StanStatistic.TREE_DEPTH) && greatest.isPresent()) {
            boolean[] reached = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                reached[i] = values[i] >= greatest.getAsLong();
            }
            sampler.variable(REACHED, stans.dims(), stans.shape(), reached);
        }
    }

    private Dataset.Builder withAttributes(Dataset.Builder builder) {
        attributes().forEach(builder::attribute);
        return builder;
    }

    private Map<String, Object> attributes() {
        StanComments first = files.getFirst().comments();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("inference_library", "stan");
        putUnlessNull(about, "inference_library_version", first.version());
        about.put("method", first.method());
        putUnlessNull(about, "model", first.text("model"));
        first.warmup().ifPresent(n -> about.put("tuning_steps", n));
        about.put("thin", first.thin());
        put(about, "chain_id", c -> c.whole("id", "chain_id").stream().boxed().toList());
        put(about, "seed", c -> c.whole("seed").stream().boxed().toList());
        put(about, "step_size", c -> c.stepSize().stream().boxed().toList());
        longest("Warm-up").ifPresent(t -> about.put(RunNotes.WARMUP_TIME, t));
        longest("Warm-up", "Sampling").ifPresent(t -> about.put(RunNotes.SAMPLING_TIME, t));
        if (!notes.isEmpty()) {
            about.put("notes", List.copyOf(notes));
        }
        return about;
    }

    private static void putUnlessNull(Map<String, Object> about, String name, @Nullable Object value) {
        if (value != null) {
            about.put(name, value);
        }
    }

    /** The numbers of the chains; a single one if all are the same. */
    private void put(Map<String, Object> about, String name, Function<StanComments, List<? extends Object>> of) {
        List<Object> all = new ArrayList<>();
        files.forEach(f -> all.addAll(of.apply(f.comments())));
        if (all.size() == files.size()) {
            about.put(name, all.stream().distinct().count() == 1 ? all.getFirst() : all);
        }
    }

    /** Chains run side by side, so the time of the run is that of the slowest. */
    private OptionalDouble longest(String... phases) {
        return files.stream()
                .map(f -> Arrays.stream(phases)
                        .flatMapToDouble(phase -> f.comments().secondsOf(phase).stream())
                        .toArray())
                .filter(seconds -> seconds.length == phases.length)
                .mapToDouble(seconds -> Arrays.stream(seconds).sum())
                .max();
    }
}
