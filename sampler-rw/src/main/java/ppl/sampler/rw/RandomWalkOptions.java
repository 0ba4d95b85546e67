package ppl.sampler.rw;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.OptionReader;
import ppl.sampler.rw.propose.Jump;

/**
 * The options of the random walk.
 *
 * @param jump {@code proposal}: {@code normal} (default), {@code cauchy}, {@code laplace} or {@code uniform}
 * @param adaptation {@code adaptation}: the shape of proposals is learnt as a full {@code covariance} (default), as
 *     standard deviations ({@code diagonal}), or not ({@code scale}: only one scale per block)
 * @param grouping {@code grouping}: real coordinates move {@code variable} by variable (default), {@code all} at once, or
 *     each {@code coordinate} alone. Whole numbers always move one coordinate at a time
 * @param scaling {@code scaling}: the first scale of the steps. Default 2.38/√d for d coordinates
 * @param acceptance {@code acceptance}: the acceptance rate to tune to. Default from 0.44 for one coordinate to 0.234
 *     for many
 */
record RandomWalkOptions(
        Jump jump,
        Adaptation adaptation,
        Grouping grouping,
        @Nullable Double scaling,
        @Nullable Double acceptance) {

    /** The names by which users set them. */
    static final List<String> NAMES = List.of("proposal", "adaptation", "grouping", "scaling", "acceptance");

    enum Adaptation {
        COVARIANCE,
        DIAGONAL,
        SCALE
    }

    enum Grouping {
        VARIABLE,
        ALL,
        COORDINATE
    }

    /** Reads the options of a chain. */
    static RandomWalkOptions of(ChainSpec spec) {
        if (spec.options().containsKey("target_accept")) {
            throw new IllegalArgumentException(
                    "rw has no option target_accept: that is how many steps along gradients are"
                            + " accepted, usually 0.8 and more, and a random walk tuned to it hardly moves. Leave it (targetAccept) out;"
                            + " rw tunes to its option acceptance, from 0.44 for one coordinate to 0.234 for many if not set.");
        }
        OptionReader reader = new OptionReader("rw", spec.options());
        RandomWalkOptions options = new RandomWalkOptions(
                Jump.valueOf(upper(reader.word("proposal", "normal", "cauchy", "laplace", "uniform"))),
                Adaptation.valueOf(upper(reader.word("adaptation", "covariance", "diagonal", "scale"))),
                Grouping.valueOf(upper(reader.word("grouping", "variable", "all", "coordinate"))),
                reader.has("scaling") ? reader.number("scaling", 1, x -> x > 0, "a number above 0") : null,
                reader.has("acceptance")
                        ? reader.number("acceptance", 0.44, x -> x > 0 && x < 1, "a number above 0 and below 1")
                        : null);
        reader.refuseOthers();
        return options;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
