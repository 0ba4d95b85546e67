package ppl.backend.spi;

import ppl.backend.spi.Availability.Available;
import ppl.backend.spi.Availability.Unavailable;
import ppl.graph.compile.NumericMode;

/** What is present, what of it is usable and how the choice is made, as lines of text. */
record Description(Discovery discovery, Usability usability) {

    String text() {
        StringBuilder text = new StringBuilder("Backends present:");
        discovery.backends().forEach(b -> text.append("\n  " + b.name() + ": " + state(b)));
        discovery.failures().forEach(f -> text.append("\n  " + f.name() + ": not usable, " + f.reason()));
        if (discovery.isNothing()) {
            text.append(" none");
        }
        return text + "\nChoice: " + choice();
    }

    private String state(Backend backend) {
        String refusal = usability.refusal(backend, NumericMode.STRICT);
        if (refusal != null) {
            return "not usable, " + refusal;
        }
        return switch (usability.availability(backend)) {
            case Available(String device, String description) -> "usable on " + device + " (" + description + ")";
            case Unavailable(String reason) -> "not usable, " + reason;
        };
    }

    private static String choice() {
        String wanted = Backends.property(Backends.CHOICE);
        return wanted != null
                ? "'" + wanted + "', asked for by the property " + Backends.CHOICE
                : "for each program the one with the least expected time";
    }
}
