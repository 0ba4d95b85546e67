package ppl.api.report;

import java.util.List;
import ppl.api.inference.Warning;

/** The warnings of a run as items of an HTML list. Names are escaped. */
final class WarningItems {
    private WarningItems() {}

    static List<String> of(Run run) {
        return run.warnings().stream().map(WarningItems::item).toList();
    }

    private static String item(Warning warning) {
        String text = Text.escaped(warning.message() + ". " + warning.remedy());
        String name = warning.element();
        if (name != null) {
            text = text.replace(Text.escaped("'" + name + "'"), "<code>" + Text.escaped(name) + "</code>");
        }
        return "<b>" + warning.kind().title() + "</b>: " + text;
    }
}
