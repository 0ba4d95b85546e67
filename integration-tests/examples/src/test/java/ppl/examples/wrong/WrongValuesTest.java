package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.pointMass;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import ppl.aeppl.family.Distribution;
import ppl.api.Dim;
import ppl.api.MissingPolicy;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.graph.Functions;
import ppl.graph.PplException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Values that are nowhere: infinite ones of laws with densities, and null. */
class WrongValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final String FINITE =
            ", but its distribution has finite values only: correct it; let it be NaN, or leave it out, if it is missing; what"
                    + " is only known to be beyond an end is observed as that end, of censored(...)";

    private static Model model() {
        return Model.build(m -> {
            Dim place = m.dim("place", "A", "B");
            Var mu = m.sample("mu", normal(0, 1));
            Var theta = m.sample("theta", normal(mu, 1), place);
            Var se = m.data("se", new double[] {1, 2}, place);
            m.observe("y", normal(theta, se), new double[] {1, 2}, place);
        });
    }

    private static void infinite(String what, Executable action) {
        ModelException e = assertThrows(ModelException.class, action);
        assertEquals(what + FINITE, e.getMessage());
        assertEquals(ModelCode.VALUE, e.code());
    }

    @Test
    void a_law_with_a_density_has_no_infinite_values() {
        String second = "observed variable 'theta' is Infinity at element 1";
        infinite("observed variable 'mu' is -Infinity", () -> model().observe("mu", -INF));
        infinite(second, () -> model().observe("theta", 1, INF));
        infinite(second, () -> model().observe("theta", Double.NaN, INF));
        infinite(second, () -> model().condition("theta", new int[] {1}, INF));
        infinite(second, () -> model().condition("theta", Map.of("B", INF)));
        infinite(
                "observed variable 'y' is Infinity at element 0",
                () -> model().with(d -> d.observe("y", new double[] {INF, 1})));
        Var unit = Functions.diag(Functions.vector(1, 1));
        infinite(
                "observed variable 'v' is Infinity at element 1",
                () -> Model.build(m -> m.observe("v", mvNormal(Functions.vector(0, 0), unit), new double[] {1, INF})));
    }

    @Test
    void a_point_may_be_infinite() {
        assertEquals(1, Model.build(m -> m.observe("never", pointMass(INF), INF)).observed().size());
    }

    private static void isNull(String what, Executable action) {
        PplException e = assertThrows(PplException.class, action);
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(what) && message.contains("null"), message);
    }

    private static void isNullIn(String what, Consumer<ModelBuilder> body) {
        isNull(what, () -> Model.build(body));
    }

    /** What nobody means, but a variable may hold. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        @Nullable T nothing = null;
        return nothing;
    }

    @Test
    void what_a_model_is_changed_by_is_not_null() {
        double[] values = none();
        Tensor tensor = none();
        isNull("the value of 'mu'", () -> model().observe("mu", values));
        isNull("the value of 'mu'", () -> model().observe("mu", tensor));
        isNull("the value of 'mu'", () -> model().doIntervention("mu", values));
        isNull("the value of 'mu'", () -> model().doIntervention("mu", tensor));
        isNull("the value of 'theta'", () -> model().condition("theta", new int[] {1}, values));
        int[] positions = none();
        isNull("what names elements of 'theta'", () -> model().condition("theta", positions, 1));
        Map<String, Double> labels = none();
        isNull("the value of 'theta'", () -> model().condition("theta", labels));
        isNull(
                "the value of 'theta' at 'A'",
                () -> model().condition("theta", Collections.singletonMap("A", WrongValuesTest.<Double>none())));
        isNull("what gives the model other data", () -> model().with(none()));
        isNull("the value of 'se'", () -> model().with(d -> d.set("se", values)));
        isNull("the value of 'se'", () -> model().with(d -> d.set("se", tensor)));
        isNull("row 1 of data 'se'", () -> model().with(d -> d.set("se", new double[][] {{1}, none()})));
        isNull("the value of 'y'", () -> model().with(d -> d.observe("y", values)));
        List<String> names = none();
        isNull("the labels of dim 'place'", () -> model().with(d -> d.dim("place", names)));
    }

    @Test
    void what_is_asked_of_a_model_is_not_null() {
        isNull("what changes the options", () -> model().findMap(none()));
        isNull("what has become of the options", () -> model().findMap(o -> none()));
        isNull("what changes the options", () -> model().laplace(none()));
        isNull("value for 'mu'", () -> model().findMap(o -> o.start("mu", WrongValuesTest.<double[]>none())));
        isNull("options", () -> model().priorPredictive(3, none()));
        isNull("the point", () -> model().debug(none()));
        isNull("what was fitted", () -> model().fitted(none()));
        Path file = none();
        isNull("the file", () -> model().save(file));
        isNull("the file", () -> Model.open(file));
        isNull("the file", () -> Model.openFitted(file));
    }

    @Test
    void what_a_model_is_made_of_is_not_null() {
        Distribution law = none();
        Var node = none();
        double[] values = none();
        isNull("what builds the model", () -> Model.build(none()));
        isNullIn("the distribution of 'x'", m -> m.sample("x", law));
        isNullIn("the distribution of 'x'", m -> m.marginalize("x", law));
        isNullIn("the distribution of 'x'", m -> m.observe("x", law, 1));
        isNullIn("what is observed as 'x'", m -> m.observe("x", node, 1));
        isNullIn("the value of 'x'", m -> m.observe("x", normal(0, 1), values));
        isNullIn("the value of 'x'", m -> m.observe("x", normal(0, 1), WrongValuesTest.<Tensor>none()));
        isNullIn("the mask of 'x'", m -> m.observe("x", normal(0, 1), new int[] {1}, WrongValuesTest.<boolean[]>none()));
        isNullIn("the value of 'x'", m -> m.data("x", values));
        isNullIn("the value of 'x'", m -> m.data("x", WrongValuesTest.<int[]>none()));
        isNullIn("data 'x'", m -> m.data("x", WrongValuesTest.<double[][]>none()));
        isNullIn("row 0 of data 'x'", m -> m.data("x", new double[][] {none()}));
        isNullIn("what is computed as 'x'", m -> m.deterministic("x", node));
        isNullIn("the term 'x'", m -> m.potential("x", node));
        isNullIn("the dims of 'x'", m -> m.sample("x", normal(0, 1), WrongValuesTest.<Dim[]>none()));
        isNullIn("the labels of dim 'd'", m -> m.dim("d", WrongValuesTest.<List<String>>none()));
        isNullIn("labels of dim 'd'", m -> m.dim("d", WrongValuesTest.<String[]>none()));
        isNullIn("the model that becomes part", m -> m.include("p", none()));
        isNullIn("a prefix that is not null", m -> m.include(none(), model()));
        isNullIn("what builds the part 'p'", m -> m.within("p", none()));
        isNullIn("the policy", m -> m.missing(WrongValuesTest.<MissingPolicy>none()));
    }

    @Test
    void names_are_not_null() {
        InferenceData fit = model().fitted(
                InferenceData.of(Group.POSTERIOR, model().priorPredictive(3).prior()));
        isNull("a name", () -> fit.predict(d -> {}, WrongValuesTest.<String>none()));
        isNull("the names", () -> fit.withLogLikelihood(WrongValuesTest.<String[]>none()));
        isNull("a name", () -> fit.withPosteriorPredictive("y", none()));
        isNull("a name", () -> fit.recover(WrongValuesTest.<String>none()));
    }
}
