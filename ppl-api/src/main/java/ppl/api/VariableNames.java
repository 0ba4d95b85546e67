package ppl.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what a name is that was meant for a variable. */
final class VariableNames {

    private VariableNames() {}

    /**
     * The error for a name that is not that of such a variable.
     *
     * @param wanted what the name must be one of: {@code an observed variable}
     * @param ifObserved what else to do about an observed variable
     */
    static ModelException refused(Model model, String name, String wanted, String ifObserved) {
        Map<String, String> names = Parts.of(model).names();
        String kind = names.get(name);
        if (kind == null) {
            List<String> variables = new ArrayList<>();
            names.forEach((n, what) -> {
                if (!what.equals("dim")) {
                    variables.add(n);
                }
            });
            return new ModelException(
                    ModelCode.NAME,
                    "the model has no variable '" + name + "'; it has " + variables + ": correct the name");
        }
        String is = "'" + name + "' is not " + wanted + ", but ";
        return new ModelException(
                ModelCode.NAME,
                is
                        + switch (kind) {
                            case "data" -> "data: give other data with with(d -> d.set(...))";
                            case "observed variable" ->
                                "an observed variable: give it other values with with(d -> d.observe(...)), or "
                                        + ifObserved;
                            case "deterministic quantity" ->
                                "a deterministic quantity: choose a random variable, such as one that it is computed from";
                            case "dim", "potential" -> "a " + kind + ": choose a random variable";
                            default -> "a " + kind + ", so there are no values to take away";
                        });
    }
}
