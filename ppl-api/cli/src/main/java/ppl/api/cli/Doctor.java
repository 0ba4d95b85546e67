package ppl.api.cli;

import java.util.List;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.api.sample.Samplers;
import ppl.graph.GraphException;
import ppl.graph.compile.GraphCompiler;
import ppl.graph.random.StreamVersion;

/** Says what is there to run models with, and what is missing. */
final class Doctor {
    private Doctor() {}

    static String version() {
        Module module = Doctor.class.getModule();
        if (module.isNamed() && module.getDescriptor().rawVersion().isPresent()) {
            return module.getDescriptor().rawVersion().get();
        }
        String ofJar = Doctor.class.getPackage().getImplementationVersion();
        return ofJar == null ? "(version unknown: not from a jar)" : ofJar;
    }

    static String diagnosis() {
        StringBuilder out = new StringBuilder();
        line(
                out,
                "ppl",
                version() + (Doctor.class.getModule().isNamed() ? ", on the module path" : ", on the class path"));
        line(
                out,
                "JDK",
                Runtime.version() + " (" + System.getProperty("java.vendor") + "), " + System.getProperty("java.home"));
        line(
                out,
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, heap up to "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
        line(out, "draws", "stream version " + StreamVersion.CURRENT + ": results of one number agree to the last bit");
        samplers(out);
        rules(out);
        backends(out);
        return out.toString();
    }

    private static void samplers(StringBuilder out) {
        Samplers samplers = Samplers.find();
        line(
                out,
                "samplers",
                samplers.names().isEmpty() ? "none: " + Samplers.advice() : String.join(", ", samplers.names()));
        samplers.failures().forEach(reason -> line(out, "", reason));
    }

    private static void rules(StringBuilder out) {
        List<String> problems;
        try {
            problems = BuiltinRules.andProvided().unusable();
        } catch (LogDensityException e) {
            problems = List.of(e.getMessage());
        }
        String head = "rules";
        for (String problem : problems) {
            line(out, head, problem);
            head = "";
        }
    }

    private static void backends(StringBuilder out) {
        String explanation;
        try {
            explanation = GraphCompiler.find().explain();
        } catch (GraphException e) {
            explanation = e.getMessage();
        }
        String head = "backends";
        for (String text : String.valueOf(explanation).lines().toList()) {
            line(out, head, text);
            head = "";
        }
    }

    private static void line(StringBuilder out, String head, String text) {
        out.append(head)
                .append(" ".repeat(Math.max(1, 10 - head.length())))
                .append(text.stripTrailing())
                .append(System.lineSeparator());
    }
}
