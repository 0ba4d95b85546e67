package ppl.backend.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import ppl.backend.spi.Selection.Refusal;
import ppl.graph.service.Providers;

/**
 * Which backends there are.
 *
 * @param backends those that could be loaded, by name
 * @param failures why others could not be
 * @param clash the message if two have one name
 */
record Discovery(List<Backend> backends, List<Refusal> failures, Optional<String> clash) {

    /** The providers that a class loader sees. */
    static Discovery by(ClassLoader loader) {
        return of(Providers.load(Backend.class, ServiceLoader.load(Backend.class, loader), Backend::name));
    }

    static Discovery of(List<Backend> backends) {
        return of(Providers.of(backends, Backend::name));
    }

    private static Discovery of(Providers<Backend> providers) {
        return new Discovery(
                providers.usable().stream()
                        .sorted(Comparator.comparing(Providers.Found::name))
                        .map(Providers.Found::service)
                        .toList(),
                providers.failures().stream()
                        .map(f -> new Refusal(f.provider(), "cannot be loaded: " + f.reason()))
                        .toList(),
                providers.clash("backends"));
    }

    /** Checks that a name tells which backend is meant. */
    void requireNoClash() {
        clash.ifPresent(message -> {
            throw new BackendException(BackendCode.AMBIGUOUS, message);
        });
    }

    boolean isNothing() {
        return backends.isEmpty() && failures.isEmpty();
    }

    Optional<Backend> named(String name) {
        return backends.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    /** The names, for messages. */
    String names() {
        return backends.isEmpty()
                ? "none"
                : backends.stream().map(Backend::name).collect(Collectors.joining(", "));
    }

    /** The failures as the end of a message; empty if there are none. */
    String failuresAsSuffix() {
        return failures.isEmpty() ? "" : "; found, but not usable: " + Refusal.joined(failures);
    }
}
