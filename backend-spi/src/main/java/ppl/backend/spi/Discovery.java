package ppl.backend.spi;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Loads the providers of {@link Backend}, each on its own, so that one that fails does not hide the others. */
final class Discovery {

    /** A service file that cannot be read fails again at each step; this ends the walk. */
    private static final int MOST_FAILURES = 64;

    private Discovery() {}

    static Backends load(ClassLoader loader) {
        List<Backend> found = new ArrayList<>();
        List<Selection.Refusal> failed = new ArrayList<>();
        Iterator<ServiceLoader.Provider<Backend>> providers =
                ServiceLoader.load(Backend.class, loader).stream().iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            String provider = "a provider";
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<Backend> next = providers.next();
                provider = next.type().getName();
                Backend backend = next.get();
                Objects.requireNonNull(backend.name(), "its name is null");
                found.add(backend);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures++;
                failed.add(new Selection.Refusal(provider, "cannot be loaded: " + reason(e)));
            }
        }
        return new Backends(found, failed.stream().distinct().toList());
    }

    /** What went wrong, without the wrapping of the loader. */
    static String reason(Throwable e) {
        if (e instanceof ServiceConfigurationError && e.getMessage() != null && e.getCause() == null) {
            return e.getMessage().replace(Backend.class.getName() + ": ", "");
        }
        Throwable root = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
        String kind = root.getClass().getSimpleName();
        return root.getMessage() == null ? kind : kind + ": " + root.getMessage();
    }

    /** Class and jar or folder of a provider. */
    static String location(Backend backend) {
        Class<?> type = backend.getClass();
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null || source.getLocation() == null ? "" : " in " + source.getLocation());
    }
}
