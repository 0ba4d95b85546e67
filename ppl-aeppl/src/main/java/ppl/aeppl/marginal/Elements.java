package ppl.aeppl.marginal;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.graph.Var;

/** The elements of all variables that are summed out, each a variable with values of its own, by their numbers. */
final class Elements {

    private static final int NAMED = 6;

    private final List<Latent> latents;
    private final Map<Var, Latent> byStandIn = new IdentityHashMap<>();
    private final int[] firsts;

    Elements(List<Latent> latents) {
        this.latents = List.copyOf(latents);
        this.latents.forEach(z -> byStandIn.put(z.standIn(), z));
        this.firsts = latents.stream().mapToInt(Latent::first).toArray();
    }

    List<Latent> latents() {
        return latents;
    }

    int count() {
        return latents.isEmpty() ? 0 : latents.getLast().end();
    }

    @Nullable
    Latent ofStandIn(Var node) {
        return byStandIn.get(node);
    }

    /** The variable of an element: the last that begins at it or before it and is not empty. */
    Latent of(int element) {
        int at = Arrays.binarySearch(firsts, element);
        int found = at >= 0 ? at : -at - 2;
        while (latents.get(found).end() <= element) {
            found++; // behind those without elements
        }
        return latents.get(found);
    }

    int size(int element) {
        return of(element).size();
    }

    String label(int element) {
        return of(element).label(element);
    }

    /** Checks that a table over elements is not too large. */
    void requireFits(Var term, int[] scope) {
        double entries = Arrays.stream(scope).mapToDouble(this::size).reduce(1, (a, b) -> a * b);
        if (entries > Tabulation.MOST) {
            throw refused("the term " + term.describe() + " depends on " + names(scope)
                    + " together, so its table would have " + number(entries) + " entries");
        }
    }

    /** The refusal of a term of more elements than can be counted. */
    LogDensityException tooMany(Var term, List<Latent> reached) {
        return refused("an element of the term " + term.describe() + " depends on more than " + ElementSets.MOST
                + " elements together, of "
                + reached.stream()
                        .map(z -> "'" + z.name() + "' " + z.standIn().shape())
                        .limit(NAMED)
                        .collect(Collectors.joining(", "))
                + ", so its table would have more than " + number(Math.pow(2, ElementSets.MOST)) + " entries");
    }

    /** Checks that eliminating an element does not make too large a table. */
    void requireFits(int element, int[] neighbours, double entries) {
        if (entries > Tabulation.MOST) {
            throw refused("summing out '" + label(element) + "' couples it with " + names(neighbours) + ", a table of "
                    + number(entries) + " entries");
        }
    }

    private static LogDensityException refused(String why) {
        return new LogDensityException(
                DensityCode.NOT_SUMMABLE,
                why + ", where " + number(Tabulation.MOST) + " are the most"
                        + "\n  to fix: sample some of these variables instead of summing them out, or let each term depend on "
                        + "fewer of them");
    }

    private String names(int[] scope) {
        String named = Arrays.stream(scope)
                .limit(NAMED)
                .mapToObj(e -> "'" + label(e) + "'")
                .collect(Collectors.joining(", "));
        return scope.length > NAMED ? named + " and " + (scope.length - NAMED) + " others" : named;
    }

    private static String number(double entries) {
        return entries < 1e15 ? Long.toString((long) entries) : Double.toString(entries);
    }
}
