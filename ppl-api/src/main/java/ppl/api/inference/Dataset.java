package ppl.api.inference;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.work.Deadline;

/**
 * Variables over shared dims, with the labels (coords) along them: one group of {@link InferenceData}.
 *
 * <p>Immutable; selections are views that share memory.
 *
 * <p><b>Shapes.</b> Two variables that name the same dim agree on its size. Every dim has a coord: 0, 1, … where none was given.
 *
 * {@snippet :
 * Dataset posterior = Dataset.builder()
 *         .coord("county", Coord.of("AITKIN", "ANOKA"))
 *         .variable("mu", List.of("chain", "draw"), new int[] {4, 1000}, mu)
 *         .variable("a", List.of("chain", "draw", "county"), new int[] {4, 1000, 2}, a)
 *         .build();
 * Dataset anoka = posterior.at("county", "ANOKA");
 * }
 */
public final class Dataset {
    /** The dim over independent chains. */
    public static final String CHAIN = "chain";
    /** The dim over the draws of a chain. */
    public static final String DRAW = "draw";

    private static final Dataset EMPTY = new Dataset(Map.of(), Map.of(), Map.of());

    private final Map<String, Variable> variables;
    private final Map<String, Coord> coords;
    private final Map<String, Object> attributes;

    private Dataset(Map<String, Variable> variables, Map<String, Coord> coords, Map<String, Object> attributes) {
        this.variables = Collections.unmodifiableMap(variables);
        this.coords = Collections.unmodifiableMap(coords);
        this.attributes = Collections.unmodifiableMap(attributes);
    }

    /** No variables at all. */
    public static Dataset empty() {
        return EMPTY;
    }

    /** Collects variables, coords and attributes. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with all of this dataset. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.variables.putAll(variables);
        builder.coords.putAll(coords);
        builder.attributes.putAll(attributes);
        return builder;
    }

    /** The names of the variables, in the order they were added. */
    public List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /** The variables, in the order they were added. */
    public Collection<Variable> variables() {
        return variables.values();
    }

    public boolean contains(String name) {
        return variables.containsKey(name);
    }

