package ppl.backend.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Selection.Refusal;
import ppl.graph.compile.NumericMode;

/**
 * The backend that someone named: that one or none.
 *
 * @param source who named it, for messages: {@code "asked for by the options"}
 */
record NamedChoice(Discovery discovery, Usability usability, String source) {

    Selection select(String given, Function<Backend, Program> lowered, NumericMode mode) {
        String name = given.trim().toLowerCase(Locale.ROOT);
        Backend backend = discovery.named(name).orElseThrow(() -> absent(name));
        require(name, usability.refusal(backend, mode));
        Program program = lowered.apply(backend);
        require(name, Usability.refusal(backend, program));
        List<Refusal> others = new ArrayList<>(discovery.failures());
        for (Backend other : discovery.backends()) {
            if (other != backend) {
                others.add(new Refusal(other.name(), "'" + name + "' is " + source));
            }
        }
        return new Selection(backend, program, source, others);
    }

    private void require(String name, @Nullable String refusal) {
        if (refusal != null) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend '" + name + "' is " + source + ", but cannot be used: " + refusal);
        }
    }

    private BackendException absent(String name) {
        return new BackendException(
                BackendCode.ABSENT,
                "the backend '" + name + "' is " + source + ", but it is not present (present: " + discovery.names()
                        + "); add dev.ppl:backend-" + name + " to your dependencies or ask for another"
                        + discovery.failuresAsSuffix());
    }
}
