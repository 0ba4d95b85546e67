package ppl.api.mode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Variable;

/**
 * The most probable values of a model's variables given its data (maximum a posteriori, MAP), with standard deviations from the curvature
 * of the log-density there. Printed, it is a table.
 *
 * {@snippet :
 * MapEstimate mode = model.findMap();
 * System.out.println(mode);
 * double mu = mode.get("mu");
 * }
 *
 * <p><b>Units / space.</b> Values and standard deviations are in the user's space. Standard deviations are those of the normal law around the mode:
 * asymptotic standard errors. For quantities computed of others they follow by the delta method. They are NaN where there is no such law,
 * and of more than 2000 coordinates, for which second derivatives would take too long; there only the search itself judges whether it has converged.
 *
 * <p><b>Errors.</b> A search that found no maximum is no error: {@link #converged} is false, {@link #stop} says why, the table and {@link
 * InferenceData#warnings} say so first, and it is logged.
 *
 * <p><b>Numerics.</b> The same on every backend to the bit. Variables that are drawn forward have no mode, and are left out with what is computed of them.
 */
public final class MapEstimate {

    /** The group of {@link #data} with the standard deviations. */
    public static final Group DEVIATIONS = new Group("standard_deviation");

    private static final System.Logger LOG = System.getLogger("ppl.api.mode");

    private final MapOptions options;
    private final List<MapSearch> searches;
    private final double[] unconstrained;
    private final InferenceData data;
    private final List<Element> elements;
    private final double[] deviations;
    private final List<String> drawnForward;

    private MapEstimate(
            MapOptions options,
            List<MapSearch> searches,
            double[] unconstrained,
            InferenceData data,
            List<String> drawnForward) {
        this.options = options;
        this.searches = searches;
        this.unconstrained = unconstrained;
        this.data = data;
        this.drawnForward = drawnForward;
        this.elements = data.posterior().elements();
        this.deviations = data.get(DEVIATIONS).elements().stream()
                .mapToDouble(e -> e.draws().get(0, 0))
                .toArray();
    }