    /**
     * The variable of this name.
     *
     * @throws ResultException with code ABSENT if there is no such variable
     */
    public Variable get(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    "there is no variable '" + name + "'; there are: " + Labels.preview(variables.keySet()));
        }
        return variable;
    }

    /** The labels along each dim. */
    public Map<String, Coord> coords() {
        return coords;
    }

    /**
     * The labels along this dim.
     *
     * @throws ResultException with code ABSENT if there is no such dim
     */
    public Coord coord(String dim) {
        Coord coord = coords.get(dim);
        if (coord == null) {
            throw new ResultException(
                    ResultCode.ABSENT, "there is no dim '" + dim + "'; there are: " + Labels.preview(coords.keySet()));
        }
        return coord;
    }

    /** The number of chains; 0 where there is no such dim. */
    public int chains() {
        return coords.containsKey(CHAIN) ? coord(CHAIN).size() : 0;
    }

    /** The number of draws of each chain; 0 where there is no such dim. */
    public int draws() {
        return coords.containsKey(DRAW) ? coord(DRAW).size() : 0;
    }

    /** Attributes of the group: texts, integers, reals, or lists of one of these. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * The variables that the filters choose: names or regular expressions; with {@code ~} in front they leave variables out.
     *
     * <p><b>Errors.</b> A filter that matches no variable is a {@link ResultException}.
     */
    public Dataset filter(String... filters) {
        Map<String, Variable> kept = new LinkedHashMap<>();
        VarNames.filter(variables.keySet(), filters).forEach(name -> kept.put(name, get(name)));
        Map<String, Coord> keptCoords = new LinkedHashMap<>(coords);
        keptCoords.keySet().removeIf(dim -> kept.values().stream()
                .noneMatch(v -> v.dims().contains(dim)));
        return new Dataset(kept, keptCoords, attributes);
    }

    /** The variables with draws: those whose first dims are chain and draw. */
    List<Variable> sampled() {
        return variables().stream().filter(Variable::isSampled).toList();
    }

    /**
     * Each scalar quantity of the sampled variables, in the order of the variables and of their elements. A filtered dataset shares
     * their statistics.
     */
    public List<Element> elements() {
        return Element.of(this);
    }

    /**
     * Computes the statistics of the elements that are not known yet, by several threads, until the time is up or the current thread
     * is interrupted. They are kept for {@link Element#statistics()}, tables and warnings.
     *
     * @return whether the statistics of all elements are known
     */
    public boolean diagnose(Duration limit) {
        return diagnose(Deadline.in(limit)) == 0;
    }

    /** Computes statistics until the deadline, and returns how many elements then have none. */
    int diagnose(Deadline deadline) {
        List<Variable> sampled = sampled();
        int elements = sampled.stream().mapToInt(Variable::eventSize).sum();
        return elements - KnownStatistics.complete(sampled, deadline);
    }

    /**
     * The view at one label of a dim, such as {@code at("county", "AITKIN")} or {@code at("chain", 0)}; the dim is gone.
     *
     * @throws ResultException with code ABSENT if the dim is unknown or has no such label
     */
    public Dataset at(String dim, Object label) {
        int position = position(dim, label);
        Map<String, Coord> kept = new LinkedHashMap<>(coords);
        kept.remove(dim);
        return mapped(dim, kept, v -> v.at(dim, position));
    }

    /**
     * The view of these labels of a dim, in this order.
     *
     * @throws ResultException with code ABSENT if the dim is unknown or has no such label
     */
    public Dataset select(String dim, Object... labels) {
        return positions(
                dim,
                Arrays.stream(labels).mapToInt(label -> position(dim, label)).toArray());
    }

    /**
     * The view of these positions along a dim, counted from 0, in this order.
     *
     * @throws ResultException with code ABSENT if the dim is unknown or a position is outside it
     */
    public Dataset positions(String dim, int... positions) {
        int size = coord(dim).size();
        for (int position : positions) {
            if (position < 0 || position >= size) {
                throw new ResultException(
                        ResultCode.ABSENT, "position " + position + " is outside dim '" + dim + "' of size " + size);
            }
        }
        Map<String, Coord> kept = new LinkedHashMap<>(coords);
        kept.put(dim, coord(dim).select(positions));
        return mapped(dim, kept, v -> v.select(dim, positions));
    }

    /**
     * The view of the positions {@code from}, {@code from + step}, … below {@code to} along a dim.
     *
     * @throws ResultException with code OPTION if the step is less than 1
     */
    public Dataset slice(String dim, int from, int to, int step) {
        if (step < 1) {
            throw new ResultException(
                    ResultCode.OPTION, "the step along dim '" + dim + "' is " + step + "; give 1 or more");
        }
        return positions(
                dim,
                IntStream.range(from, to).filter(i -> (i - from) % step == 0).toArray());
    }

    /** The view with {@code chain} and {@code draw} laid out one after another as one first dim, {@code sample}. */
    public Dataset stack() {
        Map<String, Coord> kept = new LinkedHashMap<>();
        kept.put("sample", Coord.range(chains() * draws()));
        kept.putAll(coords);
        kept.remove(CHAIN);
        kept.remove(DRAW);
        Map<String, Variable> stacked = new LinkedHashMap<>();
        variables.forEach((name, v) -> stacked.put(name, v.isSampled() ? v.stack("sample", CHAIN, DRAW) : v));
        return new Dataset(stacked, kept, attributes);
    }

    /**
     * The variables of both datasets.
     *
     * @throws ResultException with code MISMATCH if both have a variable of one name or a dim of one name with different content
     */
    public Dataset merge(Dataset other) {
        Builder merged = toBuilder();
        for (Variable variable : other.variables()) {
            Variable mine = variables.get(variable.name());
            if (mine != null && !mine.equals(variable)) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "cannot merge: both have a variable '" + variable.name() + "' with different content (" + mine
                                + " and " + variable + "); rename one, or concat the runs");
            }
            if (mine == null) {
                merged.add(variable);
            }
        }
        other.coords.forEach((dim, coord) -> {
            Coord mine = coords.get(dim);
            if (mine != null && !mine.equals(coord)) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "cannot merge: dim '" + dim + "' has labels " + mine + " here and " + coord + " there");
            }
            merged.coord(dim, coord);
        });
        other.attributes.forEach(merged.attributes::putIfAbsent);
        return merged.build();
    }

    /** Same variables, coords and attributes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Dataset that
                && variables.equals(that.variables)
                && coords.equals(that.coords)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return variables.hashCode();
    }

    /** The dims with their labels, and the variables with their dims. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        coords.forEach((dim, coord) -> out.append("  ")
                .append(dim)
                .append(": ")
                .append(coord.size())
                .append(' ')
                .append(Labels.preview(coord))
                .append('\n'));
        variables
                .values()
                .forEach(variable -> out.append("    ").append(variable).append('\n'));
        return out.toString();
    }

    private int position(String dim, Object label) {
        int position = coord(dim).find(label);
        if (position < 0) {
            throw new ResultException(
                    ResultCode.ABSENT, "dim '" + dim + "' has no label '" + label + "'; it has " + coord(dim));
        }
        return position;
    }

    private Dataset mapped(String dim, Map<String, Coord> newCoords, UnaryOperator<Variable> change) {
        Map<String, Variable> changed = new LinkedHashMap<>();
        variables.forEach((name, v) -> changed.put(name, v.dims().contains(dim) ? change.apply(v) : v));
        return new Dataset(changed, newCoords, attributes);
    }

    /** Collects the parts of a {@link Dataset}; not for use by several threads at once. */
    public static final class Builder {
        private final Map<String, Variable> variables = new LinkedHashMap<>();
        private final Map<String, Coord> coords = new LinkedHashMap<>();
        private final Map<String, Object> attributes = new LinkedHashMap<>();

        private Builder() {}

        /** Gives a dim its labels. */
        public Builder coord(String dim, Coord labels) {
            coords.put(dim, labels);
            return this;
        }

        /** Adds a float64 variable over {@code values}, which now belongs to it: no copy is made. */
        public Builder variable(String name, List<String> dims, int[] shape, double[] values) {
            return add(Variable.of(name, dims, shape, values));
        }

        /** Adds an int64 variable over {@code values}, which now belongs to it: no copy is made. */
        public Builder variable(String name, List<String> dims, int[] shape, long[] values) {
            return add(Variable.of(name, dims, shape, values));
        }

        /** Adds a bool variable over {@code values}, which now belongs to it: no copy is made. */
        public Builder variable(String name, List<String> dims, int[] shape, boolean[] values) {
            return add(Variable.of(name, dims, shape, values));
        }

        /**
         * Adds a variable.
         *
         * @throws ResultException with code NAME if there is a variable of this name already
         */
        public Builder add(Variable variable) {
            if (variables.putIfAbsent(variable.name(), variable) != null) {
                throw new ResultException(ResultCode.NAME, "there are two variables called '" + variable.name() + "'");
            }
            return this;
        }

        /** Adds an attribute of the group. */
        public Builder attribute(String name, Object value) {
            attributes.put(name, Attributes.checked(name, value));
            return this;
        }

        /**
         * Checks that the parts fit together.
         *
         * @throws ResultException with code SHAPE if two variables, or a variable and a coord, give one dim different sizes
         */
        public Dataset build() {
            Map<String, Coord> complete = new LinkedHashMap<>(coords);
            Map<String, String> firstUse = new LinkedHashMap<>();
            for (Variable variable : variables.values()) {
                for (String dim : variable.dims()) {
                    int extent = variable.extent(dim);
                    Coord coord = complete.computeIfAbsent(dim, _ -> Coord.range(extent));
                    if (coord.size() != extent) {
                        throw new ResultException(
                                ResultCode.SHAPE,
                                "variable '" + variable.name() + "' has " + extent
                                        + " positions along dim '" + dim + "' but "
                                        + (firstUse.containsKey(dim) ? "'" + firstUse.get(dim) + "'" : "its coord")
                                        + " has "
                                        + coord.size());
                    }
                    firstUse.putIfAbsent(dim, variable.name());
                }
            }
            // Chain and draw come first wherever dims are listed, in whatever order they were added.
            Map<String, Coord> ordered = new LinkedHashMap<>();
            for (String dim : List.of(CHAIN, DRAW)) {
                Coord coord = complete.remove(dim);
                if (coord != null) {
                    ordered.put(dim, coord);
                }
            }
            ordered.putAll(complete);
            return new Dataset(new LinkedHashMap<>(variables), ordered, new LinkedHashMap<>(attributes));
        }
    }
}
