package ppl.aeppl.family;

import java.util.List;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.ParameterCheck;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A family with its parameters: what can be drawn from. Drawing makes a random node; drawing twice makes two.
 *
 * @param family the family
 * @param parameters its parameters, in the family's order; they may be random themselves
 */
public record Distribution(Family family, List<Var> parameters) {

    /** Copies the parameters, checks that their shapes go together, and checks the values of those that are constants. */
    public Distribution {
        parameters = List.copyOf(parameters);
        family.batch(parameters);
        for (ParameterCheck check : family.checks(parameters)) {
            Tensor holds = check.holds().constantValue();
            for (int i = 0; holds != null && i < holds.length(); i++) {
                if (!holds.booleanAt(i)) {
                    throw new LogDensityException(DensityCode.PARAMETER, check.message());
                }
            }
        }
    }

    /** A draw whose shape is the common shape of the parameters. */
    public Var draw(String name) {
        return draw(name, family.batch(parameters));
    }

    /** Independent draws; the parameters broadcast to the batch shape, and the axes of one event follow it. */
    public Var draw(String name, Shape batch) {
        return Var.random(family, name, batch, parameters);
    }

    /** Independent draws of known batch shape. */
    public Var draw(String name, int... sizes) {
        return draw(name, Shape.of(sizes));
    }

    /** The law of a draw of a batch shape, for parameters that are not random. */
    public Law law(Shape batch) {
        return family.law(parameters, batch, Set.of());
    }

    /** The law of a draw whose shape is the common shape of the parameters. */
    public Law law() {
        return law(family.batch(parameters));
    }

    @Override
    public String toString() {
        return Family.describe(family, parameters);
    }
}
