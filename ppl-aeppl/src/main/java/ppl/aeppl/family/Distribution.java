package ppl.aeppl.family;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A family with its parameters: what can be drawn from. Drawing makes a random node; drawing twice makes two.
 *
 * <p>Shapes: a draw has the common shape of the parameters, or the shape asked for if they broadcast to it; the axes of an
 * event, such as the vector of a multivariate normal, come last.
 *
 * @param family the family
 * @param parameters its parameters, in the family's order; they may be random themselves
 */
public record Distribution(Family family, List<Var> parameters) {

    /**
     * Turns whole numbers into floats, except for counts, checks that the shapes of the parameters go together, and checks
     * the values of those that are constants.
     *
     * @throws GraphException with code INPUT for another number of parameters than the family has, with code SHAPE if they do not
     *     broadcast to a common shape
     * @throws LogDensityException with code PARAMETER if a constant violates its constraint
     */
    public Distribution {
        parameters = taken(family, parameters);
        family.batch(parameters);
        for (ParameterCheck check : family.checks(parameters)) {
            String violation = check.violation();
            if (violation != null) {
                throw new LogDensityException(DensityCode.PARAMETER, violation);
            }
        }
    }

    private static List<Var> taken(Family family, List<Var> given) {
        requireCount(family, given);
        return IntStream.range(0, given.size())
                .mapToObj(i -> family.parameters().get(i).take(given.get(i)))
                .toList();
    }

    static void requireCount(Family family, List<Var> given) {
        if (given.size() != family.parameters().size()) {
            throw new GraphException(
                    GraphCode.INPUT,
                    family.name() + " has the parameters "
                            + family.parameters().stream().map(Parameter::name).toList() + ", but got " + given.size());
        }
    }

    /** A draw whose shape is the common shape of the parameters. */
    public Var draw(String name) {
        return draw(name, family.batch(parameters));
    }

    /**
     * Independent draws; the parameters broadcast to the batch shape, and the axes of one event follow it.
     *
     * @throws GraphException with code SHAPE if they do not broadcast to it
     */
    public Var draw(String name, Shape batch) {
        return Var.random(family, name, batch, parameters);
    }

    /**
     * Independent draws of known batch shape.
     *
     * @throws GraphException with code SHAPE if the parameters do not broadcast to it
     */
    public Var draw(String name, int... sizes) {
        return draw(name, Shape.of(sizes));
    }

    /**
     * Independent draws, of which only a run tells how many there are: the lengths of the batch's axes are integer scalars, random ones too.
     *
     * {@snippet :
     * Var n = poisson(3).draw("n");
     * Var x = normal(0, 1).draw("x", n); // another length in each evaluation
     * }
     *
     * @throws GraphException with code TYPE if a length is not an integer scalar; with code SHAPE if the parameters do not broadcast to
     *     them
     */
    public Var draw(String name, Var... lengths) {
        for (Var length : lengths) {
            if (!length.dtype().isInteger() || length.rank() != 0) {
                throw new GraphException(
                        GraphCode.TYPE,
                        "the lengths of '" + name + "' must be integer scalars, but " + length.label() + " is "
                                + length.type()
                                + ": give an integer, or turn it into one with floor(…).cast(DType.I64)");
            }
        }
        return draw(name, Shape.of(Stream.of(lengths).map(Shape.Extent::of).toList()));
    }

    /** The law of a draw of a batch shape, for parameters that are not random. */
    public Law law(Shape batch) {
        return family.law(parameters, batch, Sources.none());
    }

    /** The law of a draw whose shape is the common shape of the parameters. */
    public Law law() {
        return law(family.batch(parameters));
    }

    @Override
    public String toString() {
        return family.describe(parameters);
    }
}
