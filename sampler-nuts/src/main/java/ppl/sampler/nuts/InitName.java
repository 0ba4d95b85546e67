package ppl.sampler.nuts;

import java.util.List;
import ppl.api.spi.OptionReader;

/**
 * The option {@code init}, by PyMC's names. Those that are taken all mean the one warm-up that there is, of a diagonal metric; whether
 * starts are jittered is the driver's part of the name, and its doing.
 */
final class InitName {
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
                "init",
                List.of("adapt_full", "jitter+adapt_full"),
                "nuts adapts a diagonal metric and no full one:"
                        + " take jitter+adapt_diag_grad, and give correlated variables a parameterisation of their own, such as"
                        + " an mvNormal times a Cholesky factor");
        reader.refuse(
                "init",
                List.of("advi", "advi+adapt_diag", "advi_map"),
                "there is no variational inference here:"
                        + " take jitter+adapt_diag_grad, whose metric comes from draws and gradients");
        reader.refuse(
                "init",
                List.of("map"),
                "a mode is a bad start, as hardly any draw is near it: take"
                        + " jitter+adapt_diag_grad, or give start values with start(...)");
        reader.word("init", TAKEN);
    }
}
