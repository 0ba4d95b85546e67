package ppl.api.report;

import java.util.List;
import ppl.api.inference.Warning;

/** The warnings as a page shows them. Names are escaped. */
final class Findings {
    private Findings() {}

    static List<String> of(Run run) {
        return run.warnings().stream().map(Findings::sentence).toList();
    }

    private static String sentence(Warning warning) {
        String text = Text.escaped(warning.message() + ". " + warning.remedy());
        String name = warning.variable();
        if (name != null) {
            text = text.replace(Text.escaped("'" + name + "'"), "<code>" + Text.escaped(name) + "</code>");
        }
        return "<b>" + warning.kind().title() + "</b>: " + text;
    }
}
