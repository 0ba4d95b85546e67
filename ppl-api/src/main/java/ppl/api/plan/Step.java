package ppl.api.plan;

import java.util.List;

/**
 * What is done with one variable of a model.
 *
 * @param name the variable's name
 * @param dims the names of its axes; empty where it was given none
 * @param role what is done with it
 * @param law its distribution; if it has none, its expression
 * @param support the set that its draws lie in; empty if it has no distribution
 * @param transform the map onto the support from the coordinates that a sampler moves; empty unless it is sampled
 * @param coordinates how many coordinates it has; 0 unless it is sampled
 * @param why the reason for its role
 */
public record Step(
        String name,
        List<String> dims,
        Role role,
        String law,
        String support,
        String transform,
        int coordinates,
        String why) {

    /** Copies the dims. */
    public Step {
        dims = List.copyOf(dims);
    }
}
