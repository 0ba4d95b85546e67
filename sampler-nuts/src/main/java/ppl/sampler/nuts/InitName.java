package ppl.sampler.nuts;

import java.util.List;
import java.util.Map;
import ppl.api.spi.OptionReader;
import ppl.api.spi.StartPolicy;
import ppl.api.spi.StartPolicy.Jitter;

/**
 * The option {@code init} with the names of PyMC. All names that are accepted mean the same warm-up of a diagonal metric. They differ
 * in whether the driver jitters the start points.
 */
final class InitName {
    static final String OPTION = "init";

    private static final String[] TAKEN = {
        "auto", "jitter+adapt_diag_grad", "jitter+adapt_diag", "adapt_diag_grad", "adapt_diag"
    };

    private InitName() {}

    /**
     * Reads the option.
     *
     * @throws IllegalArgumentException for another name, with what to do instead
     */
    static void check(OptionReader reader) {
        reader.refuse(
                OPTION,
                List.of("adapt_full", "jitter+adapt_full"),
                "nuts adapts a diagonal metric and no full one:"
                        + " take jitter+adapt_diag_grad, and give correlated variables a parameterisation of their own, such as"
                        + " an mvNormal times a Cholesky factor");
        reader.refuse(
                OPTION,
                List.of("advi", "advi+adapt_diag", "advi_map"),
                "there is no variational inference here:"
                        + " take jitter+adapt_diag_grad, whose metric comes from draws and gradients");
        reader.refuse(
                OPTION,
                List.of("map"),
                "a mode is a bad start, as hardly any draw is near it: take"
                        + " jitter+adapt_diag_grad, or give start values with start(...)");
        reader.word(OPTION, TAKEN);
    }

    /** What the name says about start points; nothing if the name is not accepted. */
    static StartPolicy startPolicy(Map<String, Object> options) {
        if (!(options.get(OPTION) instanceof String name) || !List.of(TAKEN).contains(name) || name.equals(TAKEN[0])) {
            return StartPolicy.FREE;
        }
        return new StartPolicy(
                name.startsWith("jitter+") ? Jitter.ALWAYS : Jitter.NEVER, "option " + OPTION + " is '" + name + "'");
    }
}