    /**
     * Searches.
     *
     * @throws ppl.api.sample.SamplingException as {@link Model#findMap(java.util.function.UnaryOperator)}
     */
    public static MapEstimate of(Model model, MapOptions options) {
        ModeFinder.Searched searched = ModeFinder.search(model, options);
        try (var unconstrained = searched.model()) {
            Ascent.Found best = searched.best();
            double[] values = unconstrained.values().apply(best.point());
            Dataset.Builder posterior = unconstrained.estimate(values);
            List<MapSearch> searches = searched.found().stream()
                    .map(f -> f.search().from(OtherMaxima.away(best, f.point())))
                    .toList();
            notes(options, searches, unconstrained.backend()).forEach(posterior::attribute);
            double[] sd = Deviations.of(unconstrained, best);
            InferenceData data = unconstrained
                    .result(posterior.build())
                    .with(DEVIATIONS, unconstrained.estimate(sd).build());
            MapEstimate made =
                    new MapEstimate(options, searches, best.point(), data, List.copyOf(unconstrained.drawnForward()));
            data.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w.toString()));
            return made;
        }
    }

    private static Map<String, Object> notes(MapOptions options, List<MapSearch> searches, String backend) {
        MapSearch best = searches.getFirst();
        Map<String, Object> notes = new TreeMap<>();
        notes.put("inference_library", "ppl");
        notes.put(RunNotes.METHOD, RunNotes.MAP);
        notes.put("backend", backend);
        notes.put("jacobian", options.jacobian() ? 1L : 0L);
        notes.put("lp", best.lp());
        notes.put("largest_slope", best.gradient());
        notes.put("distance", best.distance());
        notes.put("iterations", (long) best.iterations());
        notes.put("evaluations", (long) best.evaluations());
        notes.put("stop", best.stop().name());
        if (!best.converged()) {
            notes.put(RunNotes.NO_MAXIMUM, best.why());
        }
        return notes;
    }

    /** Whether a maximum was found. */
    public boolean converged() {
        return searches.getFirst().converged();
    }

    /** Why the search ended whose result this is. */
    public MapStop stop() {
        return searches.getFirst().stop();
    }

    /** The log-density there, with its constants; without Jacobians unless they were asked for. */
    public double lp() {
        return searches.getFirst().lp();
    }

    /** All searches, the one whose result this is first: others that converged {@linkplain MapSearch#away away} from it tell of more than one mode. */
    public List<MapSearch> searches() {
        return searches;
    }

    /** How it was searched. */
    public MapOptions options() {
        return options;
    }

    /** The point in unconstrained space. */
    public double[] unconstrained() {
        return unconstrained.clone();
    }

    private int place(String element) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).label().equals(element)) {
                return i;
            }
        }
        throw new ResultException(
                ResultCode.ABSENT,
                "the estimate has no element '" + element + "'; there are: "
                        + elements.stream().map(Element::label).limit(20).toList()
                        + (drawnForward.contains(element)
                                ? "; '" + element
                                        + "' is drawn forward and has no mode: laplace() or infer() give draws of it"
                                : ""));
    }

    /**
     * The value of an element, such as {@code mu} or {@code a[AITKIN]}.
     *
     * @throws ResultException with code ABSENT if there is no such element
     */
    public double get(String element) {
        return elements.get(place(element)).draws().get(0, 0);
    }

    /**
     * Its standard deviation.
     *
     * @throws ResultException with code ABSENT if there is no such element
     */
    public double sd(String element) {
        return deviations[place(element)];
    }

    /**
     * All values of a variable, row-major.
     *
     * @throws ResultException with code ABSENT if there is no such variable
     */
    public double[] values(String variable) {
        Variable v = data.posterior().get(variable);
        return v.toDoubles();
    }

    /**
     * The estimate as a posterior of one draw, with the standard deviations in the group {@link #DEVIATIONS} and how it was found in attributes:
     * to save it, and for predictions and log-likelihoods at the mode.
     */
    public InferenceData data() {
        return data;
    }

    /** What was found, then a line for each element. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(headline()));
        List<MapSearch> others = searches.stream()
                .filter(s -> s.converged() && OtherMaxima.isElsewhere(s.away()))
                .toList();
        long lower = others.stream()
                .filter(s -> Math.abs(s.lp() - lp()) > 1e-6 * Math.max(1, Math.abs(lp())))
                .count();
        long asHigh = others.size() - lower;
        long failed = searches.stream().filter(s -> !s.converged()).count();
        if (converged() && searches.size() > 1) {
            lines.add(searches.size() - others.size() - failed + " of " + searches.size() + " searches ended here"
                    + (asHigh > 0 ? ", " + asHigh + " at other maxima that are as high" : "")
                    + (lower > 0 ? ", " + lower + " at lower maxima" : "")
                    + (failed > 0 ? ", " + failed + " at no maximum (" + firstFailure() + ")" : ""));
        }
        lines.addAll(EstimateTable.of(
                elements.stream().map(Element::label).toList(),
                elements.stream().mapToDouble(e -> e.draws().get(0, 0)).toArray(),
                deviations));
        if (converged() && unconstrained.length > Ascent.MOST_COORDINATES) {
            lines.add("No standard deviations, as there are more than " + Ascent.MOST_COORDINATES + " coordinates");
        }
        if (!drawnForward.isEmpty()) {
            lines.add("Drawn forward, so without a mode: " + String.join(", ", drawnForward));
        }
        return String.join("\n", lines);
    }

    private String firstFailure() {
        return searches.stream()
                .filter(s -> !s.converged())
                .findFirst()
                .map(MapSearch::why)
                .orElse("");
    }

    private String headline() {
        MapSearch best = searches.getFirst();
        String space = options.jacobian() ? "Mode in unconstrained space" : "Maximum a posteriori";
        return best.converged()
                ? String.format(
                        Locale.ROOT,
                        "%s: lp %.3f, %.0e sd from the maximum, %d iterations, %d gradients",
                        space,
                        best.lp(),
                        best.distance(),
                        best.iterations(),
                        best.evaluations())
                : "NO MAXIMUM (" + best.stop() + "): " + best.why();
    }

    /** Same values of the same model. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapEstimate that
                && Arrays.equals(unconstrained, that.unconstrained)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(unconstrained);
    }
}
