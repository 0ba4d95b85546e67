package ppl.backend.tck.areas;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Program;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Need;
import ppl.backend.tck.rule.Rule;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;

/** Rules B: what a backend says of itself, whether or not it can run here. */
final class BackendRules {

    private BackendRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("B1.01", "the name is short, lower-case and always the same", "a display name", name())
                        .needing(Need.NOTHING),
                Rule.of(
                                "B1.02",
                                "the level is one this kit knows",
                                "a level of a newer SPI: use the kit of that version",
                                level())
                        .needing(Need.NOTHING),
                Rule.of(
                                "B1.03",
                                "the probe never throws, prints nothing and says on one line what it found",
                                "a native library's output, an exception passed on",
                                probe())
                        .needing(Need.NOTHING),
                Rule.of("B1.04", "the mode STRICT is supported", "a backend of vendor routines only", strict())
                        .needing(Need.NOTHING),
                Rule.of(
                        "B1.05",
                        "the expected time is positive, and greater for much more work",
                        "a constant, NaN",
                        estimate()));
    }

    private static Case name() {
        return new Case("name()", s -> {
            String name = s.backend().name();
            Expect.that(
                    name != null && name.matches("[a-z][a-z0-9-]{0,30}"),
                    "the name '" + name + "' is not a short lower-case word");
            Expect.that(name.equals(s.backend().name()), "the name changes from call to call");
        });
    }

    private static Case level() {
        return new Case("level()", s -> {
            int level = s.backend().level();
            Expect.that(
                    level >= 1 && level <= Backend.LEVEL,
                    "the level is " + level + ", this kit knows 1 to " + Backend.LEVEL);
        });
    }

    private static List<Case> probe() {
        return List.of(
                new Case("the answer", s -> {
                    Availability answer = s.backend().availability();
                    switch (answer) {
                        case Availability.Available(String device, String description) -> {
                            oneLine("device", device);
                            oneLine("description", description);
                        }
                        case Availability.Unavailable(String reason) -> oneLine("reason", reason);
                    }
                    Expect.that(answer.equals(s.backend().availability()), "a second probe gives another answer");
                }),
                new Case("silence", s -> {
                    PrintStream out = System.out;
                    PrintStream err = System.err;
                    ByteArrayOutputStream printed = new ByteArrayOutputStream();
                    PrintStream listener = new PrintStream(printed, true, StandardCharsets.UTF_8);
                    System.setOut(listener);
                    System.setErr(listener);
                    try {
                        s.backend().availability();
                    } finally {
                        System.setOut(out);
                        System.setErr(err);
                    }
                    String text = printed.toString(StandardCharsets.UTF_8);
                    Expect.that(text.isEmpty(), "the probe printed: " + text.strip());
                }));
    }

    private static void oneLine(String what, String text) {
        Expect.that(
                text != null && !text.isBlank() && text.lines().count() == 1,
                "the " + what + " is not one line of text: " + text);
    }

    private static Case strict() {
        return new Case(
                "supports(STRICT)", s -> Expect.that(s.backend().supports(NumericMode.STRICT), "STRICT is refused"));
    }

    private static List<Case> estimate() {
        return List.of(
                new Case("positive", s -> {
                    double small = s.backend().estimateNanos(sumOfSquares(10));
                    Expect.that(small > 0, "the estimate of a small program is " + small + " ns");
                }),
                new Case("more work", s -> {
                    double small = s.backend().estimateNanos(sumOfSquares(10));
                    double large = s.backend().estimateNanos(sumOfSquares(50_000_000));
                    Expect.that(
                            large > small,
                            "50 million elements are estimated at " + large + " ns, 10 at " + small + " ns");
                }));
    }

    private static Program sumOfSquares(int n) {
        Var x = Var.input("x", n);
        return new Program(new Graph(List.of(x), List.of(x.times(x).sum())));
    }
}
