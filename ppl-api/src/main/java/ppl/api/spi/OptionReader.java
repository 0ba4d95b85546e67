package ppl.api.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import ppl.graph.Var;

/**
 * Reads the options of a sampler as users gave them, and refuses bad ones with messages of one form. A sampler asks for each of
 * its options and then calls {@link #refuseOthers}.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException}: {@code nuts: option target_accept must be a number above 0 and below 1, but
 * is 1.5.} and {@code nuts has no option 'tree_depth'. It has: …}
 */
public final class OptionReader {

    private final String sampler;
    private final Map<String, Object> given;
    private final TreeSet<String> known = new TreeSet<>();

    /** Reads the options given to a sampler. */
    public OptionReader(String sampler, Map<String, Object> given) {
        this.sampler = sampler;
        this.given = Map.copyOf(given);
    }

    /** True if the user has given the option. */
    public boolean has(String name) {
        known.add(name);
        return given.containsKey(name);
    }

    /**
     * A finite number. A node of a graph is none: evaluating it may draw, and an option holds for the whole run.
     *
     * @param allowed what is allowed, for the message: {@code a number above 0}
     * @throws IllegalArgumentException if the option is not a number that is allowed
     */
    public double number(String name, double otherwise, DoublePredicate test, String allowed) {
        if (!has(name)) {
            return otherwise;
        }
        if (given.get(name) instanceof Number n && !(n instanceof Var)) {
            double value = n.doubleValue();
            if (Double.isFinite(value) && test.test(value)) {
                return value;
            }
        }
        throw refused(name, allowed);
    }

    /** A whole number from {@code least} to {@code greatest}. */
    public int integer(String name, int otherwise, int least, int greatest) {
        return (int) number(
                name,
                otherwise,
                x -> x == Math.rint(x) && x >= least && x <= greatest,
                "a whole number from " + least + " to " + greatest);
    }

    /**
     * One of several words; the first is the default.
     *
     * @throws IllegalArgumentException if the option is not one of the words that are allowed
     */
    public String word(String name, String... allowed) {
        if (!has(name)) {
            return allowed[0];
        }
        if (given.get(name) instanceof String word && List.of(allowed).contains(word)) {
            return word;
        }
        throw refused(name, (allowed.length == 1 ? "" : "one of ") + String.join(", ", allowed));
    }

    /**
     * Refuses words that users may know from elsewhere, with the reason.
     *
     * @param why what is wrong and what to do, for the message
     * @throws IllegalArgumentException if the option has this word
     */
    public void refuse(String name, List<String> words, String why) {
        if (has(name) && given.get(name) instanceof String word && words.contains(word)) {
            throw new IllegalArgumentException(sampler + ": option " + name + " is '" + word + "', but " + why + ".");
        }
    }

    /**
     * A number for each coordinate, each finite and above 0. Ask {@link #has} first: there is no default.
     *
     * @throws IllegalArgumentException if the option is not an array of one positive finite number per coordinate
     */
    public double[] positives(String name, int dimension) {
        known.add(name);
        if (given.get(name) instanceof double[] values
                && values.length == dimension
                && Arrays.stream(values).allMatch(x -> x > 0 && Double.isFinite(x))) {
            return values.clone();
        }
        throw refused(name, "a double[] with a finite number above 0 for each of the " + dimension + " coordinates");
    }

    /** True if the user has given the option as rows of numbers. */
    public boolean isMatrix(String name) {
        return has(name) && given.get(name) instanceof double[][];
    }

    /**
     * A covariance matrix of the coordinates: as many rows and columns, finite, symmetric, with a diagonal above 0. Whether it is positive
     * definite is for the caller to find out. Ask {@link #isMatrix} first: there is no default.
     *
     * @throws IllegalArgumentException if the option is no such matrix
     */
    public double[][] covariance(String name, int dimension) {
        known.add(name);
        if (given.get(name) instanceof double[][] rows
                && rows.length == dimension
                && Arrays.stream(rows).allMatch(row -> row.length == dimension)
                && isCovariance(rows)) {
            return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }
        throw refused(
                name,
                "a symmetric double[][] of finite numbers with a diagonal above 0, a row for each of the " + dimension
                        + " coordinates");
    }

    private static boolean isCovariance(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                boolean fits = Double.isFinite(rows[i][j]) && rows[i][j] == rows[j][i] && (i != j || rows[i][i] > 0);
                if (!fits) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Refuses every option that the user has given and the sampler has not asked for.
     *
     * @throws IllegalArgumentException if an option was set that the sampler does not have
     */
    public void refuseOthers() {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        sampler + " has no option '" + name + "'. It has: " + String.join(", ", known) + ".");
            }
        }
    }

    private IllegalArgumentException refused(String name, String allowed) {
        return new IllegalArgumentException(sampler + ": option " + name + " must be " + allowed + ", but is "
                + shown(Objects.requireNonNull(given.get(name))) + ".");
    }

    private static String shown(Object value) {
        return switch (value) {
            case String s -> "'" + s + "'";
            case double[] a when a.length <= 8 -> Arrays.toString(a);
            case double[] a -> "a double[] of length " + a.length;
            case double[][] rows -> "a double[][] of " + rows.length + " rows";
            case Var node -> "the node " + node + " of a graph: give its value, a Java number";
            case Number n -> n.toString();
            default -> value + " (" + value.getClass().getSimpleName() + ")";
        };
    }
}
