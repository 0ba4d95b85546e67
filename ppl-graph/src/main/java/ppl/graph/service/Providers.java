package ppl.graph.service;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers of a service, each loaded on its own: one that fails is remembered with its reason and does not stop the
 * others. Two of one name are for the caller to refuse, in the words of {@link #clash}.
 *
 * @param usable those that could be loaded, in the order of the loader
 * @param failures those that could not, each once
 * @param <T> what is kept of a provider: mostly itself
 */
public record Providers<T>(List<Found<T>> usable, List<Failure> failures) {

    /** A path that cannot be read fails again at each step; this ends the walk. */
    private static final int MOST_FAILURES = 64;

    /**
     * A provider that is usable.
     *
     * @param name what it calls itself
     * @param place its class, and the jar or folder it comes from
     * @param service what is kept of it
     */
    public record Found<T>(String name, String place, T service) {}

    /**
     * A provider that is not.
     *
     * @param provider its class, or {@code a provider} where that is not known
     * @param reason one line
     */
    public record Failure(String provider, String reason) {
        @Override
        public String toString() {
            return provider + " cannot be loaded: " + reason;
        }
    }

    /** Copies the lists. */
    public Providers {
        usable = List.copyOf(usable);
        failures = List.copyOf(failures);
    }

    /**
     * Loads providers and keeps each one itself.
     *
     * @param loader made by the module that declares {@code uses}
     * @param name asks a provider for its name
     */
    public static <S> Providers<S> load(Class<S> service, ServiceLoader<S> loader, Function<S, String> name) {
        return load(service, loader, name, Function.identity());
    }

    /**
     * Loads providers.
     *
     * @param loader made by the module that declares {@code uses}
     * @param name asks a provider for its name
     * @param keep takes from a provider what is needed of it; one of which this fails is not usable
     */
    public static <S, T> Providers<T> load(
            Class<S> service, ServiceLoader<S> loader, Function<S, String> name, Function<S, T> keep) {
        List<Found<T>> usable = new ArrayList<>();
        Set<Failure> failures = new LinkedHashSet<>();
        Iterator<ServiceLoader.Provider<S>> providers = loader.stream().iterator();
        for (int failed = 0; failed < MOST_FAILURES; ) {
            String provider = "a provider";
            try {
                if (!providers.hasNext()) { // reads the next line, and may fail to
                    break;
                }
                ServiceLoader.Provider<S> next = providers.next();
                provider = next.type().getName();
                usable.add(found(next.get(), name, keep));
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failed++;
                failures.add(new Failure(provider, reason(e).replace(service.getName() + ": ", "")));
            }
        }
        return new Providers<>(usable, List.copyOf(failures));
    }

    /** Providers that are there already. */
    public static <S> Providers<S> of(List<? extends S> services, Function<S, String> name) {
        List<Found<S>> usable = new ArrayList<>();
        services.forEach(s -> usable.add(found(s, name, Function.identity())));
        return new Providers<>(usable, List.of());
    }

    private static <S, T> Found<T> found(S provider, Function<S, String> name, Function<S, T> keep) {
        String own = Objects.requireNonNull(name.apply(provider), "its name is null");
        return new Found<>(own, place(provider), keep.apply(provider));
    }

    /**
     * Two that have one name, as an error that names both.
     *
     * @param plural what they are: {@code samplers}
     */
    public Optional<String> clash(String plural) {
        for (int i = 0; i < usable.size(); i++) {
            for (int j = 0; j < i; j++) {
                Found<T> a = usable.get(j);
                Found<T> b = usable.get(i);
                if (a.name.equals(b.name)) {
                    return Optional.of("two " + plural + " have the name '" + a.name + "', keep one: " + a.place
                            + " and " + b.place);
                }
            }
        }
        return Optional.empty();
    }

    /** The failures as the end of a message; empty if there are none. */
    public String failuresAsSuffix() {
        return failures.isEmpty()
                ? ""
                : "; found, but not usable: "
                        + failures.stream().map(Failure::toString).collect(Collectors.joining("; "));
    }

    /** What went wrong, without the wrapping of the loader. */
    public static String reason(Throwable e) {
        if (e instanceof ServiceConfigurationError && e.getMessage() != null && e.getCause() == null) {
            return e.getMessage();
        }
        Throwable root = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
        String kind = root.getClass().getSimpleName();
        return root.getMessage() == null ? kind : kind + ": " + root.getMessage();
    }

    private static String place(Object provider) {
        Class<?> type = provider.getClass();
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null || source.getLocation() == null ? "" : " in " + source.getLocation());
    }
}
