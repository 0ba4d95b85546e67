package ppl.sampler.nuts;

import java.util.List;
import java.util.Map;
import ppl.api.spi.OptionReader;
import ppl.api.spi.StartPolicy;
import ppl.api.spi.StartPolicy.Jitter;
import ppl.sampler.nuts.metric.MetricKind;

/**
 * The option {@code init} with the names of PyMC. They differ in whether the driver jitters the start points and in whether the metric is
 * diagonal or dense; {@code auto} leaves both free.
 */
final class InitName {
    static final String OPTION = "init";

    private static final String[] TAKEN = {
        "auto",
        "jitter+adapt_diag_grad",
        "jitter+adapt_diag",
        "jitter+adapt_full",
        "adapt_diag_grad",
        "adapt_diag",
        "adapt_full"
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

    /** The metric that the name means. */
    static MetricKind metric(OptionReader reader) {
        String name = reader.word(OPTION, TAKEN);
        return name.equals(TAKEN[0]) ? MetricKind.AUTO : name.endsWith("full") ? MetricKind.DENSE : MetricKind.DIAGONAL;
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
