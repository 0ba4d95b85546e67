package ppl.graph.compile;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphException;

/** Finds the graph compiler that is present. */
public final class GraphCompilers {

    /** A service file that cannot be read fails again at each step; this ends the walk. */
    private static final int MOST_FAILURES = 16;

    private static volatile @Nullable GraphCompiler found;

    private GraphCompilers() {}

    /** The compiler; an error that says which dependency to add if there is none, or which two clash. */
    public static GraphCompiler find() {
        GraphCompiler known = found;
        if (known == null) {
            known = load(GraphCompilers.class.getClassLoader());
            found = known;
        }
        return known;
    }

    static GraphCompiler load(ClassLoader loader) {
        List<GraphCompiler> usable = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        Iterator<ServiceLoader.Provider<GraphCompiler>> providers =
                ServiceLoader.load(GraphCompiler.class, loader).stream().iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) { // looks for the class of the next provider, and may fail to
                    break;
                }
                usable.add(providers.next().get());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures++;
                reasons.add(e.toString());
            }
        }
        if (usable.size() == 1) {
            return usable.getFirst();
        }
        if (usable.isEmpty()) {
            throw new GraphException("no graph compiler is present: add a backend to your dependencies, for example "
                    + "dev.ppl:backend-vector"
                    + (reasons.isEmpty() ? "" : " (found, but not usable: " + reasons + ")"));
        }
        throw new GraphException("several graph compilers are present, keep one: "
                + usable.stream().map(c -> c.getClass().getName()).toList());
    }
}
